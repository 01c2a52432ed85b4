//! JSON that is written is read.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{read, write};
use crate::Number;
use crate::expr::Value;

fn values() -> impl Strategy<Value = Value> {
    let leaves = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(|it| Value::Number(Number::try_from(i128::from(it)).unwrap())),
        ".{0,12}".prop_map(Value::from),
    ];
    leaves.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::list),
            proptest::collection::btree_map(".{0,4}", inner, 0..6)
                .prop_map(|it: BTreeMap<_, _>| Value::map(it)),
        ]
    })
}

#[test]
fn other_text_is_refused() {
    for wrong in [
        "",
        "nul",
        "[1,]",
        "{\"a\":1,\"a\":2}",
        "01",
        "1.",
        ".5",
        "+1",
        "1e",
        "\"a",
        "\"\\x\"",
        "\"\u{1}\"",
        "[1] 2",
        "{a:1}",
        "\"\\ud800\"",
        "\"\\ud800\\u0041\"",
        "'a'",
        "-",
    ] {
        assert!(read(wrong).is_err(), "{wrong}");
    }
    let deep = "[".repeat(100_000);
    assert!(read(&deep).is_err());
    assert_eq!(read(" \"\\ud83d\\ude00\\u00e4\\/\" "), Ok("😀ä/".into()));
}

proptest! {
    #[test]
    fn what_is_written_is_read(value in values()) {
        let Ok(Value::String(text)) = write(&value) else {
            panic!("it is small");
        };
        prop_assert_eq!(read(&text), Ok(value));
    }

    #[test]
    fn any_text_is_json_or_an_error(text in "[\\[\\]{}\",:0-9eE.+\\-\\\\untrfalse ]{0,40}") {
        let _ = read(&text);
    }
}
