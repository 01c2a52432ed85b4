//! Unions whose tag and content are apart: in JSON they are laid out as they are stored.

use std::collections::BTreeMap;

use dynamite::dec;
use dynamite_sample::models::{
    DispatchDraft, DispatchEvent, DispatchPatch, DispatchScan, DispatchWeight, Dispatches,
};
use serde_json::{Value, from_str, from_value, json};

use super::{DISPATCHES, refused, written};
use crate::support::{Bed, stored_all};

const LARGE: u128 = 99_999_999_999_999_999_999_999_999_999_999_999_999;

/// Its fields are called like the tag and like the content.
fn moved() -> (DispatchEvent, Value) {
    let event = DispatchEvent::Moved {
        to: "north".to_owned(),
        kind: Some("express".to_owned()),
        data: Some(DispatchWeight::Grams(dec!(2))),
        large: Some(LARGE),
        pin: None,
        rest: BTreeMap::new(),
    };
    let data = json!({
        "to": "north",
        "kind": "express",
        "data": { "grams": "2" },
        "large": LARGE.to_string(),
    });
    (event, json!({ "kind": "moved", "data": data }))
}

fn seen() -> DispatchEvent {
    DispatchEvent::Seen {
        by: None,
        rank: None,
        rest: BTreeMap::new(),
    }
}

#[test]
fn the_fields_are_in_an_object_beside_the_tag() {
    let all = [
        moved(),
        (seen(), json!({ "kind": "seen", "data": {} })),
        (DispatchEvent::Lost, json!({ "kind": "lost" })),
    ];
    for (event, json) in all {
        assert_eq!(written(&event), json);
        assert_eq!(from_str::<DispatchEvent>(&json.to_string()).unwrap(), event);
        assert_eq!(from_value::<DispatchEvent>(json).unwrap(), event);
    }
    // The tag may be anywhere.
    let (event, json) = moved();
    let text = format!(
        r#"{{ "x": [1], "data": {}, "kind": "moved" }}"#,
        json["data"]
    );
    assert_eq!(from_str::<DispatchEvent>(&text).unwrap(), event);
}

#[tokio::test]
async fn items_hold_what_a_body_says() {
    let bed = Bed::with(DISPATCHES).await;
    let (event, json) = moved();
    let draft: DispatchDraft = from_value(json!({ "event": json, "events": [json] })).unwrap();
    let dispatches = Dispatches::new(&bed.db);
    let dispatch = dispatches.create(draft).await.unwrap();
    assert_eq!(written(&dispatch)["event"], json);
    assert_eq!(dispatch.events, [event]);
    let items = stored_all(&bed.db, "dispatches").await;
    let stored = &items[0]["event"].as_m().unwrap()["data"];
    assert!(stored.as_m().unwrap().contains_key("kind"));
    let patch: DispatchPatch = from_str(r#"{ "scan": { "type": "bad" } }"#).unwrap();
    let update = dispatches.update(dispatch.id).apply(patch);
    assert_eq!(update.await.unwrap().scan, Some(DispatchScan::Bad));
}

#[test]
fn what_is_wrong_is_named() {
    let wrong = [
        ("{}", "missing field `kind`"),
        (r#"{ "kind": "moved" }"#, "missing field `data`"),
        (
            r#"{ "kind": "moved", "data": null }"#,
            "missing field `data`",
        ),
        (r#"{ "kind": "seen" }"#, "missing field `data`"),
        (
            r#"{ "kind": "moved", "data": {} }"#,
            "data: missing field `to`",
        ),
        (
            r#"{ "kind": "moved", "to": "north" }"#,
            "missing field `data`",
        ),
        (
            r#"{ "kind": "moved", "data": 5 }"#,
            "data: invalid type: integer `5`, expected an object",
        ),
        (
            r#"{ "kind": "moved", "data": { "to": 5 } }"#,
            "data: to: invalid type",
        ),
        (
            r#"{ "kind": "moved", "kind": "lost" }"#,
            "duplicate field `kind`",
        ),
        (
            r#"{ "kind": "lost", "data": {}, "data": {} }"#,
            "duplicate field `data`",
        ),
        (
            r#"{ "kind": "moved", "data": { "to": "", "to": "" } }"#,
            "data: duplicate field `to`",
        ),
        (
            r#"{ "kind": "fax", "data": 5 }"#,
            "unknown variant `fax`, expected one of `moved`",
        ),
        (
            r#"{ "kind": 5 }"#,
            "invalid type: integer `5`, expected a string",
        ),
        (
            r#""lost""#,
            "invalid type: string \"lost\", expected an object of DispatchEvent with",
        ),
    ];
    for (text, expected) in wrong {
        let error = refused::<DispatchEvent>(text);
        assert!(error.starts_with(expected), "{text}: {error}");
    }
}

#[test]
fn what_is_unknown_is_ignored_or_denied() {
    let text = r#"{ "kind": "seen", "a": 1, "data": { "b": 2, "rank": 7, "rest": { "c": 3 } } }"#;
    assert_eq!(from_str::<DispatchEvent>(text).unwrap(), seen());
    let text = r#"{ "kind": "lost", "data": { "b": 2 } }"#;
    assert_eq!(
        from_str::<DispatchEvent>(text).unwrap(),
        DispatchEvent::Lost
    );
    for text in [
        r#"{ "type": "bad" }"#,
        r#"{ "type": "bad", "c": null }"#,
        r#"{ "type": "bad", "c": {} }"#,
    ] {
        assert_eq!(from_str::<DispatchScan>(text).unwrap(), DispatchScan::Bad);
    }
    let wrong = [
        (
            r#"{ "type": "bad", "a": 1 }"#,
            "unknown field `a`, expected `type` or `c`",
        ),
        (
            r#"{ "type": "bad", "c": { "a": 1 } }"#,
            "c: unknown field `a`",
        ),
        (
            r#"{ "type": "ok", "c": { "code": "", "a": 1 } }"#,
            "c: unknown field `a`, expected `code`",
        ),
    ];
    for (text, expected) in wrong {
        let error = refused::<DispatchScan>(text);
        assert!(error.starts_with(expected), "{text}: {error}");
    }
}

#[test]
fn errors_do_not_show_what_is_sensitive() {
    let event = r#"{ "kind": "moved", "data": { "to": "x", "pin": "s3cret" } }"#;
    for body in [
        format!(r#"{{ "event": {event} }}"#),
        r#"{ "events": [{ "kind": "s3cret" }] }"#.to_owned(),
        r#"{ "events": [{ "kind": "seen", "data": "s3cret" }] }"#.to_owned(),
    ] {
        let error = refused::<DispatchDraft>(&body);
        assert!(!error.contains("s3cret"), "{error}");
        assert!(error.contains("which is sensitive"), "{error}");
    }
}
