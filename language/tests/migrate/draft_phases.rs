//! Drafts of changes in phases that are more than the rename of a field of a model.

use dynamite_schema::ir::Schema;
use dynamite_schema::migration::{DraftProblem, Hints, StepKind, check, draft};

use crate::{schema, shown, user};

fn text(before: &Schema, after: &Schema) -> Option<String> {
    draft(before, after, &Hints::default())
        .expect("a draft")
        .text
}

#[test]
fn an_index_that_takes_over_from_another_is_built_and_the_other_one_dropped() {
    let of = |field: &str, indexes: &str| {
        schema(&format!(
            "models: {{ User: {{ key: id, fields: {{ id: ulid, age: u8, {field} }}, indexes: {{ {indexes} }} }} }}"
        ))
    };
    let before = of(
        "mail: string",
        "by_mail: mail, ages: { partition: age, project: [mail] }",
    );
    for phase in ["expand", "switch", "contract"] {
        let after = of(
            &format!("email: {{ type: string, renamed_from: mail, phase: {phase} }}"),
            "by_email: { partition: email, renamed_from: by_mail }, \
             ages: { partition: age, project: [email], name: ages_2, renamed_from: ages }",
        );
        let text = text(&before, &after).expect("steps");
        assert_eq!(
            text,
            "model: User\nsteps:\n  - rename: { from: mail, to: email }\n  - index: { add: by_email }\n  \
             - index: { drop: by_mail }\n  - index: { replace: ages }\n"
        );
        check("0001_a.yaml", &text, &before, &after).expect("a migration");
        assert_eq!(
            draft(&after, &after, &Hints::default())
                .expect("a draft")
                .text,
            None
        );
    }
    let left_of = |by_email: &str| {
        let after = of(
            "email: { type: string, renamed_from: mail, phase: expand }",
            &format!("by_email: {{ partition: email, {by_email} }}"),
        );
        draft(&before, &after, &Hints::default())
            .expect("a draft")
            .left
    };
    let says = "the index `by_email` takes over from";
    assert_eq!(
        left_of("renamed_from: by_male"),
        [format!(
            "{says} `by_male`, and the schema before has no index of this name"
        )]
    );
    let other = format!(
        "{says} `by_mail`, which has another key or projection than this one has with the former attributes"
    );
    for by_email in ["sort: age", "project: [age]", "project: keys"] {
        assert_eq!(
            left_of(&format!("renamed_from: by_mail, {by_email}")),
            [&*other]
        );
    }
}

#[test]
fn a_unique_field_is_renamed_if_its_guards_keep_their_name() {
    let before = user("mail: { type: string, unique: true }, tenant: string");
    let step = "model: User\nsteps:\n  - rename: { from: mail, to: email }\n";
    for phase in ["expand", "switch", "contract"] {
        let after = user(&format!(
            "email: {{ type: string, renamed_from: mail, phase: {phase}, unique: {{ guard: mail }} }}, tenant: string"
        ));
        assert_eq!(text(&before, &after).as_deref(), Some(step));
        check("0001_a.yaml", step, &before, &after).expect("a migration");
    }
    for of_email in [
        "{ type: string, unique: true }",
        "{ type: string, unique: { guard: e } }",
        "string",
    ] {
        let after = user(&format!("email: {of_email}, tenant: string"));
        let problems = check("0001_a.yaml", step, &before, &after).expect_err("moved guards");
        let problems = shown(&problems);
        assert!(
            problems.contains("it is unique, and moving its guards"),
            "{problems}"
        );
    }
}

#[test]
fn a_field_that_gets_another_form_in_phases_is_retyped_and_its_former_attribute_dropped() {
    let of = |fields: &str, values: &str| {
        schema(&format!(
            "models: {{ User: {{ key: id, fields: {{ id: ulid, {fields} }} }} }}\n\
             types: {{ State: {{ enum: [{values}] }} }}"
        ))
    };
    let before = of(
        "age: string, seenAt: timestamp, state: State, born: string",
        "o, p, gone",
    );
    let expected = "model: User\nsteps:\n  - retype: { from: age, to: age }\n  - drop: age\n  \
                    - retype: { from: state, to: state, map: { o: open, p: paid } }\n  - drop: state\n  \
                    - retype: { from: seenAt, to: seen }\n  - drop: seenAt\n  \
                    - retype: { from: born, to: birthday }\n  - drop: born\n";
    let sorted = |text: &str| {
        let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    for phase in ["expand", "switch", "contract"] {
        let after = of(
            &format!(
                "age: {{ type: u8, attribute: age_number, retyped_from: {{ attribute: age, type: string }}, phase: {phase} }}, \
                 seen: {{ type: timestamp, as: epoch_ms, retyped_from: {{ attribute: seenAt, as: iso_ms }}, phase: {phase} }}, \
                 state: {{ type: State, attribute: status, retyped_from: {{ attribute: state, values: {{ open: o, paid: p }} }}, phase: {phase} }}, \
                 birthday: {{ type: date, retyped_from: {{ attribute: born, type: string }}, phase: {phase} }}"
            ),
            "open, paid, gone",
        );
        let text = text(&before, &after).expect("steps");
        assert_eq!(sorted(&text), sorted(expected), "{phase}");
        let checked = check("0001_forms.yaml", &text, &before, &after);
        let checked = checked.map_err(|problems| shown(&problems));
        let steps = &checked.expect("a migration").migration.models[0].steps;
        let retyped = steps.iter().filter(|step| {
            matches!(
                &step.kind,
                StepKind::Set {
                    retypes: Some(_),
                    ..
                }
            )
        });
        assert_eq!(retyped.count(), 4, "{phase}");
    }
}

#[test]
fn fields_of_nested_types_are_renamed_and_dropped_in_every_place() {
    let of = |home: &str, rest: &str| {
        schema(&format!(
            "models: {{ User: {{ key: id, fields: {{ id: ulid, home: Home, other: Other? }} }} }}\n\
             types: {{ Home: {{ fields: {{ zip: u8, {home} }}{rest} }}, Other: {{ at: Home, x: u8 }} }}"
        ))
    };
    let before = of("road: string, fax: string?", "");
    let expected = "model: User\nsteps:\n  - rename: { from: home.road, to: home.street }\n  \
                    - rename: { from: other.at.road, to: other.at.street }\n  \
                    - drop: home.fax\n  - drop: other.at.fax\n";
    for phase in ["expand", "switch", "contract"] {
        let after = of(
            &format!("street: {{ type: string, renamed_from: road, phase: {phase} }}"),
            ", removed: [fax]",
        );
        let steps = text(&before, &after);
        assert_eq!(steps.as_deref(), Some(expected));
        check("0001_a.yaml", expected, &before, &after).expect("a migration");
    }
    // What nothing is said of is asked for.
    let silent = of("street: string, fax: string?", "");
    let problems = draft(&before, &silent, &Hints::default()).expect_err("ambiguous");
    assert_eq!(
        problems,
        [DraftProblem::Ambiguous {
            field: "Home.road".to_owned(),
            candidates: vec!["street".to_owned()],
        }]
    );
}

#[test]
fn a_field_and_one_inside_it_are_renamed_one_after_the_other() {
    let of = |home: &str, road: &str| {
        schema(&format!(
            "models:\n  User:\n    key: id\n    fields:\n      id: ulid\n      {home}\n      other: Place?\n\
             types:\n  Place:\n    always: string?\n    {road}\n"
        ))
    };
    let before = of("home: Place?", "road: string");
    let after = of(
        "house: { type: Place?, renamed_from: home, phase: expand }",
        "street: { type: string, renamed_from: road, phase: expand }",
    );
    let drafted = draft(&before, &after, &Hints::default()).expect("a draft");
    assert_eq!(drafted.left.len(), 1, "{drafted:?}");
    assert!(
        drafted.left[0].contains("`house.street` is another field"),
        "{drafted:?}"
    );
    let text = drafted.text.expect("steps");
    assert!(
        text.contains("rename: { from: other.road, to: other.street }"),
        "{text}"
    );
}
