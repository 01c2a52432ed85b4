//! Hooks around deleting and restoring.

use dynamite::{AnyVersion as _, ErrorKind, Outcome, Ulid};
use dynamite_sample::models::{Handles, Notes, People, Users};

use super::{
    ALL, Recorder, called, handles, id, new_handle, new_person, note, notes, people, stored_note,
};
use crate::support::{Bed, Proxied, USERS, ada, stored, user_key};

#[tokio::test]
async fn a_soft_delete_a_restore_and_a_purge_call_their_own() {
    let bed = Bed::with(ALL).await;
    let recorder = Recorder::default();
    let notes = notes(&bed.db, &recorder);
    let note = note(&bed.db).await;
    let deleted = notes.delete(&note).return_new().await.unwrap().unwrap();
    called(&recorder, ["before_delete Soft", "after_delete Soft item"]);
    let restored = notes.restore(&deleted).await.unwrap();
    called(&recorder, ["before_restore Note", "after_restore Note"]);
    notes.purge(&restored).return_old().await.unwrap().unwrap();
    called(
        &recorder,
        ["before_delete ForGood", "after_delete ForGood item"],
    );
    assert_eq!(stored_note(&bed.db, &note).await, None);
}

#[tokio::test]
async fn without_soft_delete_it_is_for_good() {
    let bed = Bed::with(USERS).await;
    let recorder = Recorder::default();
    let users = Users::with_hooks(&bed.db, recorder.clone());
    let ada = ada(&bed.db).await;
    assert_eq!(
        users.delete(&ada).return_old().await.unwrap(),
        Some(ada.clone())
    );
    called(
        &recorder,
        ["before_delete ForGood", "after_delete ForGood item"],
    );
    assert_eq!(stored(&bed.db, "users", user_key(&ada)).await, None);
}

#[tokio::test]
async fn nothing_is_called_after_deleting_what_is_not_there() {
    let bed = Bed::with(ALL).await;
    bed.db.sync(USERS).await.unwrap();
    let recorder = Recorder::default();
    let absent = Ulid::from_parts(1, 1);
    let users = Users::with_hooks(&bed.db, recorder.clone());
    assert_eq!(users.delete(absent).return_old().await.unwrap(), None);
    called(&recorder, ["before_delete ForGood"]);
    let notes = notes(&bed.db, &recorder);
    assert_eq!(
        notes
            .delete(absent.any_version())
            .return_new()
            .await
            .unwrap(),
        None
    );
    called(&recorder, ["before_delete Soft"]);
    assert_eq!(
        notes
            .purge(absent.any_version())
            .return_old()
            .await
            .unwrap(),
        None
    );
    called(&recorder, ["before_delete ForGood"]);
    assert!(
        notes
            .restore(absent.any_version())
            .await
            .unwrap_err()
            .is_not_found()
    );
    called(&recorder, ["before_restore Note"]);
    let (people, handles) = (people(&bed.db, &recorder), handles(&bed.db, &recorder));
    assert_eq!(people.delete(absent).return_old().await.unwrap(), None);
    assert_eq!(
        handles
            .delete(absent.any_version())
            .return_new()
            .await
            .unwrap(),
        None
    );
    assert_eq!(
        handles
            .purge(absent.any_version())
            .return_old()
            .await
            .unwrap(),
        None
    );
    called(
        &recorder,
        [
            "before_delete ForGood",
            "before_delete Soft",
            "before_delete ForGood",
        ],
    );
}

#[tokio::test]
async fn nothing_is_called_after_a_deletion_that_is_refused() {
    let bed = Bed::with(ALL).await;
    let recorder = Recorder::default();
    let notes = notes(&bed.db, &recorder);
    let note = note(&bed.db).await;
    let (old, note) = (note.clone(), Notes::new(&bed.db).save(&note).await.unwrap());
    assert!(notes.delete(&old).await.unwrap_err().is_version_conflict());
    assert!(notes.purge(&old).await.unwrap_err().is_version_conflict());
    called(&recorder, ["before_delete Soft", "before_delete ForGood"]);
    let error = notes.restore(&note).await.unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::NotDeleted { .. }),
        "{error}"
    );
    called(&recorder, ["before_restore Note"]);
}

#[tokio::test]
async fn a_hook_that_refuses_has_nothing_sent() {
    let bed = Proxied::with(ALL).await;
    let recorder = Recorder::default();
    let notes = notes(&bed.db, &recorder);
    let note = note(&bed.direct).await;
    for hook in ["before_delete", "before_delete", "before_restore"] {
        recorder.fail(hook);
    }
    for (error, refused_by) in [
        (notes.delete(&note).await.unwrap_err(), "before_delete"),
        (notes.purge(&note).await.unwrap_err(), "before_delete"),
        (notes.restore(&note).await.unwrap_err(), "before_restore"),
    ] {
        let ErrorKind::Hook { hook, .. } = error.kind() else {
            panic!("{error:?}");
        };
        assert_eq!(*hook, refused_by);
        assert_eq!(error.outcome(), Outcome::NotApplied);
    }
    assert_eq!(bed.proxy.log().len(), 0);
    assert!(stored_note(&bed.direct, &note).await.is_some());
}

#[tokio::test]
async fn a_hook_that_fails_afterwards_is_reported_and_the_item_is_gone() {
    let bed = Bed::with(ALL).await;
    let recorder = Recorder::default();
    let notes = notes(&bed.db, &recorder);
    let note = note(&bed.db).await;
    for hook in ["after_delete", "after_restore", "after_delete"] {
        recorder.fail(hook);
    }
    let deleted = notes.delete(&note).return_new().await.unwrap().unwrap();
    let restored = notes.restore(&deleted).await.unwrap();
    notes.purge(&restored).return_old().await.unwrap().unwrap();
    assert_eq!(recorder.failures().len(), 3);
    assert_eq!(stored_note(&bed.db, &note).await, None);
}

#[tokio::test]
async fn items_with_unique_fields_call_them_once() {
    let bed = Bed::with(ALL).await;
    let recorder = Recorder::default();
    let ada = People::new(&bed.db)
        .create(new_person("ada"))
        .await
        .unwrap();
    let people = people(&bed.db, &recorder);
    assert_eq!(people.delete(ada.id).return_old().await.unwrap(), Some(ada));
    called(
        &recorder,
        ["before_delete ForGood", "after_delete ForGood item"],
    );

    let bob = Handles::new(&bed.db)
        .create(new_handle("bob"))
        .await
        .unwrap();
    let handles = handles(&bed.db, &recorder);
    let deleted = handles.delete(&bob).return_new().await.unwrap().unwrap();
    let restored = handles.restore(&deleted).await.unwrap();
    handles
        .purge(&restored)
        .return_old()
        .await
        .unwrap()
        .unwrap();
    called(
        &recorder,
        [
            "before_delete Soft",
            "after_delete Soft item",
            "before_restore Handle",
            "after_restore Handle",
            "before_delete ForGood",
            "after_delete ForGood item",
        ],
    );
    assert_eq!(stored(&bed.db, "handles", id(bob.id)).await, None);
}
