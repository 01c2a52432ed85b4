//! Messages say where, what, and what to do.

use std::collections::BTreeMap;

use dynamite::codec::generated as rt;
use dynamite::codec::wire::Scanner;
use dynamite::codec::{
    Attribute, Codec, CodecError, Coded, DecodeError, Field, ItemReader, List, Map, Nullable,
    Secret, decode_value, read_fields,
};
use dynamite::types::{Date, EpochMillis, EpochSeconds, Timestamp, Ulid, Uuid};

use crate::model::{EveryType, Payment, Role};
use crate::transports::{from_wire, read_one, to_map, to_wire, write_one};

fn message<A: Attribute>(value: &str) -> String {
    let text = format!(r#"{{"a":{value}}}"#);
    match from_wire(&text, read_one::<A, _>) {
        Err(error) => format!("{}, found {}", error.expected(), error.found()),
        Ok(_) => "no error".into(),
    }
}

#[test]
fn moments_that_are_too_late_are_told_what_to_do() {
    let told = |message: &str| message.starts_with("a moment up to 9999-12-30T22:00:00.999Z (for ");
    for message in [
        message::<Timestamp>(r#"{"S":"9999-12-31T23:59:59.999Z"}"#),
        message::<Timestamp>(r#"{"S":"9999-12-30T22:00:01Z"}"#),
        message::<EpochSeconds>(r#"{"N":"253402300799"}"#),
        message::<EpochMillis>(r#"{"N":"253402300799999"}"#),
    ] {
        assert!(told(&message), "{message}");
    }
    for message in [
        message::<Timestamp>(r#"{"S":"9999-12-30T22:00:00.999Z"}"#),
        message::<EpochSeconds>(r#"{"N":"253402207200"}"#),
        message::<EpochMillis>(r#"{"N":"253402207200999"}"#),
    ] {
        assert_eq!(message, "no error");
    }
    let early = message::<EpochSeconds>(r#"{"N":"-999999999999"}"#);
    assert!(early.starts_with("seconds since 1970"), "{early}");
}

#[test]
fn messages_name_what_was_expected_and_what_was_found() {
    let long = format!(r#"{{"S":"{}"}}"#, "é".repeat(100));
    for (message, expected) in [
        (message::<String>(r#"{"N":"1"}"#), "S, found `N 1`"),
        (message::<String>(r#"{"M":{}}"#), "S, found M"),
        (message::<String>(r#"{"NULL":true}"#), "S, found NULL"),
        (message::<u8>(r#"{"S":"1"}"#), "u8 (N), found `S \"1\"`"),
        (
            message::<bool>(r#"{"S":"true"}"#),
            "BOOL, found `S \"true\"`",
        ),
        (message::<Map<u8>>(r#"{"L":[]}"#), "M, found L"),
        (
            message::<Uuid>(r#"{"S":"{01912345-6789-7abc-8def-0123456789ab}"}"#),
            "a UUID, found `S \"{01912345-6789-7abc-8def-0123456789ab}\"`",
        ),
        (
            message::<Ulid>(r#"{"S":"81HF7YAT3V000000000000001A"}"#),
            "a ULID, found `S \"81HF7YAT3V000000000000001A\"`",
        ),
        (
            message::<Date>(r#"{"S":"2023-02-29"}"#),
            "a date such as 2024-02-29, found `S \"2023-02-29\"`",
        ),
        (
            message::<Timestamp>(r#"{"S":"yesterday"}"#),
            "an RFC 3339 timestamp, found `S \"yesterday\"`",
        ),
        (
            message::<Role>(r#"{"S":"root"}"#),
            "one of the values of Role, found `S \"root\"`",
        ),
        (
            message::<Payment>(r#"{"M":{"type":{"S":"iou"}}}"#),
            "the tag of one of the variants of Payment, found `S \"iou\"`",
        ),
    ] {
        assert_eq!(message, expected);
    }
    let cut = message::<u8>(&long);
    assert!(cut.contains(&format!("{}…", "é".repeat(64))), "{cut}");
}

#[test]
fn messages_name_the_place_inside_the_item() {
    let text = r#"{"id":{"S":"01HF7YAT3V000000000000001A"},"payments":{"L":[
        {"M":{"type":{"S":"cash"}}},
        {"M":{"last4":{"N":"4242"},"type":{"S":"card"}}}]}}"#;
    let error = from_wire(text, EveryType::read).expect_err("a number is no string");
    assert_eq!(error.attribute(), "payments[1].last4");
    assert_eq!(
        error.of_item("EveryType", Some("01HF7".into())).to_string(),
        "cannot read EveryType 01HF7, attribute `payments[1].last4`: expected S, found `N 4242`"
    );

    let map = BTreeMap::from([("a".to_owned(), vec![0.0, f64::NAN])]);
    let error = to_map(|writer| rt::write::<Map<List<f64>>, _>("rates", &map, writer))
        .expect_err("not a number");
    assert_eq!(
        error.of_model("Shop").to_string(),
        "invalid value for attribute `rates.a[1]` of Shop: \
         it is NaN or infinite, which DynamoDB cannot store: make it absent"
    );
}

#[test]
fn an_absent_attribute_is_named() {
    let error = from_wire("{}", EveryType::read).expect_err("everything is absent");
    assert_eq!(error.attribute(), "id");
}

#[test]
fn sensitive_fields_stay_out_of_messages() {
    let planted = "hunter2";
    let text = format!(
        r#"{{"secret":{{"NS":["1"]}},"keys":{{"M":{{"{planted}":{{"N":"1"}}}}}},
        "pin":{{"S":"{planted}"}}}}"#
    );
    let error = |read: fn(&mut ItemOrWire<'_>) -> Result<(), DecodeError>| {
        from_wire(&text, read).expect_err("not what is expected")
    };
    for error in [
        error(|r| attribute::<Secret<Nullable<String>>>(r, "secret")),
        error(|r| attribute::<Secret<Map<String>>>(r, "keys")),
        error(|r| attribute::<Secret<u8>>(r, "pin")),
    ] {
        assert!(!error.to_string().contains(planted), "{error}");
        assert!(!format!("{error:?}").contains(planted), "{error:?}");
        assert!(["secret", "keys", "pin"].contains(&error.attribute().as_str()));
    }

    let map = BTreeMap::from([(planted.to_owned(), f64::NAN)]);
    let error = to_wire(|writer| rt::write_sensitive::<Map<f64>, _>("keys", &map, writer))
        .expect_err("not a number");
    assert!(!error.to_string().contains(planted), "{error}");
    assert_eq!(error.attribute(), "keys");
}

type ItemOrWire<'de> = dynamite::codec::WireReader<'de>;

/// Reads the attribute of this name, and skips the others.
fn attribute<F: Field>(
    reader: &mut ItemOrWire<'_>,
    wanted: &'static str,
) -> Result<(), DecodeError> {
    read_fields::<(F,), _>(reader, &[wanted]).map(drop)
}

#[test]
fn what_is_absent_is_named_if_it_is_required_wherever_it_is_missing() {
    let missing = |text: &str| {
        from_wire(text, |reader| {
            read_fields::<(List<u8>, u8), _>(reader, &["a", "b"])
        })
        .expect_err("something is missing")
        .to_string()
    };
    let a = r#""a":{"L":[{"N":"1"}]}"#;
    for (text, attribute) in [
        ("{}".to_owned(), "a"),
        (r#"{"b":{"N":"1"}}"#.to_owned(), "a"),
        (format!(r#"{{"x":{{"M":{{"b":{{"N":"1"}}}}}},{a}}}"#), "b"),
    ] {
        let message = missing(&text);
        assert!(
            message.contains(&format!("`{attribute}`")),
            "{text}: {message}"
        );
        assert!(message.contains("absent"), "{text}: {message}");
    }
    let message = missing(&format!(r#"{{"x":{{"S":""}},{a},"b":{{"S":"1"}}}}"#));
    assert!(
        message.contains("`b`") && !message.contains("absent"),
        "{message}"
    );
}

#[test]
fn a_bad_item_fails_alone() {
    let page = br#"{"Items":[
        {"a":{"N":"1"}},
        {"a":{"S":"one"}},
        {"a":{"L":[{"M":{"deep":{"SS":["x"]}}}]}},
        {"b":{"X":1}, "a":{"N":"4"}},
        {"a":17},
        [],
        {"a":{"N":"7"}}
    ],"Count":7}"#;
    let mut scanner = Scanner::new(page).expect("UTF-8");
    scanner.begin_object().expect("an object");
    assert_eq!(scanner.next_key().expect("a key").as_deref(), Some("Items"));
    scanner.begin_array().expect("an array");
    let mut items = Vec::new();
    while scanner.next_element().expect("JSON") {
        let item = scanner.item(|reader| {
            let (a,) = read_fields::<(u8,), _>(reader, &["a"])?;
            Ok::<u8, _>(a)
        });
        items.push(item.expect("JSON").ok());
    }
    assert_eq!(items, [Some(1), None, None, Some(4), None, None, Some(7)]);
    assert_eq!(scanner.next_key().expect("a key").as_deref(), Some("Count"));
    scanner.skip_value().expect("a number");
    assert_eq!(scanner.next_key().expect("the end"), None);
    scanner.end().expect("nothing more");
}

#[test]
fn a_codec_of_the_users_own_is_asked_both_ways() {
    struct Even;

    impl Codec for Even {
        type Value = u32;
        type Stored = String;

        fn encode(value: &u32) -> Result<String, CodecError> {
            Self::check(*value).map(|value| value.to_string())
        }

        fn decode(stored: String) -> Result<u32, CodecError> {
            let value = stored.parse().map_err(|_| CodecError::new("no number"))?;
            Self::check(value)
        }
    }

    impl Even {
        fn check(value: u32) -> Result<u32, CodecError> {
            if value.is_multiple_of(2) {
                Ok(value)
            } else {
                Err(CodecError::new("odd"))
            }
        }
    }

    let map = to_map(|writer| write_one::<Coded<Even>, _>(&4, writer)).expect("even");
    assert_eq!(
        read_one::<Coded<Even>, _>(&mut ItemReader::new(&map)),
        Ok(4)
    );
    assert_eq!(decode_value::<String>(&map["a"]), Ok("4".into()));
    let error = to_wire(|writer| write_one::<Coded<Even>, _>(&3, writer)).expect_err("odd");
    assert!(
        error.to_string().ends_with("its codec refused it: odd"),
        "{error}"
    );
    let hidden = to_wire(|writer| rt::write_sensitive::<Coded<Even>, _>("pin", &3, writer));
    let error = hidden.expect_err("odd");
    assert!(!format!("{error} {error:?}").contains("odd"), "{error}");
    assert_eq!(
        message::<Coded<Even>>(r#"{"S":"5"}"#),
        "a value its codec accepts, found odd"
    );
}
