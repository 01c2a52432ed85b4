//! Items, rows and keys in responses.

use dynamite_sample::models::{
    Caller, Inquiries, InquiryKey, InquiryOrigin, InquiryState, NewInquiry, SignalKey,
};
use serde_json::json;

use super::{INQUIRIES, refused, written};
use crate::support::Bed;

const SECRET: &str = "s3cret";

fn new() -> dynamite_sample::models::InquiryDraft {
    let (subject, reporter) = ("Help".to_owned(), "ada".to_owned());
    NewInquiry { subject, reporter }
        .token(SECRET)
        .internal(SECRET)
        .hint(77)
        .contact(Caller {
            email: "a@b.c".to_owned(),
            phone: None,
            pin: Some(4242),
            rank: Some(1),
            hours: Vec::new(),
            rest: [("secret".to_owned(), SECRET.into())].into(),
        })
        .origin(InquiryOrigin::Chat {
            room: 4,
            key: SECRET.to_owned(),
        })
}

#[tokio::test]
async fn items_are_written_without_what_is_absent_or_sensitive() {
    let bed = Bed::with(INQUIRIES).await;
    let inquiry = Inquiries::new(&bed.db).create(new()).await.unwrap();
    let expected = json!({
        "id": inquiry.id.to_string(),
        "subject": "Help",
        "reporter": "ada",
        "state": "open",
        "priority": 3,
        "assignee": "nobody",
        "contact": { "email": "a@b.c", "rank": 1, "hours": [] },
        "origin": { "kind": "chat", "room": 4 },
        "labels": [],
        "hint": 77,
        "version": 1,
        "opened_at": inquiry.opened_at.to_string(),
    });
    assert_eq!(written(&inquiry), expected);
}

#[tokio::test]
async fn rows_of_indexes_are_written_like_items() {
    let bed = Bed::with(INQUIRIES).await;
    let inquiries = Inquiries::new(&bed.db);
    let inquiry = inquiries.create(new()).await.unwrap();
    let rows = inquiries.by_reporter("ada").all().await.unwrap();
    assert_eq!(rows[0].token.as_deref(), Some(SECRET));
    let row = json!({
        "id": inquiry.id.to_string(), "subject": "Help", "reporter": "ada", "version": 1,
    });
    assert_eq!(written(&rows), json!([row]));
}

#[tokio::test]
async fn cursors_go_out_and_come_back() {
    let bed = Bed::with(INQUIRIES).await;
    let inquiries = Inquiries::new(&bed.db);
    for _ in 0..2 {
        inquiries.create(new()).await.unwrap();
    }
    let page = inquiries
        .by_reporter("ada")
        .limit(1)
        .page(None)
        .await
        .unwrap();
    let text = written(&page.cursor);
    let cursor: Option<dynamite::Cursor> = serde_json::from_value(text).unwrap();
    assert_eq!(cursor, page.cursor);
    let next = inquiries.by_reporter("ada").page(cursor.as_deref()).await;
    assert_eq!(next.unwrap().items.len(), 1);
    assert!(refused::<dynamite::Cursor>("\"x\"").contains("not a cursor"));
}

#[test]
fn keys_are_their_text() {
    let key: InquiryKey = "01ARZ3NDEKTSV4RRFFQ69G5FAV".parse().unwrap();
    assert_eq!(written(&key), json!("01ARZ3NDEKTSV4RRFFQ69G5FAV"));
    let text = "\"67e55044-10b1-426f-9247-bb680e5fe0c8,2024-02-29T12:00:00Z\"";
    let key: SignalKey = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&key).unwrap(), text);
    let message = refused::<InquiryKey>("\"x\"");
    assert!(message.starts_with("not the text of a key of Inquiry: `id`: "));
}

#[test]
fn enums_are_their_stored_strings() {
    for state in InquiryState::ALL {
        assert_eq!(written(state), json!(state.as_str()));
    }
    let message = refused::<InquiryState>("\"InWork\"");
    assert!(message.contains(r#"one of "open", "in-work", "closed""#));
}
