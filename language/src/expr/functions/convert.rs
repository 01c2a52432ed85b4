//! Conversions, and JSON.

use dynamite_core::expr::functions;

use super::signature::{one, strict};
use super::{Family, Function, Nulls, Run, Sig, Signature};

pub(super) static FAMILY: Family = Family {
    title: "Conversions and JSON",
    doc: "A `json` value is converted before it is computed with: by `to_number`, `to_string`, \
          `to_bool`, `to_list` or `to_map`. It is an error if it is something else.",
    functions: FUNCTIONS,
};

static FUNCTIONS: &[Function] = &[
    Function {
        name: "to_string",
        elsewhere: &["string", "text", "str", "to_text", "tostring"],
        signatures: &[strict(&[one("value", Sig::Json)], Sig::String, |it| {
            Ok(functions::string_of(it.value(0))?.into_owned().into())
        })],
        doc: "The string of a bool, number, timestamp or date, in the form in which it is stored: \
              a timestamp in UTC with three fraction digits.",
        examples: &[
            ("to_string(1.50)", "\"1.5\""),
            ("to_string(true)", "\"true\""),
            (
                "to_string(parse_time(\"2026-01-31T13:00:00+01:00\"))",
                "\"2026-01-31T12:00:00.000Z\"",
            ),
        ],
    },
    Function {
        name: "to_bool",
        elsewhere: &["bool", "parse_bool", "boolean"],
        signatures: &[strict(&[one("value", Sig::Json)], Sig::Bool, |it| {
            Ok(functions::bool_of(it.value(0))?.into())
        })],
        doc: "The bool of the string `true` or `false`; a bool is itself.",
        examples: &[("to_bool(\"true\")", "true")],
    },
    Function {
        name: "to_list",
        elsewhere: &["array", "list"],
        signatures: &[
            strict(
                &[one("set", Sig::Set(dynamite_core::KeyKind::String))],
                Sig::List(&Sig::String),
                |it| functions::list_of(it.value(0)),
            ),
            strict(
                &[one("set", Sig::Set(dynamite_core::KeyKind::Number))],
                Sig::List(&Sig::Number),
                |it| functions::list_of(it.value(0)),
            ),
            strict(
                &[one("set", Sig::Set(dynamite_core::KeyKind::Binary))],
                Sig::List(&Sig::Bytes),
                |it| functions::list_of(it.value(0)),
            ),
            strict(
                &[one("value", Sig::Json)],
                Sig::List(&Sig::Nullable(&Sig::Json)),
                |it| functions::list_of(it.value(0)),
            ),
        ],
        doc: "The members of a set in ascending order, or a `json` value that is a list.",
        examples: &[
            ("to_list(to_set([2, 1, 2]))", "[1, 2]"),
            ("to_list(parse_json(\"[1, 2]\"))", "[1, 2]"),
        ],
    },
    Function {
        name: "to_map",
        elsewhere: &["object", "dict"],
        signatures: &[strict(
            &[one("value", Sig::Json)],
            Sig::Map(&Sig::Nullable(&Sig::Json)),
            |it| functions::map_of(it.value(0)),
        )],
        doc: "A `json` value that is a map.",
        examples: &[("keys(to_map(parse_json('{\"a\": 1}')))", "[\"a\"]")],
    },
    Function {
        name: "parse_json",
        elsewhere: &["from_json", "json_parse", "json_decode"],
        signatures: &[strict(
            &[one("text", Sig::String)],
            Sig::Nullable(&Sig::Json),
            |it| functions::parse_json(it.string(0)?),
        )],
        doc: "The value of JSON text, with exact numbers. An object that repeats a key is an error.",
        examples: &[
            ("to_number(parse_json('{\"a\": [1, 2.50]}').a[1])", "2.5"),
            ("parse_json(\"null\")", "null"),
        ],
    },
    Function {
        name: "to_json",
        elsewhere: &["json", "json_stringify", "json_encode", "stringify"],
        signatures: &[Signature {
            parameters: &[one("value", Sig::Json)],
            result: Sig::String,
            nulls: Nulls::Taken,
            run: Run::Plain(|it| functions::to_json(it.value(0))),
        }],
        doc: "A value as JSON text without blanks, with keys in byte order. Bytes become Base64, \
              times their ISO form, sets lists.",
        examples: &[
            (
                "to_json({ b: [1.50], a: null })",
                "'{\"a\":null,\"b\":[1.5]}'",
            ),
            ("to_json(\"a\\nb\")", "'\"a\\nb\"'"),
        ],
    },
];
