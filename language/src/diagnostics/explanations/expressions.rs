//! Expressions.

use super::{Explanation, of_expression};
use crate::diagnostics::code;

pub(super) const ALL: &[Explanation] = &[
    of_expression(
        code::EXPRESSION_SYNTAX,
        "An expression consists of fields, constants, operators and calls of functions. Strings stand \
         in quotes: between double quotes, backslashes begin escapes, between single ones they stand \
         for themselves. Names with other characters than letters, digits and `_` stand in backticks.",
        "if(status == \"paid\", total, 0)\n",
        "if(status = \"paid\", total, 0)\n",
    ),
    of_expression(
        code::EXPRESSION_TOO_LARGE,
        "Expressions have at most 64 KB of text, 10,000 values and operations, 64 levels of brackets \
         and 200 operations inside each other, so that no file can exhaust the memory of who reads \
         it. No expression written by hand comes near.",
        "((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((total))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))\n",
        "total\n",
    ),
    of_expression(
        code::UNKNOWN_FUNCTION,
        "Functions are those that the guide lists. There are no others, and none can be declared: \
         whatever else is to be computed is a Rust function.",
        "lowercase(email)\n",
        "lower(email)\n",
    ),
    of_expression(
        code::UNKNOWN_IN_EXPRESSION,
        "A name is the item of a function around it, or a field of the model, as the schema calls it. \
         After a dot stands a field of the nested type before it. A constant begins with `$`.",
        "map(lines, line -> line.skew)\n",
        "map(lines, line -> line.sku)\n",
    ),
    of_expression(
        code::ARGUMENT_COUNT,
        "A function takes the arguments that the guide says, in that order. A function of an item, \
         such as `line -> line.sku`, stands only where one is asked for.",
        "round(total, 2)\n",
        "round(total, 2, half_even)\n",
    ),
    of_expression(
        code::EXPRESSION_TYPE,
        "Every value has one type, and nothing is converted in silence: a string is made a number by \
         `to_number`, a number a string by `to_string`. Strings are joined by `concat`; `+` adds \
         numbers. A `json` value is converted before it is computed with.",
        "name + \"!\"\n",
        "concat(name, \"!\")\n",
    ),
    of_expression(
        code::MAY_BE_NULL,
        "An optional field may be null, and so may whatever is computed from it: most functions of \
         null are null. A condition has to be true or false, so it says what null means. So does \
         the value of a field that is not optional.",
        "if(discount > 10, \"a lot\", \"little\")\n",
        "if(coalesce(discount, 0) > 10, \"a lot\", \"little\")\n",
    ),
    of_expression(
        code::BAD_CONSTANT,
        "Regular expressions, patterns of times, units and rounding modes are constants, so that they \
         are checked before an item is read. A call whose arguments are all constants is evaluated \
         at once, and its error is reported here.",
        "format_time(created_at, \"YYYY-MM-DD\")\n",
        "format_time(created_at, \"yyyy-MM-dd\")\n",
    ),
];
