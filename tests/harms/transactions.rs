//! Transactions that are less than one.

use dynamite::model::TableDescriptor;
use dynamite::{CancellationCause, Client, Timestamp, dec};
use dynamite_sample::models::{
    NewReservation, Orders, Reservations, Role, User, Users, tables, user,
};
use futures_util::future::LocalBoxFuture;

use crate::port;
use crate::support::{Bed, ada, item, n, new_order, s, stored, stored_all, user_key};

static BOTH: &[&TableDescriptor] = &[&tables::USERS, &tables::ORDERS];
static RESERVATIONS: &[&TableDescriptor] = &[&tables::SHOP_RESERVATIONS];

/// How many orders there are of a user who was a customer, and is none by the time of the order.
async fn orders_of_no_customer(
    order: impl AsyncFn(&Client, &User, LocalBoxFuture<'_, ()>),
) -> usize {
    let bed = Bed::with(BOTH).await;
    let ada = ada(&bed.db).await;
    let promotion = async {
        let update = Users::new(&bed.db).update(&ada);
        update.set(user::role(), Role::Admin).await.unwrap();
    };
    order(&bed.db, &ada, Box::pin(promotion)).await;
    stored_all(&bed.db, "orders").await.len()
}

#[tokio::test]
async fn a_write_depends_on_what_another_item_is_when_it_is_made() {
    let ours = async |db: &Client, user: &User, promotion: LocalBoxFuture<'_, ()>| {
        let is_customer = user::role().eq(Role::Customer);
        let order = db
            .transaction()
            .and(Users::new(db).check(user, is_customer))
            .and(Orders::new(db).create(new_order(user.id, 10)));
        promotion.await;
        let error = order.await.unwrap_err();
        let cause = &error.canceled_writes()[0].cause;
        assert_eq!(cause, &CancellationCause::ConditionFailed);
    };
    let theirs = async |db: &Client, user: &User, promotion: LocalBoxFuture<'_, ()>| {
        let user_table = ("users", &s(user.id));
        let order = item([("user_id", s(user.id)), ("id", s("1"))]);
        let is_customer = ("role", s("customer"));
        port::created_if(db, user_table, is_customer, ("orders", order), promotion).await;
    };
    assert_eq!(orders_of_no_customer(ours).await, 0);
    assert_eq!(orders_of_no_customer(theirs).await, 1);
}

/// What is on an account after somebody has not heard of their payment, and has sent it again.
async fn balance_after_two_attempts(pay: impl AsyncFn(&Client, &User)) -> String {
    let bed = Bed::with(BOTH).await;
    let ada = ada(&bed.db).await;
    pay(&bed.db, &ada).await;
    pay(&bed.db, &ada).await;
    let stored = stored(&bed.db, "users", user_key(&ada)).await.unwrap();
    stored["balance"].as_n().unwrap().clone()
}

#[tokio::test]
async fn a_transaction_that_is_sent_again_takes_place_once() {
    // Each attempt is made anew, perhaps by another process.
    let ours = async |db: &Client, user: &User| {
        let time: Timestamp = "2030-01-01T00:00:00Z".parse().unwrap();
        let users = Users::new(&db.clone().with_clock(move || time));
        let payment = users.update(user).add(user::balance(), dec!(5));
        let transaction = db.transaction().token("payment-1").and(payment);
        transaction.await.unwrap();
    };
    let theirs = async |db: &Client, user: &User| {
        port::transacted_add(db, "users", &s(user.id), ("balance", n(5))).await;
    };
    assert_eq!(balance_after_two_attempts(ours).await, "5");
    assert_eq!(balance_after_two_attempts(theirs).await, "10");
}

fn new_reservation(number: i64) -> NewReservation {
    NewReservation {
        number,
        sku: "cup".to_owned(),
        expires_at: "2030-01-01T00:00:00Z".parse().unwrap(),
    }
}

#[tokio::test]
async fn a_refused_transaction_says_which_write_and_why() {
    let bed = Bed::with(RESERVATIONS).await;
    let reservations = Reservations::new(&bed.db);
    reservations.create(new_reservation(2)).await.unwrap();
    let creations = (0..4).map(|number| reservations.create(new_reservation(number)));
    let transaction = bed.db.transaction().and_all(creations).commit().await;
    let error = transaction.unwrap_err();
    let [refused] = error.canceled_writes() else {
        panic!("{error}");
    };
    assert_eq!(
        (refused.position, &refused.cause),
        (2, &CancellationCause::AlreadyExists { deleted: false })
    );
    assert!(refused.item.is_some());

    let items = (0..4).map(|number| item([("number", n(number))]));
    let refused = port::transacted(&bed.db, "shop.reservations", "number", items.collect()).await;
    assert!(!refused.unwrap_err().contains('2'));
}
