//! Every write counts the version.

use dynamite::{AnyVersion as _, ErrorKind};
use dynamite_sample::models::{Inventories, NewInventory, inventory, note};

use super::{DOCUMENTS, key, known, new_note, now};
use crate::support::{Bed, item, n, raw_put, s, stored};

#[tokio::test]
async fn a_new_item_has_version_1() {
    let (bed, _, note) = known().await;
    assert_eq!(note.version, 1);
    assert_eq!(now(&bed.db, &note).await.unwrap()["version"], n(1));
}

#[tokio::test]
async fn save_replace_and_update_store_the_next_version_and_return_it() {
    let (bed, notes, mut note) = known().await;
    note.text = Some("saved".to_owned());
    let mut note = notes.save(&note).await.unwrap();
    assert_eq!(note.version, 2);
    note.text = Some("replaced".to_owned());
    let note = notes.replace(&note).await.unwrap().item;
    assert_eq!(note.version, 3);
    let note = notes.update(&note).add(note::likes(), 1).await.unwrap();
    assert_eq!(note.version, 4);
    let note = notes.update((note.id, 4)).add(note::likes(), 1).await;
    let note = note.unwrap();
    let item = now(&bed.db, &note).await.unwrap();
    assert_eq!((&item["version"], &item["likes"]), (&n(5), &n(2)));
    assert_eq!(item["text"], s("replaced"));
    assert_eq!(notes.get(&note).await.unwrap(), Some(note));
}

#[tokio::test]
async fn any_version_will_do_if_that_is_said_and_is_counted_all_the_same() {
    let (bed, notes, note) = known().await;
    let stale = note.clone();
    notes.update(&note).add(note::likes(), 1).await.unwrap();
    let update = notes.update(note.id.any_version()).add(note::likes(), 1);
    assert_eq!(update.await.unwrap().version, 3);
    let update = notes.update((&stale).any_version()).add(note::likes(), 1);
    assert_eq!(update.await.unwrap().likes, 3);
    assert_eq!(now(&bed.db, &note).await.unwrap()["version"], n(4));
}

#[tokio::test]
async fn an_update_without_changes_checks_the_version_and_counts_nothing() {
    let (bed, notes, note) = known().await;
    assert_eq!(notes.update(&note).await.unwrap(), note);
    let error = notes.update((note.id, 7)).await.unwrap_err();
    assert!(error.is_version_conflict(), "{error}");
    assert_eq!(now(&bed.db, &note).await.unwrap()["version"], n(1));
}

#[tokio::test]
async fn upsert_begins_at_1_and_goes_on_from_the_version_of_the_entity() {
    let (bed, notes, _) = known().await;
    let mut built = notes.build(new_note("built"));
    built.version = 40;
    let first = notes.upsert(&built).await.unwrap();
    assert_eq!(first.version, 1);
    let second = notes.upsert(&first).await.unwrap();
    assert_eq!(second.version, 2);

    let error = notes.upsert(&first).await.unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::VersionConflict { expected: 1, .. }),
        "{error}"
    );
    assert_eq!(now(&bed.db, &second).await.unwrap()["version"], n(2));
}

#[tokio::test]
async fn insert_stores_the_version_it_is_given() {
    let (bed, notes, _) = known().await;
    let mut built = notes.build(new_note("built"));
    built.version = 40;
    notes.insert(&built).await.unwrap();
    assert_eq!(now(&bed.db, &built).await.unwrap()["version"], n(40));
}

#[tokio::test]
async fn creating_parents_of_a_nested_attribute_keeps_the_version_in_step() {
    let (bed, notes, note) = known().await;
    let narrow = || note::layout().columns();
    let stale = notes.update((note.id, 9)).set(narrow(), 2).or_create();
    let error = stale.await.unwrap_err();
    assert!(error.is_version_conflict(), "{error}");
    assert!(!now(&bed.db, &note).await.unwrap().contains_key("layout"));

    let update = notes.update(&note).set(narrow(), 2).or_create();
    assert_eq!(update.await.unwrap().version, 2);
    assert_eq!(now(&bed.db, &note).await.unwrap()["version"], n(2));
}

#[tokio::test]
async fn a_version_has_the_name_and_type_of_its_field() {
    let bed = Bed::with(DOCUMENTS).await;
    let inventories = Inventories::new(&bed.db);
    let new = NewInventory {
        sku: "bolt".to_owned(),
        left: 3,
    };
    let bolts = inventories.create(new).await.unwrap();
    let bolts = inventories.update(&bolts).subtract(inventory::left(), 1);
    assert_eq!(bolts.await.unwrap().revision, 2);
    let key = [("sku", s("bolt"))];
    let expected = item([("sku", s("bolt")), ("left", n(2)), ("rev", n(2))]);
    assert_eq!(stored(&bed.db, "inventories", key).await, Some(expected));
}

#[tokio::test]
async fn an_item_without_a_version_gets_one_from_an_update_of_any_version() {
    let (bed, notes, note) = known().await;
    let mut old = now(&bed.db, &note).await.unwrap();
    old.remove("version");
    raw_put(&bed.db, "notes", old).await;
    let error = notes.update(&note).add(note::likes(), 1).await.unwrap_err();
    assert!(error.is_version_conflict(), "{error}");
    let update = notes.update(note.id.any_version()).add(note::likes(), 1);
    assert_eq!(update.await.unwrap().version, 1);
    assert_eq!(
        stored(&bed.db, "notes", key(&note)).await.unwrap()["version"],
        n(1)
    );
}

/// Nothing that the models offer can mend it, so the advice is another.
#[tokio::test]
async fn a_version_of_another_type_is_corrected_by_the_sdk() {
    let (bed, notes, note) = known().await;
    let mut item = now(&bed.db, &note).await.unwrap();
    item.insert("version".to_owned(), s("x"));
    raw_put(&bed.db, "notes", item).await;
    let expected = notes.update(&note).add(note::likes(), 1).await.unwrap_err();
    let any = notes.update(note.id.any_version()).add(note::likes(), 1);
    let in_transaction = bed.db.transaction().and(any.clone()).await.unwrap_err();
    for error in [expected, any.await.unwrap_err(), in_transaction] {
        let text = error.to_string();
        assert!(text.contains("has to be set with the SDK"), "{text}");
        assert!(!text.contains("read the item"), "{text}");
    }
}
