//! Futures that are dropped on the way: what they leave is what their pages say.

use std::future::IntoFuture;
use std::task::Poll;

use dynamite_sample::models::{User, Users, user};
use dynamite_testkit::{Fault, Operation, Pause};
use futures_util::future::BoxFuture;
use futures_util::{FutureExt as _, StreamExt as _};

use super::{known, now, requests};
use crate::support::{Item, Proxied, USERS, n, new_user, s, stored, stored_all, user_key};

/// Runs a future until a request of it is held, and drops it there. Then lets the request go on,
/// and waits until the engine has dealt with it.
async fn dropped_while<F: IntoFuture>(bed: &Proxied, pause: &Pause, future: F) {
    tokio::select! {
        _ = future.into_future() => panic!("it ended although its request is held"),
        () = pause.reached() => {}
    }
    pause.release();
    bed.proxy.settled().await;
}

/// Polls a future so many times, each when it is woken, then drops it. Whether it ended before.
pub(crate) async fn polled(mut future: BoxFuture<'_, ()>, polls: usize) -> bool {
    let mut left = polls;
    std::future::poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(false);
        }
        left -= 1;
        future.as_mut().poll(context).map(|()| true)
    })
    .await
}

/// An operation on a user who is there, as a future that fails the test when it fails.
fn operation<F>(future: F) -> BoxFuture<'static, ()>
where
    F: IntoFuture<Output: Unwrap + 'static, IntoFuture: Send + 'static>,
{
    future.into_future().map(Unwrap::unwrap).boxed()
}

trait Unwrap {
    fn unwrap(self);
}

impl<T> Unwrap for Result<T, dynamite::Error> {
    fn unwrap(self) {
        drop(Result::unwrap(self));
    }
}

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
async fn an_or_create_leaves_at_most_empty_parents() {
    let state = |item: &Item| match item.get("profile").map(|it| it.as_m().unwrap()) {
        None => "absent",
        Some(entries) if entries.is_empty() => "empty",
        Some(entries) if entries.get("bio") == Some(&s("counts")) => "set",
        Some(_) => "something else",
    };
    for polls in 0.. {
        let (bed, users, user) = known().await;
        let update = users.update(&user).set(user::profile().bio(), "counts");
        let ended = polled(operation(update.or_create()), polls).await;
        bed.proxy.settled().await;
        let item = stored(&bed.direct, "users", user_key(&user)).await.unwrap();
        assert_ne!(state(&item), "something else", "{polls}: {item:?}");
        if ended {
            assert_eq!(state(&item), "set");
            return;
        }
    }
}

#[tokio::test]
async fn a_create_makes_the_whole_item_or_none() {
    for polls in 0.. {
        let (bed, users, _) = known().await;
        let new = new_user("eve").nickname("e".to_owned());
        let eve = users.build(new.clone());
        let create = users.create(new.id(eve.id));
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

#[tokio::test]
async fn of_a_batch_each_write_is_made_or_not() {
    for polls in 0.. {
        let bed = Proxied::with(USERS).await;
        let users = Users::new(&bed.db);
        let all: Vec<_> = (0..30)
            .map(|number| users.build(new_user(&format!("user-{number}"))))
            .collect();
        let put = polled(operation(users.put_many(all.clone())), polls).await;
        bed.proxy.settled().await;
        let there = Users::new(&bed.direct).scan().all().await.unwrap();
        assert!(there.iter().all(|user| all.contains(user)), "{there:?}");

        let keys: Vec<_> = there.iter().map(|user| user.id).collect();
        let deleted = polled(operation(users.delete_many(keys)), polls).await;
        bed.proxy.settled().await;
        let left = Users::new(&bed.direct).scan().all().await.unwrap();
        assert!(left.iter().all(|user| there.contains(user)), "{left:?}");
        if put && deleted {
            assert_eq!((there.len(), left.len()), (30, 0));
            return;
        }
    }
}

#[tokio::test]
async fn another_sync_goes_on_where_one_was_dropped() {
    use dynamite_sample::models::tables;
    static TABLES: &[&dynamite::model::TableDescriptor] =
        &[&tables::USERS, &tables::SHOP_RESERVATIONS];
    for polls in 0.. {
        let bed = Proxied::empty().await;
        let ended = polled(operation(bed.db.sync(TABLES)), polls).await;
        bed.proxy.settled().await;
        bed.direct.sync(TABLES).await.unwrap();
        assert_eq!(bed.db.sync(TABLES).await.unwrap().changes(), []);
        if ended {
            return;
        }
    }
}

#[tokio::test]
async fn reads_change_nothing_and_can_be_begun_again() {
    let reads: [fn(&Users, &User) -> BoxFuture<'static, ()>; 5] = [
        |users, user| operation(users.get(user)),
        |users, user| operation(users.get_many([user])),
        |users, user| {
            let query = users.by_email(&*user.email);
            async move { drop(query.page(None).await.unwrap()) }.boxed()
        },
        |users, user| {
            let query = users.by_email(&*user.email).stream();
            query.for_each(async |it| drop(it.unwrap())).boxed()
        },
        |users, _| {
            let scan = users.scan().segments(2).stream();
            scan.for_each(async |it| drop(it.unwrap())).boxed()
        },
    ];
    for read in reads {
        let (bed, users, user) = known().await;
        let before = stored_all(&bed.direct, "users").await;
        for polls in 0.. {
            let ended = polled(read(&users, &user), polls).await;
            bed.proxy.settled().await;
            if ended {
                break;
            }
        }
        assert_eq!(stored_all(&bed.direct, "users").await, before);
        assert_eq!(users.get(&user).await.unwrap(), Some(user));
    }
}

#[tokio::test]
async fn a_stream_that_is_dropped_has_returned_a_beginning() {
    let bed = Proxied::with(USERS).await;
    let users = Users::new(&bed.db);
    let put = (0..5).map(|number| users.build(new_user(&number.to_string())));
    users.put_many(put.collect::<Vec<_>>()).await.unwrap();
    let all = users.scan().all().await.unwrap();
    for polls in 0.. {
        bed.proxy.clear();
        let short = Fault::ShortPage { limit: 2 };
        bed.proxy.on(Operation::Scan).always().fail(short);
        let mut read = Vec::new();
        let stream = users.scan().stream();
        let gather = stream.for_each(|it| {
            read.push(it.unwrap());
            std::future::ready(())
        });
        let ended = polled(gather.boxed(), polls).await;
        assert_eq!(read, all[..read.len()], "after {polls} polls");
        if ended {
            assert_eq!(read, all);
            return;
        }
    }
}
