//! Drafts of migrations.

use dynamite_schema::ir::Schema;
use dynamite_schema::migration::{DraftProblem, Hints, Removed, check, draft};

use crate::{schema, shown, user};

fn hints(renamed: &[(&str, &str)], dropped: &[&str]) -> Hints {
    let owned = |text: &&str| (*text).to_owned();
    Hints {
        renamed: renamed
            .iter()
            .map(|(from, to)| (owned(from), owned(to)))
            .collect(),
        dropped: dropped.iter().map(owned).collect(),
        removed: Vec::new(),
    }
}

fn text(before: &Schema, after: &Schema, hints: &Hints) -> Option<String> {
    draft(before, after, hints).expect("a draft").text
}

#[test]
fn nothing_is_drafted_where_items_can_stay() {
    let before = user("name: string, age: u8");
    let after = user("name: string, age: u16, nick: string?, tags: list<string>");
    assert_eq!(text(&before, &after, &Hints::default()), None);
}

#[test]
fn new_fields_get_the_value_that_new_items_get() {
    let before = user("x: u8");
    let after = user(
        "x: u8, country: { type: string, default: \"NO\" }, seen: { type: timestamp, default: now }, \
         pets: { type: u8, default: 0 }, code: { type: ulid, default: generate }, city: string",
    );
    let text = text(&before, &after, &Hints::default()).expect("steps");
    assert_eq!(
        text,
        "model: User\nsteps:\n  - add: { field: country, value: \"NO\" }\n  \
         - add: { field: seen, now: true }\n  - add: { field: pets, value: 0 }\n  \
         - add: { field: code, generate: true }\n  \
         - add: { field: city }   # the value of items that are stored\n"
    );
    // The value that is missing is asked for.
    let refused = check("0001_a.yaml", &text, &before, &after).expect_err("no value");
    let refused = shown(&refused);
    assert!(
        refused.contains("0001_a.yaml:7:5: error[DM902]"),
        "{refused}"
    );
    assert_eq!(refused.lines().count(), 1, "{refused}");
    let whole = text.replace("field: city }", "field: city, value: Oslo }");
    check("0001_a.yaml", &whole, &before, &after).expect("a migration");
}

#[test]
fn a_field_that_is_gone_beside_a_new_one_is_renamed_or_dropped_as_the_user_says() {
    let before = user("name: string, fax: u8");
    let after = user("full_name: string, title: { type: string, default: \"\" }, tel: bool?");
    let problems = draft(&before, &after, &Hints::default()).expect_err("ambiguous");
    assert_eq!(
        problems,
        [DraftProblem::Ambiguous {
            field: "User.name".to_owned(),
            candidates: vec!["full_name".to_owned(), "title".to_owned()],
        }]
    );
    let renamed = hints(&[("User.name", "full_name")], &[]);
    assert_eq!(
        text(&before, &after, &renamed).as_deref(),
        Some(
            "model: User\nsteps:\n  - rename: { from: name, to: full_name }\n  - drop: fax\n  \
             - add: { field: title, value: \"\" }\n"
        )
    );
    let dropped = hints(&[], &["User.name"]);
    let text = text(&before, &after, &dropped).expect("steps");
    assert!(text.contains("- drop: name\n"), "{text}");
    assert!(text.contains("- add: { field: full_name }"), "{text}");
}

#[test]
fn a_hint_that_fits_nothing_is_refused() {
    let before = user("name: string");
    let after = user("full_name: string");
    let unfit = hints(
        &[("User.nmae", "full_name"), ("User.name", "name")],
        &["User.id"],
    );
    let problems = draft(&before, &after, &unfit).expect_err("unfit");
    let hints = problems.iter().filter_map(|problem| match problem {
        DraftProblem::UnfitHint { hint, .. } => Some(hint.as_str()),
        DraftProblem::Ambiguous { .. } | DraftProblem::ChangedIndex { .. } => None,
    });
    let hints: Vec<_> = hints.collect();
    assert_eq!(hints, ["User.id", "User.nmae=full_name", "User.name=name"]);
}

#[test]
fn an_attribute_with_another_name_and_a_field_that_is_required_now_have_steps() {
    let before = user("name: string, nick: string?");
    let after = user("name: { type: string, attribute: n }, nick: { type: string, default: x }");
    let text = text(&before, &after, &Hints::default()).expect("steps");
    assert_eq!(
        text,
        "model: User\nsteps:\n  - rename: { from: name, to: name }\n  \
         - add: { field: nick, value: \"x\" }\n"
    );
    check("0001_a.yaml", &text, &before, &after).expect("a migration");
}

#[test]
fn what_no_step_can_do_is_left_in_words() {
    let before = user("age: u8, at: timestamp");
    let after = user("age: string, at: { type: timestamp, as: epoch_s }");
    let drafted = draft(&before, &after, &Hints::default()).expect("a draft");
    let text = drafted.text.expect("a file");
    assert_eq!(
        text,
        "model: User\nsteps:\n  # a step for this: `User.age` has another type or another stored form\n  \
         # a step for this: `User.at` has another type or another stored form\n"
    );
    assert!(check("0001_a.yaml", &text, &before, &after).is_err());
    assert_eq!(
        drafted.left,
        [
            "`User.age` has another type or another stored form",
            "`User.at` has another type or another stored form"
        ]
    );
}

#[test]
fn several_models_are_one_migration() {
    let of = |fields: &str| {
        schema(&format!(
            "models: {{ Ant: {{ key: id, fields: {{ id: ulid, {fields} }} }}, \
             Bee: {{ key: id, fields: {{ id: ulid, {fields} }} }} }}"
        ))
    };
    let (before, after) = (of("x: u8"), of("x: u8, z: { type: u8, default: 1 }"));
    let text = text(&before, &after, &Hints::default()).expect("steps");
    assert_eq!(
        text,
        "models:\n  Ant:\n    - add: { field: z, value: 1 }\n  Bee:\n    \
         - add: { field: z, value: 1 }\n"
    );
    let checked = check("0001_a.yaml", &text, &before, &after).expect("a migration");
    assert_eq!(checked.migration.models.len(), 2);
}

#[test]
fn the_schema_itself_may_say_what_was_renamed_and_what_was_removed() {
    let before = user("name: string, fax: string?, tel: { type: string?, attribute: phone }");
    let fields =
        "id: ulid, full_name: { type: string, renamed_from: name, phase: expand }, title: string?";
    let after = |removed: &str| {
        schema(&format!(
            "models: {{ User: {{ key: id, removed: [{removed}], fields: {{ {fields} }} }} }}"
        ))
    };
    let expected = "model: User\nsteps:\n  - rename: { from: name, to: full_name }\n  - drop: fax\n  - drop: tel\n";
    let text_of = |after: &Schema| text(&before, after, &Hints::default());
    assert_eq!(text_of(&after("fax, phone")).as_deref(), Some(expected));
    check("0001_a.yaml", expected, &before, &after("fax")).expect("a migration");
    // What it does not say is asked for, and the user has the last word.
    let problems = draft(&before, &after("fax"), &Hints::default()).expect_err("ambiguous");
    assert_eq!(
        problems,
        [DraftProblem::Ambiguous {
            field: "User.tel".to_owned(),
            candidates: vec!["title".to_owned()],
        }]
    );
    let renamed = hints(&[("User.fax", "title")], &[]);
    let text = text(&before, &after("fax, phone"), &renamed).expect("steps");
    assert!(
        text.contains("- rename: { from: fax, to: title }\n"),
        "{text}"
    );
    assert!(text.contains("- drop: tel\n"), "{text}");
}

#[test]
fn a_removed_value_of_an_enum_inside_a_nested_type_is_left_to_the_user() {
    let of = |values: &str| {
        schema(&format!(
            "models: {{ User: {{ key: id, fields: {{ id: ulid, profile: Profile }} }} }}\n\
             types: {{ Profile: {{ kind: Kind }}, Kind: {{ enum: [{values}] }} }}"
        ))
    };
    let drafted = draft(&of("a, b"), &of("a"), &Hints::default()).expect("a draft");
    assert_eq!(drafted.left.len(), 1, "{:?}", drafted.left);
}

/// An earlier migration removes it by its contract, which databases are told not to make.
#[test]
fn a_field_that_comes_back_has_a_step_that_writes_nothing() {
    let before = user("name: string");
    let after = user("name: string, fax: string?, nick: string?");
    let removed = Removed {
        model: "User".to_owned(),
        table: "users".to_owned(),
        name: "fax".to_owned(),
        attributes: Some(vec!["fax".to_owned()]),
    };
    let back = Hints {
        removed: vec![removed],
        ..Hints::default()
    };
    let text = text(&before, &after, &back).expect("a step");
    assert_eq!(
        text,
        "model: User\nsteps:\n  - add: { field: fax, to: \"null\" }   # it comes back: nothing is written, and no \
         contract removes it any more\n"
    );
    check("0001_a.yaml", &text, &before, &after).expect("a migration");
    // Where it is required, items get a value.
    let after = user("name: string, fax: { type: string, default: x }");
    let text = draft(&before, &after, &back).expect("a draft").text;
    let text = text.expect("a step");
    assert_eq!(
        text,
        "model: User\nsteps:\n  - add: { field: fax, value: \"x\" }\n"
    );
}
