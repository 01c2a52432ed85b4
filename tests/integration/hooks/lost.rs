//! Answers that are lost: what is recognised as done calls the hooks after it once, what is not
//! known to be done calls none.

use dynamite::Outcome;
use dynamite_sample::models::{Note, Notes, Users, note as note_field, user};
use dynamite_testkit::{Fault, Operation};
use futures_util::FutureExt as _;

use super::{ALL, Recorder, called, new_note, note, notes, stored_note};
use crate::outcomes::{losses, polled};
use crate::support::{Proxied, USERS, ada, new_user, stored, stored_all, user_key};

async fn known() -> (Proxied, Recorder, Notes<Recorder>, Note) {
    let bed = Proxied::with(ALL).await;
    let recorder = Recorder::default();
    let notes = notes(&bed.db, &recorder);
    let note = note(&bed.direct).await;
    (bed, recorder, notes, note)
}

#[tokio::test]
async fn work_that_is_recognised_calls_them_once() {
    for loss in losses() {
        let (bed, recorder, notes, note) = known().await;
        let lose = |operation| bed.proxy.on(operation).fail(loss.clone());
        lose(Operation::PutItem);
        notes.create(new_note("new")).await.unwrap();
        called(&recorder, ["before_create Note", "after_create Note"]);
        lose(Operation::UpdateItem);
        let note = notes.save(&note).await.unwrap();
        called(&recorder, ["before_save Note", "after_save Note"]);
        lose(Operation::PutItem);
        let note = notes.replace(&note).await.unwrap().item;
        called(&recorder, ["before_save Note", "after_save Note"]);
        lose(Operation::UpdateItem);
        let update = notes.update(&note).set(note_field::title(), "x");
        let note = update.await.unwrap();
        called(&recorder, ["before_update title", "after_update title"]);
        lose(Operation::UpdateItem);
        let note = notes.delete(&note).await.unwrap().unwrap();
        called(&recorder, ["before_delete Soft", "after_delete Soft item"]);
        lose(Operation::UpdateItem);
        let note = notes.restore(&note).await.unwrap();
        called(&recorder, ["before_restore Note", "after_restore Note"]);
        lose(Operation::DeleteItem);
        assert_eq!(notes.purge(&note).await.unwrap(), None);
        // What it was is not known any more.
        called(&recorder, ["before_delete ForGood", "after_delete ForGood"]);
        assert_eq!(stored_note(&bed.direct, &note).await, None);
    }
}

#[tokio::test]
async fn a_deletion_without_a_version_whose_answer_was_lost_calls_them_once() {
    let bed = Proxied::with(USERS).await;
    let recorder = Recorder::default();
    let users = Users::with_hooks(&bed.db, recorder.clone());
    let ada = ada(&bed.direct).await;
    bed.proxy.on(Operation::DeleteItem).fail(Fault::CutAfter);
    assert_eq!(users.delete(&ada).await.unwrap(), None);
    called(&recorder, ["before_delete ForGood", "after_delete ForGood"]);
    assert_eq!(stored(&bed.direct, "users", user_key(&ada)).await, None);
}

#[tokio::test]
async fn a_write_whose_old_item_is_lost_took_place_all_the_same() {
    let bed = Proxied::with(USERS).await;
    let recorder = Recorder::default();
    let users = Users::with_hooks(&bed.db, recorder.clone());
    let ada = ada(&bed.direct).await;
    bed.proxy.on(Operation::UpdateItem).fail(Fault::CutAfter);
    let update = users.update(&ada).set(user::name(), "x").return_old();
    assert_eq!(update.await.unwrap_err().outcome(), Outcome::Applied);
    called(&recorder, ["before_update name", "after_update name"]);
}

#[tokio::test]
async fn without_any_answer_nothing_is_called_afterwards() {
    for fault in [Fault::CutAfter, Fault::CutBefore] {
        let (bed, recorder, notes, note) = known().await;
        bed.proxy.on_any().always().fail(fault);
        for error in [
            notes.create(new_note("new")).await.unwrap_err(),
            notes.save(&note).await.unwrap_err(),
            notes
                .update(&note)
                .add(note_field::likes(), 1)
                .await
                .unwrap_err(),
            notes.delete(&note).await.unwrap_err(),
            notes.purge(&note).await.unwrap_err(),
        ] {
            assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
        }
        called(
            &recorder,
            [
                "before_create Note",
                "before_save Note",
                "before_update likes",
                "before_delete Soft",
                "before_delete ForGood",
            ],
        );
    }
}

#[tokio::test]
async fn whenever_a_write_is_dropped_what_was_called_afterwards_has_taken_place() {
    let mut seen = [false; 3];
    for polls in 0.. {
        let bed = Proxied::with(USERS).await;
        let recorder = Recorder::default();
        let users = Users::with_hooks(&bed.db, recorder.clone());
        let create = users.create(new_user("ada"));
        let create = async { drop(create.await.unwrap()) };
        let ended = polled(create.boxed(), polls).await;
        bed.proxy.settled().await;
        let calls = recorder.calls();
        let (called, stored) = (calls.len(), stored_all(&bed.direct, "users").await.len());
        assert!(
            matches!((called, stored), (0 | 1, 0) | (1 | 2, 1)),
            "{called} {stored}"
        );
        seen[called] = true;
        if ended {
            assert_eq!((called, stored, seen), (2, 1, [true; 3]));
            return;
        }
    }
}
