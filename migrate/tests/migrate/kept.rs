//! What a contract may not lose: values that other attributes come from, and what programs write meanwhile.

use aws_sdk_dynamodb::types::AttributeValue as V;
use dynamite_migrate::{ClientPhase as P, Clients, Migrator, Options, Refusal, WhenChanged};

use crate::conditions::{hold_update, overtaken};
use crate::support::{
    Bed, Item, Planned, contracting, item, n, newest, oldest, options, put_user, s, stored_users,
    texts, users,
};

/// The schemas before and after, and the steps between them.
type Change = [String; 3];

fn change(fields: [&str; 2], steps: &str) -> Change {
    let schema = |fields: &str| {
        format!("models:\n  User:\n    key: id\n    fields: {{ id: string, {fields} }}\n")
    };
    let steps = format!("model: User\nsteps:\n{steps}");
    [schema(fields[0]), schema(fields[1]), steps]
}

fn migrator(bed: &Bed, [before, after, steps]: &Change) -> Migrator {
    Planned::of(before, after, steps).migrator(&bed.db, options())
}

fn renamed() -> Change {
    change(
        ["name: string?", "full_name: string?"],
        "  - rename: { from: name, to: full_name }\n",
    )
}

async fn clean(bed: &Bed, change: &Change, clients: Clients) -> bool {
    migrator(bed, change)
        .verify(clients)
        .await
        .unwrap()
        .is_clean()
}

/// An item that an older program writes after the run is found, and its only copy stays.
async fn late_item_stays(change: &Change, late: Item) {
    let bed = users(&[texts([("id", "a"), ("kind", "x"), ("name", "Ada")])]).await;
    let migrator = migrator(&bed, change);
    let _ = migrator.run(newest(P::Before), false).await.unwrap();
    assert!(clean(&bed, change, oldest(P::Expand)).await);
    put_user(&bed, late.clone()).await;
    let id = late["id"].as_s().unwrap();
    assert!(
        !clean(&bed, change, oldest(P::Contract)).await,
        "{}",
        change[2]
    );
    let contract = migrator.contract(contracting(false, WhenChanged::Reject));
    let error = contract.await.unwrap_err();
    assert!(matches!(error.refusal(), Refusal::GateClosed(_)), "{error}");
    assert_eq!(stored_users(&bed.direct).await[id], late);
}

#[tokio::test]
async fn a_filtered_drop_is_not_of_the_only_copy() {
    for drop in ["name", "{ field: name, where: 'kind = \"x\"' }"] {
        let steps = format!("  - set: {{ field: upper, to: upper(name) }}\n  - drop: {drop}\n");
        let late = texts([("id", "b"), ("kind", "x"), ("name", "Bob")]);
        late_item_stays(&change(KIND, &steps), late).await;
    }
}

#[tokio::test]
async fn a_retyped_field_with_a_filtered_drop_is_not_of_the_only_copy() {
    let change = self::change(
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
    let before = "kind: string?, name: string?, home: Home?";
    let [before, after, steps] = change(
        [
            before,
            "kind: string?, name: string?, home: Home?, backup: json?",
        ],
        "  - set: { field: backup, to: home }\n  - drop: home.fax\n",
    );
    let change = [
        format!("{before}types:\n  Home: {{ zip: string?, fax: string? }}\n"),
        format!("{after}types:\n  Home: {{ zip: string? }}\n"),
        steps,
    ];
    let home = V::M(item([("fax", s("1"))]));
    late_item_stays(&change, item([("id", s("b")), ("home", home)])).await;
}

async fn late_is_found(fields: [&str; 2], steps: &str) {
    let bed = users(&[texts([("id", "a"), ("kind", "x"), ("name", "Ada")])]).await;
    let change = self::change(fields, steps);
    let _ = migrator(&bed, &change)
        .run(newest(P::Before), false)
        .await
        .unwrap();
    assert!(clean(&bed, &change, oldest(P::Expand)).await);
    put_user(&bed, texts([("id", "b"), ("kind", "x"), ("name", "Bob")])).await;
    assert!(!clean(&bed, &change, oldest(P::Contract)).await, "{steps}");
    let forced = migrator(&bed, &change)
        .contract(contracting(true, WhenChanged::Remove))
        .await
        .unwrap_err();
    assert!(matches!(forced.refusal(), Refusal::NotClean(_)), "{forced}");
}

const KIND: [&str; 2] = [
    "kind: string?, name: string?",
    "kind: string?, upper: string?",
];

/// A program writes between the look at an item and the removal.
async fn overtaken_contract(change: &Change, when_changed: WhenChanged, first: Item, second: Item) {
    let bed = users(&[texts([("id", "z")])]).await;
    let _ = migrator(&bed, change)
        .run(Clients::None, false)
        .await
        .unwrap();
    put_user(&bed, first).await;
    let pause = hold_update(&bed);
    let task = migrator(&bed, change);
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

#[tokio::test]
async fn items_that_could_not_be_read_are_found_before_the_contract() {
    let bed = users(&[texts([("id", "a"), ("name", "Ada")])]).await;
    let change = self::change(
        ["name: string?", "full_name: string?, country: string"],
        "  - rename: { from: name, to: full_name }\n  - add: { field: country, value: NO }\n",
    );
    let _ = migrator(&bed, &change)
        .run(newest(P::Expand), false)
        .await
        .unwrap();
    assert!(clean(&bed, &change, oldest(P::Expand)).await);
    put_user(&bed, texts([("id", "b"), ("full_name", "Bob")])).await;
    assert!(!clean(&bed, &change, oldest(P::Contract)).await);
}

#[tokio::test]
async fn an_optional_field_may_be_missing_before_the_contract() {
    let bed = users(&[texts([("id", "a"), ("name", "Ada")])]).await;
    let change = self::change(
        ["name: string?", "full_name: string?, country: string?"],
        "  - rename: { from: name, to: full_name }\n  - add: { field: country, value: NO }\n",
    );
    let _ = migrator(&bed, &change)
        .run(newest(P::Expand), false)
        .await
        .unwrap();
    assert!(clean(&bed, &change, oldest(P::Expand)).await);
    put_user(&bed, texts([("id", "b"), ("full_name", "Bob")])).await;
    assert!(clean(&bed, &change, oldest(P::Contract)).await);
}

#[tokio::test]
async fn a_filtered_step_is_not_lost_with_a_filtered_drop() {
    late_is_found(KIND, "  - set: { field: upper, to: upper(name), where: 'kind = \"x\"' }\n  - drop: { field: name, where: 'kind = \"x\"' }\n").await;
}

#[tokio::test]
async fn a_copy_is_not_lost_with_its_source() {
    late_is_found(
        KIND,
        "  - copy: { from: name, to: upper }\n  - drop: name\n",
    )
    .await;
}

#[tokio::test]
async fn an_added_value_is_not_lost_with_its_source() {
    late_is_found(
        KIND,
        "  - add: { field: upper, to: upper(name) }\n  - drop: name\n",
    )
    .await;
}

#[tokio::test]
async fn what_adds_nothing_removes_nothing() {
    let bed = users(&[texts([("id", "a"), ("name", "Ada"), ("nick", "A")])]).await;
    let change = self::change(
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
    let run = Planned::of(&change[0], &change[1], &change[2])
        .migrator(&bed.db, options)
        .run(Clients::None, false)
        .await;
    let _ = run.unwrap();
    assert_eq!(
        stored_users(&bed.direct).await["a"].get("nick"),
        Some(&s("A"))
    );
}

#[tokio::test]
async fn what_nothing_has_replaced_is_reported_by_the_contract() {
    let bed = users(&[texts([("id", "a"), ("name", "Ada")])]).await;
    let change = renamed();
    let _ = migrator(&bed, &change)
        .run(newest(P::Expand), false)
        .await
        .unwrap();
    for phase in [P::Expand, P::Contract, P::Contract] {
        assert!(clean(&bed, &change, oldest(phase)).await);
    }
    put_user(&bed, texts([("id", "b"), ("name", "Bob")])).await;
    let error = migrator(&bed, &change)
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
    let change = self::change(
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
    overtaken_contract(&renamed(), WhenChanged::Reject, of("Ada"), of("Eve")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_only_copy_stays_if_the_other_goes_meanwhile() {
    overtaken_contract(
        &renamed(),
        WhenChanged::Remove,
        texts([("id", "a"), ("name", "Ada"), ("full_name", "Eve")]),
        texts([("id", "a"), ("name", "Ada")]),
    )
    .await;
}
