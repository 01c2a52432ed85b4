//! What tests share: a client on the selected engine, and the stored items as they are.

mod bed;
mod connector;
mod item;
mod seeds;
mod shop;

pub(crate) use bed::{Bed, Proxied, client};
pub(crate) use connector::{answered_by, responded_by};
pub(crate) use item::{
    Item, b, bs, item, l, m, n, ns, raw_delete, raw_put, s, ss, stored, stored_all,
};
pub(crate) use seeds::winner_seeds;
pub(crate) use shop::{
    ORDERS, PRODUCTS, USERS, ada, line, new_order, new_product, new_user, user_key,
};
