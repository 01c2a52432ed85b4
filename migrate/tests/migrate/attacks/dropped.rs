//! Attributes that are dropped after others have taken their values over, and what later migrations make of those.

use super::*;
use aws_sdk_dynamodb::types::AttributeValue as V;
use dynamite_migrate::{Contracting, LaterMigrations};

use crate::conditions::overtaken;
use crate::support::{item, oldest};

fn again(when_changed: WhenChanged) -> Contracting {
    Contracting {
        again: true,
        ..contracting(true, when_changed)
    }
}

/// What `--changed keep` kept goes without a word in the next contract, once what the filter of the taker reads is gone.
#[tokio::test]
async fn what_was_kept_is_not_removed_without_a_word() {
    let change = Change::of(
        ["a: string?, d: string?", "b: string?"],
        "  - copy: { from: a, to: b, where: 'd = \"x\"' }\n  - drop: a\n  - drop: d\n",
    );
    let bed = users(&[texts([("id", "a"), ("a", "ADA"), ("d", "x")])]).await;
    let migrator = change.migrator(&bed);
    let _ = migrator.run(Clients::None, false).await.unwrap();
    put_user(
        &bed,
        texts([("id", "a"), ("a", "EVE"), ("d", "x"), ("b", "ADA")]),
    )
    .await;
    let _ = migrator
        .contract(contracting(true, WhenChanged::Keep))
        .await
        .unwrap();
    assert_eq!(stored_users(&bed.direct).await["a"]["a"], s("EVE"));
    let result = migrator.contract(again(WhenChanged::Reject)).await;
    let items = stored_users(&bed.direct).await;
    assert!(items["a"].contains_key("a"), "{items:?} {result:?}");
}

/// Programs of the new version have cleared what the copy is in: `remove-all` is refused for ever.
#[tokio::test]
async fn a_cleared_parent_is_cleared() {
    let steps = "  - add: { field: home.x, to: upper(a) }\n  - drop: a\n";
    let change = Change::with_types(
        ["a: string?, home: Home?", "home: Home?"],
        [
            "types:\n  Home: { zip: string? }\n",
            "types:\n  Home: { zip: string?, x: string? }\n",
        ],
        steps,
    );
    let home = V::M(item([("zip", s("1"))]));
    let bed = users(&[item([("id", s("a")), ("a", s("ADA")), ("home", home)])]).await;
    let migrator = change.migrator(&bed);
    let _ = migrator.run(Clients::None, false).await.unwrap();
    put_user(&bed, texts([("id", "a"), ("a", "ADA")])).await;
    let result = migrator
        .contract(contracting(true, WhenChanged::RemoveAll))
        .await;
    assert!(result.is_ok(), "{}", result.unwrap_err());
}

fn planned(
    number: u32,
    before: &str,
    after: &str,
    steps: &str,
) -> std::sync::Arc<dynamite_migrate::Planned> {
    let schema = |fields: &str| {
        crate::support::schema(&format!(
            "models:\n  User:\n    key: id\n    fields: {{ id: string, {fields} }}\n"
        ))
    };
    let steps = format!("model: User\nsteps:\n{steps}");
    let name = format!("000{number}_users.yaml");
    std::sync::Arc::new(
        dynamite_migrate::Planned::of(&name, &steps, schema(before), schema(after)).unwrap(),
    )
}

fn chain(bed: &Bed, first: &str, second: &str) -> [Migrator; 2] {
    let one = planned(1, "a: string?", "b: string?", first);
    let two = planned(2, "b: string?", "c: string?", second);
    let later = LaterMigrations::of([&*two]);
    [
        Migrator::new(bed.db.clone(), one, options())
            .unwrap()
            .with_later(later),
        Migrator::new(bed.db.clone(), two, options()).unwrap(),
    ]
}

const CHAINS: [[&str; 2]; 3] = [
    [
        "  - copy: { from: a, to: b }\n  - drop: a\n",
        "  - copy: { from: b, to: c }\n  - drop: b\n",
    ],
    [
        "  - copy: { from: a, to: b }\n  - drop: a\n",
        "  - rename: { from: b, to: c }\n",
    ],
    [
        "  - rename: { from: a, to: b }\n",
        "  - rename: { from: b, to: c }\n",
    ],
];

/// A stale value beside that of a later migration.
#[tokio::test]
async fn what_differs_from_the_later_taker_is_not_removed_without_a_word() {
    let mut bad = Vec::new();
    for ([first, second], changed) in CHAINS
        .into_iter()
        .flat_map(|it| [(it, WhenChanged::Reject), (it, WhenChanged::Keep)])
    {
        let bed = users(&[texts([("id", "a"), ("a", "ADA")])]).await;
        let [one, two] = chain(&bed, first, second);
        let plain = one.clone().with_later(LaterMigrations::default());
        let _ = plain.run(Clients::None, false).await.unwrap();
        let _ = two.run(Clients::None, false).await.unwrap();
        // A program of version 2 has put the item, and one of version 0 has updated it.
        let late = texts([("id", "a"), ("a", "EVE"), ("c", "ADA")]);
        put_user(&bed, late.clone()).await;
        let found = one.verify(oldest(P::Contract)).await.unwrap();
        let result = one.contract(contracting(true, changed)).await;
        let items = stored_users(&bed.direct).await;
        if items["a"] != late {
            bad.push(format!(
                "{changed:?} {first}{second}: verify {} {items:?} {:?}",
                found.is_clean(),
                result.is_ok()
            ));
        }
    }
    assert!(bad.is_empty(), "{bad:#?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_only_copy_stays_if_the_later_taker_goes_meanwhile() {
    let mut bad = Vec::new();
    for [first, second] in CHAINS {
        let bed = users(&[texts([("id", "a"), ("a", "ADA")])]).await;
        let [one, two] = chain(&bed, first, second);
        let plain = one.clone().with_later(LaterMigrations::default());
        let _ = plain.run(Clients::None, false).await.unwrap();
        let _ = two.run(Clients::None, false).await.unwrap();
        put_user(&bed, texts([("id", "a"), ("a", "ADA"), ("c", "ADA")])).await;
        let pause = hold_update(&bed);
        let work =
            tokio::spawn(async move { one.contract(contracting(true, WhenChanged::Remove)).await });
        let only = texts([("id", "a"), ("a", "ADA")]);
        let result = overtaken(&bed, &pause, work, only.clone()).await;
        let items = stored_users(&bed.direct).await;
        if items["a"] != only {
            bad.push(format!("{first}{second}: {items:?} {:?}", result.is_ok()));
        }
    }
    assert!(bad.is_empty(), "{bad:#?}");
}

/// `NULL` is a value of this field: an older program has written it since.
#[tokio::test]
async fn a_null_that_is_a_value_is_not_removed_without_a_word() {
    let change = Change::of(
        [
            "a: { type: json?, keep_null: true }",
            "b: { type: json?, keep_null: true }",
        ],
        "  - copy: { from: a, to: b }\n  - drop: a\n",
    );
    let bed = users(&[texts([("id", "a"), ("a", "ADA")])]).await;
    let migrator = change.migrator(&bed);
    let _ = migrator.run(Clients::None, false).await.unwrap();
    let late = item([("id", s("a")), ("a", V::Null(true)), ("b", s("ADA"))]);
    put_user(&bed, late.clone()).await;
    let found = migrator.verify(oldest(P::Contract)).await.unwrap();
    let _ = migrator
        .contract(contracting(true, WhenChanged::Reject))
        .await;
    let items = stored_users(&bed.direct).await;
    assert_eq!(items["a"], late, "{}", found.is_clean());
}

/// A copy from one variant, and a drop in another one that has the same name.
#[tokio::test]
async fn a_drop_in_another_variant_asks_nothing_of_a_copy() {
    let types = [
        "types:\n  Pay: { tag: kind, union: { card: { fax: string? }, wire: { fax: string?, z: string? } } }\n",
        "types:\n  Pay: { tag: kind, union: { card: { fax: string?, b: string? }, wire: { z: string? } } }\n",
    ];
    let change = Change::with_types(
        ["pay: Pay?", "pay: Pay?"],
        types,
        "  - copy: { from: pay.card.fax, to: pay.card.b }\n  - drop: pay.wire.fax\n",
    );
    let pay = || V::M(item([("kind", s("card")), ("fax", s("1"))]));
    let bed = users(&[item([("id", s("a")), ("pay", pay())])]).await;
    let migrator = change.migrator(&bed);
    let _ = migrator.run(Clients::None, false).await.unwrap();
    put_user(&bed, item([("id", s("a")), ("pay", pay())])).await;
    let result = migrator
        .contract(contracting(true, WhenChanged::Remove))
        .await;
    assert!(result.is_ok(), "{}", result.unwrap_err());
}

/// What the drop leaves in an item is no copy that could be lost.
#[tokio::test]
async fn a_cleared_copy_of_what_is_not_dropped_is_in_nobodys_way() {
    let change = Change::of(
        ["kind: string?, a: string?", "kind: string?, b: string?"],
        "  - copy: { from: a, to: b }\n  - drop: { field: a, where: 'kind = \"x\"' }\n",
    );
    let items = ["x", "y"].map(|kind| texts([("id", kind), ("kind", kind), ("a", "ADA")]));
    let bed = users(&items).await;
    let migrator = change.migrator(&bed);
    let _ = migrator.run(Clients::None, false).await.unwrap();
    put_user(&bed, texts([("id", "y"), ("kind", "y"), ("a", "ADA")])).await;
    let result = migrator
        .contract(contracting(true, WhenChanged::Remove))
        .await;
    assert!(result.is_ok(), "{}", result.unwrap_err());
}

/// A filtered drop of what a later migration has let another field take over.
#[tokio::test]
async fn a_later_filtered_drop_counts_for_the_first() {
    let one = planned(
        1,
        "a: string, k: string?",
        "b: string, k: string?",
        "  - rename: { from: a, to: b }\n",
    );
    let two = planned(
        2,
        "b: string, k: string?",
        "c: string, k: string?",
        "  - copy: { from: b, to: c }\n  - drop: { field: b, where: 'k = \"x\"' }\n",
    );
    let bed = users(&[texts([("id", "a"), ("a", "ADA"), ("k", "x")])]).await;
    let later = LaterMigrations::of([&*two]);
    let one = Migrator::new(bed.db.clone(), one, options()).unwrap();
    let two = Migrator::new(bed.db.clone(), two, options()).unwrap();
    let _ = one.run(Clients::None, false).await.unwrap();
    let _ = two.run(Clients::None, false).await.unwrap();
    // A program of version 2.
    put_user(
        &bed,
        texts([("id", "a"), ("a", "ADA"), ("c", "EVE"), ("k", "x")]),
    )
    .await;
    let one = one.with_later(later);
    let result = one
        .contract(contracting(true, WhenChanged::RemoveAll))
        .await;
    assert!(result.is_ok(), "{}", result.unwrap_err());
}
