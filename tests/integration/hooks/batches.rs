//! Hooks of many writes: once for each item, and afterwards only for those that were written.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use dynamite::{Deletion, ErrorKind, HookResult, Hooks, Ulid};
use dynamite_sample::models::{People, Person, User, UserKey, Users};
use dynamite_testkit::{Fault, Operation};

use super::{ALL, Recorder, called, new_person, people};
use crate::support::{Bed, Proxied, USERS, new_user, s, stored_all};

/// Names what is put, and knows what was written.
#[derive(Clone, Default)]
struct Batched(Arc<Mutex<Vec<Ulid>>>);

impl Batched {
    fn written(&self) -> BTreeSet<Ulid> {
        let written = std::mem::take(&mut *self.0.lock().unwrap());
        let (number, written) = (written.len(), BTreeSet::from_iter(written));
        assert_eq!(number, written.len(), "each once");
        written
    }
}

impl Hooks<User> for Batched {
    async fn before_save(&self, user: &mut User) -> HookResult {
        user.name = format!("{} L.", user.name);
        Ok(())
    }

    async fn after_save(&self, user: &User) -> HookResult {
        assert!(user.name.ends_with(" L."));
        self.0.lock().unwrap().push(user.id);
        Ok(())
    }

    async fn after_delete(
        &self,
        key: &UserKey,
        deletion: Deletion,
        item: Option<&User>,
    ) -> HookResult {
        assert_eq!((deletion, item), (Deletion::ForGood, None));
        self.0.lock().unwrap().push(key.id);
        Ok(())
    }
}

fn users(users: &Users<Batched>, number: usize) -> Vec<User> {
    let new = (0..number).map(|number| new_user(&format!("user{number}")));
    new.map(|new| users.build(new)).collect()
}

fn ids<'u>(users: impl IntoIterator<Item = &'u User>) -> BTreeSet<Ulid> {
    users.into_iter().map(|user| user.id).collect()
}

#[tokio::test]
async fn each_item_of_a_batch_is_changed_and_reported_once() {
    let bed = Proxied::with(USERS).await;
    let hooks = Batched::default();
    let users_ = Users::with_hooks(&bed.db, hooks.clone());
    let all = users(&users_, 30);
    for _ in 0..2 {
        let batch = bed.proxy.on(Operation::BatchWriteItem);
        batch.fail(Fault::Unprocessed { applied: 7 });
    }
    assert_eq!(users_.put_many(all.clone()).await.unwrap(), 30);
    assert_eq!(hooks.written(), ids(&all));
    let stored = stored_all(&bed.direct, "users").await;
    assert_eq!(stored.len(), 30);
    assert!(
        stored
            .iter()
            .all(|user| user["name"].as_s().unwrap().ends_with(" L."))
    );

    assert_eq!(users_.delete_many(&all).await.unwrap(), 30);
    assert_eq!(hooks.written(), ids(&all));
    assert_eq!(stored_all(&bed.direct, "users").await.len(), 0);
}

#[tokio::test]
async fn what_is_left_unprocessed_is_not_reported_as_written() {
    let bed = Proxied::with(USERS).await;
    let hooks = Batched::default();
    let users_ = Users::with_hooks(&bed.db, hooks.clone());
    let all = users(&users_, 10);
    let first = bed.proxy.on(Operation::BatchWriteItem);
    first.fail(Fault::Unprocessed { applied: 4 });
    let second = bed.proxy.on(Operation::BatchWriteItem).nth(2).always();
    second.fail(Fault::Unprocessed { applied: 0 });
    let partly = users_.put_many(all.clone()).partial().await.unwrap();
    assert_eq!((partly.written, partly.unprocessed.len()), (4, 6));
    assert_eq!(hooks.written(), ids(&all[..4]));
    assert_eq!(stored_all(&bed.direct, "users").await.len(), 4);
}

#[tokio::test]
async fn a_hook_that_refuses_one_item_has_nothing_sent_of_the_batch() {
    let bed = Proxied::with(USERS).await;
    let recorder = Recorder::default();
    let users = Users::with_hooks(&bed.db, recorder.clone());
    let all: Vec<User> = ["a", "b", "c"]
        .map(|name| users.build(new_user(name)))
        .into();
    recorder.fail("before_save");
    let error = users.put_many(all.clone()).await.unwrap_err();
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
    called(&recorder, ["before_save User"]);
    recorder.fail("before_delete");
    let error = users.delete_many(&all).await.unwrap_err();
    assert!(
        matches!(
            error.kind(),
            ErrorKind::Hook {
                hook: "before_delete",
                ..
            }
        ),
        "{error:?}"
    );
    called(&recorder, ["before_delete ForGood"]);
    assert_eq!(bed.proxy.log().len(), 0);
}

#[tokio::test]
async fn a_hook_that_fails_afterwards_is_reported_and_the_batch_goes_on() {
    let bed = Bed::with(USERS).await;
    let recorder = Recorder::default();
    let users = Users::with_hooks(&bed.db, recorder.clone());
    let all: Vec<User> = ["a", "b"].map(|name| users.build(new_user(name))).into();
    recorder.fail("after_save");
    assert_eq!(users.put_many(all).await.unwrap(), 2);
    assert_eq!(recorder.failures().len(), 1);
    assert_eq!(recorder.calls().len(), 4);
    assert_eq!(stored_all(&bed.db, "users").await.len(), 2);
}

/// Gives everybody a nickname.
#[derive(Clone, Default)]
struct Nicknamed(Arc<Mutex<Vec<Ulid>>>);

impl Hooks<Person> for Nicknamed {
    async fn before_create(&self, person: &mut Person) -> HookResult {
        person.nick = Some(person.email.clone());
        Ok(())
    }

    async fn after_create(&self, person: &Person) -> HookResult {
        self.0.lock().unwrap().push(person.id);
        Ok(())
    }
}

#[tokio::test]
async fn items_created_in_bulk_are_changed_and_reported_once() {
    let bed = Bed::with(ALL).await;
    let hooks = Nicknamed::default();
    let people = People::with_hooks(&bed.db, hooks.clone());
    // A transaction holds 33 of them with their guards.
    let new = (0..70).map(|number| new_person(&format!("p{number}")));
    let created = people.bulk_create(new).await.unwrap();
    let ids: Vec<Ulid> = created.iter().map(|person| person.id).collect();
    assert_eq!(*hooks.0.lock().unwrap(), ids);
    for person in stored_all(&bed.db, "people").await {
        assert_eq!(person["nick"], person["email"]);
    }
}

#[tokio::test]
async fn what_could_not_be_created_in_bulk_is_not_reported() {
    let bed = Bed::with(ALL).await;
    let recorder = Recorder::default();
    let people = people(&bed.db, &recorder);
    people.create(new_person("p60")).await.unwrap();
    recorder.calls();
    let new = (0..70).map(|number| new_person(&format!("p{number}")));
    let partly = people.bulk_create(new).partial().await.unwrap();
    assert!(partly.error.is_some());
    let calls = recorder.calls();
    let of = |hook: &str| calls.iter().filter(|call| call.starts_with(hook)).count();
    assert_eq!(
        (of("before_create"), of("after_create")),
        (70, partly.created.len())
    );
    assert_eq!(
        stored_all(&bed.db, "people").await.len(),
        partly.created.len() + 1
    );
    let emails: Vec<_> = partly.left.iter().map(|person| s(&person.email)).collect();
    assert!(emails.contains(&s("p60@example.com")));

    recorder.fail("before_create");
    let error = people.bulk_create([new_person("x")]).await.unwrap_err();
    assert!(matches!(
        error.kind(),
        ErrorKind::Hook {
            hook: "before_create",
            ..
        }
    ));
}
