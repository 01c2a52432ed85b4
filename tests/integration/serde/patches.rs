//! Patches: the body of a PATCH request.

use dynamite::ErrorKind;
use dynamite_sample::models::{
    Caller, Inquiries, Inquiry, InquiryOrigin, InquiryPatch, InquiryState, NewInquiry, SignalPatch,
    inquiry,
};
use serde_json::from_str;

use super::{INQUIRIES, refused};
use crate::support::Bed;

struct Service {
    _bed: Bed,
    inquiries: Inquiries,
    inquiry: Inquiry,
}

impl Service {
    async fn new() -> Self {
        let bed = Bed::with(INQUIRIES).await;
        let inquiries = Inquiries::new(&bed.db);
        let (subject, reporter) = ("Help".to_owned(), "ada".to_owned());
        let new = NewInquiry { subject, reporter }
            .note("now")
            .labels(["a".to_owned()].into());
        let inquiry = inquiries.create(new).await.unwrap();
        Self {
            _bed: bed,
            inquiries,
            inquiry,
        }
    }

    async fn patch(&self, body: &str) -> Result<Inquiry, dynamite::Error> {
        let patch: InquiryPatch = from_str(body).unwrap();
        self.inquiries.update(&self.inquiry).apply(patch).await
    }
}

#[tokio::test]
async fn what_is_given_is_set_and_null_is_removed() {
    let service = Service::new().await;
    let body = r#"{
        "subject": "Help!", "note": null, "mood": "calm", "labels": [],
        "origin": { "kind": "phone" }
    }"#;
    let inquiry = service.patch(body).await.unwrap();
    assert_eq!((&*inquiry.subject, inquiry.note), ("Help!", None));
    assert_eq!(inquiry.origin, Some(InquiryOrigin::Phone));
    assert!(inquiry.labels.is_empty());
    assert_eq!((&*inquiry.reporter, inquiry.priority), ("ada", 3));
    assert_eq!(inquiry.version, 2);
}

#[tokio::test]
async fn an_empty_patch_changes_nothing() {
    let service = Service::new().await;
    let patch: InquiryPatch = from_str("{}").unwrap();
    assert!(patch.is_empty() && InquiryPatch::default().is_empty());
    let inquiry = service.patch("{}").await.unwrap();
    assert_eq!(inquiry, service.inquiry);
}

#[tokio::test]
async fn nobody_changes_keys_and_what_is_for_output_only() {
    let service = Service::new().await;
    let body = r#"{
        "id": "01ARZ3NDEKTSV4RRFFQ69G5FAV", "state": "closed", "version": 7, "internal": "x",
        "opened_at": "2020-01-01T00:00:00Z"
    }"#;
    assert!(from_str::<InquiryPatch>(body).unwrap().is_empty());
    let inquiry = service.patch(body).await.unwrap();
    assert_eq!((inquiry.state, inquiry.version), (InquiryState::Open, 1));
}

/// Its rank is for output, and it keeps what the schema does not declare.
#[tokio::test]
async fn a_body_erases_nothing_that_it_cannot_set() {
    let service = Service::new().await;
    let contact = Caller {
        email: "a@b.c".to_owned(),
        phone: Some("1".to_owned()),
        pin: None,
        rank: Some(7),
        hours: Vec::new(),
        rest: [("more".to_owned(), 1.into())].into(),
    };
    let Service {
        inquiries, inquiry, ..
    } = &service;
    let update = inquiries
        .update(inquiry)
        .set(inquiry::contact(), contact.clone());
    let inquiry = update.await.unwrap();
    for body in [
        r#"{ "contact": { "email": "new@b.c" } }"#,
        r#"{ "contact": null }"#,
    ] {
        let patch: InquiryPatch = from_str(body).unwrap();
        assert!(patch.is_empty(), "{body}");
        let update = inquiries.update(&inquiry).apply(patch);
        assert_eq!(update.await.unwrap().contact.as_ref(), Some(&contact));
    }
    let update = inquiries.update(&inquiry);
    let update = update.set(inquiry::contact().email(), "new@b.c").await;
    let email = "new@b.c".to_owned();
    assert_eq!(update.unwrap().contact, Some(Caller { email, ..contact }));
    // Where other fields are denied, this one is.
    let error = refused::<SignalPatch>(r#"{ "contacts": [] }"#);
    assert!(error.starts_with("unknown field `contacts`"), "{error}");
}

#[tokio::test]
async fn patches_keep_rules_and_versions() {
    let service = Service::new().await;
    let error = service.patch(r#"{ "priority": 6 }"#).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Invalid { .. }), "{error}");
    let key = service.inquiry.id;
    let update = service.inquiries.update((key, 7));
    let error = update.apply(InquiryPatch::default()).await.unwrap_err();
    let is_conflict = matches!(error.kind(), ErrorKind::VersionConflict { .. });
    assert!(is_conflict, "{error}");
}

#[test]
fn null_is_no_value_of_a_required_field() {
    let message = refused::<InquiryPatch>(r#"{ "subject": null }"#);
    assert!(
        message.starts_with("subject: invalid type: null"),
        "{message}"
    );
}

#[test]
fn debug_output_hides_what_is_sensitive() {
    let patch: InquiryPatch = from_str(r#"{ "token": "s3cret", "note": null }"#).unwrap();
    let shown = format!("{patch:?}");
    assert!(!shown.contains("s3cret"), "{shown}");
    assert!(shown.contains("note: Some(None)"), "{shown}");
    assert_eq!(patch.token, Some(Some("s3cret".to_owned())));
}
