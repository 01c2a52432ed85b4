//! What steps need and what contracts remove, by the schemas around a migration.

use super::*;
use crate::support::item;
use aws_sdk_dynamodb::types::AttributeValue as V;
use dynamite_schema::migration::{Hints, disjoint, draft};

fn planned(before: &str, after: &str, steps: &str) -> dynamite_migrate::Planned {
    let steps = format!("model: User\nsteps:\n{steps}");
    dynamite_migrate::Planned::of("0001_x.yaml", &steps, schema(before), schema(after))
        .expect("a migration")
}

fn user(fields: &str, types: &str) -> String {
    format!("models:\n  User:\n    key: id\n    fields: {{ id: string, {fields} }}\n{types}")
}

const PLACE: &str = "types:\n  Place: { zip: string?, fax: string? }\n";
const LESS: &str = "types:\n  Place: { zip: string? }\n";

/// What the contract would remove of another schema.
fn removed(planned: &dynamite_migrate::Planned, schema_text: &str) -> Vec<String> {
    let removed = planned.removed_from(&schema(schema_text)).into_iter();
    removed.map(|it| it.to_string()).collect()
}

#[test]
fn anything_may_be_inside_what_the_schema_does_not_say() {
    let planned = planned(
        &user("home: Place?", PLACE),
        &user("home: Place?", LESS),
        "  - drop: home.fax\n",
    );
    for (fields, types) in [
        ("home: json?", ""),
        ("home: \"map<string>?\"", ""),
        (
            "home: Sealed?",
            "types:\n  Sealed: { rust: \"crate::Sealed\" }\n",
        ),
        ("home: { type: Place?, codec: \"crate::Sealed\" }", LESS),
        ("home: Place?", PLACE),
    ] {
        let found = removed(&planned, &user(fields, types));
        assert_eq!(found, ["`User.home.fax`"], "{fields}");
    }
    for (fields, types) in [
        ("home: Place?", LESS),
        ("home: string?", ""),
        ("note: string?", ""),
    ] {
        let found = removed(&planned, &user(fields, types));
        assert_eq!(found, Vec::<String>::new(), "{fields}");
    }
}

#[test]
fn a_field_of_a_variant_may_be_back() {
    let union = |card: &str| {
        format!(
            "types:\n  Pay: {{ tag: kind, union: {{ card: {{ owner: string{card} }}, cash: {{ fax: string? }} }} }}\n"
        )
    };
    let (before, after) = (
        user("pay: Pay?", &union(", fax: string?")),
        user("pay: Pay?", &union("")),
    );
    let planned = planned(&before, &after, "  - drop: pay.card.fax\n");
    assert_eq!(removed(&planned, &before), ["`User.pay.card.fax`"]);
    assert_eq!(removed(&planned, &after), Vec::<String>::new());
}

#[test]
fn a_model_of_another_table_has_other_items() {
    let planned = planned(
        &user("fax: string?, note: string?", ""),
        &user("note: string?", ""),
        "  - drop: fax\n",
    );
    let other = "models:\n  User:\n    table: people\n    key: id\n    fields: { id: string, fax: string? }\n";
    assert_eq!(removed(&planned, other), Vec::<String>::new());
}

/// The name in the schema may stay while the table gets another one.
#[test]
fn a_model_of_one_name_has_the_same_items() {
    let one = planned(
        &user("fax: string?, note: string?", ""),
        &user("note: string?", ""),
        "  - drop: fax\n",
    );
    let of =
        |fields: &str| user(fields, "").replace("    key: id", "    table: people\n    key: id");
    let other = planned(
        &of("note: string?"),
        &of("note: string?, fax: string"),
        "  - add: { field: fax, value: x }\n",
    );
    let shared = disjoint(
        (&one.migration, &one.after),
        (&other.migration, &other.after),
    );
    assert_eq!(shared.unwrap_err().len(), 1);
}

fn drafted(before: &str, after: &str) -> Option<String> {
    draft(&schema(before), &schema(after), &Hints::default())
        .expect("a draft")
        .text
}

#[test]
fn drafts_of_what_stays_have_no_steps() {
    let of = |rest: &str, more: &str| {
        format!(
            "models:\n  User:\n    key: {{ partition: id, sort: at }}\n{rest}    fields: {{ id: string, at: string, a: {{ type: timestamp?, as: epoch_s }}, b: {{ type: timestamp?, as: epoch_s }}{more} }}\n"
        )
    };
    // Local indexes are made only with their table.
    let local = "    indexes: { by_a: { local: true, sort: a, sparse: true, project: keys } }\n";
    assert_eq!(drafted(&of("", ""), &of(local, "")), None);
    // The expiry stays, whatever else changes.
    let ttl = |field: &str| format!("    ttl: {field}\n");
    let add = "model: User\nsteps:\n  - add: { field: c, value: \"x\" }\n";
    let drafted_add = drafted(
        &of(&ttl("a"), ""),
        &of(&ttl("a"), ", c: { type: string, default: x }"),
    );
    assert_eq!(drafted_add.as_deref(), Some(add));
    // What is on by one field is turned off first.
    let both = "model: User\nsteps:\n  - ttl: { off: a }\n  - ttl: { on: b }\n";
    assert_eq!(
        drafted(&of(&ttl("a"), ""), &of(&ttl("b"), "")).as_deref(),
        Some(both)
    );
}

/// The former index of a declared name stays, under another one.
#[test]
fn an_index_that_another_declares_now_is_not_replaced() {
    let of = |indexes: &str| {
        format!(
            "models:\n  User:\n    key: id\n    indexes: {{ {indexes} }}\n    fields: {{ id: string, a: string, b: string }}\n"
        )
    };
    let text = drafted(
        &of("by: { name: by_one, partition: a }"),
        &of("by: { name: by_two, partition: b }, other: { name: by_one, partition: a }"),
    );
    assert_eq!(
        text.as_deref(),
        Some("model: User\nsteps:\n  - index: { add: by }\n")
    );
}

/// A rename, so that verifications for the contract look for what is needed alone.
fn beside_a_rename(fields: [&str; 2], types: [&str; 2], steps: &str) -> Change {
    let fields = [
        format!("name: string?, {}", fields[0]),
        format!("full_name: string?, {}", fields[1]),
    ];
    let steps = format!("  - rename: {{ from: name, to: full_name }}\n{steps}");
    Change::with_types([&fields[0], &fields[1]], types, &steps)
}

/// Whether an item that some program has written is clean before the contract.
async fn is_clean(change: &Change, written: Item) -> bool {
    let bed = users(&[texts([("id", "a"), ("name", "Ada")])]).await;
    let _ = change
        .migrator(&bed)
        .run(newest(P::Expand), false)
        .await
        .unwrap();
    put_user(&bed, written).await;
    change
        .is_clean(&bed, crate::support::oldest(P::Contract))
        .await
}

#[tokio::test]
async fn required_copies_and_values_are_needed() {
    let written = texts([("id", "b"), ("note", "x")]);
    for step in [
        "copy: { from: note, to: b }",
        "set: { field: b, to: upper(note) }",
        "add: { field: b, value: x }",
    ] {
        for (ty, is_needed) in [("string", true), ("string?", false)] {
            if !is_needed && step.starts_with("add") {
                continue;
            }
            let after = format!("note: string{}, b: {ty}", if is_needed { "" } else { "?" });
            let before = format!("note: string{}", if is_needed { "" } else { "?" });
            let change = beside_a_rename([&before, &after], ["", ""], &format!("  - {step}\n"));
            let bed = users(&[texts([("id", "a"), ("name", "Ada"), ("note", "y")])]).await;
            let _ = change
                .migrator(&bed)
                .run(newest(P::Before), false)
                .await
                .unwrap();
            put_user(&bed, written.clone()).await;
            let clean = change
                .is_clean(&bed, crate::support::oldest(P::Contract))
                .await;
            assert_eq!(clean, !is_needed, "{step} {ty}");
        }
    }
}

#[tokio::test]
async fn a_value_of_what_is_beside_the_dropped_one_is_not_needed() {
    let home = |entries: &[(&str, &str)]| {
        V::M(
            entries
                .iter()
                .map(|(name, value)| ((*name).to_owned(), s(value)))
                .collect(),
        )
    };
    let change = beside_a_rename(
        ["home: Place?", "home: Place?, backup: string?"],
        [PLACE, LESS],
        "  - add: { field: backup, to: home.zip }\n  - drop: home.fax\n",
    );
    // A program of `contract` has cleared it.
    let written = item([("id", s("b")), ("home", home(&[("zip", "1")]))]);
    assert!(is_clean(&change, written).await);
}

#[tokio::test]
async fn what_a_filtered_drop_leaves_need_not_be_held() {
    for (kind, is_rejected) in [("x", true), ("y", false)] {
        let change = Change::with_types(
            [
                "kind: string?, fax: string?, home: Place?",
                "kind: string?, home: Place?",
            ],
            [LESS, PLACE],
            "  - set: { field: home.fax, to: fax }\n  - drop: { field: fax, where: 'kind = \"x\"' }\n",
        );
        let bed = users(&[texts([("id", "a"), ("kind", kind), ("fax", "1")])]).await;
        let run = change.migrator(&bed).run(Clients::None, false).await;
        assert_eq!(run.is_err(), is_rejected, "{kind}: {run:?}");
    }
}
