//! What the tests share: tables that another tool has made, clients, and the comparison of requests.

mod bed;
mod clock;
mod comparison;
mod infrastructure;

pub(crate) use bed::{Bed, both_orders, sdk};
pub(crate) use clock::Hands;
pub(crate) use comparison::Comparison;
pub(crate) use infrastructure::{
    BY_USER, SESSIONS, STATE, create_tables, turn_expiry_on, variables,
};

use std::time::Duration;

use dynamite::Timestamp;

/// How long sessions live in the tests.
pub(crate) const LIFETIME: Duration = Duration::from_mins(30);

/// A time from now, in the whole seconds that the tables hold.
pub(crate) fn in_seconds(seconds: i64) -> Timestamp {
    let second = Timestamp::now().as_second() + seconds;
    Timestamp::from_second(second).unwrap()
}
