//! Hooks around new items.

use std::error::Error as _;

use dynamite::{ErrorKind, HookResult, Hooks, NoHooks, Outcome};
use dynamite_sample::models::{Member, Members, User, Users, member};

use super::{MEMBERS, Recorder, called, id, new_member};
use crate::support::{Bed, Proxied, USERS, new_user, s, stored, stored_all, user_key};

/// Gives each new member an e-mail address that is not normalized yet.
#[derive(Clone)]
struct WithAddress(&'static str);

impl Hooks<Member> for WithAddress {
    async fn before_create(&self, member: &mut Member) -> HookResult {
        assert_ne!(member.id.to_string(), "", "ids are filled in");
        member.email = self.0.to_owned();
        Ok(())
    }
}

#[tokio::test]
async fn they_are_called_before_and_after_the_write() {
    let bed = Bed::with(USERS).await;
    let recorder = Recorder::default();
    let users = Users::with_hooks(&bed.db, recorder.clone());
    let ada = users.create(new_user("ada")).await.unwrap();
    called(&recorder, ["before_create User", "after_create User"]);
    users.delete(&ada).await.unwrap();
    users.insert(&ada).await.unwrap();
    assert_eq!(
        recorder.calls()[2..],
        ["before_create User", "after_create User"]
    );
    let stored = stored(&bed.db, "users", user_key(&ada)).await;
    assert_eq!(stored.unwrap()["name"], s("ada"));
}

#[tokio::test]
async fn what_a_hook_changes_is_normalized_checked_and_stored() {
    let bed = Bed::with(MEMBERS).await;
    let members = Members::with_hooks(&bed.db, WithAddress("  Ada@Example.com "));
    let ada = members.create(new_member("ada")).await.unwrap();
    assert_eq!(ada.email, "ada@example.com");
    let item = stored(&bed.db, "members", id(ada.id)).await.unwrap();
    assert_eq!(item["email"], s("ada@example.com"));

    let members = Members::with_hooks(&bed.db, WithAddress("nowhere"));
    let error = members.create(new_member("bob")).await.unwrap_err();
    assert_eq!(error.violations()[0].path, "email", "{error}");
    assert_eq!(stored_all(&bed.db, "members").await.len(), 1);
}

/// Sets a time that is finer than what is stored.
#[derive(Clone)]
struct Fine;

impl Hooks<User> for Fine {
    async fn before_create(&self, user: &mut User) -> HookResult {
        user.created_at = "2030-01-01T00:00:00.123456789Z".parse()?;
        Ok(())
    }

    async fn after_create(&self, user: &User) -> HookResult {
        assert_eq!(user.created_at.subsec_nanosecond(), 123_000_000);
        Ok(())
    }
}

#[tokio::test]
async fn what_is_returned_is_what_will_be_read_whatever_was_set_by_hand() {
    let bed = Bed::with(USERS).await;
    let users = Users::with_hooks(&bed.db, Fine);
    let ada = users.create(new_user("ada")).await.unwrap();
    assert_eq!(users.get(&ada).await.unwrap(), Some(ada));

    let mut bob = users.build(new_user("bob"));
    bob.updated_at = "2030-01-01T00:00:00.123456789Z".parse().unwrap();
    let plain = Users::new(&bed.db);
    let inserted = plain.insert(&bob).await.unwrap();
    assert_eq!(plain.get(&bob).await.unwrap(), Some(inserted));
    bob.id = dynamite::Ulid::from_parts(1, 1);
    let created = plain.bulk_create([new_user("eve")]).and([bob]).await;
    for created in created.unwrap() {
        assert_eq!(plain.get(&created).await.unwrap(), Some(created));
    }
}

#[tokio::test]
async fn a_hook_that_refuses_has_nothing_sent() {
    let bed = Proxied::with(USERS).await;
    let recorder = Recorder::default();
    recorder.fail("before_create");
    let users = Users::with_hooks(&bed.db, recorder.clone());
    let error = users.create(new_user("ada")).await.unwrap_err();
    called(&recorder, ["before_create User"]);
    assert_eq!(bed.proxy.log().len(), 0);
    assert_eq!(error.outcome(), Outcome::NotApplied);
    assert!(!error.is_retryable());
    assert_eq!(error.source().unwrap().to_string(), "told to");
    let ErrorKind::Hook {
        model,
        key,
        hook,
        cause,
    } = error.into_kind()
    else {
        panic!("another kind");
    };
    assert_eq!((model, hook), ("User", "before_create"));
    assert!(key.starts_with("id = \"0"), "{key}");
    assert_eq!(cause.to_string(), "told to");
}

#[tokio::test]
async fn a_hook_that_fails_afterwards_is_reported_and_the_item_is_there() {
    let bed = Bed::with(USERS).await;
    let recorder = Recorder::default();
    recorder.fail("after_create");
    let users = Users::with_hooks(&bed.db, recorder.clone());
    let ada = users.create(new_user("ada")).await.unwrap();
    let key = format!("id = \"{}\"", ada.id);
    assert_eq!(
        recorder.failures(),
        [format!(
            "the hook `after_create` of User {key} failed after the write took place: told to"
        )]
    );
    assert!(stored(&bed.db, "users", user_key(&ada)).await.is_some());
}

#[tokio::test]
async fn nothing_is_called_after_a_write_that_is_refused() {
    let bed = Bed::with(USERS).await;
    let recorder = Recorder::default();
    let users = Users::with_hooks(&bed.db, recorder.clone());
    let ada = Users::new(&bed.db).create(new_user("ada")).await.unwrap();
    let error = users.insert(&ada).await.unwrap_err();
    assert!(error.is_already_exists());
    called(&recorder, ["before_create User"]);
}

#[tokio::test]
async fn a_repository_without_hooks_is_another_type_with_the_same_items() {
    let bed = Bed::with(MEMBERS).await;
    let plain: Members<NoHooks> = Members::new(&bed.db);
    let hooked: Members<WithAddress> = Members::with_hooks(&bed.db, WithAddress("a@b.example"));
    let ada = hooked.clone().create(new_member("ada")).await.unwrap();
    assert_eq!(plain.get(&ada).await.unwrap().unwrap().email, "a@b.example");
    let condition = member::email().eq("a@b.example");
    assert_eq!(hooked.scan().filter(condition).all().await.unwrap(), [ada]);
}
