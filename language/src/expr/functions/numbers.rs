//! Numbers.

use dynamite_core::expr::functions::{self, numbers};
use dynamite_core::expr::{self, Rounding, Value};
use dynamite_core::{Number, Scalar};

use super::signature::{constant, one, repeated, strict};
use super::{Arguments, Constant, Family, Function, Sig};

pub(super) static FAMILY: Family = Family {
    title: "Numbers",
    doc: "Numbers are exact and have up to 38 digits, as in DynamoDB. A result with more digits is \
          an error, unless it is rounded: `round` around a product or a quotient computes exactly \
          and rounds once. Rounding modes are `half_even`, `half_up`, `half_down`, `up` and `down` \
          (away from zero and towards it), `ceiling` and `floor`.",
    functions: FUNCTIONS,
};

const INTEGERS: &[&str] = &[
    "i8", "i16", "i32", "i64", "i128", "u8", "u16", "u32", "u64", "u128",
];

static FUNCTIONS: &[Function] = &[
    Function {
        name: "round",
        elsewhere: &["to_fixed", "tofixed"],
        signatures: &[strict(
            &[
                one("number", Sig::Number),
                one("decimals", Sig::Number),
                constant("mode", Constant::Word(Rounding::NAMES)),
            ],
            Sig::Number,
            |it| Ok(expr::round(it.number(0)?, it.number(1)?, it.rounding(2)?)?.into()),
        )],
        doc: "Rounded to so many decimals; a negative number of them rounds to tens, hundreds and \
              so on.",
        examples: &[
            ("round(2.345, 2, half_even)", "2.34"),
            ("round(2.345, 2, half_up)", "2.35"),
            ("round(10 / 3, 2, half_even)", "3.33"),
            ("round(1250, -2, half_even)", "1200"),
        ],
    },
    Function {
        name: "floor",
        elsewhere: &["int", "trunc"],
        signatures: &[strict(&[one("number", Sig::Number)], Sig::Number, |it| {
            Ok(expr::floor(it.number(0)?)?.into())
        })],
        doc: "The greatest whole number that is not greater.",
        examples: &[("floor(-1.5)", "-2")],
    },
    Function {
        name: "ceiling",
        elsewhere: &["ceil"],
        signatures: &[strict(&[one("number", Sig::Number)], Sig::Number, |it| {
            Ok(expr::ceiling(it.number(0)?)?.into())
        })],
        doc: "The smallest whole number that is not smaller.",
        examples: &[("ceiling(1.2)", "2")],
    },
    Function {
        name: "abs",
        elsewhere: &["absolute"],
        signatures: &[strict(&[one("number", Sig::Number)], Sig::Number, |it| {
            let number = it.number(0)?;
            Ok(if number.is_negative() {
                number.negate()
            } else {
                number
            }
            .into())
        })],
        doc: "The number without its sign.",
        examples: &[("abs(-1.5)", "1.5")],
    },
    Function {
        name: "min",
        elsewhere: &["least"],
        signatures: &[strict(
            &[repeated("numbers", Sig::Number)],
            Sig::Number,
            |it| Ok(it.values().min().cloned().unwrap_or(Value::Null)),
        )],
        doc: "The least number.",
        examples: &[("min(3, 1, 2)", "1")],
    },
    Function {
        name: "max",
        elsewhere: &["greatest"],
        signatures: &[strict(
            &[repeated("numbers", Sig::Number)],
            Sig::Number,
            |it| Ok(it.values().max().cloned().unwrap_or(Value::Null)),
        )],
        doc: "The greatest number.",
        examples: &[("max(3, 1, 2)", "3")],
    },
    Function {
        name: "sum",
        elsewhere: &["total"],
        signatures: &[strict(
            &[one("numbers", Sig::List(&Sig::Number))],
            Sig::Number,
            |it| numbers::sum(it.list(0)?),
        )],
        doc: "The sum of a list, 0 if it is empty.",
        examples: &[("sum([0.1, 0.2])", "0.3"), ("sum([])", "0")],
    },
    Function {
        name: "integer",
        elsewhere: &["cast", "to_int", "parse_int"],
        signatures: &[strict(
            &[
                one("number", Sig::Number),
                constant("type", Constant::Word(INTEGERS)),
            ],
            Sig::Number,
            integer,
        )],
        doc: "The number itself, if it is whole and in the range of an integer type, else an error.",
        examples: &[("integer(255, u8)", "255")],
    },
    Function {
        name: "to_number",
        elsewhere: &["number", "parse_number", "to_decimal", "parse_float"],
        signatures: &[strict(&[one("value", Sig::Json)], Sig::Number, |it| {
            let number: Number = functions::number_of(it.value(0))?;
            Ok(number.into())
        })],
        doc: "The number of a decimal text; a number is itself.",
        examples: &[
            ("to_number(\"1.50\")", "1.5"),
            ("to_number(\"1e3\")", "1000"),
        ],
    },
];

fn integer(it: &Arguments<'_>) -> Result<Value, expr::FunctionError> {
    let ty = Scalar::named(it.word(1)).unwrap_or(Scalar::I128);
    numbers::integer(it.number(0)?, ty)
}
