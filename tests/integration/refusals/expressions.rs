//! Conditions, filters and updates.

use dynamite::expr::{Condition, ExpressionError};
use dynamite::{Error, ErrorKind, Timestamp, Ulid};
use dynamite_sample::models::{Order, OrderStatus, Orders, order};

use crate::support::{ORDERS, Proxied, new_order};

#[tokio::test]
async fn expressions_that_cannot_work_are_refused() {
    let bed = Proxied::empty().await;
    let orders = Orders::new(&bed.db);
    let key = (Ulid::from_parts(1, 1), Ulid::from_parts(1, 2));
    let refused = async |condition: Condition<Order>| {
        let update = orders.update(key).set(order::total(), 1);
        match update.only_if(condition).await.unwrap_err().into_kind() {
            ErrorKind::Expression(error) => error,
            kind => panic!("another error: {kind:?}"),
        }
    };
    let many = (0..301).map(|number| order::total().eq(number));

    let empty_in = refused(order::total().is_in(Vec::<u64>::new())).await;
    let empty_range = refused(order::total().between(2, 1)).await;
    let empty_group = refused(Condition::any([])).await;
    let too_many = refused(Condition::any(many)).await;

    assert!(matches!(empty_in, ExpressionError::EmptyIn { .. }));
    assert!(matches!(empty_range, ExpressionError::EmptyRange { .. }));
    assert!(matches!(empty_group, ExpressionError::EmptyGroup));
    assert!(matches!(too_many, ExpressionError::TooManyOperators { .. }));
    assert_eq!(bed.proxy.counts().all_requests(), 0);
}

#[tokio::test]
async fn overlapping_changes_are_refused() {
    let bed = Proxied::empty().await;
    let key = (Ulid::from_parts(1, 1), Ulid::from_parts(1, 2));
    let update = Orders::new(&bed.db).update(key);
    let update = update.set(order::lines(), Vec::new());
    let error = update
        .set(order::lines().at(0).sku(), "x")
        .await
        .unwrap_err();
    let ErrorKind::Expression(ExpressionError::Overlap { first, second }) = error.into_kind()
    else {
        panic!("another error");
    };
    assert_eq!((&*first, &*second), ("lines", "lines[0].sku"));
    assert_eq!(bed.proxy.counts().all_requests(), 0);
}

#[tokio::test]
async fn a_filter_on_the_key_of_the_query_is_refused() {
    let bed = Proxied::empty().await;
    let orders = Orders::new(&bed.db);
    let user = Ulid::from_parts(1, 1);
    let named = |error: Error| match error.kind() {
        ErrorKind::Expression(ExpressionError::FilterOnKey { attribute }) => {
            assert!(error.to_string().contains("sort_"), "{error}");
            *attribute
        }
        kind => panic!("another error: {kind:?}"),
    };

    let by_id = order::id().gt(user).or(order::total().eq(1));
    let error = orders.query(user).filter(by_id).all().await;
    assert_eq!(named(error.unwrap_err()), "id");
    let by_user = !order::user_id().is_in([user]);
    let error = orders.query(user).filter(by_user).first().await;
    assert_eq!(named(error.unwrap_err()), "user_id");
    let by_status = orders.by_status(OrderStatus::Paid);
    let by_time = order::placed_at().between(Timestamp::UNIX_EPOCH, Timestamp::now());
    let error = by_status.filter(by_time).page(None).await;
    assert_eq!(named(error.unwrap_err()), "placed_at");
    let by_total = orders.by_total(user).filter(order::total().ne(1));
    let error = futures_util::TryStreamExt::try_next(&mut std::pin::pin!(by_total.stream())).await;
    assert_eq!(named(error.unwrap_err()), "total");

    assert_eq!(bed.proxy.counts().all_requests(), 0);
}

#[tokio::test]
async fn a_filter_on_another_key_is_not_refused() {
    let bed = Proxied::with(ORDERS).await;
    let orders = Orders::new(&bed.db);
    let user = Ulid::from_parts(1, 1);
    let order = orders.create(new_order(user, 5)).await.unwrap();
    let query = orders.by_status(OrderStatus::Pending);
    let query = query.filter(order::id().eq(order.id).and(order::user_id().eq(user)));
    assert_eq!(query.all().await.unwrap(), std::slice::from_ref(&order));
    let query = orders.query(user).filter(order::total().eq(5));
    assert_eq!(query.all().await.unwrap(), std::slice::from_ref(&order));
    let scan = orders.scan().filter(order::id().eq(order.id));
    assert_eq!(scan.all().await.unwrap(), [order]);
}
