//! What is read is written as it was, and what is written is read as it was.

use std::collections::HashMap;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue as V;
use dynamite_schema::expr::{Attributes as _, Value};
use dynamite_schema::ir::{ModelId, Schema};
use dynamite_schema::source::Sources;

use super::{Item, Reader, Writer};

fn schema(ty: &str) -> Schema {
    let mut sources = Sources::default();
    let text = format!(
        "models:\n  Thing:\n    key: id\n    fields:\n      id: string\n      of: {ty}\n\
         types:\n  Level: {{ enum: [low, high] }}\n  Place: {{ at: timestamp, zip: {{ type: string, absent: '0' }} }}\n"
    );
    sources.add("schema.yaml", text);
    let checked = dynamite_schema::check(sources);
    checked
        .unwrap_or_else(|problems| panic!("{ty}: {problems:?}"))
        .schema
}

fn read(schema: &Schema, stored: Option<&V>) -> Value {
    let now = "2026-01-31T12:00:00Z".parse().expect("a time");
    let reader = Reader::of(schema, ModelId(0), now).expect("a reader");
    let stored = stored.map(|stored| ("of".to_owned(), stored.clone()));
    let attributes: HashMap<_, _> = stored.into_iter().collect();
    let item = Item {
        attributes: &attributes,
        reader: &reader,
    };
    item.attribute("of")
}

fn write(schema: &Schema, value: Value) -> Result<Option<V>, String> {
    let field = &schema.model(ModelId(0)).fields[1];
    let writer = Writer::of(field, schema).expect("a writer");
    writer.written(value)
}

fn s(text: &str) -> V {
    V::S(text.to_owned())
}

fn n(text: &str) -> V {
    V::N(text.to_owned())
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|it| (*it).to_owned()).collect()
}

/// Types of fields, with a stored value and the kind of value that it is read as.
fn stored() -> Vec<(&'static str, V, &'static str)> {
    let id = "0190163d-8694-739b-aea5-966c26f8ad91";
    let bytes = 0x0190_163d_8694_739b_aea5_966c_26f8_ad91_u128.to_be_bytes();
    vec![
        ("string", s("a"), "a string"),
        ("bool", V::Bool(true), "a bool"),
        ("i8", n("-7"), "a number"),
        (
            "u128",
            n("12345678901234567890123456789012345678"),
            "a number",
        ),
        ("f32", n("0.1"), "a number"),
        ("decimal", n("1.5"), "a number"),
        ("bytes", V::B(Blob::new([1, 2])), "bytes"),
        ("uuid", s(id), "a string"),
        (
            "{ type: uuid, as: upper }",
            s(&id.to_uppercase()),
            "a string",
        ),
        (
            "{ type: uuid, as: bytes }",
            V::B(Blob::new(bytes)),
            "a string",
        ),
        (
            "{ type: ulid, as: lower }",
            s("01hf7yat3v000000000000001a"),
            "a string",
        ),
        ("timestamp", s("2024-02-29T12:34:56.789Z"), "a timestamp"),
        (
            "{ type: timestamp, as: epoch_s }",
            n("1709210096"),
            "a timestamp",
        ),
        (
            "{ type: timestamp, as: epoch_ms_text }",
            s("1709210096789"),
            "a timestamp",
        ),
        (
            "{ type: timestamp, as: { epoch_s_or_never: 253402300799 } }",
            n("253402300799"),
            "a timestamp",
        ),
        (
            "{ type: timestamp, as: { iso_offset: '+02:00' } }",
            s("2024-02-29T14:34:56.789000+02:00"),
            "a timestamp",
        ),
        ("date", s("2024-02-29"), "a date"),
        ("json", V::L(vec![n("1"), s("a"), V::Null(true)]), "a list"),
        (
            "list<timestamp>",
            V::L(vec![s("2024-02-29T12:34:56.789Z")]),
            "a list",
        ),
        (
            "map<u8>",
            V::M(HashMap::from([("a".to_owned(), n("1"))])),
            "a map",
        ),
        ("set<string>", V::Ss(texts(&["a", "b"])), "a set of strings"),
        ("set<u8>", V::Ns(texts(&["1", "2"])), "a set of numbers"),
        ("set<bytes>", V::Bs(vec![Blob::new([1])]), "a set of bytes"),
        ("set<uuid>", V::Ss(texts(&[id])), "a set of strings"),
        ("Level", s("high"), "a string"),
    ]
}

#[test]
fn every_form_is_read_and_written() {
    for (ty, stored, kind) in stored() {
        let schema = schema(ty);
        let value = read(&schema, Some(&stored));
        assert_eq!(value.kind(), kind, "{ty}");
        assert_eq!(write(&schema, value), Ok(Some(stored)), "{ty}");
    }
}

#[test]
fn what_is_absent_has_the_value_that_the_schema_says() {
    for (ty, value) in [
        ("string?", Value::Null),
        ("{ type: string, absent: a }", "a".into()),
        ("{ type: Level, absent: low }", "low".into()),
        ("list<string>", Value::list(Vec::new())),
        ("map<string>", Value::map(std::collections::BTreeMap::new())),
        ("set<u8>", Value::NumberSet(std::sync::Arc::default())),
        ("string", Value::Null),
    ] {
        let schema = schema(ty);
        assert_eq!(read(&schema, None), value, "{ty}");
        assert_eq!(read(&schema, Some(&V::Null(true))), value, "{ty}");
    }
}

#[test]
fn nested_types_are_read_by_their_fields() {
    let place = V::M(HashMap::from([
        ("at".to_owned(), s("2024-02-29T12:34:56.789Z")),
        ("more".to_owned(), n("1")),
    ]));
    let Value::Map(place) = read(&schema("Place"), Some(&place)) else {
        panic!("a map");
    };
    let kinds = place
        .iter()
        .map(|(name, value)| (name.as_str(), value.kind()));
    let kinds: Vec<_> = kinds.collect();
    assert_eq!(
        kinds,
        [
            ("at", "a timestamp"),
            ("more", "a number"),
            ("zip", "a string")
        ]
    );
}

#[test]
fn a_value_of_another_form_is_read_as_what_it_is() {
    for (ty, stored, kind) in [
        ("u8", s("x"), "a string"),
        ("timestamp", s("yesterday"), "a string"),
        ("list<u8>", s("x"), "a string"),
        ("Place", n("1"), "a number"),
        ("set<u8>", V::L(vec![n("1")]), "a list"),
    ] {
        assert_eq!(read(&schema(ty), Some(&stored)).kind(), kind, "{ty}");
    }
}

#[test]
fn a_value_that_a_field_cannot_have_is_refused_without_being_shown() {
    for (ty, value) in [
        ("u8", Value::count(256)),
        ("uuid", "s3cret".into()),
        ("ulid", "s3cret".into()),
        ("Level", "s3cret".into()),
        ("{ type: string, max_length: 3 }", "s3cret".into()),
        (
            "{ type: string, normalize: trim, not_blank: true }",
            "  ".into(),
        ),
        ("{ type: string, format: email }", "s3cret".into()),
        ("string", Value::Null),
    ] {
        let reason = write(&schema(ty), value).expect_err(ty);
        assert!(
            !reason.is_empty() && !reason.contains("s3cret") && !reason.contains("256"),
            "{reason}"
        );
    }
}

#[test]
fn rules_are_applied_before_a_value_is_stored() {
    let trimmed = schema("{ type: string, normalize: [trim, lowercase], max_length: 3 }");
    assert_eq!(write(&trimmed, "  ABC ".into()), Ok(Some(s("abc"))));
    assert_eq!(write(&schema("string?"), Value::Null), Ok(None));
    // An empty set is an absent attribute.
    let empty = Value::StringSet(std::sync::Arc::default());
    assert_eq!(write(&schema("set<string>"), empty), Ok(None));
}
