//! Transactions that do not take place.

use dynamite::{CancellationCause, ErrorKind, Outcome, dec};
use dynamite_sample::models::{OrderStatus, Orders, Users, order, user};

use dynamite_testkit::{CancellationReason, Fault, Operation};

use super::{BOTH, known, now, user_with_order};
use crate::support::{Proxied, new_order, new_user, stored_all};

#[tokio::test]
async fn two_writes_of_one_item_are_refused_before_anything_is_sent() {
    let bed = Proxied::with(BOTH).await;
    let users = Users::new(&bed.db);
    let user = users.build(new_user("ada"));
    let error = bed
        .db
        .transaction()
        .and(users.insert(&user))
        .and(users.update(&user).add(user::balance(), dec!(10)))
        .await
        .unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::DuplicateKey { .. }),
        "{error}"
    );
    assert_eq!(bed.proxy.counts().all_requests(), 0);
}

#[tokio::test]
async fn each_refused_write_has_its_reason_and_the_stored_item() {
    let (bed, user, order) = known().await;
    let (users, orders) = (Users::new(&bed.db), Orders::new(&bed.db));
    let absent = users.build(new_user("absent"));
    let before = now(&bed.db, &user, &order).await;

    let error = bed
        .db
        .transaction()
        .and(users.create(new_user("new")))
        .and(users.insert(&user))
        .and(users.update(&absent).set(user::name(), "x"))
        .and(
            orders
                .update(&order)
                .set(order::status(), OrderStatus::Paid)
                .only_if(order::total().gt(dec!(100))),
        )
        .await
        .unwrap_err();

    let causes: Vec<_> = error
        .canceled_writes()
        .iter()
        .map(|write| (write.position, write.verb, write.model, write.cause.clone()))
        .collect();
    assert_eq!(
        causes,
        [
            (
                1,
                "create",
                "User",
                CancellationCause::AlreadyExists { deleted: false }
            ),
            (2, "update", "User", CancellationCause::NotFound),
            (3, "update", "Order", CancellationCause::ConditionFailed),
        ]
    );
    let writes = error.canceled_writes();
    assert_eq!(writes[0].item.as_ref().unwrap().decode(), Ok(user.clone()));
    assert!(writes[1].item.is_none());
    assert_eq!(writes[2].item.as_ref().unwrap().decode(), Ok(order.clone()));
    assert_eq!(error.outcome(), Outcome::NotApplied);
    assert!(!error.is_retryable());
    let text = error.to_string();
    assert!(text.starts_with("the transaction was refused; "), "{text}");
    assert!(text.contains(&user.id.to_string()), "{text}");
    assert_eq!(now(&bed.db, &user, &order).await, before);
    assert_eq!(stored_all(&bed.db, "users").await.len(), 1);
}

#[tokio::test]
async fn a_failed_check_refuses_the_writes_beside_it() {
    let (bed, user, order) = known().await;
    let (users, orders) = (Users::new(&bed.db), Orders::new(&bed.db));
    let error = bed
        .db
        .transaction()
        .and(users.check(&user, user::nickname().is_present()))
        .and(orders.delete(&order))
        .await
        .unwrap_err();
    let [check] = error.canceled_writes() else {
        panic!("{error}")
    };
    assert_eq!((check.position, check.verb), (0, "check"));
    assert_eq!(now(&bed.db, &user, &order).await.1, Some(order));
}

#[tokio::test]
async fn more_than_a_hundred_writes_are_refused_before_anything_is_sent() {
    let bed = Proxied::with(BOTH).await;
    let orders = Orders::new(&bed.db);
    let user = dynamite::Ulid::from_parts(1, 1);
    let new = (0..101).map(|total| orders.create(new_order(user, total)));
    let transaction = bed.db.transaction().and_all(new);
    assert_eq!(transaction.len(), 101);
    let error = transaction.await.unwrap_err();
    let kind = error.kind();
    assert!(
        matches!(
            kind,
            ErrorKind::TooManyWrites {
                operations: 101,
                writes: 101,
                limit: 100
            }
        ),
        "{error}"
    );
    assert_eq!(bed.proxy.counts().all_requests(), 0);
}

/// DynamoDB Local refuses the whole request without a reason for each write, so the proxy gives
/// DynamoDB's answer.
#[tokio::test]
async fn what_is_inside_of_nothing_is_named_as_outside_of_a_transaction() {
    let bed = Proxied::with(BOTH).await;
    let (user, _) = user_with_order(&bed.direct).await;
    let users = Users::new(&bed.db);
    let message = "The document path provided in the update expression is invalid for update";
    let reason = CancellationReason {
        code: "ValidationError".to_owned(),
        message: Some(message.to_owned()),
        item: None,
    };
    let transactions = bed.proxy.on(Operation::TransactWriteItems).always();
    transactions.fail(Fault::TransactionCanceled(vec![reason]));
    let update = || users.update(&user).set(user::profile().bio(), "x");
    let paths = vec!["profile".to_owned()];

    let alone = update().await.unwrap_err();
    let once = update().exactly_once().await.unwrap_err();
    for error in [alone, once] {
        let ErrorKind::MissingParent { paths: missing, .. } = error.kind() else {
            panic!("{error}");
        };
        assert_eq!(missing, &paths);
        assert!(
            error.to_string().starts_with("`profile` of User"),
            "{error}"
        );
    }
    let error = bed.db.transaction().and(update()).await.unwrap_err();
    let cause = &error.canceled_writes()[0].cause;
    assert_eq!(cause, &CancellationCause::MissingParent { paths });
}

#[tokio::test]
async fn without_writes_nothing_is_sent() {
    let bed = Proxied::with(BOTH).await;
    assert!(bed.db.transaction().is_empty());
    bed.db.transaction().await.unwrap();
    assert_eq!(bed.proxy.counts().all_requests(), 0);
}

#[tokio::test]
async fn what_is_wrong_with_a_write_is_found_before_anything_is_sent() {
    let bed = Proxied::with(BOTH).await;
    let users = Users::new(&bed.db);
    let mut blank = users.build(new_user("blank"));
    // The partition key of an index cannot be empty.
    blank.email = String::new();
    let transaction = bed.db.transaction().and(users.create(new_user("good")));
    let error = transaction.and(users.insert(&blank)).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Encode { .. }), "{error}");
    assert_eq!(bed.proxy.counts().all_requests(), 0);
}
