//! Drafts of steps for indexes and the expiry of items.

use dynamite_schema::migration::{Hints, check, draft};

use crate::schema;

fn with(rest: &str) -> String {
    format!(
        "models:\n  User:\n    key: id\n    fields: {{ id: ulid, name: string, mail: string, left_at: {{ type: timestamp?, as: epoch_s }} }}\n{rest}"
    )
}

/// Drafts the steps between two schemas, which the check of migrations accepts.
fn drafted(before: &str, after: &str) -> Option<String> {
    let (before, after) = (schema(before), schema(after));
    let drafted = draft(&before, &after, &Hints::default()).expect("a draft");
    assert_eq!(drafted.left, Vec::<String>::new());
    if let Some(text) = &drafted.text {
        let checked = check("0001_tables.yaml", text, &before, &after);
        assert!(checked.is_ok(), "{text}");
    }
    drafted.text
}

#[test]
fn indexes_that_are_new_gone_or_another_one_have_steps() {
    let none = with("");
    let by_name = with("    indexes: { by_name: name }\n");
    let add = "model: User\nsteps:\n  - index: { add: by_name }\n";
    assert_eq!(drafted(&none, &by_name).as_deref(), Some(add));
    let drop = "model: User\nsteps:\n  - index: { drop: by_name }\n";
    assert_eq!(drafted(&by_name, &none).as_deref(), Some(drop));
    let other =
        with("    indexes: { by_name: { name: by_name_2, partition: name, sort: mail } }\n");
    let replace = "model: User\nsteps:\n  - index: { replace: by_name }\n";
    assert_eq!(drafted(&by_name, &other).as_deref(), Some(replace));
    assert_eq!(drafted(&by_name, &by_name), None);
}

#[test]
fn the_expiry_of_items_is_turned_on_and_off() {
    let none = with("");
    let ttl = with("    ttl: left_at\n");
    let on = "model: User\nsteps:\n  - ttl: { on: left_at }\n";
    assert_eq!(drafted(&none, &ttl).as_deref(), Some(on));
    let off = "model: User\nsteps:\n  - ttl: { off: left_at }\n";
    assert_eq!(drafted(&ttl, &none).as_deref(), Some(off));
}
