//! Inside a transaction, a life cycle is what it is outside.

use dynamite::{AnyVersion as _, CancellationCause, Error};
use dynamite_sample::models::{Note, note};

use super::{known, new_note, note as stored_note, now};
use crate::support::n;

fn causes(error: &Error) -> Vec<(&'static str, CancellationCause)> {
    let writes = error.canceled_writes().iter();
    writes
        .map(|write| (write.verb, write.cause.clone()))
        .collect()
}

#[tokio::test]
async fn every_write_counts_and_marks_as_it_does_alone() {
    let (bed, notes, updated) = known().await;
    let saved = stored_note(&bed.db, "saved").await;
    let replaced = stored_note(&bed.db, "replaced").await;
    let deleted = stored_note(&bed.db, "deleted").await;
    let purged = stored_note(&bed.db, "purged").await;
    let gone = stored_note(&bed.db, "gone").await;
    let gone = notes.delete(&gone).return_new().await.unwrap().unwrap();
    let upserted = notes.build(new_note("upserted"));
    let any = stored_note(&bed.db, "any").await;

    bed.db
        .transaction()
        .and(notes.update(&updated).add(note::likes(), 1))
        .and(notes.update(any.id.any_version()).add(note::likes(), 1))
        .and(notes.save(&saved))
        .and(notes.replace(&replaced))
        .and(notes.upsert(&upserted))
        .and(notes.delete(&deleted))
        .and(notes.purge(&purged))
        .and(notes.restore(&gone))
        .await
        .unwrap();

    for (note, version) in [
        (&updated, 2),
        (&any, 2),
        (&saved, 2),
        (&replaced, 2),
        (&upserted, 1),
        (&gone, 3),
    ] {
        let item = now(&bed.db, note).await.unwrap();
        assert_eq!(item["version"], n(version), "{}", note.title);
        assert!(!item.contains_key("deleted_at"), "{}", note.title);
    }
    let item = now(&bed.db, &deleted).await.unwrap();
    assert_eq!(item["version"], n(2));
    assert!(item.contains_key("deleted_at"));
    assert_eq!(now(&bed.db, &purged).await, None);
}

#[tokio::test]
async fn each_refusal_has_its_cause() {
    let (bed, notes, live) = known().await;
    let deleted = stored_note(&bed.db, "deleted").await;
    let deleted = notes.delete(&deleted).return_new().await.unwrap().unwrap();
    let stale = Note {
        version: 9,
        ..stored_note(&bed.db, "stale").await
    };
    let other = stored_note(&bed.db, "other").await;
    let other = notes.delete(&other).return_new().await.unwrap().unwrap();
    let third = stored_note(&bed.db, "third").await;
    let third = notes.delete(&third).return_new().await.unwrap().unwrap();
    let never = notes.build(new_note("never"));

    let error = bed
        .db
        .transaction()
        .and(notes.restore(&live))
        .and(notes.save(&deleted))
        .and(notes.save(&stale))
        .and(notes.create(new_note("x").id(other.id)))
        .and(notes.check(&third, note::title().eq("third")))
        .and(notes.delete(&never))
        .await
        .unwrap_err();

    assert_eq!(
        causes(&error),
        [
            ("restore", CancellationCause::NotDeleted),
            ("save", CancellationCause::Deleted),
            (
                "save",
                CancellationCause::VersionConflict {
                    expected: 9,
                    stored: Some(1)
                }
            ),
            ("create", CancellationCause::AlreadyExists { deleted: true }),
            ("check", CancellationCause::Deleted),
            ("delete", CancellationCause::NotFound),
        ]
    );
    assert!(!error.is_retryable());
    assert_eq!(now(&bed.db, &live).await.unwrap()["version"], n(1));
}

#[tokio::test]
async fn a_check_can_ask_for_deleted_items() {
    let (bed, notes, note) = known().await;
    notes.delete(&note).await.unwrap();
    let check = || notes.check(&note, note::deleted_at().is_present());
    let create = || notes.create(new_note("new"));
    let hidden = bed.db.transaction().and(check()).and(create()).await;
    hidden.unwrap_err();
    let shown = bed
        .db
        .transaction()
        .and(check().with_deleted())
        .and(create());
    shown.await.unwrap();
}

#[tokio::test]
async fn an_update_once_and_no_more_says_what_a_plain_one_says() {
    let (_bed, notes, note) = known().await;
    let like = |note: &Note| notes.update(note).add(note::likes(), 1).exactly_once();
    like(&note).await.unwrap();
    let error = like(&note).await.unwrap_err();
    assert!(error.is_version_conflict(), "{error}");
    assert!(error.item().is_some());
    notes.delete((note.id, 2)).await.unwrap();
    let error = like(&note).await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
}
