//! The store and the program by hand with one face, so that a test runs with either.

use dynamite::Timestamp;
use dynamite::types::NEVER;
use dynamite_existing_tables::models;
use dynamite_existing_tables::{StateStore, Write as StoreWrite};

use crate::by_hand::{Entry, StateByHand, Value, Write};
use crate::support::Bed;

#[derive(Clone)]
pub(super) enum Program {
    Store(StateStore),
    ByHand(StateByHand),
}

impl Program {
    pub(super) fn store(bed: &Bed) -> Self {
        Self::Store(bed.state())
    }

    pub(super) fn by_hand(bed: &Bed) -> Self {
        Self::ByHand(bed.state_by_hand())
    }

    pub(super) async fn get(&self, key: &str) -> Option<Entry> {
        match self {
            Self::Store(store) => store.get(key).await.unwrap().map(Entry::from),
            Self::ByHand(program) => program.get(key).await.unwrap(),
        }
    }

    pub(super) async fn put(&self, key: &str, value: Value, until: Timestamp) -> Entry {
        match self {
            Self::Store(store) => store.put(key, value.into(), until).await.unwrap().into(),
            Self::ByHand(program) => program.put(key, value, stored(until)).await.unwrap(),
        }
    }

    pub(super) async fn put_new(&self, key: &str, value: Value, until: Timestamp) -> Write {
        match self {
            Self::Store(store) => {
                let write = store.put_new(key, value.into(), until);
                write.await.unwrap().into()
            }
            Self::ByHand(program) => program.put_new(key, value, stored(until)).await.unwrap(),
        }
    }

    pub(super) async fn compare_and_set(
        &self,
        key: &str,
        version: u64,
        value: Value,
        until: Timestamp,
    ) -> Write {
        match self {
            Self::Store(store) => {
                let write = store.compare_and_set(key, version, value.into(), until);
                write.await.unwrap().into()
            }
            Self::ByHand(program) => {
                let write = program.compare_and_set(key, version, value, stored(until));
                write.await.unwrap()
            }
        }
    }

    pub(super) async fn count(&self, key: &str, by: i64, until: Timestamp) -> i64 {
        match self {
            Self::Store(store) => store.count(key, by, until).await.unwrap(),
            Self::ByHand(program) => program.count(key, by, stored(until)).await.unwrap(),
        }
    }

    pub(super) async fn acquire(&self, key: &str, owner: &str, until: Timestamp) -> Write {
        match self {
            Self::Store(store) => store.acquire(key, owner, until).await.unwrap().into(),
            Self::ByHand(program) => program.acquire(key, owner, stored(until)).await.unwrap(),
        }
    }

    pub(super) async fn renew(&self, key: &str, owner: &str, until: Timestamp) -> Write {
        match self {
            Self::Store(store) => store.renew(key, owner, until).await.unwrap().into(),
            Self::ByHand(program) => program.renew(key, owner, stored(until)).await.unwrap(),
        }
    }

    pub(super) async fn release(&self, key: &str, owner: &str) -> Write {
        match self {
            Self::Store(store) => store.release(key, owner).await.unwrap().into(),
            Self::ByHand(program) => program.release(key, owner).await.unwrap(),
        }
    }

    pub(super) async fn delete(&self, key: &str) -> bool {
        match self {
            Self::Store(store) => store.delete(key).await.unwrap(),
            Self::ByHand(program) => program.delete(key).await.unwrap(),
        }
    }
}

/// The number that the table holds.
fn stored(until: Timestamp) -> i64 {
    if until == NEVER {
        i64::MAX
    } else {
        until.as_second()
    }
}

impl From<models::Entry> for Entry {
    fn from(entry: models::Entry) -> Self {
        Self {
            key: entry.key,
            value: entry.value.map(Value::from),
            count: entry.count,
            owner: entry.owner,
            version: entry.version,
            expires_at: stored(entry.expires_at),
        }
    }
}

impl From<StoreWrite> for Write {
    fn from(write: StoreWrite) -> Self {
        match write {
            StoreWrite::Done(entry) => Self::Done(entry.into()),
            StoreWrite::Refused(stored) => Self::Refused(stored.map(Entry::from)),
        }
    }
}

impl From<models::Value> for Value {
    fn from(value: models::Value) -> Self {
        match value {
            models::Value::Binary(bytes) => Self::Binary(bytes),
            models::Value::Text(text) => Self::Text(text),
        }
    }
}

impl From<Value> for models::Value {
    fn from(value: Value) -> Self {
        match value {
            Value::Binary(bytes) => Self::Binary(bytes),
            Value::Text(text) => Self::Text(text),
        }
    }
}
