//! Strings.

use dynamite_core::Number;
use dynamite_core::expr::Value;
use dynamite_core::expr::functions::strings::{self, Side};

use super::signature::{constant, one, optional, repeated, strict};
use super::{Constant, Family, Function, Sig};

pub(super) static FAMILY: Family = Family {
    title: "Strings",
    doc: "Positions and lengths count characters, from 0. Regular expressions have the syntax of \
          `pattern` in schema files; they have neither look-around nor back references, and a search \
          takes time in proportion to the text.",
    functions: FUNCTIONS,
};

static FUNCTIONS: &[Function] = &[
    Function {
        name: "lower",
        elsewhere: &["lowercase", "to_lower", "lcase", "downcase", "tolowercase"],
        signatures: &[strict(&[one("text", Sig::String)], Sig::String, |it| {
            Ok(it.string(0)?.to_lowercase().into())
        })],
        doc: "All letters as small ones, as Unicode maps them.",
        examples: &[("lower(\"Ada@Example.COM\")", "\"ada@example.com\"")],
    },
    Function {
        name: "upper",
        elsewhere: &["uppercase", "to_upper", "ucase", "upcase", "touppercase"],
        signatures: &[strict(&[one("text", Sig::String)], Sig::String, |it| {
            Ok(it.string(0)?.to_uppercase().into())
        })],
        doc: "All letters as capitals, as Unicode maps them.",
        examples: &[("upper(\"straße\")", "\"STRASSE\"")],
    },
    Function {
        name: "trim",
        elsewhere: &["strip"],
        signatures: &[strict(&[one("text", Sig::String)], Sig::String, |it| {
            Ok(it.string(0)?.trim().into())
        })],
        doc: "Without white space at both ends.",
        examples: &[("trim(\"  Ada \\n\")", "\"Ada\"")],
    },
    Function {
        name: "concat",
        elsewhere: &["concatenate", "append_text"],
        signatures: &[
            strict(&[repeated("texts", Sig::String)], Sig::String, |it| {
                let texts: Vec<_> = it.values().cloned().collect();
                strings::join(&texts, "")
            }),
            strict(
                &[repeated("lists", Sig::List(&Sig::T))],
                Sig::List(&Sig::T),
                |it| {
                    let lists: Vec<_> = it.values().cloned().collect();
                    dynamite_core::expr::functions::collections::flatten(&lists)
                },
            ),
        ],
        doc: "Strings, or lists, one after another.",
        examples: &[
            ("concat(\"Ada\", \" \", \"Lovelace\")", "\"Ada Lovelace\""),
            ("concat([1], [2, 3])", "[1, 2, 3]"),
        ],
    },
    Function {
        name: "split",
        elsewhere: &["explode", "tokenize"],
        signatures: &[strict(
            &[one("text", Sig::String), one("separator", Sig::String)],
            Sig::List(&Sig::String),
            |it| Ok(strings::split(it.string(0)?, it.string(1)?)),
        )],
        doc: "The parts between separators. An empty separator gives the characters.",
        examples: &[
            ("split(\"Ada Lovelace\", \" \")[0]", "\"Ada\""),
            ("split(\"a,,b\", \",\")", "[\"a\", \"\", \"b\"]"),
            ("split(\"añ\", \"\")", "[\"a\", \"ñ\"]"),
        ],
    },
    Function {
        name: "join",
        elsewhere: &["implode"],
        signatures: &[strict(
            &[
                one("texts", Sig::List(&Sig::String)),
                one("separator", Sig::String),
            ],
            Sig::String,
            |it| strings::join(it.list(0)?, it.string(1)?),
        )],
        doc: "Strings with a separator between them.",
        examples: &[("join([\"a\", \"b\"], \", \")", "\"a, b\"")],
    },
    Function {
        name: "replace",
        elsewhere: &["substitute", "replaceall", "replace_all"],
        signatures: &[strict(
            &[
                one("text", Sig::String),
                one("part", Sig::String),
                one("with", Sig::String),
            ],
            Sig::String,
            |it| strings::replace(it.string(0)?, it.string(1)?, it.string(2)?),
        )],
        doc: "Every occurrence of a part replaced. An empty part occurs nowhere.",
        examples: &[("replace(\"1.234.567\", \".\", \"\")", "\"1234567\"")],
    },
    Function {
        name: "replace_matches",
        elsewhere: &["regexp_replace", "regex_replace", "replace_regex", "gsub"],
        signatures: &[strict(
            &[
                one("text", Sig::String),
                constant("regex", Constant::Regex),
                one("with", Sig::String),
            ],
            Sig::String,
            |it| strings::replace_matches(it.string(0)?, it.regex(1)?, it.string(2)?),
        )],
        doc: "Every match of a regular expression replaced. `$1` is what the first group matched, \
              `${1}` the same before a letter or digit, `$$` a dollar sign.",
        examples: &[(
            "replace_matches(\"2026-01-31\", '(\\d+)-(\\d+)-(\\d+)', \"$3.$2.$1\")",
            "\"31.01.2026\"",
        )],
    },
    Function {
        name: "matches",
        elsewhere: &["regexp_like", "regexp_matches", "like", "test"],
        signatures: &[strict(
            &[one("text", Sig::String), constant("regex", Constant::Regex)],
            Sig::Bool,
            |it| Ok(it.regex(1)?.is_match(it.string(0)?).into()),
        )],
        doc: "Whether a regular expression matches somewhere in a string.",
        examples: &[
            ("matches(\"A-17\", '^[A-Z]-\\d+$')", "true"),
            ("matches(\"a-17\", '^[A-Z]-\\d+$')", "false"),
        ],
    },
    Function {
        name: "extract",
        elsewhere: &["regexp_extract", "regexp_substr", "match"],
        signatures: &[strict(
            &[one("text", Sig::String), constant("regex", Constant::Regex)],
            Sig::Nullable(&Sig::String),
            |it| Ok(strings::extract(it.string(0)?, it.regex(1)?)),
        )],
        doc: "What the first group of a regular expression matches first, or all of the match if \
              it has no group; null if it matches nowhere.",
        examples: &[
            ("extract(\"ada@example.com\", '@(.+)$')", "\"example.com\""),
            ("extract(\"ada\", '@(.+)$')", "null"),
        ],
    },
    Function {
        name: "substring",
        elsewhere: &["substr", "mid", "left", "slice_text"],
        signatures: &[strict(
            &[
                one("text", Sig::String),
                one("start", Sig::Number),
                optional("length", Sig::Number),
            ],
            Sig::String,
            |it| strings::substring(it.string(0)?, it.number(1)?, it.optional_number(2)?),
        )],
        doc: "The characters from a position, all or so many of them at most.",
        examples: &[
            ("substring(\"Straße\", 4)", "\"ße\""),
            ("substring(\"Straße\", 0, 3)", "\"Str\""),
            ("substring(\"Ada\", 7, 3)", "\"\""),
        ],
    },
    Function {
        name: "pad_start",
        elsewhere: &["lpad", "pad_left", "padstart", "zfill"],
        signatures: &[strict(
            &[
                one("text", Sig::String),
                one("length", Sig::Number),
                one("filler", Sig::String),
            ],
            Sig::String,
            |it| strings::pad(it.string(0)?, it.number(1)?, it.string(2)?, Side::Start),
        )],
        doc: "Filled up to a length at the start. A longer string stays as it is.",
        examples: &[("pad_start(\"17\", 5, \"0\")", "\"00017\"")],
    },
    Function {
        name: "pad_end",
        elsewhere: &["rpad", "pad_right", "padend"],
        signatures: &[strict(
            &[
                one("text", Sig::String),
                one("length", Sig::Number),
                one("filler", Sig::String),
            ],
            Sig::String,
            |it| strings::pad(it.string(0)?, it.number(1)?, it.string(2)?, Side::End),
        )],
        doc: "Filled up to a length at the end.",
        examples: &[("pad_end(\"ab\", 5, \"xy\")", "\"abxyx\"")],
    },
    Function {
        name: "starts_with",
        elsewhere: &["begins_with", "startswith", "has_prefix"],
        signatures: &[strict(
            &[one("text", Sig::String), one("start", Sig::String)],
            Sig::Bool,
            |it| Ok(it.string(0)?.starts_with(it.string(1)?).into()),
        )],
        doc: "Whether a string begins with another.",
        examples: &[("starts_with(\"order#7\", \"order#\")", "true")],
    },
    Function {
        name: "ends_with",
        elsewhere: &["endswith", "has_suffix"],
        signatures: &[strict(
            &[one("text", Sig::String), one("end", Sig::String)],
            Sig::Bool,
            |it| Ok(it.string(0)?.ends_with(it.string(1)?).into()),
        )],
        doc: "Whether a string ends with another.",
        examples: &[("ends_with(\"photo.png\", \".jpg\")", "false")],
    },
    Function {
        name: "mask",
        elsewhere: &["redact", "anonymize"],
        signatures: &[strict(
            &[one("text", Sig::String), optional("kept", Sig::Number)],
            Sig::String,
            |it| {
                let kept = it.optional_number(1)?.unwrap_or(Number::ZERO);
                strings::mask(it.string(0)?, kept)
            },
        )],
        doc: "All characters replaced by `*`, except so many at the end.",
        examples: &[
            (
                "mask(\"DE89370400440532013000\", 4)",
                "\"******************3000\"",
            ),
            ("mask(\"1234\")", "\"****\""),
        ],
    },
];

/// Whether a string has another in it: a signature of `contains`.
pub(super) const CONTAINS: super::Signature = strict(
    &[one("text", Sig::String), one("part", Sig::String)],
    Sig::Bool,
    |it| Ok(Value::Bool(it.string(0)?.contains(it.string(1)?))),
);
