//! The version that none follows.

use dynamite::{AnyVersion as _, CancellationCause, Error, ErrorKind};
use dynamite_sample::models::{Inventories, Inventory, NewInventory, Note, inventory, note};

use super::{DOCUMENTS, key, known};
use crate::support::{Bed, Item, n, raw_put, s, stored};

fn is_last(error: &Error, attribute: &str) -> bool {
    let ErrorKind::Invalid { violations, .. } = error.kind() else {
        panic!("{error}");
    };
    let [violation] = &**violations else {
        panic!("{error}");
    };
    violation.rule == "type"
        && violation.path == attribute
        && violation.message.contains("the last version")
}

#[tokio::test]
async fn no_write_goes_beyond_the_last_version() {
    let (bed, notes, note) = known().await;
    let mut item: Item = stored(&bed.db, "notes", key(&note)).await.unwrap();
    item.insert("version".to_owned(), n(u64::MAX));
    raw_put(&bed.db, "notes", item.clone()).await;
    let last: Note = notes.get(note.id).await.unwrap().unwrap();
    let errors = [
        notes.update(&last).add(note::likes(), 1).await.unwrap_err(),
        notes
            .update(last.id.any_version())
            .add(note::likes(), 1)
            .await
            .unwrap_err(),
        notes.save(&last).await.unwrap_err(),
        notes.upsert(&last).await.unwrap_err(),
        notes.replace(&last).await.unwrap_err(),
        notes.delete(&last).await.unwrap_err(),
        notes.delete(last.id.any_version()).await.unwrap_err(),
    ];
    for error in &errors {
        assert!(is_last(error, "version"), "{error}");
    }
    let update = notes.update(last.id.any_version()).add(note::likes(), 1);
    let error = bed.db.transaction().and(update).await.unwrap_err();
    let ErrorKind::TransactionCanceled { writes } = error.kind() else {
        panic!("{error}");
    };
    assert!(matches!(writes[0].cause, CancellationCause::Invalid(_)));
    assert_eq!(stored(&bed.db, "notes", key(&note)).await.unwrap(), item);

    // Another version than the expected one is still that.
    let stale = notes.update(&note).add(note::likes(), 1).await.unwrap_err();
    assert!(
        matches!(stale.kind(), ErrorKind::VersionConflict { .. }),
        "{stale}"
    );
    // To check an item, or to delete it for good, takes no next version.
    let check = notes.check(last.id, note::likes().eq(0));
    bed.db.transaction().and(check).await.unwrap();
    notes.purge(&last).await.unwrap();
    assert_eq!(notes.get(last.id).await.unwrap(), None);
}

#[tokio::test]
async fn the_last_version_is_that_of_the_type() {
    let bed = Bed::with(DOCUMENTS).await;
    let inventories = Inventories::new(&bed.db);
    let new = NewInventory {
        sku: "lamp".to_owned(),
        left: 5,
    };
    inventories.create(new).await.unwrap();
    let mut item = stored(&bed.db, "inventories", [("sku", s("lamp"))])
        .await
        .unwrap();
    item.insert("rev".to_owned(), n(i32::MAX - 1));
    raw_put(&bed.db, "inventories", item).await;
    let any = || inventories.update("lamp".any_version());
    let last: Inventory = any().add(inventory::left(), 1).await.unwrap();
    assert_eq!(last.revision, i32::MAX);
    let error = any().add(inventory::left(), 1).await.unwrap_err();
    assert!(is_last(&error, "rev"), "{error}");
    let error = inventories.save(&last).await.unwrap_err();
    assert!(is_last(&error, "rev"), "{error}");
    inventories.delete(&last).await.unwrap();
}
