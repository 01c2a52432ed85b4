//! Values, counters and leases under keys, each with an expiry time.

use dynamite::expr::Condition;
use dynamite::{AnyVersion, Client, Error, Outcome, StoredItem, Timestamp};

use crate::models::{Entries, Entry, NewEntry, Value, entry};

/// A key-value store with compare-and-set, counters and leases.
///
/// Every operation is one request. DynamoDB deletes an expired entry some days later; here it
/// counts as absent from the moment at which it expires.
#[derive(Clone, Debug)]
pub struct StateStore {
    db: Client,
    entries: Entries,
}

/// What came of a write with a condition.
#[derive(Clone, Debug, PartialEq)]
pub enum Write {
    /// The entry as it is now.
    Done(Entry),
    /// The entry that did not allow it, which may be expired; or none.
    Refused(Option<Entry>),
}

impl StateStore {
    /// A store in the table `state` of this client.
    pub fn new(db: &Client) -> Self {
        Self {
            db: db.clone(),
            entries: Entries::new(db),
        }
    }

    /// The entry with this key, if it has not expired.
    pub async fn get(&self, key: &str) -> Result<Option<Entry>, Error> {
        let entry = self.entries.get(key).consistent().await?;
        Ok(entry.filter(|entry| entry.expires_at > self.db.now()))
    }

    /// Stores a value, whether there is one or not.
    pub async fn put(&self, key: &str, value: Value, until: Timestamp) -> Result<Entry, Error> {
        self.entries
            .update(key.any_version())
            .set(entry::value(), value)
            .set(entry::expires_at(), until)
            .or_insert(new(key, until))
            .await
    }

    /// Stores a value if there is no entry.
    pub async fn put_new(&self, key: &str, value: Value, until: Timestamp) -> Result<Write, Error> {
        let put = self
            .entries
            .update(key.any_version())
            .set(entry::value(), value)
            .set(entry::expires_at(), until)
            .remove(entry::count())
            .remove(entry::owner())
            .only_if(self.is_expired())
            .or_insert(new(key, until));
        write(put.await)
    }

    /// Stores a value if the entry still has the version that was read. An entry that another
    /// program stored without a version has version 0.
    pub async fn compare_and_set(
        &self,
        key: &str,
        version: u64,
        value: Value,
        until: Timestamp,
    ) -> Result<Write, Error> {
        let set = self
            .entries
            .update((key, version))
            .set(entry::value(), value)
            .set(entry::expires_at(), until)
            .only_if(!self.is_expired());
        write(set.await)
    }

    /// Adds to a counter and returns it. `until` is for a counter that begins; one that exists goes
    /// on until DynamoDB deletes it, so a counter of an hour has the hour in its key.
    ///
    /// If the response is lost, nothing is counted twice: the error says that the outcome is
    /// unknown.
    pub async fn count(&self, key: &str, by: i64, until: Timestamp) -> Result<i64, Error> {
        let counter = self
            .entries
            .update(key.any_version())
            .add(entry::count(), by)
            .or_insert(new(key, until))
            .await?;
        Ok(counter.count.unwrap_or_default())
    }

    /// Takes a lease that nobody holds, or whose holder let it expire. `owner` names one holder: a
    /// process with several tasks needs a name for each. `until` has to leave time for the
    /// difference between the clocks of two holders.
    pub async fn acquire(&self, key: &str, owner: &str, until: Timestamp) -> Result<Write, Error> {
        let acquire = self
            .entries
            .update(key.any_version())
            .set(entry::owner(), owner)
            .set(entry::expires_at(), until)
            .only_if(entry::owner().is_absent().or(self.is_expired()))
            .or_insert(new(key, until));
        write(acquire.await)
    }

    /// Gives a lease that `owner` still holds another end.
    pub async fn renew(&self, key: &str, owner: &str, until: Timestamp) -> Result<Write, Error> {
        let renew = self
            .entries
            .update(key.any_version())
            .set(entry::expires_at(), until)
            .only_if(entry::owner().eq(owner).and(!self.is_expired()));
        write(renew.await)
    }

    /// Gives up a lease, unless another has taken it over by now. What else the entry holds stays.
    pub async fn release(&self, key: &str, owner: &str) -> Result<Write, Error> {
        let release = self
            .entries
            .update(key.any_version())
            .remove(entry::owner())
            .only_if(entry::owner().eq(owner));
        write(release.await)
    }

    /// Deletes an entry. Returns whether there was one, expired or not.
    pub async fn delete(&self, key: &str) -> Result<bool, Error> {
        self.entries.delete(key.any_version()).await
    }

    fn is_expired(&self) -> Condition<Entry> {
        entry::expires_at().le(self.db.now())
    }
}

fn new(key: &str, until: Timestamp) -> NewEntry {
    NewEntry {
        key: key.to_owned(),
        expires_at: until,
    }
}

/// Tells a refusal from a failure. A refusal whose outcome is unknown remains an error: the entry
/// may have been changed by an attempt whose response was lost.
fn write(result: Result<Entry, Error>) -> Result<Write, Error> {
    match result {
        Ok(entry) => Ok(Write::Done(entry)),
        Err(error) if error.outcome() != Outcome::NotApplied => Err(error),
        Err(error) if error.is_condition_failed() || error.is_version_conflict() => {
            let stored = error.item().map(StoredItem::decode).transpose()?;
            Ok(Write::Refused(stored))
        }
        Err(error) if error.is_not_found() => Ok(Write::Refused(None)),
        Err(error) => Err(error),
    }
}
