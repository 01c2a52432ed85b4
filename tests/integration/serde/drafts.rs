//! Drafts: the body of a POST request.

use dynamite_sample::models::{Inquiries, Inquiry, InquiryDraft, InquiryState, SignalDraft};
use serde_json::from_str;

use super::{INQUIRIES, refused};
use crate::support::Bed;

const BODY: &str = r#"{ "subject": "Help", "reporter": "ada" }"#;

async fn created(body: &str) -> Inquiry {
    let bed = Bed::with(INQUIRIES).await;
    let draft: InquiryDraft = from_str(body).unwrap();
    Inquiries::new(&bed.db).create(draft).await.unwrap()
}

#[tokio::test]
async fn what_is_left_out_has_its_default() {
    let inquiry = created(BODY).await;
    assert_eq!((&*inquiry.subject, &*inquiry.reporter), ("Help", "ada"));
    assert_eq!((inquiry.priority, inquiry.state), (3, InquiryState::Open));
    assert_eq!(inquiry.assignee.as_deref(), Some("nobody"));
    assert_eq!(inquiry.note, None);
}

#[tokio::test]
async fn required_and_other_fields_are_in_one_object_by_their_declared_names() {
    let inquiry = created(
        r#"{
            "labels": ["b", "a", "b"], "reporter": "ada", "priority": 5, "token": "t",
            "assignee": null, "note": null, "subject": "Help", "mood": "glum",
            "contact": { "email": "a@b.c", "pin": 7, "phone": null },
            "origin": { "room": 4, "key": "k", "kind": "chat" }
        }"#,
    )
    .await;
    assert_eq!((inquiry.priority, inquiry.assignee), (5, None));
    assert_eq!(inquiry.labels.len(), 2);
    assert_eq!(inquiry.token.as_deref(), Some("t"));
    let contact = inquiry.contact.unwrap();
    assert_eq!((&*contact.email, contact.pin), ("a@b.c", Some(7)));
    assert!(contact.hours.is_empty() && contact.rest.is_empty());
}

/// Left out, it has its default; absent can be chosen.
#[tokio::test]
async fn an_optional_field_with_a_default_takes_what_other_optional_fields_take() {
    let bed = Bed::with(INQUIRIES).await;
    let draft = || from_str::<InquiryDraft>(BODY).unwrap();
    let ada = Some("ada".to_owned());
    for (draft, assignee) in [
        (draft(), Some("nobody".to_owned())),
        (draft().assignee("ada"), ada.clone()),
        (draft().assignee(Some("ada")), ada.clone()),
        (draft().assignee("ada".to_owned()), ada.clone()),
        (draft().assignee(ada.clone()), ada),
        (draft().assignee(None::<String>), None),
    ] {
        let inquiry = Inquiries::new(&bed.db).create(draft).await.unwrap();
        assert_eq!(inquiry.assignee, assignee);
    }
}

#[tokio::test]
async fn nobody_sets_what_is_for_output_only() {
    let inquiry = created(
        r#"{
            "subject": "Help", "reporter": "ada", "state": "closed", "version": 9,
            "id": "01ARZ3NDEKTSV4RRFFQ69G5FAV", "opened_at": "2020-01-01T00:00:00Z",
            "internal": "x", "rest": {}, "by": "eve",
            "contact": { "email": "a@b.c", "rank": 1, "mail": "x", "rest": { "a": 1 } }
        }"#,
    )
    .await;
    assert_eq!(inquiry.state, InquiryState::Open);
    assert_eq!((inquiry.version, &*inquiry.reporter), (1, "ada"));
    assert_ne!(inquiry.id.to_string(), "01ARZ3NDEKTSV4RRFFQ69G5FAV");
    assert!(inquiry.opened_at > "2020-01-01T00:00:00Z".parse().unwrap());
    assert_eq!(inquiry.internal, None);
    let contact = inquiry.contact.unwrap();
    assert!(contact.rank.is_none() && contact.rest.is_empty());
}

#[test]
fn errors_name_the_field() {
    let of = refused::<InquiryDraft>;
    let message = of(r#"{ "reporter": "ada" }"#);
    assert_eq!(message, "missing field `subject` at line 1 column 21");
    let message = of(r#"{ "reporter": "ada", "subject": null }"#);
    assert!(
        message.starts_with("subject: invalid type: null"),
        "{message}"
    );
    let message = of(r#"{ "priority": 300 }"#);
    assert!(message.starts_with("priority: "), "{message}");
    let message = of(r#"{ "priority": 3, "priority": 3 }"#);
    assert!(
        message.starts_with("duplicate field `priority`"),
        "{message}"
    );
    let message = of(r#"{ "contact": {} }"#);
    assert!(
        message.starts_with("contact: missing field `email`"),
        "{message}"
    );
    let message = of(r#"{ "origin": { "from": "a" } }"#);
    assert!(
        message.starts_with("origin: missing field `kind`"),
        "{message}"
    );
    let message = of(r#"{ "origin": { "kind": "fax" } }"#);
    let known = "origin: unknown variant `fax`, expected one of `mail`, `chat`, `phone`";
    assert!(message.starts_with(known), "{message}");
    assert!(of("[]").contains("an object with the fields of InquiryDraft"));
}

#[test]
fn errors_do_not_show_what_is_sensitive() {
    let messages = [
        refused::<InquiryDraft>(r#"{ "hint": "s3cret" }"#),
        refused::<InquiryDraft>(r#"{ "token": { "s3cret": 1 } }"#),
        refused::<InquiryDraft>(r#"{ "contact": { "pin": "s3cret" } }"#),
        refused::<InquiryDraft>(r#"{ "origin": { "key": ["s3cret"], "kind": "chat" } }"#),
    ];
    for message in messages {
        assert!(!message.contains("s3cret"), "{message}");
        assert!(message.contains("which is sensitive"), "{message}");
    }
}

#[test]
fn unknown_fields_are_refused_where_the_schema_says_so() {
    let message = refused::<SignalDraft>(r#"{ "flag": true, "flags": 1 }"#);
    assert!(message.starts_with("unknown field `flags`, expected one of `sensor`"));
}
