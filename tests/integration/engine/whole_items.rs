//! Whole items, stored by a schema: what imports and restored backups do.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::engine_support::{Attribute, Comparison, item as stored_item, write};
use dynamite::model::{Model, TableDescriptor, UNIQUE_GUARDS};
use dynamite::{Error, ErrorKind, Outcome, StoredItem};
use dynamite_sample::models::{Handle, User, tables};
use dynamite_testkit::{Fault, Operation};

use crate::support::{Bed, Item, Proxied, USERS, item, m, n, s, stored, stored_all};

static HANDLES: &[&TableDescriptor] = &[&tables::HANDLES, &UNIQUE_GUARDS];

/// A handle as an import makes it, with an attribute that the model does not declare.
fn handle(id: &str, name: &str) -> StoredItem {
    let attributes = [("id", s(id)), ("name", s(name)), ("other", n(1))];
    stored_item(item(attributes))
}

async fn create(bed: &Bed, item: &StoredItem) -> Result<(), Error> {
    write::create(&bed.db, Handle::DESCRIPTOR, item).await
}

async fn replace(bed: &Bed, item: &StoredItem, other: impl ToString) -> Result<(), Error> {
    let condition = Attribute::named("other").compares(Comparison::Eq, n(other));
    write::replace(&bed.db, Handle::DESCRIPTOR, item, condition).await
}

async fn now(bed: &Bed, id: &str) -> Option<Item> {
    stored(&bed.db, "handles", [("id", s(id))]).await
}

/// Names that are taken, with their owners.
async fn taken(bed: &Bed) -> Vec<(String, AttributeValue)> {
    let guards = stored_all(&bed.db, "dynamite_unique").await.into_iter();
    let guards = guards.map(|mut guard| {
        let key = guard["guard"].as_s().unwrap().clone();
        (key, guard.remove("owner").unwrap())
    });
    let mut guards: Vec<_> = guards.collect();
    guards.sort_by(|a, b| a.0.cmp(&b.0));
    guards
}

fn guard(name: &str, id: &str) -> (String, AttributeValue) {
    (format!("#handles##name#{name}"), m([("id", s(id))]))
}

#[tokio::test]
async fn an_item_is_stored_as_it_is_unless_there_is_one() {
    let bed = Bed::with(HANDLES).await;
    let ada = handle("1", "ada");
    create(&bed, &ada).await.unwrap();
    assert_eq!(now(&bed, "1").await.as_ref(), Some(ada.attributes()));

    let again = create(&bed, &handle("1", "eve")).await.unwrap_err();
    let is_there = matches!(again.kind(), ErrorKind::AlreadyExists { .. });
    assert!(is_there, "{again}");
    assert_eq!(again.outcome(), Outcome::NotApplied);
    assert_eq!(again.item().unwrap().attributes(), ada.attributes());

    let same_name = create(&bed, &handle("2", "ada")).await.unwrap_err();
    assert!(same_name.is_unique_conflict(), "{same_name}");
    assert_eq!(now(&bed, "2").await, None);
    assert_eq!(taken(&bed).await, [guard("ada", "1")]);
}

#[tokio::test]
async fn an_item_is_replaced_if_it_is_there_and_the_condition_holds() {
    let bed = Bed::with(HANDLES).await;
    let replaced = replace(&bed, &handle("1", "ada"), 1).await.unwrap_err();
    let is_absent = matches!(replaced.kind(), ErrorKind::NotFound { .. });
    assert!(is_absent, "{replaced}");

    create(&bed, &handle("1", "ada")).await.unwrap();
    let refused = replace(&bed, &handle("1", "eve"), 2).await.unwrap_err();
    let is_refused = matches!(refused.kind(), ErrorKind::ConditionFailed { .. });
    assert!(is_refused, "{refused}");
    assert_eq!(taken(&bed).await, [guard("ada", "1")]);

    let eve = stored_item(item([
        ("id", s("1")),
        ("name", s("eve")),
        ("version", n(7)),
    ]));
    replace(&bed, &eve, 1).await.unwrap();
    assert_eq!(now(&bed, "1").await.as_ref(), Some(eve.attributes()));
    assert_eq!(taken(&bed).await, [guard("eve", "1")]);
}

#[tokio::test]
async fn soft_deleted_items_are_items() {
    let bed = Bed::with(HANDLES).await;
    let mut deleted = handle("1", "ada").into_attributes();
    deleted.insert("deleted_at".to_owned(), s("2026-01-01T00:00:00Z"));
    let deleted = stored_item(deleted);
    create(&bed, &deleted).await.unwrap();
    // The name of a deleted handle is free.
    assert_eq!(taken(&bed).await, []);
    let again = create(&bed, &deleted).await.unwrap_err();
    assert!(
        matches!(again.kind(), ErrorKind::AlreadyExists { .. }),
        "{again}"
    );
    replace(&bed, &handle("1", "ada"), 1).await.unwrap();
    assert_eq!(taken(&bed).await, [guard("ada", "1")]);
}

#[tokio::test]
async fn after_a_lost_response_nobody_knows_whose_item_it_is() {
    let bed = Proxied::with(USERS).await;
    let model = User::DESCRIPTOR;
    let item = stored_item(item([("id", s("1"))]));
    bed.proxy.on(Operation::PutItem).fail(Fault::CutAfter);
    let error = write::create(&bed.db, model, &item).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(error.item().unwrap().attributes(), item.attributes());
}

#[tokio::test]
async fn items_that_cannot_be_stored_are_refused() {
    let bed = Bed::with(HANDLES).await;
    let without_key = stored_item(item([("name", s("ada"))]));
    let mut large = handle("1", "ada").into_attributes();
    large.insert("bio".to_owned(), s("x".repeat(410_000)));
    for refused in [without_key, stored_item(large)] {
        let errors = [
            create(&bed, &refused).await.unwrap_err(),
            replace(&bed, &refused, 1).await.unwrap_err(),
        ];
        for error in errors {
            assert_eq!(error.outcome(), Outcome::NotApplied, "{error}");
        }
    }
    assert_eq!(stored_all(&bed.db, "handles").await, []);
    assert_eq!(taken(&bed).await, []);
}
