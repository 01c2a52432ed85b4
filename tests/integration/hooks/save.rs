//! Hooks around entities that are written as a whole.

use std::sync::{Arc, Mutex};

use dynamite::{ErrorKind, HookResult, Hooks, Outcome};
use dynamite_sample::models::{Handle, Handles, Member, Members, Note, Notes, People, Person};

use super::{
    ALL, MEMBERS, Recorder, called, handles, id, new_handle, new_member, new_person, note, notes,
    people, stored_note,
};
use crate::support::{Bed, Proxied, n, s, stored};

/// Gives notes a title, and keeps them as they are afterwards.
#[derive(Clone, Default)]
struct Titled(Arc<Mutex<Vec<Note>>>);

impl Hooks<Note> for Titled {
    async fn before_save(&self, note: &mut Note) -> HookResult {
        note.title = format!("{}!", note.title);
        Ok(())
    }

    async fn after_save(&self, note: &Note) -> HookResult {
        self.0.lock().unwrap().push(note.clone());
        Ok(())
    }
}

#[tokio::test]
async fn they_are_called_around_save_upsert_and_replace() {
    let bed = Bed::with(ALL).await;
    let recorder = Recorder::default();
    let notes = notes(&bed.db, &recorder);
    let note = note(&bed.db).await;
    let saved = notes.save(&note).await.unwrap();
    called(&recorder, ["before_save Note", "after_save Note"]);
    let upserted = notes.upsert(&saved).await.unwrap();
    called(&recorder, ["before_save Note", "after_save Note"]);
    notes.replace(&upserted).await.unwrap();
    called(&recorder, ["before_save Note", "after_save Note"]);
    assert_eq!(stored_note(&bed.db, &note).await.unwrap()["version"], n(4));
}

#[tokio::test]
async fn what_a_hook_changes_is_stored_and_what_is_stored_is_what_comes_afterwards() {
    let bed = Bed::with(ALL).await;
    let titled = Titled::default();
    let notes = Notes::with_hooks(&bed.db, titled.clone());
    let note = note(&bed.db).await;
    let saved = notes.save(&note).await.unwrap();
    assert_eq!((saved.title.as_str(), saved.version), ("plan!", 2));
    let replaced = notes.replace(&saved).await.unwrap().item;
    assert_eq!((replaced.title.as_str(), replaced.version), ("plan!!", 3));
    let upserted = notes.upsert(&replaced).await.unwrap();
    assert_eq!(
        stored_note(&bed.db, &note).await.unwrap()["title"],
        s("plan!!!")
    );
    assert_eq!(*titled.0.lock().unwrap(), [saved, replaced, upserted]);
}

/// Spoils names in a way that normalizing repairs, and e-mail addresses in one that it cannot.
#[derive(Clone)]
struct Careless;

impl Hooks<Member> for Careless {
    async fn before_save(&self, member: &mut Member) -> HookResult {
        member.name = format!("  {}   L. ", member.name);
        if member.points > 0 {
            member.email = "nowhere".to_owned();
        }
        Ok(())
    }
}

#[tokio::test]
async fn what_a_hook_changes_is_normalized_and_checked() {
    let bed = Bed::with(MEMBERS).await;
    let members = Members::with_hooks(&bed.db, Careless);
    let mut ada = members.create(new_member("ada")).await.unwrap();
    assert_eq!(members.save(&ada).await.unwrap().name, "ada L.");
    assert_eq!(members.replace(&ada).await.unwrap().item.name, "ada L.");
    ada.points = 1;
    for error in [
        members.save(&ada).await.unwrap_err(),
        members.upsert(&ada).await.unwrap_err(),
        members.replace(&ada).await.unwrap_err(),
        members.put_many([ada.clone()]).await.unwrap_err(),
    ] {
        assert_eq!(error.violations()[0].path, "email", "{error}");
    }
    let item = stored(&bed.db, "members", id(ada.id)).await.unwrap();
    assert_eq!((&item["name"], &item["points"]), (&s("ada L."), &n(0)));
}

#[tokio::test]
async fn a_hook_that_refuses_has_nothing_sent() {
    let bed = Proxied::with(ALL).await;
    let recorder = Recorder::default();
    let notes = notes(&bed.db, &recorder);
    let note = note(&bed.direct).await;
    for _ in 0..3 {
        recorder.fail("before_save");
    }
    for error in [
        notes.save(&note).await.unwrap_err(),
        notes.upsert(&note).await.unwrap_err(),
        notes.replace(&note).await.unwrap_err(),
    ] {
        assert!(
            matches!(
                error.kind(),
                ErrorKind::Hook {
                    model: "Note",
                    hook: "before_save",
                    ..
                }
            ),
            "{error:?}"
        );
        assert_eq!(error.outcome(), Outcome::NotApplied);
    }
    called(&recorder, ["before_save Note"; 3]);
    assert_eq!(bed.proxy.log().len(), 0);
}

#[tokio::test]
async fn a_hook_that_fails_afterwards_is_reported_and_the_item_is_written() {
    let bed = Bed::with(ALL).await;
    let recorder = Recorder::default();
    let notes = notes(&bed.db, &recorder);
    let note = note(&bed.db).await;
    recorder.fail("after_save");
    assert_eq!(notes.save(&note).await.unwrap().version, 2);
    assert_eq!(recorder.failures().len(), 1);
    assert_eq!(stored_note(&bed.db, &note).await.unwrap()["version"], n(2));
}

#[tokio::test]
async fn nothing_is_called_after_a_write_that_is_refused() {
    let bed = Bed::with(ALL).await;
    let recorder = Recorder::default();
    let notes = notes(&bed.db, &recorder);
    let note = note(&bed.db).await;
    Notes::new(&bed.db).save(&note).await.unwrap();
    assert!(notes.save(&note).await.unwrap_err().is_version_conflict());
    assert!(
        notes
            .replace(&note)
            .await
            .unwrap_err()
            .is_version_conflict()
    );
    called(&recorder, ["before_save Note", "before_save Note"]);
}

#[tokio::test]
async fn they_are_called_once_where_a_write_takes_several_requests() {
    let bed = Bed::with(ALL).await;
    let recorder = Recorder::default();
    let people = people(&bed.db, &recorder);
    let mut ada: Person = People::new(&bed.db)
        .create(new_person("ada"))
        .await
        .unwrap();
    // Refused at first, because unique values change, then a transaction.
    ada.badge = Some(1);
    assert_eq!(people.save(&ada).await.unwrap(), ada);
    called(&recorder, ["before_save Person", "after_save Person"]);
    ada.badge = Some(2);
    assert_eq!(people.replace(&ada).await.unwrap().item, ada);
    called(&recorder, ["before_save Person", "after_save Person"]);
    assert_eq!(people.upsert(&ada).await.unwrap(), ada);
    called(&recorder, ["before_save Person", "after_save Person"]);
    let item = stored(&bed.db, "people", id(ada.id)).await.unwrap();
    assert_eq!(item["badge"], n(2));
}

#[tokio::test]
async fn a_value_that_a_hook_sets_is_unique_too() {
    /// Calls everybody Ada.
    #[derive(Clone)]
    struct Ada;
    impl Hooks<Handle> for Ada {
        async fn before_save(&self, handle: &mut Handle) -> HookResult {
            handle.name = "ada".to_owned();
            Ok(())
        }
    }
    let bed = Bed::with(ALL).await;
    let recorder = Recorder::default();
    handles(&bed.db, &recorder)
        .create(new_handle("ada"))
        .await
        .unwrap();
    called(&recorder, ["before_create Handle", "after_create Handle"]);
    let handles = Handles::with_hooks(&bed.db, Ada);
    let bob = handles.create(new_handle("bob")).await.unwrap();
    assert!(handles.save(&bob).await.unwrap_err().is_unique_conflict());
    let item = stored(&bed.db, "handles", id(bob.id)).await.unwrap();
    assert_eq!((&item["name"], &item["version"]), (&s("bob"), &n(1)));
}
