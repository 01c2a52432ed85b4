//! Several items as they are at one moment.

use dynamite::{ErrorKind, Outcome, dec};
use dynamite_sample::models::{Orders, Users, order};
use dynamite_testkit::{CancellationReason, Fault, Operation};

use super::{BOTH, known, user_with_order};
use crate::support::{Proxied, new_order, new_user};

#[tokio::test]
async fn items_of_several_models_are_read_together() {
    let (bed, user, order) = known().await;
    let (users, orders) = (Users::new(&bed.db), Orders::new(&bed.db));
    let absent = users.build(new_user("absent"));
    let gets = (users.get(&user), users.get(&absent), orders.get(&order));
    let read = bed.db.transact_get(gets).await.unwrap();
    assert_eq!(read, (Some(user), None, Some(order)));
}

#[tokio::test]
async fn items_of_one_model_are_read_in_the_order_of_their_keys() {
    let (bed, user, first) = known().await;
    let orders = Orders::new(&bed.db);
    let second = orders.create(new_order(user.id, 20)).await.unwrap();
    let gets = vec![orders.get(&second), orders.get(&first)];
    let read = bed.db.transact_get(gets).await.unwrap();
    assert_eq!(read, [Some(second), Some(first)]);
}

#[tokio::test]
async fn some_fields_can_be_selected() {
    let (bed, _, order) = known().await;
    let get = Orders::new(&bed.db)
        .get(&order)
        .select((order::total(), order::status()));
    let (read,) = bed.db.transact_get((get,)).await.unwrap();
    assert_eq!(read, Some((dec!(10), order.status)));
}

#[tokio::test]
async fn an_item_is_read_once() {
    let (bed, user, order) = known().await;
    let (users, orders) = (Users::new(&bed.db), Orders::new(&bed.db));
    let gets = (users.get(&user), orders.get(&order), users.get(&user));
    let error = bed.db.transact_get(gets).await.unwrap_err();
    let ErrorKind::DuplicateKey { model, key } = error.kind() else {
        panic!("{error}");
    };
    assert_eq!((*model, key), ("User", &format!("id = \"{}\"", user.id)));
}

#[tokio::test]
async fn more_than_a_hundred_items_are_refused_and_none_sends_nothing() {
    let bed = Proxied::with(BOTH).await;
    let users = Users::new(&bed.db);
    let gets: Vec<_> = (0..101)
        .map(|n| users.get(dynamite::Ulid::from_parts(n, 1)))
        .collect();
    let error = bed.db.transact_get(gets).await.unwrap_err();
    assert!(
        matches!(
            error.kind(),
            ErrorKind::TooManyReads {
                reads: 101,
                limit: 100
            }
        ),
        "{error}"
    );
    let none: Vec<dynamite::ops::Get<_>> = vec![users.get(dynamite::Ulid::from_parts(1, 1))];
    let nothing = bed
        .db
        .transact_get(none.into_iter().skip(1).collect::<Vec<_>>());
    assert!(nothing.await.unwrap().is_empty());
    assert_eq!(bed.proxy.counts().all_requests(), 0);
}

#[tokio::test]
async fn a_read_that_meets_a_transaction_is_repeated_and_then_says_so() {
    let bed = Proxied::with(BOTH).await;
    let (user, order) = user_with_order(&bed.direct).await;
    let (users, orders) = (Users::new(&bed.db), Orders::new(&bed.db));
    let read = || bed.db.transact_get((users.get(&user), orders.get(&order)));
    let reads = || bed.proxy.on(Operation::TransactGetItems);
    for reason in [
        CancellationReason::conflict(),
        CancellationReason::throughput_exceeded(),
    ] {
        let refused = Fault::TransactionCanceled(vec![CancellationReason::none(), reason]);
        reads().times(2).fail(refused.clone());
        let both = read().await.unwrap();
        assert_eq!(both, (Some(user.clone()), Some(order.clone())));
        reads().always().fail(refused);
        let error = read().await.unwrap_err();
        assert!(error.is_retryable(), "{error}");
        assert_eq!(error.outcome(), Outcome::NotApplied);
        bed.proxy.clear();
    }
    reads().always().fail(Fault::CutAfter);
    let error = read().await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotApplied, "{error}");
    assert!(!error.to_string().contains("write"), "{error}");
}
