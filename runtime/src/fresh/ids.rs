//! Where ids come from.

use std::sync::Mutex;

use crate::types::{Timestamp, Ulid, Uuid};

/// A source of new ids. Tests give a [`Client`](crate::client::Client) one of their own.
///
/// Every id has to be new, whoever else generates ids for the same tables: after a lost response,
/// `create` knows its item by an id that was generated for it.
pub trait IdSource: Send + Sync + 'static {
    /// A ULID of this time, greater than every one before it.
    fn ulid(&self, now: Timestamp) -> Ulid;

    /// A random UUID (version 4).
    fn uuid_v4(&self) -> Uuid;

    /// A UUID ordered by time (version 7).
    fn uuid_v7(&self, now: Timestamp) -> Uuid;
}

/// Random ids; ULIDs are monotonic within a client.
#[derive(Debug, Default)]
pub struct RandomIds {
    last: Mutex<ulid::Generator>,
}

impl IdSource for RandomIds {
    fn ulid(&self, now: Timestamp) -> Ulid {
        let mut generator = self
            .last
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        match generator.generate_from_datetime(now.into()) {
            Ok(id) => id,
            // 2^80 ids in one millisecond: the next one borrows from the millisecond after.
            Err(overflow) => overflow.commit_overflow_increment(),
        }
    }

    fn uuid_v4(&self) -> Uuid {
        Uuid::new_v4()
    }

    fn uuid_v7(&self, now: Timestamp) -> Uuid {
        let seconds = u64::try_from(now.as_second()).unwrap_or(0);
        let nanos = u32::try_from(now.subsec_nanosecond()).unwrap_or(0);
        Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, seconds, nanos))
    }
}
