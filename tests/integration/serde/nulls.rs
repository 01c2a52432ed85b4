//! `keep_null`: null is a value, and not the same as a field that is left out.

use dynamite::Document;
use dynamite_sample::models::{
    DispatchDraft, DispatchPatch, DispatchPlace, Dispatches, NewDispatch,
};
use serde_json::{from_str, json};

use super::{DISPATCHES, refused, written};
use crate::support::{Bed, stored_all};

#[tokio::test]
async fn a_draft_stores_null_and_an_item_is_written_with_it() {
    let bed = Bed::with(DISPATCHES).await;
    let draft: DispatchDraft =
        from_str(r#"{ "finding": null, "guess": null, "remark": null }"#).unwrap();
    let dispatch = Dispatches::new(&bed.db).create(draft).await.unwrap();
    assert_eq!(dispatch.finding, Some(Document::Null));
    assert_eq!(dispatch.guess, Some(Document::Null));
    assert_eq!(dispatch.remark, None);
    let json = json!({
        "id": dispatch.id.to_string(), "serials": [], "places": [], "finding": null,
        "weights": [], "events": [],
    });
    assert_eq!(written(&dispatch), json);
    let stored = &stored_all(&bed.db, "dispatches").await[0];
    assert!(stored["finding"].is_null() && stored["guess"].is_null());
    assert!(!stored.contains_key("remark"));
}

#[tokio::test]
async fn a_patch_stores_null_and_never_removes() {
    let bed = Bed::with(DISPATCHES).await;
    let dispatches = Dispatches::new(&bed.db);
    let lost = Document::from("lost");
    let new = NewDispatch {}
        .finding(lost.clone())
        .remark(Document::from("red"));
    let id = dispatches.create(new).await.unwrap().id;
    let patch = async |body: &str| {
        let patch: DispatchPatch = from_str(body).unwrap();
        dispatches.update(id).apply(patch).await.unwrap()
    };
    let dispatch = patch("{}").await;
    assert_eq!(dispatch.finding, Some(lost));
    let dispatch = patch(r#"{ "finding": null, "remark": null }"#).await;
    assert_eq!(
        (dispatch.finding, dispatch.remark),
        (Some(Document::Null), None)
    );
    let dispatch = patch(r#"{ "finding": { "a": null } }"#).await;
    assert!(dispatch.finding.unwrap().get("a").unwrap().is_null());
    // The service removes it.
    let removal = DispatchPatch {
        finding: Some(None),
        ..DispatchPatch::default()
    };
    let dispatch = dispatches.update(id).apply(removal).await.unwrap();
    assert_eq!(dispatch.finding, None);
}

#[test]
fn nulls_come_back_inside_unions() {
    for found in [None, Some(Document::Null), Some(Document::from(1))] {
        let place = DispatchPlace::Shelf {
            number: 1,
            below: Vec::new(),
            label: None,
            found,
        };
        let text = serde_json::to_string(&place).unwrap();
        assert_eq!(from_str::<DispatchPlace>(&text).unwrap(), place);
    }
}

#[test]
fn errors_do_not_show_what_is_sensitive() {
    let error = refused::<DispatchPatch>(r#"{ "guess": 1e400 }"#);
    assert!(!error.contains("e400"), "{error}");
    let error = refused::<DispatchPatch>(r#"{ "finding": null, "finding": 1 }"#);
    assert!(error.starts_with("duplicate field `finding`"), "{error}");
}
