//! Sources of ids.

use std::sync::Mutex;

use crate::types::{Timestamp, Ulid, Uuid};

/// A source of new ids. Tests can give a [`Client`](crate::client::Client) their own.
///
/// Ids must be unique among all generators that write to the same tables: after a lost response,
/// `create` recognizes its item by the generated id.
pub trait IdSource: Send + Sync + 'static {
    /// Generates a ULID for this time, greater than every one before it.
    fn ulid(&self, now: Timestamp) -> Ulid;

    /// Generates a random UUID (version 4).
    fn uuid_v4(&self) -> Uuid;

    /// Generates a UUID ordered by time (version 7).
    fn uuid_v7(&self, now: Timestamp) -> Uuid;
}

/// Random ids. ULIDs are monotonic within a client.
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
            // After 2^80 ids in one millisecond, the next one uses the following millisecond.
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
