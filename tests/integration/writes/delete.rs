//! Deleting items.

use dynamite_sample::models::{OrderStatus, Orders, Users, order, user};

use crate::support::{Bed, ORDERS, USERS, ada, new_order, s, stored, stored_all, user_key};

#[tokio::test]
async fn delete_returns_what_was_there() {
    let bed = Bed::with(USERS).await;
    let users = Users::new(&bed.db);
    let ada = ada(&bed.db).await;

    assert_eq!(
        users.delete(&ada).return_old().await.unwrap(),
        Some(ada.clone())
    );
    assert_eq!(stored(&bed.db, "users", user_key(&ada)).await, None);
    assert_eq!(users.delete(&ada).return_old().await.unwrap(), None);
}

#[tokio::test]
async fn delete_on_a_condition_that_fails_returns_the_item_and_leaves_it() {
    let bed = Bed::with(USERS).await;
    let users = Users::new(&bed.db);
    let ada = ada(&bed.db).await;
    let delete = users.delete(ada.id).only_if(user::name().eq("Bob"));

    let error = delete.await.unwrap_err();

    assert!(error.is_condition_failed(), "{error}");
    assert_eq!(error.item().unwrap().attributes()["name"], s("ada"));
    assert!(stored(&bed.db, "users", user_key(&ada)).await.is_some());
}

#[tokio::test]
async fn delete_on_a_condition_of_what_is_not_there_is_not_found() {
    let bed = Bed::with(USERS).await;
    let users = Users::new(&bed.db);
    let absent = users.delete(dynamite::Ulid::from_parts(1, 1));
    let error = absent.only_if(user::nickname().not_exists()).await;
    assert!(error.unwrap_err().is_not_found());
}

#[tokio::test]
async fn delete_takes_the_one_item_of_a_collection() {
    let bed = Bed::with(ORDERS).await;
    let orders = Orders::new(&bed.db);
    let user = dynamite::Ulid::from_parts(1, 1);
    let first = orders.create(new_order(user, 1)).await.unwrap();
    let second = orders.create(new_order(user, 2)).await.unwrap();

    let pending = order::status().eq(OrderStatus::Pending);
    let deleted = orders
        .delete((user, first.id))
        .only_if(pending)
        .return_old()
        .await
        .unwrap();

    assert_eq!(deleted, Some(first));
    let left = stored_all(&bed.db, "orders").await;
    assert_eq!(left.len(), 1);
    assert_eq!(left[0]["id"], s(second.id));
}
