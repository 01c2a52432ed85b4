//! What fields and indexes say that they were before, compared with the schema before.

use dynamite_schema::ir::Schema;
use dynamite_schema::migration::misstated;

use crate::{schema, shown};

const BEFORE: &str = "models:
  User:
    key: id
    fields:
      id:     ulid
      name:   string
      age:    string
      placed: { type: timestamp, as: iso_ms }
      state:  State
      code:   i32
    indexes: { by_name: name }
types: { State: { enum: [o, p] } }
";

/// The schema in a phase, with one of its fields said otherwise.
fn after(field: &str, said: &str) -> Schema {
    let lines = [
        (
            "name",
            "full_name: { type: string, renamed_from: name, phase: expand }",
        ),
        (
            "age",
            "age: { type: u8, attribute: years, retyped_from: { attribute: age, type: string }, phase: expand }",
        ),
        (
            "placed",
            "placed: { type: timestamp, as: epoch_ms, attribute: at, retyped_from: { attribute: placed, as: iso_ms }, phase: expand }",
        ),
        (
            "state",
            "state: { type: State, attribute: status, retyped_from: { attribute: state, values: { open: o, paid: p } }, phase: expand }",
        ),
        (
            "index",
            "by_full_name: { partition: full_name, renamed_from: by_name }",
        ),
    ];
    let lines = lines.map(|(name, right)| if name == field { said } else { right });
    let [fields @ .., index] = &lines;
    let fields = fields.join("\n      ");
    schema(&format!(
        "models:\n  User:\n    key: id\n    fields:\n      id: ulid\n      {fields}\n    indexes: {{ {index} }}\n\
         types: {{ State: {{ enum: [open, paid] }} }}\n"
    ))
}

#[test]
fn what_the_schema_before_says_is_no_problem() {
    let before = schema(BEFORE);
    let right = after("", "");
    assert!(misstated(&before, &right).is_empty());
    // Once it is there, a new attribute says nothing of what was before.
    assert!(misstated(&right, &right).is_empty());
}

#[test]
fn every_other_attribute_form_value_and_index_is_found() {
    let before = schema(BEFORE);
    for (field, said, found) in [
        (
            "name",
            "full_name: { type: string, renamed_from: nmae, phase: expand }",
            "`User.full_name` says that it was stored in `nmae`",
        ),
        (
            "name",
            "full_name: { type: string, renamed_from: code, phase: expand }",
            "`User.full_name` says that `code` had another type",
        ),
        (
            "age",
            "age: { type: timestamp, attribute: years, as: epoch_s, retyped_from: { attribute: age, as: epoch_ms }, phase: expand }",
            "`User.age` says that `age` had another type",
        ),
        (
            "placed",
            "placed: { type: timestamp, as: epoch_s, attribute: at, retyped_from: { attribute: placed, as: epoch_ms }, phase: expand }",
            "`User.placed` says that `placed` had another type",
        ),
        (
            "state",
            "state: { type: State, attribute: status, retyped_from: { attribute: state, values: { open: x, paid: p } }, phase: expand }",
            "`User.state` says that `state` had another type",
        ),
        (
            "index",
            "by_full_name: { partition: full_name, renamed_from: by_nam }",
            "the index `by_full_name` takes over from `by_nam`, and the schema before has no index of this name",
        ),
    ] {
        let problems = misstated(&before, &after(field, said));
        let text = shown(&problems);
        assert_eq!(problems.iter().count(), 1, "{said}: {text}");
        assert!(text.contains("error[DM910]"), "{text}");
        assert!(text.contains(found), "{text}");
    }
}

#[test]
fn what_fields_inside_nested_types_say_is_compared_too() {
    let of = |home: &str, street: &str| {
        schema(&format!(
            "models: {{ User: {{ key: id, fields: {{ id: ulid, {home} }} }} }}\n\
             types: {{ Home: {{ at: Place, floor: u8 }}, Place: {{ zip: u8, {street} }} }}\n"
        ))
    };
    let plain = "home: Home?";
    let before = of(plain, "road: string, code: u8");
    let said =
        |former: &str| format!("street: {{ type: string, renamed_from: {former}, phase: expand }}");
    let renamed = "house: { type: Home?, renamed_from: home, phase: contract }";
    let right = of(plain, &said("road"));
    assert!(misstated(&before, &right).is_empty());
    assert!(misstated(&right, &right).is_empty());
    // A value that is new has no former fields.
    assert!(misstated(&before, &of("other: Home?", &said("nowhere"))).is_empty());
    let former = of(renamed, &said("road"));
    assert!(misstated(&before, &former).is_empty());
    for (home, way) in [(plain, "User.home"), (renamed, "User.house")] {
        for (former, reason) in [
            ("raod", "says that it was stored in `raod`"),
            ("code", "says that `code` had another type"),
        ] {
            let problems = misstated(&before, &of(home, &said(former)));
            let text = shown(&problems);
            assert_eq!(problems.iter().count(), 1, "{text}");
            let found = format!("error[DM910]: `{way}.at.street` {reason}");
            assert!(text.contains(&found), "{text}");
        }
    }
    // A value of another type has no such fields.
    let other = of(
        "house: { type: Place?, renamed_from: home, phase: expand }",
        &said("road"),
    );
    assert!(!misstated(&of("home: string?", "road: string"), &other).is_empty());
}
