//! What a contract may not lose: values that other attributes come from, and what programs write meanwhile.

use aws_sdk_dynamodb::types::AttributeValue as V;
use dynamite_migrate::{ClientPhase as P, Clients, Ending, Options, Refusal, WhenChanged};

use crate::conditions::{hold_update, overtaken};
use crate::support::{
    Change, Item, contracting, item, n, newest, oldest, options, put_user, s, stored_users, texts,
    users,
};

/// An item that an older program writes after the run is found, and its only copy stays.
async fn late_item_stays(change: &Change, late: Item) {
    let bed = users(&[texts([("id", "a"), ("kind", "x"), ("name", "Ada")])]).await;
    let migrator = change.migrator(&bed);
    let _ = migrator.run(newest(P::Before), false).await.unwrap();
    assert!(change.is_clean(&bed, oldest(P::Expand)).await);
    put_user(&bed, late.clone()).await;
    let id = late["id"].as_s().unwrap();
    assert!(!change.is_clean(&bed, oldest(P::Contract)).await);
    let contract = migrator.contract(contracting(false, WhenChanged::Reject));
    let error = contract.await.unwrap_err();
    assert!(matches!(error.refusal(), Refusal::GateClosed(_)), "{error}");
    let forced = migrator.contract(contracting(true, WhenChanged::Remove));
    let error = forced.await.unwrap_err();
    assert!(matches!(error.refusal(), Refusal::NotClean(_)), "{error}");
    assert_eq!(stored_users(&bed.direct).await[id], late);
}

#[tokio::test]
async fn a_filtered_drop_is_not_of_the_only_copy() {
    for drop in ["name", "{ field: name, where: 'kind = \"x\"' }"] {
        let steps = format!("  - set: {{ field: upper, to: upper(name) }}\n  - drop: {drop}\n");
        late_item_stays(&Change::of(KIND, &steps), bob()).await;
    }
}

#[tokio::test]
async fn a_retyped_field_with_a_filtered_drop_is_not_of_the_only_copy() {
    let change = Change::of(
        [
            "kind: string?, name: string?, age: string?",
            "kind: string?, name: string?, years: u8?",
        ],
        "  - retype: { from: age, to: years }\n  - drop: { field: age, where: 'kind = \"x\"' }\n",
    );
    late_item_stays(&change, texts([("id", "b"), ("kind", "x"), ("age", "42")])).await;
}

#[tokio::test]
async fn a_value_may_come_from_what_is_around_the_dropped_one() {
    let fields = [
        "kind: string?, name: string?, home: Home?",
        "kind: string?, name: string?, home: Home?, backup: json?",
    ];
    let types = [
        "types:\n  Home: { zip: string?, fax: string? }\n",
        "types:\n  Home: { zip: string? }\n",
    ];
    let steps = "  - set: { field: backup, to: home }\n  - drop: home.fax\n";
    let home = V::M(item([("fax", s("1"))]));
    let change = Change::with_types(fields, types, steps);
    late_item_stays(&change, item([("id", s("b")), ("home", home)])).await;
}

fn bob() -> Item {
    texts([("id", "b"), ("kind", "x"), ("name", "Bob")])
}

const KIND: [&str; 2] = [
    "kind: string?, name: string?",
    "kind: string?, upper: string?",
];

/// A program writes between the look at an item and the removal.
async fn overtaken_contract(change: &Change, when_changed: WhenChanged, first: Item, second: Item) {
    let bed = users(&[texts([("id", "z")])]).await;
    let _ = change
        .migrator(&bed)
        .run(Clients::None, false)
        .await
        .unwrap();
    put_user(&bed, first).await;
    let pause = hold_update(&bed);
    let task = change.migrator(&bed);
    let work = tokio::spawn(async move { task.contract(contracting(true, when_changed)).await });
    let result = overtaken(&bed, &pause, work, second.clone()).await;
    assert_eq!(
        stored_users(&bed.direct).await["a"],
        second,
        "{:?}",
        result.map(|it| it.total())
    );
}

fn aged(age: &str, years: Option<u8>) -> Item {
    let mut item = texts([("id", "a"), ("age", age)]);
    if let Some(years) = years {
        item.insert("years".to_owned(), n(years));
    }
    item
}

/// Returns `true` if an item without the new field is in nobody's way.
async fn may_lack(country: &str) -> bool {
    let after = format!("full_name: string?, country: {country}");
    let steps =
        "  - rename: { from: name, to: full_name }\n  - add: { field: country, value: NO }\n";
    let change = Change::of(["name: string?", &after], steps);
    let bed = change.ran(newest(P::Expand)).await;
    assert!(change.is_clean(&bed, oldest(P::Expand)).await);
    put_user(&bed, texts([("id", "b"), ("full_name", "Bob")])).await;
    change.is_clean(&bed, oldest(P::Contract)).await
}

#[tokio::test]
async fn items_that_could_not_be_read_are_found_before_the_contract() {
    assert!(!may_lack("string").await);
}

#[tokio::test]
async fn an_optional_field_may_be_missing_before_the_contract() {
    assert!(may_lack("string?").await);
}

#[tokio::test]
async fn a_filtered_step_is_not_lost_with_a_filtered_drop() {
    late_item_stays(&Change::of(KIND, "  - set: { field: upper, to: upper(name), where: 'kind = \"x\"' }\n  - drop: { field: name, where: 'kind = \"x\"' }\n"), bob()).await;
}

#[tokio::test]
async fn a_copy_is_not_lost_with_its_source() {
    late_item_stays(
        &Change::of(
            KIND,
            "  - copy: { from: name, to: upper }\n  - drop: name\n",
        ),
        bob(),
    )
    .await;
}

#[tokio::test]
async fn an_added_value_is_not_lost_with_its_source() {
    late_item_stays(
        &Change::of(
            KIND,
            "  - add: { field: upper, to: upper(name) }\n  - drop: name\n",
        ),
        bob(),
    )
    .await;
}

#[tokio::test]
async fn what_adds_nothing_removes_nothing() {
    let bed = users(&[texts([("id", "a"), ("name", "Ada"), ("nick", "A")])]).await;
    let change = Change::of(
        [
            "name: string?, nick: string?",
            "name: string?, nick: string?",
        ],
        "  - add: { field: nick, to: 'null' }\n",
    );
    let options = Options {
        without_rollback: true,
        may_overwrite: true,
        ..options()
    };
    let run = change.on(&bed.db, options).run(Clients::None, false).await;
    let _ = run.unwrap();
    assert_eq!(
        stored_users(&bed.direct).await["a"].get("nick"),
        Some(&s("A"))
    );
}

#[tokio::test]
async fn what_nothing_has_replaced_is_reported_by_the_contract() {
    let change = Change::renamed();
    let bed = change.ran(newest(P::Expand)).await;
    for phase in [P::Expand, P::Contract, P::Contract] {
        assert!(change.is_clean(&bed, oldest(phase)).await);
    }
    put_user(&bed, texts([("id", "b"), ("name", "Bob")])).await;
    let error = change
        .migrator(&bed)
        .contract(contracting(false, WhenChanged::Reject))
        .await
        .unwrap_err();
    assert!(
        error.to_string().contains("nothing has taken its place"),
        "{error}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_retyped_field_whose_attributes_differ_meanwhile_stays() {
    let change = Change::of(
        ["age: string?", "years: u8?"],
        "  - retype: { from: age, to: years }\n  - drop: age\n",
    );
    for second in [aged("42", Some(43)), aged("43", Some(42))] {
        overtaken_contract(&change, WhenChanged::Reject, aged("42", Some(42)), second).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_renamed_field_whose_new_attribute_changes_meanwhile_stays() {
    let of = |new| texts([("id", "a"), ("name", "Ada"), ("full_name", new)]);
    overtaken_contract(
        &Change::renamed(),
        WhenChanged::Reject,
        of("Ada"),
        of("Eve"),
    )
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_only_copy_stays_if_the_other_goes_meanwhile() {
    overtaken_contract(
        &Change::renamed(),
        WhenChanged::Remove,
        texts([("id", "a"), ("name", "Ada"), ("full_name", "Eve")]),
        texts([("id", "a"), ("name", "Ada")]),
    )
    .await;
}

/// Programs of the new version have cleared the field: its former value goes if that is said.
async fn cleared_goes_if_that_is_said(change: &Change, cleared: Item, after: Item) {
    let bed = change.ran(Clients::None).await;
    put_user(&bed, cleared.clone()).await;
    for when_changed in [WhenChanged::Reject, WhenChanged::Keep, WhenChanged::Remove] {
        let migrator = change.migrator(&bed);
        let contract = migrator.contract(contracting(true, when_changed));
        let error = contract.await.unwrap_err();
        let message = error.to_string();
        assert!(matches!(error.refusal(), Refusal::NotClean(_)), "{message}");
        assert!(message.contains("`remove-all`"), "{message}");
        assert_eq!(stored_users(&bed.direct).await["a"], cleared);
    }
    let migrator = change.migrator(&bed);
    let contract = migrator.contract(contracting(true, WhenChanged::RemoveAll));
    let _ = contract.await.unwrap();
    assert_eq!(stored_users(&bed.direct).await["a"], after);
}

#[tokio::test]
async fn the_former_value_of_a_cleared_field_is_removed_if_that_is_said() {
    let (cleared, nothing) = (texts([("id", "a"), ("name", "Ada")]), texts([("id", "a")]));
    let renamed = Change::renamed();
    cleared_goes_if_that_is_said(&renamed, cleared.clone(), nothing.clone()).await;
    let fields = ["name: string?", "upper: string?"];
    let steps = "  - set: { field: upper, to: upper(name) }\n  - drop: name\n";
    let computed = Change::of(fields, steps);
    cleared_goes_if_that_is_said(&computed, cleared, nothing).await;
}

#[tokio::test]
async fn the_only_copy_of_a_required_field_stays_whatever_is_said() {
    let steps = "  - rename: { from: name, to: full_name }\n";
    let change = Change::of(["name: string", "full_name: string"], steps);
    let bed = change.ran(Clients::None).await;
    let only = texts([("id", "a"), ("name", "Ada")]);
    put_user(&bed, only.clone()).await;
    let migrator = change.migrator(&bed);
    let contract = migrator.contract(contracting(true, WhenChanged::RemoveAll));
    let error = contract.await.unwrap_err();
    assert!(matches!(error.refusal(), Refusal::NotClean(_)), "{error}");
    assert_eq!(stored_users(&bed.direct).await["a"], only);
}

/// However often it is tried, a value that was cleared comes back only if that is said.
#[tokio::test]
async fn a_cleared_value_does_not_come_back_by_a_second_attempt() {
    let change = Change::renamed();
    let bed = change.ran(Clients::None).await;
    let cleared = texts([("id", "a"), ("name", "Ada")]);
    put_user(&bed, cleared.clone()).await;
    for again in [true, true, false] {
        let run = change.migrator(&bed).run(Clients::None, again).await;
        match run {
            Err(error) => {
                assert!(
                    matches!(error.refusal(), Refusal::Cleared { .. }),
                    "{error}"
                );
            }
            // It is still done.
            Ok(done) => assert_eq!(done.ending, Ending::DoneBefore),
        }
        assert_eq!(stored_users(&bed.direct).await["a"], cleared);
    }
    let options = Options {
        may_refill: true,
        ..options()
    };
    let refilled = change.on(&bed.db, options).run(Clients::None, true).await;
    let _ = refilled.unwrap();
    assert_eq!(stored_users(&bed.direct).await["a"]["full_name"], s("Ada"));
}

/// What a run has rejected has nothing yet either: that is no sign of programs.
#[tokio::test]
async fn what_was_rejected_and_is_corrected_is_not_taken_for_cleared() {
    let change = Change::of(
        ["age: string?", "years: u8?"],
        "  - retype: { from: age, to: years }\n  - drop: age\n",
    );
    let bad = texts([("id", "b"), ("age", "old")]);
    let bed = users(&[texts([("id", "a"), ("age", "36")]), bad]).await;
    let lenient = Options {
        max_rejects: 1,
        ..options()
    };
    let migrator = change.on(&bed.db, lenient);
    let _ = migrator.run(Clients::None, false).await.unwrap();
    put_user(&bed, texts([("id", "b"), ("age", "42")])).await;
    let resumed = change.migrator(&bed);
    let resumed = resumed.resume(Clients::None, WhenChanged::Reject, true);
    let _ = resumed.await.unwrap();
    assert_eq!(stored_users(&bed.direct).await["b"]["years"], n(42_u8));
}
