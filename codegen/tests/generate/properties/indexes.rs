//! `indexes`: every kind of key and index, in descriptors and in queries.

use super::items::Items;

#[test]
fn tables_are_described_with_their_keys_indexes_and_expiry() {
    let tables = Items::of("indexes", "tables.rs");
    let names = tables.names("pub static ");
    assert_eq!(names, ["AUDIT_EVENTS", "COUNTERS", "BLOBS"]);
    let events = tables.item("pub static AUDIT_EVENTS");
    events.has([
        "name: \"audit-events\"",
        "partition: rt::KeyAttributeDescriptor::string(\"tenant\"),
         sort: rt::Some(rt::KeyAttributeDescriptor::string(\"id\"))",
        "ttl: rt::Some(\"expires_at\")",
        "name: \"by_kind_and_month\", kind: rt::IndexKind::Global,
         partition: &[
            rt::KeyAttributeDescriptor::string(\"tenant\"),
            rt::KeyAttributeDescriptor::string(\"kind\"),
         ],
         sort: &[
            rt::KeyAttributeDescriptor::number(\"year\"),
            rt::KeyAttributeDescriptor::number(\"month\"),
            rt::KeyAttributeDescriptor::string(\"created_at\"),
         ],
         projection: rt::Projection::All",
        "name: \"by_amount\", kind: rt::IndexKind::Local,
         partition: &[rt::KeyAttributeDescriptor::string(\"tenant\")],
         sort: &[rt::KeyAttributeDescriptor::number(\"amount\")],
         projection: rt::Projection::All",
        "name: \"by_note\", kind: rt::IndexKind::Local,
         partition: &[rt::KeyAttributeDescriptor::string(\"tenant\")],
         sort: &[rt::KeyAttributeDescriptor::string(\"n\")],
         projection: rt::Projection::Include(&[\"kind\", \"expires_at\"])",
    ]);
    // It has another name in Rust.
    events.has(["name: \"Actor-index-v2\", kind: rt::IndexKind::Global"]);
    tables.item("pub static COUNTERS").has([
        "name: \"by_price\", kind: rt::IndexKind::Global,
         partition: &[rt::KeyAttributeDescriptor::number(\"price\")],
         sort: &[rt::KeyAttributeDescriptor::number(\"value\")],
         projection: rt::Projection::KeysOnly",
        "ttl: rt::None",
    ]);
    tables.item("pub static BLOBS").has([
        "partition: rt::KeyAttributeDescriptor::binary(\"hash\"), sort: rt::None, indexes: &[]",
    ]);
    tables.item("const _").has([
        "rt::key_is_stored_as::<rt::Coded<crate::support::PriceCodec>>(rt::KeyKind::Number)",
    ]);
}

#[test]
fn indexes_have_a_marker_with_their_sort_key_and_rows() {
    let event = Items::of("indexes", "event.rs");
    let markers = event.names("pub enum ");
    let expected = ["Primary", "ByKindAndMonth", "ByActor", "ByAmount", "ByNote"];
    assert_eq!(markers, expected);
    event.item("impl rt::Index for ByKindAndMonth").has([
        "type Row = Event;",
        "type Sort = (u16, (u8, (rt::Timestamp, ())));",
    ]);
    event
        .item("impl rt::Index for ByActor")
        .has(["type Row = EventByActor;"]);
    // Reads of the table and of local indexes may be consistent.
    let consistent = event.names("impl rt::ConsistentReads for ");
    assert_eq!(consistent, ["Primary", "ByAmount", "ByNote"]);
    event
        .item("impl rt::Model for Event")
        .has([".may_be_absent(&[\"actor\", \"expires_at\"])"]);
    event
        .item("impl ::core::fmt::Debug for EventByNote")
        .has(["(\"note\", &rt::Redacted)"]);
    let blob = Items::of("indexes", "blob.rs");
    assert!(blob.names("pub enum ").is_empty());
}

#[test]
fn rows_hold_keys_and_what_is_projected() {
    let event = Items::of("indexes", "event.rs");
    let by_actor = event.item("pub struct EventByActor");
    by_actor.has([
        "pub tenant:",
        "pub id:",
        "pub actor:",
        "pub created_at:",
        "pub expires_at:",
    ]);
    let marker = event.item("impl rt::Index for ByActor");
    marker.has(["NAME: rt::Option<&'static str> = rt::Some(\"Actor-index-v2\")"]);
    by_actor.lacks(["pub kind:", "pub note:", "pub updated_at:"]);
    let by_note = event.item("pub struct EventByNote");
    by_note.has([
        "pub tenant:",
        "pub id:",
        "pub note:",
        "pub kind:",
        "pub expires_at:",
    ]);
    by_note.lacks(["pub actor:", "pub amount:"]);
    let counter = Items::of("indexes", "counter.rs");
    counter
        .item("pub struct CounterByValue")
        .lacks(["pub price:"]);
    counter
        .item("pub struct CounterByPrice")
        .has(["pub price: crate::support::Price"]);
}
