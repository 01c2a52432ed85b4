//! Lists and maps.

use dynamite_core::expr::Value;
use dynamite_core::expr::functions::collections;

use super::sets::{BYTES, NUMBERS, STRINGS};
use super::signature::{lambda, one, optional, strict};
use super::{Each, Family, Function, Nulls, Parameter, Run, Sig, Signature};

pub(super) static FAMILY: Family = Family {
    title: "Lists and maps",
    doc: "`item -> …` is a function of each item, which any name may stand for. Values are ordered \
          as DynamoDB orders them: strings and bytes byte by byte, `false` before `true`. Of two \
          lists the first different items decide.",
    functions: FUNCTIONS,
};

const fn each(parameters: &'static [Parameter], result: Sig, each: Each) -> Signature {
    Signature {
        parameters,
        result,
        nulls: Nulls::Propagate,
        run: Run::Each(each),
    }
}

const LIST: Parameter = one("list", Sig::List(&Sig::T));

/// A signature of `size`.
const fn size(parameters: &'static [Parameter]) -> Signature {
    strict(parameters, Sig::Number, |it| collections::size(it.value(0)))
}

/// A signature of `contains`.
const fn contains(parameters: &'static [Parameter]) -> Signature {
    strict(parameters, Sig::Bool, |it| {
        Ok(collections::contains(it.value(0), it.value(1))?.into())
    })
}

static FUNCTIONS: &[Function] = &[
    Function {
        name: "map",
        elsewhere: &["transform", "select", "collect"],
        signatures: &[each(
            &[LIST, lambda("function", Sig::U)],
            Sig::List(&Sig::U),
            Each::Map,
        )],
        doc: "The value of a function for each item.",
        examples: &[("map([1, 2], n -> n * 10)", "[10, 20]")],
    },
    Function {
        name: "filter",
        elsewhere: &["where", "find_all"],
        signatures: &[each(
            &[LIST, lambda("condition", Sig::Bool)],
            Sig::List(&Sig::T),
            Each::Filter,
        )],
        doc: "The items for which a condition is true.",
        examples: &[("filter([1, 2, 3], n -> n != 2)", "[1, 3]")],
    },
    Function {
        name: "any",
        elsewhere: &["some", "exists"],
        signatures: &[each(
            &[LIST, lambda("condition", Sig::Bool)],
            Sig::Bool,
            Each::Any,
        )],
        doc: "Whether a condition is true of one item at least.",
        examples: &[("any([1, 2], n -> n > 1)", "true")],
    },
    Function {
        name: "all",
        elsewhere: &["every"],
        signatures: &[each(
            &[LIST, lambda("condition", Sig::Bool)],
            Sig::Bool,
            Each::All,
        )],
        doc: "Whether a condition is true of every item, as it is of no items.",
        examples: &[
            ("all([1, 2], n -> n > 1)", "false"),
            ("all([], n -> false)", "true"),
        ],
    },
    Function {
        name: "sort",
        elsewhere: &["sort_by", "order_by", "sorted"],
        signatures: &[
            strict(&[LIST], Sig::List(&Sig::T), |it| {
                Ok(collections::sort(it.list(0)?))
            }),
            each(
                &[LIST, lambda("key", Sig::U)],
                Sig::List(&Sig::T),
                Each::Sort,
            ),
        ],
        doc: "The items in ascending order, or in that of a key. Nulls come first, and equal items \
              keep their order.",
        examples: &[
            (
                "sort([\"b\", \"ä\", \"B\", \"a\"])",
                "[\"B\", \"a\", \"b\", \"ä\"]",
            ),
            ("sort([3, 10, 2], n -> -n)", "[10, 3, 2]"),
        ],
    },
    Function {
        name: "distinct",
        elsewhere: &["unique", "uniq"],
        signatures: &[strict(&[LIST], Sig::List(&Sig::T), |it| {
            Ok(collections::distinct(it.list(0)?))
        })],
        doc: "Each different item once, at its first place.",
        examples: &[("distinct([2, 1, 2.0])", "[2, 1]")],
    },
    Function {
        name: "compact",
        elsewhere: &["drop_nulls", "non_null"],
        signatures: &[strict(
            &[one("list", Sig::List(&Sig::Nullable(&Sig::T)))],
            Sig::List(&Sig::T),
            |it| Ok(collections::compact(it.list(0)?)),
        )],
        doc: "The items that are not null.",
        examples: &[("compact([1, null, 2])", "[1, 2]")],
    },
    Function {
        name: "reverse",
        elsewhere: &["reversed"],
        signatures: &[strict(&[LIST], Sig::List(&Sig::T), |it| {
            Ok(collections::reverse(it.list(0)?))
        })],
        doc: "The items in reverse order.",
        examples: &[("reverse([1, 2])", "[2, 1]")],
    },
    Function {
        name: "first",
        elsewhere: &["head"],
        signatures: &[strict(&[LIST], Sig::Nullable(&Sig::T), |it| {
            Ok(it.list(0)?.first().cloned().unwrap_or(Value::Null))
        })],
        doc: "The first item; null if there is none.",
        examples: &[("first([1, 2])", "1"), ("first([])", "null")],
    },
    Function {
        name: "last",
        elsewhere: &["tail"],
        signatures: &[strict(&[LIST], Sig::Nullable(&Sig::T), |it| {
            Ok(it.list(0)?.last().cloned().unwrap_or(Value::Null))
        })],
        doc: "The last item; null if there is none.",
        examples: &[("last([1, 2])", "2")],
    },
    Function {
        name: "slice",
        elsewhere: &["take", "skip", "sublist"],
        signatures: &[strict(
            &[
                LIST,
                one("start", Sig::Number),
                optional("length", Sig::Number),
            ],
            Sig::List(&Sig::T),
            |it| collections::slice(it.list(0)?, it.number(1)?, it.optional_number(2)?),
        )],
        doc: "The items from a position, all or so many of them at most.",
        examples: &[
            ("slice([1, 2, 3], 1)", "[2, 3]"),
            ("slice([1, 2, 3], 0, 2)", "[1, 2]"),
        ],
    },
    Function {
        name: "append",
        elsewhere: &["push", "list_append", "array_append"],
        signatures: &[strict(
            &[LIST, one("item", Sig::T)],
            Sig::List(&Sig::T),
            |it| {
                let mut items = it.list(0)?.to_vec();
                items.push(it.value(1).clone());
                Ok(Value::list(items))
            },
        )],
        doc: "The list with an item at its end.",
        examples: &[("append([1], 2)", "[1, 2]")],
    },
    Function {
        name: "flatten",
        elsewhere: &["flat", "unnest"],
        signatures: &[strict(
            &[one("lists", Sig::List(&Sig::List(&Sig::T)))],
            Sig::List(&Sig::T),
            |it| collections::flatten(it.list(0)?),
        )],
        doc: "The items of all lists in one.",
        examples: &[("flatten([[1], [2, 3]])", "[1, 2, 3]")],
    },
    Function {
        name: "size",
        elsewhere: &["length", "len", "count", "char_length"],
        signatures: &[
            size(&[one("text", Sig::String)]),
            size(&[one("bytes", Sig::Bytes)]),
            size(&[LIST]),
            size(&[one("map", Sig::Map(&Sig::T))]),
            size(&[one("set", STRINGS)]),
            size(&[one("set", NUMBERS)]),
            size(&[one("set", BYTES)]),
        ],
        doc: "The number of characters, bytes or members.",
        examples: &[
            ("size(\"ñ\")", "1"),
            ("size([1, 2])", "2"),
            ("size({ a: 1 })", "1"),
        ],
    },
    Function {
        name: "contains",
        elsewhere: &["includes", "has", "in", "index_of"],
        signatures: &[
            super::strings::CONTAINS,
            contains(&[LIST, one("item", Sig::T)]),
            contains(&[one("set", STRINGS), one("member", Sig::String)]),
            contains(&[one("set", NUMBERS), one("member", Sig::Number)]),
            contains(&[one("set", BYTES), one("member", Sig::Bytes)]),
        ],
        doc: "Whether a string has a part, or a list or set a member.",
        examples: &[
            ("contains(\"Ada\", \"da\")", "true"),
            ("contains([1, 2], 3)", "false"),
            ("contains(to_set([\"a\"]), \"a\")", "true"),
        ],
    },
    Function {
        name: "keys",
        elsewhere: &["map_keys", "object_keys"],
        signatures: &[strict(
            &[one("map", Sig::Map(&Sig::T))],
            Sig::List(&Sig::String),
            |it| Ok(collections::keys(it.map(0)?)),
        )],
        doc: "The keys of a map, in byte order.",
        examples: &[("keys({ b: 1, a: 2 })", "[\"a\", \"b\"]")],
    },
    Function {
        name: "values",
        elsewhere: &["map_values", "object_values"],
        signatures: &[strict(
            &[one("map", Sig::Map(&Sig::T))],
            Sig::List(&Sig::T),
            |it| Ok(collections::values(it.map(0)?)),
        )],
        doc: "The values of a map, in the order of their keys.",
        examples: &[("values({ b: 1, a: 2 })", "[2, 1]")],
    },
];
