//! JSON that is not as it should be, and JSON that only looks unusual.

use dynamite::codec::wire::Scanner;
use dynamite::codec::{Bytes, List, Set};
use dynamite::types::Document;
use proptest::prelude::*;

use crate::model::EveryType;
use crate::transports::{documents, from_wire, read_one};

#[test]
fn white_space_may_stand_between_all_tokens() {
    let text = "\r\n{ \t\"a\" : { \"L\" : [ { \"S\" : \"x\" } , {\n\"BOOL\"\n:\nfalse } ] } } ";
    let expected = Document::from_iter([Document::from("x"), Document::from(false)]);
    assert_eq!(from_wire(text, read_one::<Document, _>), Ok(expected));
}

#[test]
fn escapes_are_read_in_names_kinds_and_values() {
    let text = r#"{"\u0061":{"\u0053":"\"\\\/\b\f\n\r\t\u00e9\ud83e\udd80"}}"#;
    assert_eq!(
        from_wire(text, read_one::<String, _>).as_deref(),
        Ok("\"\\/\u{8}\u{c}\n\r\té🦀")
    );
}

#[test]
fn what_is_not_json_is_an_error() {
    for text in [
        "",
        "{",
        "[]",
        "null",
        "{}{}",
        "{} x",
        r#"{"a"}"#,
        r#"{"a":}"#,
        r#"{"a":{"S":"x"}"#,
        r#"{"a":{"S":"x"}},"#,
        r#"{"a":{"S":"x"},}"#,
        r#"{,"a":{"S":"x"}}"#,
        r#"{"a":{"S":"x",}}"#,
        r#"{"a":{"S":"x","N":"1"}}"#,
        r#"{"a":{"S":"x"} "b":{"S":"x"}}"#,
        r#"{"a":{"L":[{"S":"x"},]}}"#,
        r#"{"a":{"L":[,{"S":"x"}]}}"#,
        r#"{"a":{"L":[{"S":"x"}{"S":"x"}]}}"#,
        r#"{"a":{"SS":["x",]}}"#,
        r#"{"a":{"S":"x}}"#,
        r#"{"a":{"S":"\x"}}"#,
        r#"{"a":{"S":"\u12"}}"#,
        r#"{"a":{"S":"\u+123"}}"#,
        r#"{"a":{"S":"\ud83e"}}"#,
        r#"{"a":{"S":"\ud83e\u0041"}}"#,
        r#"{"a":{"S":"\udd80"}}"#,
        "{\"a\":{\"S\":\"a\nb\"}}",
        "{\"a\":{\"S\":\"a\nb\\t\"}}",
        "{\"a\u{1}\":{\"S\":\"x\"}}",
        r#"{"a":{"S":x}}"#,
        r"{'a':{'S':'x'}}",
        "\u{feff}{}",
    ] {
        assert!(from_wire(text, documents).is_err(), "{text}");
    }
}

#[test]
fn what_is_not_a_dynamodb_value_is_an_error() {
    for value in [
        "{}",
        "1",
        "null",
        r#""x""#,
        "[]",
        r#"{"X":"x"}"#,
        r#"{"s":"x"}"#,
        r#"{"S":1}"#,
        r#"{"S":null}"#,
        r#"{"N":1}"#,
        r#"{"N":""}"#,
        r#"{"N":"one"}"#,
        r#"{"BOOL":"true"}"#,
        r#"{"BOOL":truest}"#,
        r#"{"NULL":false}"#,
        r#"{"L":{}}"#,
        r#"{"M":[]}"#,
        r#"{"SS":[1]}"#,
        r#"{"NS":["one"]}"#,
        r#"{"B":"*"}"#,
        r#"{"B":"AQ"}"#,
        r#"{"BS":["A"]}"#,
    ] {
        let text = format!(r#"{{"a":{value}}}"#);
        assert!(from_wire(&text, read_one::<Document, _>).is_err(), "{text}");
    }
}

#[test]
fn bytes_that_are_not_utf_8_are_an_error() {
    let error = Scanner::new(b"{\"a\":{\"S\":\"\xff\"}}").expect_err("not UTF-8");
    assert_eq!(error.found(), "other bytes at 11");
}

#[test]
fn passing_over_values_takes_all_of_them_and_nothing_else() {
    for value in [
        "0",
        "-1",
        "10.25",
        "1e5",
        "1E-5",
        "0.0e+0",
        "true",
        "false",
        "null",
        r#""\u00e9\"""#,
        "[]",
        "[1,[2,{}]]",
        "{}",
        r#"{"a":[],"b":{"c":null}}"#,
    ] {
        let text = format!(" {value} ,");
        let mut scanner = Scanner::new(text.as_bytes()).expect("UTF-8");
        scanner.skip_value().expect(value);
        assert_eq!(text[..scanner.offset()].trim(), value);
    }
    for text in [
        "", "-", "1.", ".5", "1e", "tru", "nul", "[1", "[1,]", "{1:2}", "\"", "+1", "}",
    ] {
        let mut scanner = Scanner::new(text.as_bytes()).expect("UTF-8");
        assert!(scanner.skip_value().is_err(), "{text}");
    }
    for text in ["01", "1 2", "truefalse", "--1"] {
        let mut scanner = Scanner::new(text.as_bytes()).expect("UTF-8");
        assert!(
            scanner.skip_value().and_then(|()| scanner.end()).is_err(),
            "{text}"
        );
    }
}

#[test]
fn sets_keep_a_repeated_member_once_and_an_empty_list_stays_a_list() {
    let text = r#"{"a":{"BS":["AQ==","AQ=="]}}"#;
    assert_eq!(
        from_wire(text, read_one::<Set<Bytes>, _>),
        Ok([vec![1]].into())
    );
    let text = r#"{"a":{"L":[]}}"#;
    assert_eq!(from_wire(text, read_one::<List<u8>, _>), Ok(Vec::new()));
}

/// The golden item, with some of its bytes replaced or cut.
fn damaged() -> impl Strategy<Value = Vec<u8>> {
    let golden = include_bytes!("../../../docs/golden/every_type.json");
    let damage = (0..golden.len(), any::<u8>());
    (prop::collection::vec(damage, 0..4), 0..=golden.len()).prop_map(move |(damage, end)| {
        let mut bytes = golden.to_vec();
        for (at, byte) in damage {
            bytes[at] = byte;
        }
        bytes.truncate(end.max(golden.len() / 2));
        bytes
    })
}

/// Reads an item, and passes over the same one; says how far both got.
fn read_and_skip(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut reading = Scanner::new(bytes).ok()?;
    let mut skipping = reading.clone();
    let item = reading.item(EveryType::read);
    let skipped = skipping.skip_value();
    // What can be read is JSON; what is no JSON can be neither read nor passed over.
    assert_eq!(item.is_ok(), skipped.is_ok());
    item.ok().map(|_| (reading.offset(), skipping.offset()))
}

proptest! {
    #[test]
    fn random_bytes_are_refused_without_a_panic(bytes: Vec<u8>) {
        if let Some((read, skipped)) = read_and_skip(&bytes) {
            prop_assert_eq!(read, skipped);
        }
    }

    #[test]
    fn random_tokens_are_refused_without_a_panic(
        text in "([\\[\\]{},:]|\"[SNBLM]S?\"|\"a\"|\"id\"|\"1\"|true|null| ){0,60}",
    ) {
        if let Some((read, skipped)) = read_and_skip(text.as_bytes()) {
            prop_assert_eq!(read, skipped);
        }
        let _ = from_wire(&text, documents);
    }

    #[test]
    fn damaged_items_are_refused_without_a_panic(bytes in damaged()) {
        if let Some((read, skipped)) = read_and_skip(&bytes) {
            prop_assert_eq!(read, skipped);
        }
        let text = String::from_utf8_lossy(&bytes);
        let _ = from_wire(&text, documents);
    }
}
