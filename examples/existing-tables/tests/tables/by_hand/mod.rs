//! The other programs that use the tables: what the stores do, written with the SDK.

mod attributes;
mod sessions;
mod state;

pub(crate) use attributes::{Item, item, n, s};
pub(crate) use sessions::{Session, SessionsByHand};
pub(crate) use state::{Entry, StateByHand, Value, Write};

use std::error::Error;
use std::time::{SystemTime, UNIX_EPOCH};

pub(crate) type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// The time in milliseconds since 1970.
pub(crate) fn now_ms() -> Result<i64> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?;
    Ok(now.as_millis().try_into()?)
}

/// The time in seconds since 1970.
pub(crate) fn now_s() -> Result<i64> {
    Ok(now_ms()? / 1000)
}
