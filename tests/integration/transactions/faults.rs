//! Transactions whose answers do not come, or come late.

use std::time::Duration;

use dynamite::{CancellationCause, Outcome, dec};
use dynamite_sample::models::{OrderStatus, Orders, Users, order, user};
use dynamite_testkit::{CancellationReason, Fault, Operation, Pause};
use futures_util::FutureExt as _;
use futures_util::future::join;

use super::{BOTH, now, user_with_order};
use crate::support::Proxied;

#[tokio::test]
async fn a_transaction_takes_place_once_whatever_happens_to_the_first_answer() {
    for fault in [
        Fault::CutAfter,
        Fault::CutBefore,
        Fault::TruncatedBody,
        Fault::InternalServerError { applied: true },
        Fault::InternalServerError { applied: false },
    ] {
        let name = fault.name();
        let bed = Proxied::with(BOTH).await;
        let (user, order) = user_with_order(&bed.direct).await;
        let (users, orders) = (Users::new(&bed.db), Orders::new(&bed.db));
        bed.proxy.on(Operation::TransactWriteItems).fail(fault);

        bed.db
            .transaction()
            .and(users.update(&user).add(user::balance(), dec!(5)))
            .and(
                orders
                    .update(&order)
                    .set(order::status(), OrderStatus::Paid),
            )
            .await
            .unwrap();

        let (user, order) = now(&bed.direct, &user, &order).await;
        assert_eq!(user.unwrap().balance, dec!(5), "{name}");
        assert_eq!(order.unwrap().status, OrderStatus::Paid, "{name}");
    }
}

/// The reasons of a transaction of two writes, the second of which met somebody else's or was too
/// much for its table.
fn transient() -> [(CancellationReason, CancellationCause); 2] {
    [
        (CancellationReason::conflict(), CancellationCause::Conflict),
        (
            CancellationReason::throughput_exceeded(),
            CancellationCause::Throttled,
        ),
    ]
}

#[tokio::test]
async fn a_transaction_that_is_refused_for_the_moment_is_sent_again() {
    for (reason, cause) in transient() {
        let bed = Proxied::with(BOTH).await;
        let (user, order) = user_with_order(&bed.direct).await;
        let (users, orders) = (Users::new(&bed.db), Orders::new(&bed.db));
        let pay = || {
            bed.db
                .transaction()
                .and(users.update(&user).add(user::balance(), dec!(5)))
                .and(orders.delete(&order))
        };
        let refused = Fault::TransactionCanceled(vec![CancellationReason::none(), reason]);
        let transactions = || bed.proxy.on(Operation::TransactWriteItems);
        transactions().always().fail(refused.clone());
        let error = pay().await.unwrap_err();
        let [write] = error.canceled_writes() else {
            panic!("{error}");
        };
        assert_eq!((write.position, &write.cause), (1, &cause));
        assert_eq!(error.outcome(), Outcome::NotApplied);
        assert!(error.is_retryable(), "{error}");
        assert_eq!(bed.proxy.counts().all_requests(), 3);

        bed.proxy.clear();
        transactions().times(2).fail(refused);
        pay().await.unwrap();
        let (user, order) = now(&bed.direct, &user, &order).await;
        assert_eq!((user.unwrap().balance, order), (dec!(5), None));
    }
}

#[tokio::test]
async fn without_any_answer_it_is_unknown_and_all_or_nothing() {
    for (fault, applied) in [(Fault::CutAfter, true), (Fault::CutBefore, false)] {
        let bed = Proxied::with(BOTH).await;
        let (user, order) = user_with_order(&bed.direct).await;
        let (users, orders) = (Users::new(&bed.db), Orders::new(&bed.db));
        bed.proxy
            .on(Operation::TransactWriteItems)
            .always()
            .fail(fault);

        let error = bed
            .db
            .transaction()
            .and(users.update(&user).add(user::balance(), dec!(5)))
            .and(orders.delete(&order))
            .await
            .unwrap_err();

        assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
        assert!(error.is_retryable());
        let (user, order) = now(&bed.direct, &user, &order).await;
        let balance = user.unwrap().balance;
        assert_eq!((balance == dec!(5), order.is_none()), (applied, applied));
    }
}

/// The first attempt may still be on its way, and take place when its condition holds again.
#[tokio::test]
async fn a_refusal_after_an_attempt_that_took_too_long_leaves_it_unknown() {
    let bed = Proxied::with(BOTH).await;
    let (user, order) = user_with_order(&bed.direct).await;
    let (pause, requests) = (Pause::new(), Operation::TransactWriteItems);
    bed.proxy
        .on(requests)
        .fail(Fault::PauseBefore(pause.clone()));
    let hurried = (bed.db.clone()).with_attempt_timeout(Duration::from_millis(200));
    let (users, orders) = (Users::new(&hurried), Orders::new(&hurried));
    let pay = hurried
        .transaction()
        .and(users.update(&user).add(user::balance(), dec!(5)))
        .and(
            orders
                .delete(&order)
                .only_if(order::status().eq(order.status)),
        );
    let pay_elsewhere = async {
        pause.reached().await;
        let orders = Orders::new(&bed.direct);
        let paid = (orders.update(&order)).set(order::status(), OrderStatus::Paid);
        paid.await.unwrap();
    };
    let (answer, ()) = join(pay.into_future(), pay_elsewhere).await;
    let error = answer.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
    pause.release();
    bed.proxy.settled().await;
    let (user_now, _) = now(&bed.direct, &user, &order).await;
    assert_eq!(user_now.unwrap().balance, user.balance);
}

#[tokio::test]
async fn a_transaction_that_is_dropped_is_all_or_nothing() {
    for polls in 0.. {
        let bed = Proxied::with(BOTH).await;
        let (user, order) = user_with_order(&bed.direct).await;
        let (users, orders) = (Users::new(&bed.db), Orders::new(&bed.db));
        let transaction = bed
            .db
            .transaction()
            .and(users.update(&user).add(user::balance(), dec!(5)))
            .and(orders.delete(&order));
        let transaction = async { transaction.await.unwrap() };
        let ended = crate::outcomes::polled(transaction.boxed(), polls).await;
        bed.proxy.settled().await;
        let (user, order) = now(&bed.direct, &user, &order).await;
        assert_eq!(user.unwrap().balance == dec!(5), order.is_none());
        if ended {
            return;
        }
    }
}
