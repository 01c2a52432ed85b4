//! What every handler has.

use dynamite::Client;

use crate::models::{Orders, Products, Reviews, Users};

/// The client, and the repositories that are made from it.
#[derive(Clone)]
pub(crate) struct Shop {
    pub(crate) db: Client,
    pub(crate) users: Users,
    pub(crate) products: Products,
    pub(crate) orders: Orders,
    pub(crate) reviews: Reviews,
}

impl Shop {
    pub(crate) fn new(db: Client) -> Self {
        Self {
            users: Users::new(&db),
            products: Products::new(&db),
            orders: Orders::new(&db),
            reviews: Reviews::new(&db),
            db,
        }
    }
}
