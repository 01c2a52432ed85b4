//! `renamed`: names in Rust, in the table, and in guards of unique values, all of them different.

use super::items::Items;

#[test]
fn fields_are_stored_under_their_attributes_in_the_table_of_the_schema() {
    let tables = Items::of("renamed", "tables.rs");
    tables.item("pub static PEOPLE").has(["name: \"people\""]);
    let member = Items::of("renamed", "member.rs");
    member
        .item("pub struct Member")
        .has(["pub address: rt::String", "pub number: rt::Option<u32>"]);
    let model = member.item("impl rt::Model for Member");
    model.has([
        "&super::tables::PEOPLE",
        ".renamed(&[(\"mail\", \"address\"), (\"badge\", \"number\")])",
        ".write::<rt::String>(\"mail\", &self.address)",
        ".write_optional::<u32>(\"badge\", &self.number)",
    ]);
    member
        .item("pub fn address")
        .has(["rt::ruled_path(\"mail\", &RULES_OF_ADDRESS)"]);
    member.item("pub fn number").has(["rt::path(\"badge\")"]);
}

#[test]
fn guards_have_the_names_that_are_declared_for_them() {
    let member = Items::of("renamed", "member.rs");
    let model = member.item("impl rt::Model for Member");
    let part = |name: &str, field: &str| {
        format!(
            "rt::GuardPart {{
                name: \"{name}\", canonical: |value| rt::canonical(self::{field}(), value)
            }}"
        )
    };
    let unique = |attributes: &str, parts: &str| {
        format!("attributes: &[{attributes}], guard: &[{parts}], among_live: false")
    };
    let by_alias = [part("nick", "alias"), part("tenant", "tenant")].join(", ");
    model.has([
        &unique("\"mail\"", &part("email", "address")),
        &unique("\"badge\"", &part("badge", "number")),
        &unique("\"pass\"", &part("pass", "pass")),
        &unique("\"alias\", \"tenant\"", &by_alias),
    ]);
}
