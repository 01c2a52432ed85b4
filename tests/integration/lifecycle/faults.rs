//! Applied, and then the answer is lost: the repetition meets its own work.

use dynamite::{AnyVersion as _, Outcome};
use dynamite_sample::models::{Chapters, NewChapter, Note, Notes, note};
use dynamite_testkit::{Fault, Operation};

use super::{DOCUMENTS, new_note, note as stored_note, now};
use crate::outcomes::losses;
use crate::support::{Proxied, n};

/// A note, known to a client behind a proxy.
async fn behind_a_proxy() -> (Proxied, Notes, Note) {
    let bed = Proxied::with(DOCUMENTS).await;
    let note = stored_note(&bed.direct, "plan").await;
    let notes = Notes::new(&bed.db);
    (bed, notes, note)
}

#[tokio::test]
async fn a_save_is_recognised_and_counts_once() {
    for loss in losses() {
        let (bed, notes, mut note) = behind_a_proxy().await;
        note.title = "mine".to_owned();
        bed.proxy.on(Operation::UpdateItem).fail(loss);
        let saved = notes.save(&note).await.unwrap();
        assert_eq!((saved.version, saved.title.as_str()), (2, "mine"));
        assert_eq!(now(&bed.direct, &note).await.unwrap()["version"], n(2));
    }
}

#[tokio::test]
async fn a_replacement_is_recognised_and_counts_once() {
    for loss in losses() {
        let (bed, notes, note) = behind_a_proxy().await;
        bed.proxy.on(Operation::PutItem).fail(loss);
        let replaced = notes.replace(&note).await.unwrap();
        assert_eq!(replaced.item.version, 2);
        assert_eq!(now(&bed.direct, &note).await.unwrap()["version"], n(2));
    }
}

#[tokio::test]
async fn an_update_that_sets_is_recognised() {
    for loss in losses() {
        let (bed, notes, note) = behind_a_proxy().await;
        bed.proxy.on(Operation::UpdateItem).fail(loss);
        let update = notes.update(&note).set(note::title(), "mine").await;
        assert_eq!(update.unwrap().version, 2);
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
async fn an_upsert_is_recognised_whether_it_created_or_wrote() {
    for loss in losses() {
        let (bed, notes, note) = behind_a_proxy().await;
        let mut built = notes.build(new_note("built"));
        built.version = 7;
        bed.proxy.on(Operation::UpdateItem).fail(loss.clone());
        assert_eq!(notes.upsert(&built).await.unwrap().version, 1);
        bed.proxy.on(Operation::UpdateItem).fail(loss);
        assert_eq!(notes.upsert(&note).await.unwrap().version, 2);
    }
}

#[tokio::test]
async fn soft_delete_and_restore_are_recognised() {
    for loss in losses() {
        let (bed, notes, note) = behind_a_proxy().await;
        bed.proxy.on(Operation::UpdateItem).fail(loss.clone());
        let deleted = notes.delete(&note).await.unwrap();
        let deleted = deleted.expect("its own work is not taken for somebody else's");
        assert_eq!(deleted.version, 2);
        assert!(
            now(&bed.direct, &note)
                .await
                .unwrap()
                .contains_key("deleted_at")
        );
        bed.proxy.on(Operation::UpdateItem).fail(loss);
        assert_eq!(notes.restore(&deleted).await.unwrap().version, 3);
        assert!(
            !now(&bed.direct, &note)
                .await
                .unwrap()
                .contains_key("deleted_at")
        );
    }
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
    assert!(chapters.delete(&chapter).await.unwrap().is_some());
    bed.proxy.on(Operation::UpdateItem).fail(Fault::CutAfter);
    assert_eq!(chapters.restore(&chapter).await.unwrap(), chapter);
}

#[tokio::test]
async fn a_purge_is_repeated_and_the_item_is_gone() {
    for loss in losses() {
        let (bed, notes, note) = behind_a_proxy().await;
        bed.proxy.on(Operation::DeleteItem).fail(loss);
        assert_eq!(notes.purge(&note).await.unwrap(), None);
        assert_eq!(now(&bed.direct, &note).await, None);
    }
}

#[tokio::test]
async fn a_delete_whose_future_is_dropped_is_made_as_a_whole() {
    for polls in 0.. {
        let (bed, notes, note) = behind_a_proxy().await;
        let delete = notes.delete(&note);
        let delete = async { drop(delete.await.unwrap()) };
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
