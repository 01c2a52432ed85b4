//! Transactions that take place.

use dynamite::{ErrorKind, dec};
use dynamite_sample::models::{OrderStatus, Orders, Users, order, user};

use super::{known, now};
use crate::support::{ada, n, new_order, new_user, s, stored, stored_all, user_key};

#[tokio::test]
async fn writes_of_several_models_take_place_together() {
    let (bed, user, order) = known().await;
    let (users, orders) = (Users::new(&bed.db), Orders::new(&bed.db));
    let eve = users.build(new_user("eve"));

    bed.db
        .transaction()
        .and(users.insert(&eve))
        .and(users.update(&user).add(user::balance(), dec!(10)))
        .and(
            orders
                .update(&order)
                .set(order::status(), OrderStatus::Paid),
        )
        .commit()
        .await
        .unwrap();

    assert_eq!(users.get(&eve).await.unwrap(), Some(eve));
    let stored = stored(&bed.db, "users", user_key(&user)).await.unwrap();
    assert_eq!(stored["balance"], n(10));
    let (_, order) = now(&bed.db, &user, &order).await;
    assert_eq!(order.unwrap().status, OrderStatus::Paid);
}

#[tokio::test]
async fn every_kind_of_write_can_be_part_of_it() {
    let (bed, ada, order) = known().await;
    let (users, orders) = (Users::new(&bed.db), Orders::new(&bed.db));
    let mut saved = users.create(new_user("saved")).await.unwrap();
    let mut replaced = users.create(new_user("replaced")).await.unwrap();
    let upserted = users.build(new_user("upserted"));
    saved.name = "Saved".to_owned();
    replaced.name = "Replaced".to_owned();

    bed.db
        .transaction()
        .and(users.create(new_user("created")))
        .and(users.save(&saved))
        .and(users.replace(&replaced))
        .and(users.upsert(&upserted))
        .and(users.check(&ada, user::name().eq("ada")))
        .and(orders.delete(&order))
        .await
        .unwrap();

    let mut names: Vec<_> = stored_all(&bed.db, "users")
        .await
        .into_iter()
        .map(|item| item["name"].as_s().unwrap().clone())
        .collect();
    names.sort();
    assert_eq!(names, ["Replaced", "Saved", "ada", "created", "upserted"]);
    assert!(stored_all(&bed.db, "orders").await.is_empty());
}

#[tokio::test]
async fn the_updated_time_is_that_of_the_transaction() {
    let (bed, user, _) = known().await;
    let users = Users::new(&bed.db);
    let rename = users.update(&user).set(user::name(), "Ada L.");
    bed.db.transaction().and(rename).await.unwrap();
    let renamed = users.get(&user).await.unwrap().unwrap();
    assert!(renamed.updated_at >= user.updated_at);
    assert_eq!(renamed.created_at, user.created_at);
}

#[tokio::test]
async fn a_hundred_writes_are_one_request() {
    let (bed, user, _) = known().await;
    let orders = Orders::new(&bed.db);
    let new = (0..100).map(|total| orders.create(new_order(user.id, total)));
    bed.db.transaction().and_all(new).await.unwrap();
    assert_eq!(stored_all(&bed.db, "orders").await.len(), 101);
}

#[tokio::test]
async fn the_same_token_is_done_once() {
    let (bed, user, _) = known().await;
    let users = Users::new(&bed.db);
    // Without an updated time of its own, which would make the second another request.
    let pay = || {
        let pay = users.update(&user).add(user::balance(), dec!(5));
        pay.set(user::updated_at(), user.updated_at)
    };
    for _ in 0..2 {
        let transaction = bed.db.transaction().token("pay-once");
        transaction.and(pay()).await.unwrap();
    }
    let stored = stored(&bed.db, "users", user_key(&user)).await.unwrap();
    assert_eq!(stored["balance"], n(5));
}

#[tokio::test]
async fn money_that_moves_in_transactions_is_neither_lost_nor_made() {
    let (bed, ada_user, _) = known().await;
    let users = Users::new(&bed.db);
    let eve = ada(&bed.db).await;
    let fund = users.update(&ada_user).set(user::balance(), dec!(10));
    fund.await.unwrap();
    let moves = (0..20).map(|_| {
        let enough = user::balance().ge(dec!(1));
        let transaction = bed
            .db
            .transaction()
            .and(
                users
                    .update(&ada_user)
                    .subtract(user::balance(), dec!(1))
                    .only_if(enough),
            )
            .and(users.update(&eve).add(user::balance(), dec!(1)));
        tokio::spawn(transaction.into_future())
    });
    let moves: Vec<_> = moves.collect();
    let mut done = 0;
    for outcome in moves {
        match outcome.await.unwrap() {
            Ok(()) => done += 1,
            Err(error) => assert!(!error.canceled_writes().is_empty(), "{error}"),
        }
    }
    let left = users.get(&ada_user).await.unwrap().unwrap().balance;
    let arrived = users.get(&eve).await.unwrap().unwrap().balance;
    assert_eq!(left.checked_add(arrived), Ok(dec!(10)));
    assert_eq!(arrived, done.into());
}

#[tokio::test]
async fn two_users_swap_their_nicknames() {
    let (bed, one, _) = known().await;
    let users = Users::new(&bed.db);
    let two = ada(&bed.db).await;
    users.update(&one).set(user::nickname(), "a").await.unwrap();
    users.update(&two).set(user::nickname(), "b").await.unwrap();
    bed.db
        .transaction()
        .and(
            users
                .update(&one)
                .set(user::nickname(), "b")
                .only_if(user::nickname().eq("a")),
        )
        .and(
            users
                .update(&two)
                .set(user::nickname(), "a")
                .only_if(user::nickname().eq("b")),
        )
        .await
        .unwrap();
    let one = stored(&bed.db, "users", user_key(&one)).await.unwrap();
    let two = stored(&bed.db, "users", user_key(&two)).await.unwrap();
    assert_eq!((&one["nickname"], &two["nickname"]), (&s("b"), &s("a")));
}

#[tokio::test]
async fn an_update_without_changes_checks_that_the_item_is_there() {
    let (bed, ada, _) = known().await;
    let users = Users::new(&bed.db);
    let commit = |update| bed.db.transaction().and(update).commit();
    commit(users.update(&ada)).await.unwrap();
    let other = users.update(&ada).only_if(user::name().eq("Eve"));
    let error = commit(other).await.unwrap_err();
    assert_eq!(error.canceled_writes().len(), 1, "{error}");
    let absent = dynamite::Ulid::from_parts(1, 1);
    let error = commit(users.update(absent)).await.unwrap_err();
    assert_eq!(error.canceled_writes().len(), 1, "{error}");
}

#[tokio::test]
async fn a_token_that_dynamodb_would_refuse_is_refused_before_any_request() {
    let (bed, ada, _) = known().await;
    let users = Users::new(&bed.db);
    for token in [String::new(), "x".repeat(37)] {
        let transaction = bed.db.transaction().token(token);
        let error = transaction.and(users.update(&ada)).commit().await;
        let error = error.unwrap_err();
        assert!(
            matches!(error.kind(), ErrorKind::Configuration(_)),
            "{error}"
        );
        assert_eq!(error.operation(), None);
    }
}
