//! `unique`: descriptors of unique fields, alone, together, and among live items.

use super::items::{Item, Items};

/// Asserts all unique fields of a model: attributes, and `true` if only live items count.
#[track_caller]
fn assert_uniques(model: Item<'_>, expected: &[(&[&str], bool)]) {
    let descriptors = expected.iter().map(|(attributes, among_live)| {
        let parts = attributes.iter().map(|name| {
            format!(
                "rt::GuardPart {{
                    name: \"{name}\", canonical: |value| rt::canonical(self::{name}(), value)
                }},"
            )
        });
        let parts: String = parts.collect();
        format!(
            "rt::UniqueDescriptor {{
                attributes: &{attributes:?}, guard: &[{parts}], among_live: {among_live},
            }},"
        )
    });
    let descriptors: String = descriptors.collect();
    model.has([&format!(".uniques(&[{descriptors}])")]);
}

#[test]
fn descriptors_list_unique_fields_with_their_guards() {
    let person = Items::of("unique", "person.rs");
    let model = person.item("impl rt::Model for Person");
    let expected: [(&[&str], bool); 3] = [
        (&["email"], false),
        (&["badge"], false),
        (&["tenant", "nick"], false),
    ];
    assert_uniques(model, &expected);
    let ticket = Items::of("unique", "ticket.rs");
    let model = ticket.item("impl rt::Model for Ticket");
    assert_uniques(model, &[(&["code"], false)]);
}

#[test]
fn a_value_may_be_unique_among_live_items() {
    let handle = Items::of("unique", "handle.rs");
    let model = handle.item("impl rt::Model for Handle");
    assert_uniques(model, &[(&["name"], true), (&["phone"], false)]);
    model.has([".sensitive(&[\"phone\"])", ".nested(NESTED)"]);
}

#[test]
fn models_with_unique_fields_are_guarded_and_looked_up_and_not_written_in_batches() {
    for (file, model, repository) in [
        ("person.rs", "Person", "People"),
        ("handle.rs", "Handle", "Handles"),
        ("ticket.rs", "Ticket", "Tickets"),
    ] {
        let items = Items::of("unique", file);
        assert_eq!(items.names("impl rt::Guarded for "), [model]);
        assert!(
            items.names("impl rt::WriteInBatches for ").is_empty(),
            "{file}"
        );
        let methods = items.item(&format!("impl<H> self::{repository}<H>"));
        methods.has([&format!("-> rt::Lookup<self::{model}>")]);
    }
    let people = Items::of("unique", "person.rs");
    people.item("impl<H> self::People<H>").has([
        "pub fn by_email(",
        "pub fn by_badge(",
        "rt::Lookup::new(&self.0, 2)
            .value(self::tenant(), rt::Into::into(tenant))
            .value(self::nick(), rt::Into::into(nick))",
    ]);
}
