//! Writes of one item.

use std::future::IntoFuture;

use dynamite_sample::models::{User, Users, user};
use dynamite_testkit::{Fault, Operation, Pause};
use futures_util::future::BoxFuture;

use super::{dropped_while, known, now, operation, polled, requests};
use crate::support::{Item, m, n, new_user, s, stored, user_key};

/// Drops a write after no poll, after one, after two and so on until it ends by itself, each
/// time with a user of its own, who is then as before, or as the write makes her.
async fn at_every_poll(
    write: impl Fn(&Users, &User) -> BoxFuture<'static, ()>,
    is_done: impl Fn(Option<&Item>) -> bool,
) {
    for polls in 0.. {
        let (bed, users, user) = known().await;
        let before = now(&bed, &user).await;
        let ended = polled(write(&users, &user), polls).await;
        bed.proxy.settled().await;
        let after = now(&bed, &user).await;
        let done = is_done(after.as_ref());
        assert!(done || after == before, "after {polls} polls: {after:?}");
        assert!(polls > 0 || requests(&bed.proxy) == 0);
        // The client is none the worse for it.
        assert_eq!(users.get(&user).await.unwrap().is_some(), after.is_some());
        if ended {
            assert!(done, "it ended: {after:?}");
            return;
        }
    }
}

/// Whether all of the user was changed.
fn is_changed(item: Option<&Item>) -> bool {
    item.is_some_and(|item| item["name"] == s("b") && item.get("nickname") == Some(&s("c")))
}

/// The user with all the changes.
fn changed(user: &User) -> User {
    User {
        name: "b".to_owned(),
        nickname: Some("c".to_owned()),
        ..user.clone()
    }
}

#[tokio::test]
async fn a_builder_that_is_dropped_sends_nothing() {
    let (bed, users, user) = known().await;
    let before = now(&bed, &user).await;
    drop(users.update(&user).set(user::name(), "x"));
    drop(users.delete(&user).into_future());
    assert_eq!(requests(&bed.proxy), 0);
    assert_eq!(now(&bed, &user).await, before);
}

#[tokio::test]
async fn a_write_that_is_dropped_is_made_as_a_whole() {
    let holds: [fn(Pause) -> Fault; 2] = [Fault::PauseBefore, Fault::PauseAfter];
    for hold in holds {
        let (bed, users, user) = known().await;
        let held = |operation| {
            let pause = Pause::new();
            bed.proxy.on(operation).fail(hold(pause.clone()));
            pause
        };
        let pause = held(Operation::UpdateItem);
        dropped_while(&bed, &pause, users.save(&changed(&user))).await;
        assert!(is_changed(now(&bed, &user).await.as_ref()));

        let pause = held(Operation::DeleteItem);
        dropped_while(&bed, &pause, users.delete(&user)).await;
        assert_eq!(now(&bed, &user).await, None);

        let pause = held(Operation::PutItem);
        let create = users.create(new_user("ada").id(user.id));
        dropped_while(&bed, &pause, create).await;
        assert_eq!(now(&bed, &user).await.unwrap()["name"], s("ada"));
    }
}

#[tokio::test]
async fn an_update_makes_all_changes_or_none() {
    let update = |users: &Users, user: &User| {
        let update = users.update(user).set(user::name(), "b");
        operation(update.set(user::nickname(), "c"))
    };
    at_every_poll(update, is_changed).await;
}

#[tokio::test]
async fn a_save_an_upsert_and_a_replacement_write_all_or_nothing() {
    let save = |users: &Users, user: &User| operation(users.save(&changed(user)));
    at_every_poll(save, is_changed).await;
    let upsert = |users: &Users, user: &User| operation(users.upsert(&changed(user)));
    at_every_poll(upsert, is_changed).await;
    let replace = |users: &Users, user: &User| operation(users.replace(&changed(user)));
    at_every_poll(replace, is_changed).await;
}

#[tokio::test]
async fn a_delete_deletes_or_does_not() {
    let delete = |users: &Users, user: &User| operation(users.delete(user));
    at_every_poll(delete, |item| item.is_none()).await;
}

#[tokio::test]
async fn an_addition_exactly_once_is_never_made_twice() {
    let add = |users: &Users, user: &User| {
        operation(users.update(user).add(user::balance(), 5).exactly_once())
    };
    at_every_poll(add, |item| item.unwrap()["balance"] == n(5)).await;
}

#[tokio::test]
async fn an_update_after_a_lost_answer_is_dropped_as_well() {
    for polls in 0.. {
        let (bed, users, user) = known().await;
        bed.proxy.on(Operation::UpdateItem).fail(Fault::CutAfter);
        let ended = polled(operation(users.save(&changed(&user))), polls).await;
        bed.proxy.settled().await;
        let after = now(&bed, &user).await.unwrap();
        let done = is_changed(Some(&after));
        assert!(done || after["name"] == s("ada"), "{polls}: {after:?}");
        if ended {
            assert!(done && requests(&bed.proxy) == 2);
            return;
        }
    }
}

#[tokio::test]
async fn an_or_create_makes_the_parents_with_what_is_in_them() {
    let set = m([("bio", s("counts"))]);
    for polls in 0.. {
        let (bed, users, user) = known().await;
        let update = users.update(&user).set(user::profile().bio(), "counts");
        let ended = polled(operation(update.or_create()), polls).await;
        bed.proxy.settled().await;
        let item = stored(&bed.direct, "users", user_key(&user)).await.unwrap();
        let profile = item.get("profile");
        assert!(profile.is_none_or(|it| *it == set), "{polls}: {item:?}");
        if ended {
            assert_eq!(profile, Some(&set));
            return;
        }
    }
}

#[tokio::test]
async fn a_create_makes_the_whole_item_or_none() {
    for polls in 0.. {
        let (bed, users, _) = known().await;
        let eve = users.build(new_user("eve").nickname("e"));
        let create = users.create(new_user("eve").nickname("e").id(eve.id));
        let ended = polled(operation(create), polls).await;
        bed.proxy.settled().await;
        let created = users.get(&eve).await.unwrap();
        if let Some(created) = &created {
            let (email, nickname) = (&created.email, &created.nickname);
            assert_eq!((email, nickname), (&eve.email, &eve.nickname));
        }
        if ended {
            assert!(created.is_some());
            return;
        }
    }
}
