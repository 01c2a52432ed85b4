//! Adding to what other programs have stored as `NULL`, and to what is of another type.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::model::{TableDescriptor, UNIQUE_GUARDS};
use dynamite::{AnyVersion as _, CancellationCause, ErrorKind, Outcome, dec};
use dynamite_sample::models::{
    NewVault, Orders, Users, VaultKey, Vaults, order, tables, user, vault,
};
use dynamite_testkit::{Fault, Operation, Pause};

use super::{lines, order_with, stored_order, stored_skus};
use crate::support::{Bed, Item, ORDERS, Proxied, USERS, ada, n, raw_put, s, stored, user_key};

static VAULTS: &[&TableDescriptor] = &[&tables::VAULTS, &UNIQUE_GUARDS];

fn with(mut item: Item, attributes: &[&str], value: &AttributeValue) -> Item {
    for name in attributes {
        item.insert((*name).to_owned(), value.clone());
    }
    item
}

fn null() -> AttributeValue {
    AttributeValue::Null(true)
}

#[tokio::test]
async fn null_counts_as_absent() {
    let bed = Bed::with(USERS).await;
    let users = Users::new(&bed.db);
    let ada = ada(&bed.db).await;
    let item = stored(&bed.db, "users", user_key(&ada)).await.unwrap();
    let item = with(item, &["balance", "tags"], &null());
    let put = || raw_put(&bed.db, "users", item.clone());

    put().await;
    let update = users.update(&ada).add(user::balance(), dec!(2.50));
    let after = update.insert(user::tags(), ["red"]).await.unwrap();
    assert_eq!(after.balance, dec!(2.5));
    assert_eq!(after.tags.into_iter().collect::<Vec<_>>(), ["red"]);

    put().await;
    let update = users.update(&ada).subtract(user::balance(), dec!(-3));
    let after = update.discard(user::tags(), ["red"]).await.unwrap();
    assert_eq!((after.balance, after.tags.len()), (dec!(3), 0));

    put().await;
    let update = users.update(&ada).subtract(user::balance(), dec!(3));
    update.return_nothing().await.unwrap();
    let stored = stored(&bed.db, "users", user_key(&ada)).await.unwrap();
    assert_eq!((&stored["balance"], &stored["tags"]), (&n("-3"), &null()));
}

#[tokio::test]
async fn lists_begin_anew_over_null() {
    let bed = Bed::with(ORDERS).await;
    let orders = Orders::new(&bed.db);
    for first in [false, true] {
        let order = order_with(&bed.db, lines(["tea"])).await;
        let item = stored_order(&bed.db, &order).await;
        raw_put(&bed.db, "orders", with(item, &["lines"], &null())).await;
        let update = orders.update(&order);
        let new = lines(["desk", "lamp"]);
        let update = if first {
            update.prepend(order::lines(), new)
        } else {
            update.append(order::lines(), new)
        };
        update.await.unwrap();
        assert_eq!(stored_skus(&bed.db, &order).await, ["desk", "lamp"]);
    }
}

/// A write that comes between is not lost.
#[tokio::test]
async fn what_is_no_longer_null_is_added_to() {
    let bed = Proxied::with(USERS).await;
    let ada = ada(&bed.direct).await;
    let item = stored(&bed.direct, "users", user_key(&ada)).await.unwrap();
    raw_put(&bed.direct, "users", with(item, &["balance"], &null())).await;
    let pause = Pause::new();
    let held = Fault::PauseBefore(pause.clone());
    bed.proxy.on(Operation::UpdateItem).nth(2).fail(held);
    let users = Users::new(&bed.db);
    let other = async {
        pause.reached().await;
        let users = Users::new(&bed.direct);
        users
            .update(&ada)
            .set(user::balance(), dec!(40))
            .await
            .unwrap();
        pause.release();
    };
    let add = users
        .update(&ada)
        .add(user::balance(), dec!(2))
        .into_future();
    let (added, ()) = futures_util::future::join(add, other).await;
    assert_eq!(added.unwrap().balance, dec!(42));
}

#[tokio::test]
async fn another_type_is_named() {
    let bed = Bed::with(USERS).await;
    let users = Users::new(&bed.db);
    let ada = ada(&bed.db).await;
    let item = stored(&bed.db, "users", user_key(&ada)).await.unwrap();
    raw_put(&bed.db, "users", with(item, &["balance"], &s("ten"))).await;
    let update = users.update(&ada).add(user::balance(), dec!(1));
    let error = update.insert(user::tags(), ["red"]).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotApplied);
    assert!(error.to_string().contains("set it"), "{error}");
    let ErrorKind::OtherType { model, paths, .. } = error.into_kind() else {
        panic!("another error");
    };
    assert_eq!((model, paths), ("User", vec!["balance".to_owned()]));
}

#[tokio::test]
async fn in_a_transaction_null_is_named() {
    let bed = Bed::with(USERS).await;
    let users = Users::new(&bed.db);
    let ada = ada(&bed.db).await;
    let item = stored(&bed.db, "users", user_key(&ada)).await.unwrap();
    raw_put(&bed.db, "users", with(item, &["balance"], &null())).await;
    let update = || users.update(&ada).add(user::balance(), dec!(1));
    for error in [
        bed.db
            .transaction()
            .and(update())
            .commit()
            .await
            .unwrap_err(),
        update().exactly_once().await.unwrap_err(),
    ] {
        assert_eq!(error.outcome(), Outcome::NotApplied);
        let paths = match error.kind() {
            ErrorKind::OtherType { paths, .. } => paths,
            _ => match &error.canceled_writes()[0].cause {
                CancellationCause::OtherType { paths } => paths,
                other => panic!("{other:?}"),
            },
        };
        assert_eq!(paths, &["balance"]);
    }
}

/// Versions, and the values of models with unique fields.
#[tokio::test]
async fn versions_that_are_null_begin_anew() {
    let bed = Bed::with(VAULTS).await;
    let vaults = Vaults::new(&bed.db);
    let key = || VaultKey {
        name: "a".to_owned(),
    };
    for deletes in [false, true] {
        let new = NewVault {
            name: "a".to_owned(),
            owner: "ada".to_owned(),
            title: "one".to_owned(),
            email: "ada@example.com".to_owned(),
        };
        vaults.create(new).await.unwrap();
        let item = stored(&bed.db, "vaults", [("name", s("a"))]).await.unwrap();
        let nulls: &[_] = if deletes { &["v"] } else { &["v", "n"] };
        raw_put(&bed.db, "vaults", with(item, nulls, &null())).await;
        if deletes {
            let deleted = vaults
                .delete(key().any_version())
                .return_new()
                .await
                .unwrap();
            assert_eq!(deleted.unwrap().revision, 1);
        } else {
            let update = vaults.update(key().any_version()).add(vault::count(), 2);
            let after = update.set(vault::email(), "a@example.com").await.unwrap();
            assert_eq!((after.revision, after.count), (1, 2));
        }
        vaults.purge(key().any_version()).await.unwrap();
    }
}

/// What may be repeated is, although what is `NULL` is not any more.
#[tokio::test]
async fn a_lost_response_over_null_is_as_it_is_over_what_is_absent() {
    let bed = Proxied::with(USERS).await;
    let ada = ada(&bed.direct).await;
    let item = stored(&bed.direct, "users", user_key(&ada)).await.unwrap();
    raw_put(
        &bed.direct,
        "users",
        with(item, &["tags", "balance"], &null()),
    )
    .await;
    let users = Users::new(&bed.db);
    let lose = || {
        bed.proxy
            .on(Operation::UpdateItem)
            .nth(2)
            .fail(Fault::CutAfter);
    };
    lose();
    let insert = users.update(&ada).insert(user::tags(), ["red"]);
    insert.return_nothing().await.unwrap();
    bed.proxy.clear();
    lose();
    let add = users.update(&ada).add(user::balance(), dec!(1));
    let error = add.await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
    let now = users.get(&ada).await.unwrap().unwrap();
    assert_eq!(now.balance, dec!(1));
}

/// Rules of a field are conditions, which a value of another type does not keep either.
#[tokio::test]
async fn another_type_is_named_where_a_rule_fails_because_of_it() {
    let bed = Bed::with(VAULTS).await;
    let vaults = Vaults::new(&bed.db);
    let new = NewVault {
        name: "a".to_owned(),
        owner: "ada".to_owned(),
        title: "one".to_owned(),
        email: "ada@example.com".to_owned(),
    };
    let made = vaults.create(new).await.unwrap();
    let item = stored(&bed.db, "vaults", [("name", s("a"))]).await.unwrap();
    raw_put(&bed.db, "vaults", with(item, &["level"], &s("five"))).await;
    let error = vaults.update(&made).add(vault::level(), 1).await;
    let kind = error.unwrap_err().into_kind();
    let ErrorKind::OtherType { paths, .. } = kind else {
        panic!("{kind:?}");
    };
    assert_eq!(paths, ["level"]);
}
