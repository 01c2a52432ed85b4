//! Choices and look-ups.

use dynamite_core::expr::{FunctionError, Value};

use super::signature::{one, repeated, strict};
use super::{Family, Function, Nulls, Run, Sig, Signature};

pub(super) static FAMILY: Family = Family {
    title: "Choices",
    doc: "Only the value that is chosen is computed.",
    functions: FUNCTIONS,
};

static FUNCTIONS: &[Function] = &[
    Function {
        name: "if",
        elsewhere: &["iif", "case", "when", "cond"],
        signatures: &[Signature {
            parameters: &[
                one("condition", Sig::Bool),
                one("then", Sig::T),
                one("otherwise", Sig::T),
            ],
            result: Sig::T,
            nulls: Nulls::Taken,
            run: Run::If,
        }],
        doc: "`then` if the condition is true, else `otherwise`.",
        examples: &[
            ("if(1 < 2, \"less\", \"more\")", "\"less\""),
            ("if(true, 1, 1 / 0)", "1"),
            ("if(false, 1, null)", "null"),
        ],
    },
    Function {
        name: "coalesce",
        elsewhere: &["ifnull", "nvl", "isnull", "if_not_exists", "default"],
        signatures: &[Signature {
            parameters: &[repeated("values", Sig::T)],
            result: Sig::T,
            nulls: Nulls::Taken,
            run: Run::Coalesce,
        }],
        doc: "The first value that is not null. It is null only if all are.",
        examples: &[
            ("coalesce(null, \"Ada\")", "\"Ada\""),
            ("coalesce(\"Ada\", \"Eve\")", "\"Ada\""),
        ],
    },
    Function {
        name: "is_null",
        elsewhere: &["is_none", "is_absent", "attribute_not_exists"],
        signatures: &[Signature {
            parameters: &[one("value", Sig::Json)],
            result: Sig::Bool,
            nulls: Nulls::Taken,
            run: Run::Plain(|it| Ok(it.value(0).is_null().into())),
        }],
        doc: "Whether a value is null: an absent attribute, or `NULL`.",
        examples: &[("is_null(null)", "true"), ("is_null(\"\")", "false")],
    },
    Function {
        name: "require",
        elsewhere: &["required", "not_null", "assert", "expect", "unwrap"],
        signatures: &[Signature {
            parameters: &[one("value", Sig::Nullable(&Sig::T))],
            result: Sig::T,
            nulls: Nulls::Taken,
            run: Run::Plain(|it| match it.value(0) {
                Value::Null => Err(FunctionError::Null),
                value => Ok(value.clone()),
            }),
        }],
        doc: "The value, which must not be null: for an item in which it is, the expression has no value.",
        examples: &[("require(\"Ada\")", "\"Ada\"")],
    },
    Function {
        name: "lookup",
        elsewhere: &["get", "switch", "decode", "translate", "dict"],
        signatures: &[
            strict(
                &[one("table", Sig::Map(&Sig::T)), one("key", Sig::String)],
                Sig::Nullable(&Sig::T),
                |it| {
                    let found = it.map(0)?.get(it.string(1)?);
                    Ok(found.cloned().unwrap_or(Value::Null))
                },
            ),
            Signature {
                parameters: &[
                    one("table", Sig::Map(&Sig::T)),
                    one("key", Sig::Nullable(&Sig::String)),
                    one("otherwise", Sig::T),
                ],
                result: Sig::T,
                nulls: Nulls::Taken,
                run: Run::Plain(|it| {
                    let found = match it.value(1) {
                        Value::String(key) => it.map(0)?.get(&**key),
                        _ => None,
                    };
                    Ok(found.unwrap_or(it.value(2)).clone())
                }),
            },
        ],
        doc: "The value of a key in a table, which is mostly written out. A key that it does not \
              have gives null, or `otherwise`.",
        examples: &[
            ("lookup({ a: \"x\", b: \"y\" }, \"b\")", "\"y\""),
            ("lookup({ a: \"x\" }, \"c\")", "null"),
            ("lookup({ a: \"x\" }, \"c\", \"other\")", "\"other\""),
        ],
    },
];
