//! Several writes, all or none; several reads at one moment.

mod clients;
mod commits;
mod faults;
mod reads;
mod refusals;

use dynamite::Client;
use dynamite::model::TableDescriptor;
use dynamite_sample::models::{Order, Orders, User, Users, tables};

use crate::support::{Bed, ada, new_order};

pub(crate) static BOTH: &[&TableDescriptor] = &[&tables::USERS, &tables::ORDERS];

/// A user with an order over 10.
async fn known() -> (Bed, User, Order) {
    let bed = Bed::with(BOTH).await;
    let (user, order) = user_with_order(&bed.db).await;
    (bed, user, order)
}

async fn user_with_order(db: &Client) -> (User, Order) {
    let user = ada(db).await;
    let order = Orders::new(db)
        .create(new_order(user.id, 10))
        .await
        .unwrap();
    (user, order)
}

/// What is stored of both.
async fn now(db: &Client, user: &User, order: &Order) -> (Option<User>, Option<Order>) {
    let user = Users::new(db).get(user).consistent().await.unwrap();
    let order = Orders::new(db).get(order).consistent().await.unwrap();
    (user, order)
}
