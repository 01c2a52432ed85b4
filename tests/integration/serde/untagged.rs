//! Untagged unions: objects that name the variant, because JSON has fewer kinds than DynamoDB.

use std::collections::HashSet;

use dynamite::dec;
use dynamite_sample::models::{
    DispatchDraft, DispatchPatch, DispatchWeight, Dispatches, NewDispatch,
};
use serde_json::{from_str, from_value, json};

use super::{DISPATCHES, refused, written};
use crate::support::{Bed, b, n, stored_all};

fn all() -> [(DispatchWeight, serde_json::Value); 4] {
    [
        (DispatchWeight::Grams(dec!(1.10)), json!({ "grams": "1.1" })),
        (
            DispatchWeight::AsText("AA==".to_owned()),
            json!({ "as-text": "AA==" }),
        ),
        (DispatchWeight::Raw(vec![0]), json!({ "raw": "AA==" })),
        (DispatchWeight::IsUnknown(true), json!({ "?": true })),
    ]
}

#[test]
fn the_name_of_the_variant_stands_beside_its_value() {
    for (weight, json) in all() {
        assert_eq!(written(&weight), json);
        assert_eq!(
            from_str::<DispatchWeight>(&json.to_string()).unwrap(),
            weight
        );
        assert_eq!(from_value::<DispatchWeight>(json).unwrap(), weight);
    }
}

#[tokio::test]
async fn a_body_sets_the_variant_that_is_stored() {
    let bed = Bed::with(DISPATCHES).await;
    let dispatches = Dispatches::new(&bed.db);
    let weights: Vec<_> = all().into_iter().map(|(_, json)| json).collect();
    let draft: DispatchDraft = from_value(json!({ "weights": weights })).unwrap();
    let dispatch = dispatches.create(draft).await.unwrap();
    assert_eq!(written(&dispatch)["weights"], json!(weights));
    let id = dispatch.id;
    for (body, stored) in [
        (r#"{ "weight": { "grams": 1.5 } }"#, Some(n("1.5"))),
        (r#"{ "weight": { "raw": "/w==" } }"#, Some(b(&[255]))),
        (r#"{ "weight": null }"#, None),
    ] {
        let patch: DispatchPatch = from_str(body).unwrap();
        dispatches.update(id).apply(patch).await.unwrap();
        let item = &stored_all(&bed.db, "dispatches").await[0];
        assert_eq!(item.get("weight"), stored.as_ref(), "{body}");
    }
}

#[test]
fn anything_else_is_an_error() {
    let wrong = [
        (
            json!({ "pounds": 1 }),
            "weight: unknown variant `pounds`, expected one of `grams`, `as-text`",
        ),
        (
            json!({}),
            "weight: invalid length 0, expected an object with one variant of DispatchWeight",
        ),
        (
            json!({ "grams": 1, "raw": "" }),
            "weight: invalid length 2, expected an object with one",
        ),
        (
            json!({ "grams": 1, "grams2": 1 }),
            "weight: invalid length 2, expected an object with one",
        ),
        (
            json!({ "grams": null }),
            "weight: grams: invalid type: null",
        ),
        (
            json!({ "as-text": 5 }),
            "weight: as-text: invalid type: integer `5`, expected a string",
        ),
        (json!({ "raw": "*" }), "weight: raw: "),
        (
            json!("1.5"),
            "weight: invalid type: string \"1.5\", expected an object with one variant",
        ),
        (
            json!(1.5),
            "weight: invalid type: floating point `1.5`, expected an object",
        ),
        (
            json!([1]),
            "weight: invalid type: sequence, expected an object",
        ),
    ];
    for (weight, expected) in wrong {
        let body = json!({ "weight": weight }).to_string();
        let error = refused::<DispatchPatch>(&body);
        assert!(error.starts_with(expected), "{body}: {error}");
        // Inside another union, where it was read into memory before.
        let event = json!({ "kind": "moved", "data": { "to": "x", "data": weight } });
        let error = refused::<DispatchDraft>(&json!({ "event": event }).to_string());
        let expected = expected.replace("weight: ", "event: data: data: ");
        assert!(error.starts_with(&expected), "{event}: {error}");
    }
}

#[test]
fn it_derives_what_the_schema_says() {
    let [(grams, _), (text, _), ..] = all();
    assert_eq!(HashSet::from([grams.clone(), grams, text]).len(), 2);
    let _ = NewDispatch {}.weight(DispatchWeight::from(true));
}
