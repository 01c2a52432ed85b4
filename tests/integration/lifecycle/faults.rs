//! Applied, and then the response is lost: the repetition meets its own work, or somebody else's.

use dynamite::{AnyVersion as _, ErrorKind, Outcome};
use dynamite_sample::models::{Chapters, NewChapter, Note, Notes, note};
use dynamite_testkit::{Fault, Operation};

use super::{DOCUMENTS, note as stored_note, now};
use crate::outcomes::losses;
use crate::support::{Proxied, n};

/// A note, known to a client behind a proxy.
async fn behind_a_proxy() -> (Proxied, Notes, Note) {
    let bed = Proxied::with(DOCUMENTS).await;
    let note = stored_note(&bed.direct, "plan").await;
    let notes = Notes::new(&bed.db);
    (bed, notes, note)
}

/// The version has moved on, and whoever did it, the write took place at most once.
fn is_left_open(error: &dynamite::Error) {
    assert!(error.is_version_conflict(), "{error}");
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(error.item().unwrap().attributes()["version"], n(2));
}

#[tokio::test]
async fn whose_work_a_new_version_is_cannot_be_told() {
    for loss in losses() {
        let (bed, notes, mut note) = behind_a_proxy().await;
        note.title = "mine".to_owned();
        bed.proxy.on(Operation::UpdateItem).fail(loss.clone());
        is_left_open(&notes.save(&note).await.unwrap_err());

        let (bed, notes, note) = behind_a_proxy().await;
        bed.proxy.on(Operation::PutItem).fail(loss.clone());
        is_left_open(&notes.replace(&note).await.unwrap_err());

        let (bed, notes, note) = behind_a_proxy().await;
        bed.proxy.on(Operation::UpdateItem).fail(loss.clone());
        let update = notes.update(&note).set(note::title(), "mine");
        is_left_open(&update.await.unwrap_err());

        let (bed, notes, note) = behind_a_proxy().await;
        bed.proxy.on(Operation::UpdateItem).fail(loss);
        is_left_open(&notes.upsert(&note).await.unwrap_err());
        assert_eq!(now(&bed.direct, &note).await.unwrap()["version"], n(2));
    }
}

#[tokio::test]
async fn an_add_with_a_version_is_repeated_but_never_doubled() {
    // Not applied at first: the repetition does it.
    let (bed, notes, note) = behind_a_proxy().await;
    bed.proxy.on(Operation::UpdateItem).fail(Fault::CutBefore);
    let like = notes.update(&note).add(note::likes(), 1).await.unwrap();
    assert_eq!((like.likes, like.version), (1, 2));

    // Applied at first: whose work it is cannot be told from the item, so it is left open.
    bed.proxy.on(Operation::UpdateItem).fail(Fault::CutAfter);
    let error = notes.update(&like).add(note::likes(), 1).await.unwrap_err();
    assert!(error.is_version_conflict(), "{error}");
    assert_eq!(error.outcome(), Outcome::Unknown);
    let item = now(&bed.direct, &note).await.unwrap();
    assert_eq!((&item["likes"], &item["version"]), (&n(2), &n(3)));
}

#[tokio::test]
async fn an_update_of_any_version_is_repeated_if_it_only_sets() {
    let (bed, notes, note) = behind_a_proxy().await;
    bed.proxy.on(Operation::UpdateItem).fail(Fault::CutAfter);
    let update = notes.update(note.id.any_version()).set(note::title(), "x");
    assert_eq!(update.await.unwrap().title, "x");
    // Counted twice, which only makes it another version.
    assert_eq!(now(&bed.direct, &note).await.unwrap()["version"], n(3));
}

#[tokio::test]
async fn whose_work_a_deletion_or_a_restore_is_cannot_be_told() {
    for loss in losses() {
        let (bed, notes, note) = behind_a_proxy().await;
        bed.proxy.on(Operation::UpdateItem).fail(loss.clone());
        let error = notes.delete(&note).await.unwrap_err();
        assert!(
            matches!(error.kind(), ErrorKind::NotFound { deleted: true, .. }),
            "{error}"
        );
        assert_eq!(error.outcome(), Outcome::Unknown);
        let item = now(&bed.direct, &note).await.unwrap();
        assert!(item.contains_key("deleted_at"));

        bed.proxy.on(Operation::UpdateItem).fail(loss);
        let error = notes.restore((note.id, 2)).await.unwrap_err();
        assert!(
            matches!(error.kind(), ErrorKind::NotDeleted { .. }),
            "{error}"
        );
        assert_eq!(error.outcome(), Outcome::Unknown);
        let item = now(&bed.direct, &note).await.unwrap();
        assert!(!item.contains_key("deleted_at"));
    }
}

/// It never was: somebody else's restore, or nobody's, is not taken for one's own.
#[tokio::test]
async fn a_restore_of_what_was_never_deleted_does_not_succeed() {
    let (bed, notes, note) = behind_a_proxy().await;
    bed.proxy.on(Operation::UpdateItem).fail(Fault::CutBefore);
    let error = notes.restore(&note).await.unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::NotDeleted { .. }),
        "{error}"
    );
    assert_eq!(error.outcome(), Outcome::Unknown);
}

#[tokio::test]
async fn without_a_version_as_well() {
    let bed = Proxied::with(DOCUMENTS).await;
    let chapters = Chapters::new(&bed.db);
    let new = NewChapter {
        book: "dunes".to_owned(),
        number: 1,
        title: "Sand".to_owned(),
    };
    let chapter = chapters.create(new).await.unwrap();
    bed.proxy.on(Operation::UpdateItem).fail(Fault::CutAfter);
    let error = chapters.delete(&chapter).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    bed.proxy.on(Operation::UpdateItem).fail(Fault::CutAfter);
    let error = chapters.restore(&chapter).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(chapters.get(&chapter).await.unwrap(), Some(chapter));
}

#[tokio::test]
async fn a_purge_is_repeated_and_the_item_is_gone() {
    for loss in losses() {
        let (bed, notes, note) = behind_a_proxy().await;
        bed.proxy.on(Operation::DeleteItem).fail(loss.clone());
        let error = notes.purge(&note).await.unwrap_err();
        assert!(error.is_not_found(), "{error}");
        assert_eq!(error.outcome(), Outcome::Unknown);
        assert_eq!(now(&bed.direct, &note).await, None);

        let (bed, notes, note) = behind_a_proxy().await;
        bed.proxy.on(Operation::DeleteItem).fail(loss);
        assert!(!notes.purge(note.id.any_version()).await.unwrap());
        assert_eq!(now(&bed.direct, &note).await, None);
    }
}

#[tokio::test]
async fn a_delete_whose_future_is_dropped_is_made_as_a_whole() {
    for polls in 0.. {
        let (bed, notes, note) = behind_a_proxy().await;
        let delete = notes.delete(&note);
        let delete = async { assert!(delete.await.unwrap()) };
        let ended = crate::outcomes::polled(Box::pin(delete), polls).await;
        bed.proxy.settled().await;
        let item = now(&bed.direct, &note).await.unwrap();
        let is_counted = item["version"] == n(2);
        assert_eq!(item.contains_key("deleted_at"), is_counted);
        if ended {
            assert!(is_counted);
            return;
        }
    }
}
