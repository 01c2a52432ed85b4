//! Futures that are dropped on the way: what they leave is what their pages say.

use std::future::IntoFuture;

use dynamite_sample::models::user;
use dynamite_testkit::{Fault, Operation, Pause};

use super::{known, now, requests};
use crate::support::{Item, new_user, s, stored, user_key};

/// Runs a future until a request of it is held, and drops it there. Then lets the request go on,
/// and waits until the engine has dealt with it.
async fn dropped_while<F: IntoFuture>(bed: &crate::support::Proxied, pause: &Pause, future: F) {
    tokio::select! {
        _ = future.into_future() => panic!("it ended although its request is held"),
        () = pause.reached() => {}
    }
    pause.release();
    bed.proxy.settled().await;
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
        let pause = Pause::new();
        bed.proxy
            .on(Operation::UpdateItem)
            .fail(hold(pause.clone()));
        let update = users
            .update(&user)
            .set(user::name(), "b")
            .set(user::nickname(), "c");
        dropped_while(&bed, &pause, update).await;
        let item = now(&bed, &user).await.unwrap();
        assert_eq!(
            (&item["name"], item.get("nickname")),
            (&s("b"), Some(&s("c")))
        );

        let pause = Pause::new();
        bed.proxy
            .on(Operation::DeleteItem)
            .fail(hold(pause.clone()));
        dropped_while(&bed, &pause, users.delete(&user)).await;
        assert_eq!(now(&bed, &user).await, None);

        let pause = Pause::new();
        bed.proxy.on(Operation::PutItem).fail(hold(pause.clone()));
        let create = users.create(new_user("ada").id(user.id));
        dropped_while(&bed, &pause, create).await;
        assert_eq!(now(&bed, &user).await.unwrap()["name"], s("ada"));
    }
}

#[tokio::test]
async fn a_write_dropped_at_any_poll_leaves_the_old_item_or_the_new_one() {
    for polls in 0.. {
        let (bed, users, user) = known().await;
        let before = now(&bed, &user).await.unwrap();
        let update = users
            .update(&user)
            .set(user::name(), "b")
            .set(user::nickname(), "c");
        let ended = polled(update, polls).await;
        bed.proxy.settled().await;
        let item = now(&bed, &user).await.unwrap();
        let is_new = item["name"] == s("b") && item.get("nickname") == Some(&s("c"));
        assert!(is_new || item == before, "after {polls} polls: {item:?}");
        if ended {
            assert!(is_new);
            return;
        }
    }
}

#[tokio::test]
async fn an_or_create_dropped_at_any_poll_leaves_at_most_empty_parents() {
    let states = |item: &Item| match item.get("profile").map(|it| it.as_m().unwrap()) {
        None => "absent",
        Some(entries) if entries.is_empty() => "empty",
        Some(entries) if entries.get("bio") == Some(&s("counts")) => "set",
        Some(_) => "something else",
    };
    for polls in 0.. {
        let (bed, users, user) = known().await;
        let update = users.update(&user).set(user::profile().bio(), "counts");
        let ended = polled(update.or_create(), polls).await;
        bed.proxy.settled().await;
        let item = stored(&bed.direct, "users", user_key(&user)).await.unwrap();
        let state = states(&item);
        assert_ne!(state, "something else", "after {polls} polls: {item:?}");
        if ended {
            assert_eq!(state, "set");
            return;
        }
    }
}

/// Polls a future so many times, each when it is woken, then drops it. Whether it ended before.
async fn polled<F: IntoFuture>(future: F, polls: usize) -> bool {
    let mut future = std::pin::pin!(future.into_future());
    let mut left = polls;
    std::future::poll_fn(|context| {
        if left == 0 {
            return std::task::Poll::Ready(false);
        }
        left -= 1;
        future.as_mut().poll(context).map(|_| true)
    })
    .await
}
