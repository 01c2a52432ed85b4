//! Migrations that may be applied in either order.

use dynamite_schema::ir::Schema;
use dynamite_schema::migration::{self, Migration, disjoint};

use crate::{schema, shown};

/// A migration between two schemas, and the schema after it.
fn migration(before: &str, after: &str, text: &str) -> (Migration, Schema) {
    let (before, after) = (schema(before), schema(after));
    let checked = migration::check("0001_a.yaml", text, &before, &after);
    let checked = checked.map_err(|problems| shown(&problems));
    (checked.expect("a migration").migration, after)
}

const FIELDS: &str = "mail: string?, fax: string?, nick: string?, tags: set<string>, home: Place?";

/// Steps on fields of `User`, which has others before and after.
fn of_user(fields: (&str, &str), steps: &str) -> (Migration, Schema) {
    let of = |fields: &str| {
        format!(
            "models: {{ User: {{ key: id, fields: {{ id: ulid, {FIELDS}, {fields} }} }} }}\n\
             types: {{ Place: {{ city: string?, zip: string? }} }}"
        )
    };
    let text = format!("model: User\nsteps: [{steps}]");
    migration(&of(fields.0), &of(fields.1), &text)
}

const SAME: (&str, &str) = ("x: u8", "x: u8");

/// The fields that two migrations share, the same in both directions.
fn shared(one: &(Migration, Schema), other: &(Migration, Schema)) -> Vec<String> {
    let of = |one: &(Migration, Schema), other: &(Migration, Schema)| {
        let shared = disjoint((&one.0, &one.1), (&other.0, &other.1));
        let shared = shared.err().unwrap_or_default();
        shared.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let found = of(one, other);
    assert_eq!(found.is_empty(), of(other, one).is_empty());
    found
}

#[test]
fn steps_on_other_attributes_are_disjoint() {
    let one = of_user(SAME, "add: { field: nick, value: a }");
    for steps in [
        "add: { field: mail, value: a }",
        "add_members: { field: tags, members: [a] }",
        "add: { field: home.zip, value: a }",
        "copy: { from: mail, to: fax }",
    ] {
        assert_eq!(shared(&one, &of_user(SAME, steps)), [""; 0], "{steps}");
    }
}

#[test]
fn what_one_changes_the_other_neither_changes_nor_reads() {
    let renamed = ("old: string", "new: string");
    for (one, other, field) in [
        (
            of_user(SAME, "add: { field: nick, value: a }"),
            of_user(SAME, "copy: { from: nick, to: fax }"),
            "`User.nick`",
        ),
        (
            of_user(SAME, "copy: { from: mail, to: fax }"),
            of_user(SAME, "add: { field: fax, value: a }"),
            "`User.fax`",
        ),
        (
            of_user(renamed, "rename: { from: old, to: new }"),
            of_user(
                ("old: string", "old: string, other: string"),
                "copy: { from: old, to: other }",
            ),
            "`User.old`",
        ),
        (
            of_user(SAME, "add: { field: home.zip, value: a }"),
            of_user(
                SAME,
                "remove_members: { field: tags, members: [a] }, add: { field: home.zip, value: b }",
            ),
            "`User.home.zip`",
        ),
    ] {
        assert_eq!(shared(&one, &other), [field]);
    }
}

#[test]
fn reading_the_same_attribute_shares_nothing() {
    let one = of_user(SAME, "copy: { from: mail, to: fax }");
    let other = of_user(SAME, "copy: { from: mail, to: nick }");
    assert_eq!(shared(&one, &other), [""; 0]);
}

/// Adds `nick` to the items of one model of a schema.
fn of_model(models: &str, name: &str) -> (Migration, Schema) {
    let text = format!("model: {name}\nsteps: [add: {{ field: nick, value: a }}]");
    migration(models, models, &text)
}

#[test]
fn models_of_other_items_share_nothing() {
    let both = "models: { Ant: { key: id, fields: { id: ulid, nick: string? } }, \
                Bee: { key: id, fields: { id: ulid, nick: string? } } }";
    let (ant, bee) = (of_model(both, "Ant"), of_model(both, "Bee"));
    assert_eq!(shared(&ant, &bee), [""; 0]);
    assert_eq!(shared(&ant, &ant), ["`Ant.nick`"]);
}

#[test]
fn a_model_with_another_name_has_the_same_items() {
    let named = |name: &str| {
        let schema = format!(
            "models: {{ {name}: {{ table: ants, key: id, fields: {{ id: ulid, nick: string? }} }} }}"
        );
        of_model(&schema, name)
    };
    assert_eq!(shared(&named("Ant"), &named("Emmet")), ["`Ant.nick`"]);
}

/// Steps on users whose table has these indexes before and after.
fn of_table(indexes: (&str, &str), steps: &str) -> (Migration, Schema) {
    let of = |indexes: &str| {
        format!(
            "models: {{ User: {{ key: id, fields: {{ id: ulid, mail: string, name: string }}, \
             indexes: {{ {indexes} }} }} }}"
        )
    };
    let text = format!("model: User\nsteps: [{steps}]");
    migration(&of(indexes.0), &of(indexes.1), &text)
}

#[test]
fn an_index_shares_what_is_in_its_key_and_itself() {
    let by_mail = of_table(("", "by_mail: mail"), "index: { add: by_mail }");
    let by_name = of_table(("", "by_name: name"), "index: { add: by_name }");
    let dropped = of_table(("by_mail: mail", ""), "index: { drop: by_mail }");
    let lower = of_table(("", ""), "set: { field: mail, to: lower(mail) }");
    assert_eq!(shared(&by_mail, &by_name), [""; 0]);
    assert_eq!(shared(&by_name, &lower), [""; 0]);
    assert_eq!(shared(&by_mail, &lower), ["`User.mail`"]);
    assert_eq!(shared(&by_mail, &dropped), ["`User.by_mail`"]);
}

#[test]
fn two_migrations_that_change_the_expiry_of_a_table_have_an_order() {
    let of = |ttl: [&str; 2], steps: &str| {
        let schema = |ttl: &str| {
            format!(
                "models: {{ User: {{ key: id, {ttl} fields: {{ id: ulid, gone: {{ type: timestamp?, as: epoch_s }}, left: {{ type: timestamp?, as: epoch_s }} }} }} }}"
            )
        };
        let text = format!("model: User\nsteps: [{steps}]");
        migration(&schema(ttl[0]), &schema(ttl[1]), &text)
    };
    let (none, gone, left) = ("", "ttl: gone,", "ttl: left,");
    let on = of([none, gone], "ttl: { on: gone }");
    let off = of([gone, none], "ttl: { off: gone }");
    let another = of([none, left], "ttl: { on: left }");
    assert_eq!(shared(&on, &off), ["`User.gone`"]);
    assert_eq!(shared(&off, &another), ["`User.gone`", "`User.left`"]);
    assert_eq!(shared(&on, &another), ["`User.gone`", "`User.left`"]);
}
