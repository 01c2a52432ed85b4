//! What somebody else has written in the meantime is not overwritten.

use dynamite::{AnyVersion as _, ErrorKind, Outcome};
use dynamite_sample::models::{Inventories, NewInventory, Note, Notes, note};
use futures_util::future::join_all;

use super::{DOCUMENTS, known, new_note, now};
use crate::support::{Bed, n, s};

#[tokio::test]
async fn every_write_of_a_stale_entity_is_a_conflict_with_the_stored_item() {
    let (bed, notes, stale) = known().await;
    let fresh = notes.update(&stale).set(note::title(), "theirs").await;
    let fresh = fresh.unwrap();

    let errors = [
        notes.save(&stale).await.unwrap_err(),
        notes.upsert(&stale).await.unwrap_err(),
        notes.replace(&stale).await.unwrap_err(),
        notes
            .update(&stale)
            .set(note::title(), "x")
            .await
            .unwrap_err(),
        notes
            .update((stale.id, 7))
            .add(note::likes(), 1)
            .await
            .unwrap_err(),
        notes.delete(&stale).await.unwrap_err(),
        notes.purge(&stale).await.unwrap_err(),
    ];

    for (number, error) in errors.iter().enumerate() {
        assert!(error.is_version_conflict(), "{number}: {error}");
        assert!(!error.is_condition_failed() && !error.is_retryable());
        assert_eq!(error.outcome(), Outcome::NotApplied);
        assert_eq!(error.item().unwrap().decode::<Note>().unwrap(), fresh);
    }
    let text = errors[0].to_string();
    assert!(text.contains("has version 2, and 1 was expected"), "{text}");
    assert!(text.contains(&stale.id.to_string()), "{text}");
    assert_eq!(notes.get(&stale).await.unwrap(), Some(fresh));
    assert_eq!(now(&bed.db, &stale).await.unwrap()["version"], n(2));
}

#[tokio::test]
async fn a_conflict_an_absent_item_and_a_condition_are_told_apart() {
    let (_bed, notes, note) = known().await;
    let never = notes.build(new_note("never"));
    let rename = |target: &Note| notes.update(target).set(note::title(), "x");

    let error = rename(&never).await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
    let error = notes.save(&never).await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
    let unless = note::title().eq("other");
    let error = rename(&note).only_if(unless).await.unwrap_err();
    assert!(error.is_condition_failed(), "{error}");

    let stale = Note { version: 3, ..note };
    let both = rename(&stale).only_if(note::title().eq("other"));
    let error = both.await.unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::VersionConflict { expected: 3, .. }),
        "{error}"
    );
}

#[tokio::test]
async fn of_twenty_savers_of_one_version_exactly_one_wins() {
    let (bed, notes, note) = known().await;
    let save = async |number: u32| {
        let mut note = note.clone();
        note.title = format!("saver {number}");
        notes.save(&note).await
    };
    let results = join_all((0..20).map(save)).await;
    let (saved, failed): (Vec<_>, Vec<_>) = results.into_iter().partition(Result::is_ok);
    assert_eq!(saved.len(), 1);
    for error in failed {
        let error = error.unwrap_err();
        assert!(error.is_version_conflict(), "{error}");
    }
    let winner = saved.into_iter().next().unwrap().unwrap();
    let item = now(&bed.db, &note).await.unwrap();
    assert_eq!(item["title"], s(&winner.title));
    assert_eq!(item["version"], n(2));
}

#[tokio::test]
async fn twenty_who_read_again_after_a_conflict_all_count() {
    let (bed, notes, note) = known().await;
    let like = async |_| {
        loop {
            let mut note = notes.get(note.id).consistent().await.unwrap().unwrap();
            note.likes += 1;
            match notes.save(&note).await {
                Ok(_) => return,
                Err(error) => assert!(error.is_version_conflict(), "{error}"),
            }
        }
    };
    join_all((0..20).map(like)).await;
    let item = now(&bed.db, &note).await.unwrap();
    assert_eq!((&item["likes"], &item["version"]), (&n(20), &n(21)));
}

#[tokio::test]
async fn deleting_by_version_without_soft_delete_is_conditional_too() {
    let bed = Bed::with(DOCUMENTS).await;
    let inventories = Inventories::new(&bed.db);
    let new = NewInventory {
        sku: "bolt".to_owned(),
        left: 3,
    };
    let bolts = inventories.create(new).await.unwrap();
    let error = inventories.delete(("bolt", 2)).await.unwrap_err();
    assert!(error.is_version_conflict(), "{error}");
    let gone = inventories.delete(&bolts).return_old().await.unwrap();
    assert_eq!(gone, Some(bolts.clone()));
    assert_eq!(inventories.delete(&bolts).return_old().await.unwrap(), None);
    assert!(!inventories.delete("bolt".any_version()).await.unwrap());
}

#[tokio::test]
async fn notes_of_another_client_conflict_as_well() {
    let (bed, here, note) = known().await;
    let there = Notes::new(&bed.db.clone());
    let theirs = there.get(&note).await.unwrap().unwrap();
    here.delete(&note).await.unwrap();
    let error = there.save(&theirs).await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
}
