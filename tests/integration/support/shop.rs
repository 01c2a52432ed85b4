//! Users and orders to begin with.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::model::TableDescriptor;
use dynamite::{Client, Decimal, Ulid, dec};
use dynamite_sample::models::tables;
use dynamite_sample::models::{NewOrder, NewProduct, NewUser, OrderLine, User, Users};

use dynamite_sample::money::Cents;

use super::s;

pub(crate) static USERS: &[&TableDescriptor] = &[&tables::USERS];
pub(crate) static ORDERS: &[&TableDescriptor] = &[&tables::ORDERS];
pub(crate) static PRODUCTS: &[&TableDescriptor] = &[&tables::PRODUCTS];

pub(crate) fn new_user(name: &str) -> NewUser {
    NewUser {
        email: format!("{name}@example.com"),
        name: name.to_owned(),
    }
}

/// A user who has just been created.
pub(crate) async fn ada(db: &Client) -> User {
    Users::new(db).create(new_user("ada")).await.unwrap()
}

/// The key of a user in the table.
pub(crate) fn user_key(user: &User) -> [(&'static str, AttributeValue); 1] {
    [("id", s(user.id))]
}

pub(crate) fn new_order(user_id: Ulid, total: impl Into<Decimal>) -> NewOrder {
    NewOrder {
        user_id,
        total: total.into(),
    }
}

pub(crate) fn line(sku: &str, quantity: u32) -> OrderLine {
    OrderLine {
        sku: sku.to_owned(),
        quantity,
        price: dec!(9.50),
    }
}

pub(crate) fn new_product(shop: &str, sku: &str) -> NewProduct {
    NewProduct {
        shop: shop.to_owned(),
        sku: sku.to_owned(),
        title: format!("The {sku}"),
        price: Cents(100),
        barcode: 4_006_381_333_931,
    }
}
