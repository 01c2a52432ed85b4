//! Responses that are lost: what is recognised as done calls the hooks after it once, what is not
//! known to be done calls none.

use dynamite::model::{TableDescriptor, UNIQUE_GUARDS};
use dynamite::{AnyVersion as _, Outcome};
use dynamite_sample::models::{
    NewParcel, Note, Notes, Parcels, Users, note as note_field, parcel, tables, user,
};
use dynamite_testkit::{Fault, Operation};
use futures_util::FutureExt as _;

use super::{ALL, Recorder, called, new_note, note, notes};
use crate::outcomes::{losses, polled};
use crate::support::{Proxied, USERS, ada, new_user, stored, stored_all, user_key};

/// Parcels have a token of their last write.
static PARCELS: &[&TableDescriptor] = &[&tables::PARCELS, &UNIQUE_GUARDS];

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
        let bed = Proxied::with(PARCELS).await;
        let recorder = Recorder::default();
        let parcels = Parcels::with_hooks(&bed.db, recorder.clone());
        let lose = |operation| bed.proxy.on(operation).fail(loss.clone());
        let place = "shelf".to_owned();
        lose(Operation::TransactWriteItems);
        let parcel = parcels.create(NewParcel { place }).await.unwrap();
        called(&recorder, ["before_create Parcel", "after_create Parcel"]);
        lose(Operation::UpdateItem);
        let parcel = parcels.save(&parcel).await.unwrap();
        called(&recorder, ["before_save Parcel", "after_save Parcel"]);
        lose(Operation::PutItem);
        let parcel = parcels.replace(&parcel).await.unwrap().item;
        called(&recorder, ["before_save Parcel", "after_save Parcel"]);
        lose(Operation::UpdateItem);
        let update = parcels.update(&parcel).set(parcel::place(), "van");
        let parcel = update.await.unwrap();
        called(&recorder, ["before_update place", "after_update place"]);
        lose(Operation::UpdateItem);
        let parcel = parcels.delete(&parcel).return_new().await.unwrap().unwrap();
        called(&recorder, ["before_delete Soft", "after_delete Soft item"]);
        lose(Operation::UpdateItem);
        parcels.restore(&parcel).await.unwrap();
        called(&recorder, ["before_restore Parcel", "after_restore Parcel"]);
    }
}

/// Whether it took place is not known, so they are not called.
#[tokio::test]
async fn work_that_may_be_of_others_calls_none_afterwards() {
    let (bed, recorder, notes, note) = known().await;
    bed.proxy.on(Operation::UpdateItem).fail(Fault::CutAfter);
    let error = notes.save(&note).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    called(&recorder, ["before_save Note"]);
    bed.proxy.on(Operation::DeleteItem).fail(Fault::CutAfter);
    let purge = notes.purge(note.id.any_version());
    let purge = purge.only_if(note_field::title().eq("plan"));
    let error = purge.await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
    assert_eq!(error.outcome(), Outcome::Unknown);
    called(&recorder, ["before_delete ForGood"]);
}

#[tokio::test]
async fn a_deletion_without_a_version_whose_answer_was_lost_calls_them_once() {
    let bed = Proxied::with(USERS).await;
    let recorder = Recorder::default();
    let users = Users::with_hooks(&bed.db, recorder.clone());
    let ada = ada(&bed.direct).await;
    bed.proxy.on(Operation::DeleteItem).fail(Fault::CutAfter);
    assert_eq!(users.delete(&ada).return_old().await.unwrap(), None);
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
