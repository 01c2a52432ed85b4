//! `stored_forms`: every form in which times and ids are stored, in codecs, keys and handles.

use super::items::Items;

/// Fields, and what they are stored as.
const FORMS: [(&str, &str); 12] = [
    ("place", "rt::UuidBytes"),
    ("began_at", "rt::IsoAtOffset<-330>"),
    ("ended_at", "rt::IsoSeconds"),
    ("seen_at", "rt::IsoOffset"),
    ("paid_at", "rt::EpochSecondsText"),
    ("due_at", "rt::EpochMillisText"),
    ("guest", "rt::UuidUpper"),
    ("host", "rt::UlidLower"),
    ("made_at", "rt::IsoLocal"),
    ("kept_at", "rt::IsoAtOffset<120>"),
    ("gone_at", "rt::IsoMicros"),
    ("ends", "rt::EpochSecondsOrNever<9223372036854775807>"),
];

#[test]
fn fields_are_written_read_and_compared_in_their_form() {
    let visit = Items::of("stored_forms", "visit.rs");
    for (field, form) in FORMS {
        let written = format!("::<{form}>(\"{field}\", &self.{field})");
        visit.item("impl rt::Model for Visit").has([&written]);
        let handle = format!("-> rt::Path<Visit, {form},");
        visit.item(&format!("pub fn {field}")).has([&handle]);
    }
    visit.item("impl rt::Row for Visit").has([
        "((place, began_at, ended_at, seen_at, paid_at, due_at, guest, host, made_at, kept_at, \
         gone_at, stay,), (ends,),)",
        "(rt::Group<(rt::KeyPart<rt::UuidBytes>, rt::KeyPart<rt::IsoAtOffset<-330>>, \
         rt::Nullable<rt::IsoSeconds>, rt::IsoOffset, rt::EpochSecondsText, rt::EpochMillisText, \
         rt::UuidUpper, rt::Nullable<rt::UlidLower>, rt::IsoLocal, rt::IsoAtOffset<120>, \
         rt::Nullable<rt::IsoMicros>, super::Stay,)>, \
         rt::Group<(rt::EpochSecondsOrNever<9223372036854775807>,)>,)",
    ]);
    visit.item("impl rt::Row for VisitByGuest").has([
        "(place, began_at, ended_at, guest, gone_at, ends)",
        "(rt::KeyPart<rt::UuidBytes>, rt::KeyPart<rt::IsoAtOffset<-330>>, \
         rt::Nullable<rt::IsoSeconds>, rt::UuidUpper, rt::Nullable<rt::IsoMicros>, \
         rt::EpochSecondsOrNever<9223372036854775807>,)",
    ]);
}

#[test]
fn keys_are_stored_in_their_form() {
    let tables = Items::of("stored_forms", "tables.rs");
    tables.item("pub static VISITS").has([
        "partition: rt::KeyAttributeDescriptor::binary(\"place\")",
        "sort: rt::Some(rt::KeyAttributeDescriptor::string(\"began_at\"))",
    ]);
    let visit = Items::of("stored_forms", "visit.rs");
    visit.item("impl rt::Key for VisitKey").has([
        ".write_partition_key::<rt::UuidBytes>(\"place\", &self.place)
         .write_sort_key::<rt::IsoAtOffset<-330>>(\"began_at\", &self.began_at)",
        "stored.read::<rt::UuidBytes>(\"place\")",
    ]);
    let gate = Items::of("stored_forms", "gate.rs");
    gate.item("impl rt::Key for GateKey")
        .has(["stored.read_sensitive::<rt::UlidLower>(\"code\")"]);
}

#[test]
fn times_that_dynamite_keeps_are_stored_in_their_form() {
    let visit = Items::of("stored_forms", "visit.rs");
    visit.item("impl rt::Model for Visit").has([
        ".updated(rt::AutoTimestamp::stored_as::<rt::IsoAtOffset<120>>(\"kept_at\"))",
        ".deleted(rt::AutoTimestamp::stored_as::<rt::IsoMicros>(\"gone_at\"))",
    ]);
}

#[test]
fn a_form_that_is_the_usual_one_is_no_form_of_its_own() {
    let stay = Items::of("stored_forms", "stay.rs");
    stay.item("impl rt::Attribute for Stay").has([
        ".write::<rt::IsoSeconds>(\"from\", &value.from)",
        ".write::<rt::Ulid>(\"room\", &value.room)",
        ".write::<rt::Uuid>(\"key\", &value.key)",
    ]);
}
