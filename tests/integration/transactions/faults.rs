//! Transactions whose answers do not come, or come late.

use dynamite::{Outcome, dec};
use dynamite_sample::models::{OrderStatus, Orders, Users, order, user};
use dynamite_testkit::{Fault, Operation};
use futures_util::FutureExt as _;

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
