//! `lifecycle`: soft delete, versions and times that Dynamite keeps, alone, together and renamed.

use super::items::Items;

#[test]
fn both_are_in_the_descriptor_and_in_traits() {
    let note = Items::of("lifecycle", "note.rs");
    note.item("impl rt::Model for Note").has([
        "type Lock = rt::ByVersion;",
        ".updated(rt::AutoTimestamp::stored_as::<rt::Timestamp>(\"updated_at\"))",
        ".deleted(rt::AutoTimestamp::stored_as::<rt::Timestamp>(\"deleted_at\"))",
        ".version(\"version\").last_version(u64::MAX as i128)",
        ".may_be_absent(&[\"deleted_at\"])",
    ]);
    note.item("impl rt::SoftDelete for Note").has(["{}"]);
    note.item("impl rt::Versioned for Note")
        .has(["type Version = u64;"]);
    // Neither is anything to give.
    let new = note.item("pub struct NewNote");
    new.lacks(["deleted_at", "version", "updated_at", "created_at"]);
    new.has(["pub author:", "pub title:"]);
}

#[test]
fn one_of_them_is_not_the_other() {
    let chapter = Items::of("lifecycle", "chapter.rs");
    let model = chapter.item("impl rt::Model for Chapter");
    model.has([
        "type Lock = rt::Unlocked;",
        ".renamed(&[(\"gone\", \"type\")])",
        ".deleted(rt::AutoTimestamp::stored_as::<rt::EpochSeconds>(\"gone\"))",
    ]);
    model.lacks([".version(", ".updated("]);
    chapter.item("impl rt::SoftDelete for Chapter").has(["{}"]);
    assert!(chapter.names("impl rt::Versioned for ").is_empty());

    let inventory = Items::of("lifecycle", "inventory.rs");
    let model = inventory.item("impl rt::Model for Inventory");
    model.has([
        "type Lock = rt::ByVersion;",
        ".renamed(&[(\"rev\", \"self\")]).version(\"rev\").last_version(i32::MAX as i128)",
    ]);
    model.lacks([".deleted("]);
    inventory
        .item("impl rt::Versioned for Inventory")
        .has(["type Version = i32;", "self.self_"]);
    assert!(inventory.names("impl rt::SoftDelete for ").is_empty());
}
