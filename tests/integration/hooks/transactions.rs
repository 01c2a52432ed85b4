//! Hooks in transactions: those before are called before anything is sent, those after when it
//! has taken place, and never otherwise.

use std::future::IntoFuture as _;
use std::sync::{Arc, Mutex};

use dynamite::{ErrorKind, HookResult, Hooks, Outcome, Timestamp};
use dynamite_sample::models::{Handles, Note, Notes, People, Person, note as note_field};
use dynamite_testkit::{Fault, Operation, Pause};

use super::{
    ALL, Recorder, called, handles, new_handle, new_note, new_person, note, notes, people,
    stored_note,
};
use crate::support::{Bed, Proxied, s, stored_all};

#[tokio::test]
async fn they_are_called_in_the_order_of_the_writes() {
    let bed = Bed::with(ALL).await;
    let recorder = Recorder::default();
    let (notes, handles) = (notes(&bed.db, &recorder), handles(&bed.db, &recorder));
    let people = people(&bed.db, &recorder);
    let [a, b, c, d] = [(); 4].map(|()| note(&bed.db));
    let (a, b, c, d) = (a.await, b.await, c.await, d.await);
    let deleted = Notes::new(&bed.db)
        .delete(&d)
        .return_new()
        .await
        .unwrap()
        .unwrap();
    let bob = Handles::new(&bed.db)
        .create(new_handle("bob"))
        .await
        .unwrap();
    bed.db
        .transaction()
        .and(notes.create(new_note("new")))
        .and(notes.update(&a).set(note_field::title(), "x"))
        .and(people.create(new_person("ada")))
        .and(notes.save(&b))
        .and(notes.purge(&c))
        .and(notes.restore(&deleted))
        .and(handles.delete(&bob))
        .commit()
        .await
        .unwrap();
    called(
        &recorder,
        [
            "before_create Note",
            "before_update title",
            "before_create Person",
            "before_save Note",
            "before_delete ForGood",
            "before_restore Note",
            "before_delete Soft",
            "after_create Note",
            "after_update title",
            "after_create Person",
            "after_save Note",
            "after_delete ForGood",
            "after_restore Note",
            "after_delete Soft",
        ],
    );
    assert_eq!(stored_note(&bed.db, &a).await.unwrap()["title"], s("x"));
    assert_eq!(stored_note(&bed.db, &c).await, None);
    assert_eq!(stored_all(&bed.db, "notes").await.len(), 4);
}

#[tokio::test]
async fn adding_a_write_calls_nothing() {
    let bed = Bed::with(ALL).await;
    let recorder = Recorder::default();
    let notes = notes(&bed.db, &recorder);
    let transaction = bed.db.transaction().and(notes.create(new_note("never")));
    assert_eq!((transaction.len(), transaction.is_empty()), (1, false));
    drop(transaction);
    called(&recorder, []);
}

#[tokio::test]
async fn nothing_after_is_called_until_the_commit_is_known() {
    let bed = Proxied::with(ALL).await;
    let recorder = Recorder::default();
    let notes = notes(&bed.db, &recorder);
    let note = note(&bed.direct).await;
    let pause = Pause::new();
    let held = bed.proxy.on(Operation::TransactWriteItems);
    held.fail(Fault::PauseAfter(pause.clone()));
    let transaction = bed.db.transaction();
    let commit = transaction
        .and(notes.update(&note).set(note_field::title(), "x"))
        .into_future();
    let watch = async {
        pause.reached().await;
        // It has taken place, and nobody knows yet.
        assert_eq!(
            stored_note(&bed.direct, &note).await.unwrap()["title"],
            s("x")
        );
        called(&recorder, ["before_update title"]);
        pause.release();
    };
    let (committed, ()) = tokio::join!(commit, watch);
    committed.unwrap();
    called(&recorder, ["after_update title"]);
}

#[tokio::test]
async fn a_transaction_that_is_refused_calls_nothing_afterwards() {
    let bed = Bed::with(ALL).await;
    let recorder = Recorder::default();
    let notes = notes(&bed.db, &recorder);
    let note = note(&bed.db).await;
    let error = bed
        .db
        .transaction()
        .and(notes.create(new_note("new")))
        .and(notes.insert(&note))
        .commit()
        .await
        .unwrap_err();
    assert_eq!(error.canceled_writes()[0].position, 1);
    called(&recorder, ["before_create Note", "before_create Note"]);
    assert_eq!(stored_all(&bed.db, "notes").await.len(), 1);
}

#[tokio::test]
async fn a_hook_that_refuses_has_nothing_sent_of_any_write() {
    let bed = Proxied::with(ALL).await;
    let recorder = Recorder::default();
    let notes = notes(&bed.db, &recorder);
    let note = note(&bed.direct).await;
    recorder.fail("before_save");
    let error = bed
        .db
        .transaction()
        .and(People::new(&bed.db).create(new_person("ada")))
        .and(notes.create(new_note("new")))
        .and(notes.save(&note))
        .and(notes.create(new_note("another")))
        .commit()
        .await
        .unwrap_err();
    assert!(
        matches!(
            error.kind(),
            ErrorKind::Hook {
                hook: "before_save",
                ..
            }
        ),
        "{error:?}"
    );
    assert_eq!(error.outcome(), Outcome::NotApplied);
    called(&recorder, ["before_create Note", "before_save Note"]);
    assert_eq!(bed.proxy.log().len(), 0);
}

#[tokio::test]
async fn a_hook_that_fails_afterwards_does_not_look_like_a_failed_commit() {
    let bed = Bed::with(ALL).await;
    let recorder = Recorder::default();
    let notes = notes(&bed.db, &recorder);
    recorder.fail("after_create");
    bed.db
        .transaction()
        .and(notes.create(new_note("a")))
        .and(notes.create(new_note("b")))
        .commit()
        .await
        .unwrap();
    // The next one is called all the same.
    assert_eq!(
        recorder.calls()[2..],
        ["after_create Note", "after_create Note"]
    );
    assert_eq!(recorder.failures().len(), 1);
    assert_eq!(stored_all(&bed.db, "notes").await.len(), 2);
}

#[tokio::test]
async fn too_many_writes_are_refused_before_any_hook_is_called() {
    let bed = Bed::with(ALL).await;
    let recorder = Recorder::default();
    let notes = notes(&bed.db, &recorder);
    let creates = (0..101).map(|_| notes.create(new_note("x")));
    let transaction = bed.db.transaction().and_all(creates);
    let error = transaction.commit().await.unwrap_err();
    assert!(matches!(
        error.kind(),
        ErrorKind::TooManyWrites { writes: 101, .. }
    ));
    called(&recorder, []);
}

#[tokio::test]
async fn two_writes_of_one_item_are_refused_also_if_a_hook_made_them_so() {
    /// Gives every person the same id.
    #[derive(Clone)]
    struct Same(Person);
    impl Hooks<Person> for Same {
        async fn before_create(&self, person: &mut Person) -> HookResult {
            person.id = self.0.id;
            Ok(())
        }
    }
    let bed = Proxied::with(ALL).await;
    let ada = People::new(&bed.direct).build(new_person("ada"));
    let people = People::with_hooks(&bed.db, Same(ada));
    let transaction = bed.db.transaction();
    let transaction = transaction.and(people.create(new_person("a")));
    let error = transaction
        .and(people.create(new_person("b")))
        .await
        .unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::DuplicateKey { .. }),
        "{error:?}"
    );
    assert_eq!(bed.proxy.log().len(), 0);
}

/// Notes whose titles a hook changes, and what is known of them afterwards.
#[derive(Clone, Default)]
struct Titled(Arc<Mutex<Vec<Note>>>);

impl Hooks<Note> for Titled {
    async fn before_create(&self, note: &mut Note) -> HookResult {
        note.title = "by a hook".to_owned();
        Ok(())
    }

    async fn after_create(&self, note: &Note) -> HookResult {
        self.0.lock().unwrap().push(note.clone());
        Ok(())
    }

    async fn before_save(&self, note: &mut Note) -> HookResult {
        note.title = "by a hook".to_owned();
        note.updated_at = Timestamp::UNIX_EPOCH;
        Ok(())
    }

    async fn after_save(&self, note: &Note) -> HookResult {
        self.0.lock().unwrap().push(note.clone());
        Ok(())
    }
}

#[tokio::test]
async fn entities_that_hooks_change_are_stored_and_come_afterwards_as_they_are_stored() {
    let bed = Bed::with(ALL).await;
    let titled = Titled::default();
    let notes = Notes::with_hooks(&bed.db, titled.clone());
    let (saved, replaced) = (note(&bed.db).await, note(&bed.db).await);
    bed.db
        .transaction()
        .and(notes.create(new_note("new")))
        .and(notes.save(&saved))
        .and(notes.replace(&replaced))
        .commit()
        .await
        .unwrap();
    let seen = std::mem::take(&mut *titled.0.lock().unwrap());
    assert_eq!(seen.len(), 3);
    for (note, version) in seen.iter().zip([1, 2, 2]) {
        assert_eq!(notes.get(note.id).await.unwrap().as_ref(), Some(note));
        assert_eq!((note.title.as_str(), note.version), ("by a hook", version));
    }
}
