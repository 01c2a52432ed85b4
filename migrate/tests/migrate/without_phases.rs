//! Fields that have no phases: programs with the new schema write them alone, in whatever phase they are.

use aws_sdk_dynamodb::types::AttributeValue::M;
use dynamite_migrate::{ClientPhase as P, Migrator, Refusal, WhenChanged};

use crate::support::{
    Bed, Change, Planned, item, newest, options, put_user, s, schema, stored_users, texts, users,
};

const BEFORE: &str = "
models:
  User:
    key: id
    fields: { id: string, name: string, home: Home?, paid: Paid? }
types:
  Home: { city: string }
  Paid: { tag: by, union: { card: { holder: string } } }
";

const AFTER: &str = "
models:
  User:
    key: id
    fields: { id: string, full_name: string, home: Home?, paid: Paid? }
types:
  Home: { town: string }
  Paid: { tag: by, union: { card: { owner: string } } }
";

const STEPS: &str = "model: User
steps:
  - rename: { from: name, to: full_name }
  - rename: { from: home.city, to: home.town }
  - rename: { from: paid.card.holder, to: paid.card.owner }
";

fn migrator(bed: &Bed) -> Migrator {
    let planned = Planned::of(BEFORE, AFTER, STEPS);
    planned.migrator(&bed.db, options())
}

#[tokio::test]
async fn what_programs_of_expand_write_there_is_neither_overwritten_nor_taken_back() {
    let bed = users(&[item([
        ("id", s("old")),
        ("name", s("Ada")),
        ("home", M(texts([("city", "Oslo")]))),
        ("paid", M(texts([("by", "card"), ("holder", "Ada")]))),
    ])])
    .await;
    let migrator = migrator(&bed);
    let _ = migrator.run(newest(P::Before), false).await.unwrap();
    // A program that has the name and the town in `expand`, and the owner without phases.
    let new = item([
        ("id", s("new")),
        ("name", s("Eve")),
        ("full_name", s("Eve")),
        ("home", M(texts([("city", "Rome"), ("town", "Rome")]))),
        ("paid", M(texts([("by", "card"), ("owner", "Eve")]))),
    ]);
    put_user(&bed, new).await;
    let before = stored_users(&bed.direct).await;

    let run = migrator.run(newest(P::Expand), true).await.map(drop);
    let rollback = migrator.rollback(newest(P::Expand), WhenChanged::Reject);
    for refused in [run, rollback.await.map(drop)] {
        let error = refused.unwrap_err();
        assert!(
            matches!(error.refusal(), Refusal::WithoutPhases { fields, .. } if fields == &["paid.card.owner"]),
            "{error}"
        );
    }
    assert_eq!(stored_users(&bed.direct).await, before);
}

/// A schema of users with homes, and these fields and types besides.
fn homes(town: &str, fields: &str, types: &str) -> String {
    format!(
        "models:\n  User:\n    key: id\n    fields: {{ id: string, home: Home?, {fields} }}\n\
         types:\n  Home: {{ at: Place }}\n  Place: {{ {town} }}\n  {types}\n"
    )
}

const OF_TOWN: &str = "model: User\nsteps:\n  - rename: { from: home.at.city, to: home.at.town }\n";

#[test]
fn fields_inside_nested_types_have_phases_if_their_types_are_nowhere_else() {
    for (fields, types, without) in [
        ("age: u8?", "", vec![]),
        (
            "other: Other?",
            "Other: { first: Home, second: Place? }",
            vec![],
        ),
        ("all: list<Home>", "", vec!["home.at.town"]),
        ("all: map<list<Place>>", "", vec!["home.at.town"]),
        (
            "paid: Paid?",
            "Paid: { tag: by, union: { card: { place: Place } } }",
            vec!["home.at.town"],
        ),
    ] {
        let steps = if types.starts_with("Other") {
            format!(
                "{OF_TOWN}  - rename: {{ from: other.first.at.city, to: other.first.at.town }}\n  \
                 - rename: {{ from: other.second.city, to: other.second.town }}\n"
            )
        } else {
            OF_TOWN.to_owned()
        };
        let schemas = ["city: string?", "town: string?"].map(|it| homes(it, fields, types));
        let planned = Planned::of(&schemas[0], &schemas[1], &steps).0;
        assert_eq!(planned.without_phases(), without, "{fields}");
    }
}

#[test]
fn the_phase_of_a_field_inside_a_nested_type_is_that_in_the_schema() {
    let [before, after] = ["city: string", "town: string"].map(|it| homes(it, "age: u8?", ""));
    let planned = Planned::of(&before, &after, OF_TOWN).0;
    let phase = |text: &str| {
        let phases = planned.phases_in(&schema(text));
        let [(field, phase)] = phases.as_slice() else {
            panic!("{phases:?}");
        };
        assert_eq!(field, "User.home.at.town");
        *phase
    };
    assert_eq!(phase(&before), P::Before);
    assert_eq!(phase(&after), P::After);
    for expected in [P::Expand, P::Switch, P::Contract] {
        let town = format!("town: {{ type: string, renamed_from: city, phase: {expected} }}");
        assert_eq!(phase(&homes(&town, "age: u8?", "")), expected);
    }
}

/// Programs know of no phases of the field in a list, so that its phases are not those of the other.
#[test]
fn fields_without_phases_say_nothing_of_programs_beside_others() {
    let fields = "name: string?, all: list<Home>";
    let before = homes("city: string?", fields, "");
    let steps = format!("{OF_TOWN}  - rename: {{ from: name, to: full_name }}\n");
    let after = homes("town: string?", "full_name: string?, all: list<Home>", "");
    let planned = Planned::of(&before, &after, &steps).0;
    assert_eq!(planned.without_phases(), ["home.at.town"]);
    let expand = "full_name: { type: string?, renamed_from: name, phase: expand }, all: list<Home>";
    let phases = planned.phases_in(&schema(&homes("town: string?", expand, "")));
    assert_eq!(phases, [("User.full_name".to_owned(), P::Expand)]);
}

/// The control table was lost after a contract: beside programs of `expand` nothing is removed that has no copy.
#[tokio::test]
async fn what_a_forgotten_contract_has_left_is_not_removed_beside_programs_of_expand() {
    let change = Change::of(
        ["name: string", "full_name: string"],
        "  - rename: { from: name, to: full_name }\n",
    );
    let only = texts([("id", "a"), ("full_name", "Ada")]);
    let bed = users(std::slice::from_ref(&only)).await;
    let run = change.migrator(&bed).run(newest(P::Expand), false).await;
    let refused = run.unwrap_err();
    assert!(
        matches!(refused.refusal(), Refusal::Overwrites { items: 1, .. }),
        "{refused}"
    );
    assert_eq!(stored_users(&bed.direct).await["a"], only);
}
