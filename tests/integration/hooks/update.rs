//! Hooks around updates.

use dynamite::{Changes, ErrorKind, HookResult, Hooks, Outcome};
use dynamite_sample::models::{
    Member, MemberKey, Members, Note, NoteKey, Notes, People, member, note as note_field, person,
};
use dynamite_testkit::Operation;

use super::{
    ALL, MEMBERS, Recorder, called, id, new_member, new_person, note, notes, people, stored_note,
};
use crate::support::{Bed, Proxied, n, s, stored};

/// Sets an e-mail address of which the rules of the schema make another, or none at all.
#[derive(Clone)]
struct Addressed(&'static str);

impl Hooks<Member> for Addressed {
    async fn before_update(&self, _: &MemberKey, changes: &mut Changes<Member>) -> HookResult {
        changes.set(member::email(), self.0);
        Ok(())
    }
}

#[tokio::test]
async fn what_a_hook_sets_is_normalized_and_checked() {
    let bed = Proxied::with(MEMBERS).await;
    let ada = Members::new(&bed.direct)
        .create(new_member("ada"))
        .await
        .unwrap();
    let members = Members::with_hooks(&bed.db, Addressed(" New@Example.com"));
    let updated = members
        .update(&ada)
        .set(member::alias(), "x")
        .await
        .unwrap();
    assert_eq!(updated.email, "new@example.com");

    let sent = bed.proxy.log().len();
    let members = Members::with_hooks(&bed.db, Addressed("nowhere"));
    let error = members
        .update(&ada)
        .set(member::alias(), "y")
        .await
        .unwrap_err();
    assert_eq!(error.violations()[0].path, "email", "{error}");
    assert_eq!(bed.proxy.log().len(), sent);
    let item = stored(&bed.direct, "members", id(ada.id)).await.unwrap();
    assert_eq!(
        (&item["email"], &item["alias"]),
        (&s("new@example.com"), &s("x"))
    );
}

#[tokio::test]
async fn changes_that_break_rules_are_refused_before_a_hook_sees_them() {
    let bed = Bed::with(MEMBERS).await;
    let recorder = Recorder::default();
    let members = Members::with_hooks(&bed.db, recorder.clone());
    let ada = Members::new(&bed.db)
        .create(new_member("ada"))
        .await
        .unwrap();
    let error = members
        .update(&ada)
        .set(member::email(), "x")
        .await
        .unwrap_err();
    assert!(!error.violations().is_empty());
    called(&recorder, []);
}

#[tokio::test]
async fn they_are_called_around_an_update_of_every_kind() {
    let bed = Bed::with(ALL).await;
    let recorder = Recorder::default();
    let notes = notes(&bed.db, &recorder);
    let note = note(&bed.db).await;
    let calls = ["before_update title", "after_update title"];
    let set = |note: &Note, title: &str| notes.update(note).set(note_field::title(), title);

    let note = set(&note, "a").await.unwrap();
    called(&recorder, calls);
    let old = set(&note, "b").return_old().await.unwrap();
    assert_eq!((old.title.as_str(), old.version), ("a", 2));
    called(&recorder, calls);
    let note = notes.get(note.id).await.unwrap().unwrap();
    set(&note, "c").return_nothing().await.unwrap();
    called(&recorder, calls);
    let note = notes.get(note.id).await.unwrap().unwrap();
    set(&note, "d").exactly_once().await.unwrap();
    called(&recorder, calls);
    let item = stored_note(&bed.db, &note).await.unwrap();
    assert_eq!((&item["title"], &item["version"]), (&s("d"), &n(5)));
}

#[tokio::test]
async fn a_hook_that_refuses_has_nothing_sent() {
    let bed = Proxied::with(ALL).await;
    let recorder = Recorder::default();
    let notes = notes(&bed.db, &recorder);
    let note = note(&bed.direct).await;
    let set = || notes.update(&note).set(note_field::title(), "x");
    for _ in 0..2 {
        recorder.fail("before_update");
    }
    for error in [
        set().await.unwrap_err(),
        set().exactly_once().await.unwrap_err(),
    ] {
        assert!(
            matches!(
                error.kind(),
                ErrorKind::Hook {
                    hook: "before_update",
                    ..
                }
            ),
            "{error:?}"
        );
        assert_eq!(error.outcome(), Outcome::NotApplied);
    }
    called(&recorder, ["before_update title"; 2]);
    assert_eq!(bed.proxy.log().len(), 0);
}

#[tokio::test]
async fn a_hook_that_fails_afterwards_is_reported_and_the_item_is_updated() {
    let bed = Bed::with(ALL).await;
    let recorder = Recorder::default();
    let notes = notes(&bed.db, &recorder);
    let note = note(&bed.db).await;
    recorder.fail("after_update");
    let updated = notes.update(&note).set(note_field::title(), "x").await;
    assert_eq!(updated.unwrap().title, "x");
    assert_eq!(recorder.failures().len(), 1);
    assert_eq!(stored_note(&bed.db, &note).await.unwrap()["title"], s("x"));
}

#[tokio::test]
async fn nothing_is_called_after_an_update_that_is_refused() {
    let bed = Bed::with(ALL).await;
    let recorder = Recorder::default();
    let notes = notes(&bed.db, &recorder);
    let note = note(&bed.db).await;
    let update = notes.update(&note).set(note_field::title(), "x");
    let update = update.only_if(note_field::likes().gt(5));
    assert!(update.await.unwrap_err().is_condition_failed());
    called(&recorder, ["before_update title"]);
}

/// Gives a badge with each change.
#[derive(Clone)]
struct Badge;

impl Hooks<Note> for Badge {
    async fn before_update(&self, _: &NoteKey, changes: &mut Changes<Note>) -> HookResult {
        assert_eq!(changes.new_value(note_field::version()), None);
        changes.set(note_field::text(), "by a hook");
        Ok(())
    }
}

#[tokio::test]
async fn a_version_is_counted_once_with_what_a_hook_changes() {
    let bed = Bed::with(ALL).await;
    let notes = Notes::with_hooks(&bed.db, Badge);
    let note = note(&bed.db).await;
    // Without any change of its own it would write nothing.
    let updated = notes.update(&note).await.unwrap();
    assert_eq!(updated.text.as_deref(), Some("by a hook"));
    let item = stored_note(&bed.db, &note).await.unwrap();
    assert_eq!((&item["text"], &item["version"]), (&s("by a hook"), &n(2)));
}

#[tokio::test]
async fn updates_of_unique_fields_call_them_once() {
    let bed = Proxied::with(ALL).await;
    let recorder = Recorder::default();
    let people = people(&bed.db, &recorder);
    let ada = People::new(&bed.direct)
        .create(new_person("ada"))
        .await
        .unwrap();
    let bob = People::new(&bed.direct)
        .create(new_person("bob"))
        .await
        .unwrap();
    people.update(ada.id).set(person::badge(), 1).await.unwrap();
    called(&recorder, ["before_update badge", "after_update badge"]);
    assert_eq!(
        bed.proxy
            .counts()
            .requests_of(Operation::TransactWriteItems),
        1
    );
    let taken = people.update(bob.id).set(person::badge(), 1).await;
    assert!(taken.unwrap_err().is_unique_conflict());
    called(&recorder, ["before_update badge"]);
}
