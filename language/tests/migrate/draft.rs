//! Drafts of migrations.

use dynamite_schema::ir::Schema;
use dynamite_schema::migration::{DraftProblem, Hints, StepKind, check, draft};

use crate::{schema, shown, user};

fn hints(renamed: &[(&str, &str)], dropped: &[&str]) -> Hints {
    let owned = |text: &&str| (*text).to_owned();
    Hints {
        renamed: renamed
            .iter()
            .map(|(from, to)| (owned(from), owned(to)))
            .collect(),
        dropped: dropped.iter().map(owned).collect(),
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
        DraftProblem::Ambiguous { .. } => None,
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
        let text = text(&before, &after, &Hints::default()).expect("steps");
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
        assert_eq!(
            text(&before, &after, &Hints::default()).as_deref(),
            Some(step)
        );
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
        let text = text(&before, &after, &Hints::default()).expect("steps");
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
