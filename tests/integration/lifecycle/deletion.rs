//! Delete marks, restore takes the mark off, purge deletes for good.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::{AnyVersion as _, ErrorKind};
use dynamite_sample::models::{Chapter, Chapters, NewChapter, Note, chapter, note};

use super::{DOCUMENTS, known, new_note, now};
use crate::support::{Bed, n, raw_put, s, stored};

#[tokio::test]
async fn delete_keeps_the_item_with_the_time_and_counts_the_version() {
    let (bed, notes, note) = known().await;
    let before = now(&bed.db, &note).await.unwrap();
    let deleted = notes.delete(&note).return_new().await.unwrap().unwrap();

    let mut item = now(&bed.db, &note).await.unwrap();
    let at = deleted.deleted_at.expect("a time of deletion");
    assert_eq!(
        item.remove("deleted_at"),
        Some(s(at.strftime("%Y-%m-%dT%H:%M:%S%.3fZ")))
    );
    assert_eq!(item.insert("version".to_owned(), n(1)), Some(n(2)));
    assert_eq!(item["updated_at"], s(at.strftime("%Y-%m-%dT%H:%M:%S%.3fZ")));
    item.insert("updated_at".to_owned(), before["updated_at"].clone());
    assert_eq!(item, before);
    assert_eq!(deleted.version, 2);
    assert!(at >= note.updated_at);
}

#[tokio::test]
async fn what_is_deleted_or_absent_is_none_to_delete() {
    let (_bed, notes, note) = known().await;
    let deleted = notes.delete(&note).return_new().await.unwrap().unwrap();
    assert_eq!(notes.delete(&note).return_new().await.unwrap(), None);
    assert_eq!(notes.delete(&deleted).return_new().await.unwrap(), None);
    assert_eq!(
        notes
            .delete(note.id.any_version())
            .return_new()
            .await
            .unwrap(),
        None
    );
    let never = notes.build(new_note("never"));
    assert_eq!(notes.delete(&never).return_new().await.unwrap(), None);
    assert_eq!(notes.get(&never).with_deleted().await.unwrap(), None);

    let delete = notes.delete(&deleted).only_if(note::likes().eq(0));
    let error = delete.await.unwrap_err();
    let deleted = matches!(error.kind(), ErrorKind::NotFound { deleted: true, .. });
    assert!(deleted, "{error}");
    let delete = notes.delete(&never).only_if(note::likes().eq(0));
    let error = delete.await.unwrap_err();
    let absent = matches!(error.kind(), ErrorKind::NotFound { deleted: false, .. });
    assert!(absent, "{error}");
}

#[tokio::test]
async fn a_condition_of_delete_has_to_hold() {
    let (bed, notes, note) = known().await;
    let delete = |title| notes.delete(&note).only_if(note::title().eq(title));
    let error = delete("other").await.unwrap_err();
    assert!(error.is_condition_failed(), "{error}");
    assert!(
        !now(&bed.db, &note)
            .await
            .unwrap()
            .contains_key("deleted_at")
    );
    assert!(delete("plan").await.unwrap());
}

#[tokio::test]
async fn a_deleted_item_cannot_be_written() {
    let (bed, notes, note) = known().await;
    let deleted = notes.delete(&note).return_new().await.unwrap().unwrap();
    let before = now(&bed.db, &note).await;
    let again = Note {
        deleted_at: None,
        ..deleted.clone()
    };

    let any = deleted.id.any_version();
    let errors = [
        notes.save(&deleted).await.unwrap_err(),
        notes.save(&again).await.unwrap_err(),
        notes.save(&note).await.unwrap_err(),
        notes.upsert(&again).await.unwrap_err(),
        notes.replace(&again).await.map(drop).unwrap_err(),
        notes
            .update(&again)
            .add(note::likes(), 1)
            .await
            .unwrap_err(),
        notes.update(any).add(note::likes(), 1).await.unwrap_err(),
    ];

    for (number, error) in errors.iter().enumerate() {
        let deleted = matches!(error.kind(), ErrorKind::NotFound { deleted: true, .. });
        assert!(deleted, "{number}: {error}");
        let text = error.to_string();
        assert!(text.contains("is soft-deleted; `restore`"), "{text}");
    }
    assert_eq!(now(&bed.db, &note).await, before);
}

#[tokio::test]
async fn create_over_a_deleted_item_says_so() {
    let (bed, notes, note) = known().await;
    let error = notes.create(new_note("x").id(note.id)).await.unwrap_err();
    let live = matches!(
        error.kind(),
        ErrorKind::AlreadyExists { deleted: false, .. }
    );
    assert!(live, "{error}");

    notes.delete(&note).await.unwrap();
    let before = now(&bed.db, &note).await;
    let error = notes.create(new_note("x").id(note.id)).await.unwrap_err();
    let deleted = matches!(error.kind(), ErrorKind::AlreadyExists { deleted: true, .. });
    assert!(deleted, "{error}");
    assert!(error.to_string().contains("soft-deleted"), "{error}");
    assert_eq!(now(&bed.db, &note).await, before);
}

#[tokio::test]
async fn restore_removes_the_time_and_counts_the_version() {
    let (bed, notes, note) = known().await;
    let deleted = notes.delete(&note).return_new().await.unwrap().unwrap();
    let error = notes.restore(&note).await.unwrap_err();
    assert!(error.is_version_conflict(), "{error}");
    let restored = notes.restore(&deleted).await.unwrap();
    assert_eq!((restored.deleted_at, restored.version), (None, 3));
    let item = now(&bed.db, &note).await.unwrap();
    // Gone, not NULL: a filter would take NULL for a value.
    assert!(!item.contains_key("deleted_at"), "{item:?}");
    assert_eq!(item["version"], n(3));
    assert_eq!(notes.get(&note).await.unwrap(), Some(restored));
}

#[tokio::test]
async fn what_is_not_deleted_cannot_be_restored() {
    let (bed, notes, note) = known().await;
    let before = now(&bed.db, &note).await;
    let error = notes.restore(&note).await.unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::NotDeleted { .. }),
        "{error}"
    );
    assert_eq!(error.item().unwrap().decode(), Ok(note.clone()));
    assert_eq!(now(&bed.db, &note).await, before);

    let never = notes.build(new_note("never"));
    let error = notes.restore(&never).await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
    assert_eq!(now(&bed.db, &never).await, None);
}

#[tokio::test]
async fn restore_takes_a_condition() {
    let (_bed, notes, note) = known().await;
    let deleted = notes.delete(&note).return_new().await.unwrap().unwrap();
    let restore = |title| notes.restore(&deleted).only_if(note::title().eq(title));
    let error = restore("other").await.unwrap_err();
    assert!(error.is_condition_failed(), "{error}");
    assert_eq!(restore("plan").await.unwrap().title, "plan");
}

#[tokio::test]
async fn purge_deletes_for_good_whether_deleted_or_not() {
    let (bed, notes, note) = known().await;
    let deleted = notes.delete(&note).return_new().await.unwrap().unwrap();
    assert_eq!(
        notes.purge(&deleted).return_old().await.unwrap(),
        Some(deleted)
    );
    assert_eq!(now(&bed.db, &note).await, None);
    assert_eq!(notes.purge(&note).return_old().await.unwrap(), None);

    let live = notes.create(new_note("live")).await.unwrap();
    let only_deleted = notes.purge(&live).only_if(note::deleted_at().is_present());
    assert!(only_deleted.await.unwrap_err().is_condition_failed());
    let purged = notes
        .purge(live.id.any_version())
        .return_old()
        .await
        .unwrap();
    assert_eq!(purged, Some(live.clone()));
    assert_eq!(now(&bed.db, &live).await, None);
}

#[tokio::test]
async fn the_time_of_deletion_of_an_entity_is_not_saved() {
    let (bed, notes, note) = known().await;
    let marked = Note {
        deleted_at: Some(note.updated_at),
        ..note
    };
    let saved = notes.save(&marked).await.unwrap();
    assert_eq!(saved.deleted_at, None);
    let replaced = notes.replace(&Note {
        deleted_at: marked.deleted_at,
        ..saved
    });
    assert_eq!(replaced.await.unwrap().item.deleted_at, None);
    assert!(
        !now(&bed.db, &marked)
            .await
            .unwrap()
            .contains_key("deleted_at")
    );
}

async fn chapter(chapters: &Chapters) -> Chapter {
    let new = NewChapter {
        book: "dunes".to_owned(),
        number: 1,
        title: "Sand".to_owned(),
    };
    chapters.create(new).await.unwrap()
}

#[tokio::test]
async fn without_a_version_the_key_is_enough() {
    let bed = Bed::with(DOCUMENTS).await;
    let chapters = Chapters::new(&bed.db);
    let mut chapter = chapter(&chapters).await;
    let deleted = chapters
        .delete(("dunes", 1_u32))
        .return_new()
        .await
        .unwrap()
        .unwrap();
    assert_eq!(deleted.gone.unwrap().as_millisecond() % 1000, 0);
    let key = [("book", s("dunes")), ("number", n(1))];
    let item = stored(&bed.db, "chapters", key.clone()).await.unwrap();
    assert_eq!(item["gone_s"], n(deleted.gone.unwrap().as_second()));
    assert_eq!(chapters.get(&chapter).await.unwrap(), None);

    chapters.restore(("dunes", 1_u32)).await.unwrap();
    let error = chapters.restore(&chapter).await.unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::NotDeleted { .. }),
        "{error}"
    );
    chapter.words = 70;
    assert_eq!(chapters.save(&chapter).await.unwrap(), chapter);
    let update = chapters.update(&chapter).add(chapter::words(), 1);
    assert_eq!(update.await.unwrap().words, 71);
    assert!(
        !stored(&bed.db, "chapters", key)
            .await
            .unwrap()
            .contains_key("gone_s")
    );
}

#[tokio::test]
async fn a_stored_null_is_no_time_of_deletion() {
    let bed = Bed::with(DOCUMENTS).await;
    let chapters = Chapters::new(&bed.db);
    let chapter = chapter(&chapters).await;
    let key = [("book", s("dunes")), ("number", n(1))];
    let mut item = stored(&bed.db, "chapters", key).await.unwrap();
    item.insert("gone_s".to_owned(), AttributeValue::Null(true));
    raw_put(&bed.db, "chapters", item).await;

    assert_eq!(chapters.get(&chapter).await.unwrap(), Some(chapter.clone()));
    assert_eq!(chapters.get(&chapter).only_deleted().await.unwrap(), None);
    let live = chapters.scan().all().await.unwrap();
    assert_eq!(live.as_slice(), std::slice::from_ref(&chapter));
    let error = chapters.restore(&chapter).await.unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::NotDeleted { .. }),
        "{error}"
    );
    assert_eq!(chapters.save(&chapter).await.unwrap(), chapter);
    assert!(
        chapters
            .delete(&chapter)
            .return_new()
            .await
            .unwrap()
            .unwrap()
            .gone
            .is_some()
    );
}
