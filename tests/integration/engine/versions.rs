//! Versions under writes by a schema.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::engine_support::{Attribute, Changes, item as stored_item, write};
use dynamite::model::{Model, TableDescriptor};
use dynamite::{Client, Error, ErrorKind, Outcome, StoredItem};
use dynamite_sample::models::{Inventories, Inventory, tables};
use dynamite_testkit::{Fault, Operation};

use crate::support::{Bed, Item, Proxied, item, n, raw_put, s, stored};

static INVENTORIES: &[&TableDescriptor] = &[&tables::INVENTORIES];

fn at(name: &'static str) -> Attribute {
    Attribute::named(name)
}

fn lamp(revision: AttributeValue) -> Item {
    item([("sku", s("lamp")), ("left", n(1)), ("rev", revision)])
}

async fn update(db: &Client, changes: Changes) -> Result<StoredItem, Error> {
    let key = stored_item(item([("sku", s("lamp"))]));
    write::update(db, Inventory::DESCRIPTOR, &key, changes, at("sku").exists()).await
}

#[tokio::test]
async fn a_version_is_incremented_if_a_declared_attribute_changes() {
    let bed = Bed::with(INVENTORIES).await;
    raw_put(&bed.db, "inventories", lamp(n(1))).await;
    let [left, other, revision] = ["left", "other", "rev"].map(Attribute::named);
    let updated = update(&bed.db, left.set(n(2)).and(&other.set(n(2)))).await;
    assert_eq!(updated.unwrap().attributes()["rev"], n(2));
    let updated = update(&bed.db, other.set(n(3))).await.unwrap();
    assert_eq!(updated.attributes()["rev"], n(2));
    let updated = update(&bed.db, left.set(n(3)).and(&revision.set(n(9)))).await;
    assert_eq!(updated.unwrap().attributes()["rev"], n(9));
}

/// A version that is filled in where it is absent must not hide another change from those who have
/// read the item before.
#[tokio::test]
async fn a_version_that_is_set_if_absent_is_incremented_if_it_is_not() {
    let bed = Bed::with(INVENTORIES).await;
    raw_put(&bed.db, "inventories", lamp(n(1))).await;
    let inventories = Inventories::new(&bed.db);
    let read = inventories.get("lamp").await.unwrap().unwrap();
    let changes = || at("left").set(n(7)).and(&at("rev").set_if_absent(n(1)));
    let updated = update(&bed.db, changes()).await.unwrap();
    assert_eq!(updated.attributes()["rev"], n(2));
    let error = inventories.save(&read).await.unwrap_err();
    assert!(error.is_version_conflict(), "{error}");

    // Nothing else changes.
    let filled = || at("other").set(n(1)).and(&at("rev").set_if_absent(n(5)));
    let updated = update(&bed.db, filled()).await.unwrap();
    assert_eq!(updated.attributes()["rev"], n(2));

    let absent = item([("sku", s("lamp")), ("left", n(1))]);
    raw_put(&bed.db, "inventories", absent.clone()).await;
    let updated = update(&bed.db, filled()).await.unwrap();
    assert_eq!(updated.attributes()["rev"], n(5));
    raw_put(&bed.db, "inventories", absent).await;
    let updated = update(&bed.db, changes()).await.unwrap();
    assert_eq!(updated.attributes()["rev"], n(1));
}

#[tokio::test]
async fn no_write_goes_beyond_the_last_version_of_the_type() {
    let bed = Bed::with(INVENTORIES).await;
    // Other programs may have written what no version is.
    for last in ["2147483647", "2147483647.5", "2147483648", "1E+100"] {
        raw_put(&bed.db, "inventories", lamp(n(last))).await;
        let error = update(&bed.db, at("left").set(n(4))).await.unwrap_err();
        let ErrorKind::Invalid { violations, .. } = error.kind() else {
            panic!("{error}");
        };
        assert_eq!((&*violations[0].path, violations[0].rule), ("rev", "type"));
        update(&bed.db, at("other").set(n(4))).await.unwrap();
    }
}

/// The first attempt was applied, and its response lost: a second one would copy the incremented
/// version.
#[tokio::test]
async fn a_copy_of_the_version_is_not_repeated() {
    let copies = [
        at("left").copied_from(&at("rev")),
        at("seen")
            .copied_from(&at("rev"))
            .and(&at("left").set(n(5))),
    ];
    for copy in copies {
        let bed = Proxied::with(INVENTORIES).await;
        raw_put(&bed.direct, "inventories", lamp(n(1))).await;
        bed.proxy.on(Operation::UpdateItem).fail(Fault::CutAfter);
        let error = update(&bed.db, copy).await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown);
        let now = stored(&bed.direct, "inventories", [("sku", s("lamp"))]).await;
        assert_eq!(now.unwrap()["rev"], n(2));
    }
}
