//! Keys to read and writes to send, each held once.

use std::collections::{HashMap, HashSet, VecDeque};

use crate::repository::key::Identity;

/// Keys to read or writes to send, by the identity of their item. An entry that is under way stays
/// outstanding until it is known to be processed.
#[derive(Debug)]
pub(crate) struct Outstanding<T> {
    /// The entries that are not under way, in the order in which they are sent.
    queue: VecDeque<Identity>,
    entries: HashMap<Identity, Entry<T>>,
}

#[derive(Debug)]
struct Entry<T> {
    /// Number of entries added before this one.
    place: usize,
    value: T,
    /// Size in a request, in bytes.
    bytes: usize,
}

impl<T> Default for Outstanding<T> {
    fn default() -> Self {
        Self {
            queue: VecDeque::new(),
            entries: HashMap::new(),
        }
    }
}

impl<T> Outstanding<T> {
    /// Adds an item with its size in a request in bytes; returns `false` if it is outstanding
    /// already.
    pub(crate) fn add(&mut self, identity: Identity, value: T, bytes: usize) -> bool {
        let place = self.entries.len();
        if self.entries.contains_key(&identity) {
            return false;
        }
        self.queue.push_back(identity.clone());
        let entry = Entry {
            place,
            value,
            bytes,
        };
        self.entries.insert(identity, entry);
        true
    }

    pub(crate) fn contains(&self, identity: &Identity) -> bool {
        self.entries.contains_key(identity)
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns `true` if every entry is under way or processed.
    pub(super) fn is_queue_empty(&self) -> bool {
        self.queue.is_empty()
    }

    /// Takes the next entries of the queue, which are then under way: up to this many items and
    /// bytes, but at least one item.
    pub(super) fn next(&mut self, most: usize, most_bytes: usize) -> Vec<Identity> {
        let mut total = 0;
        let fits = self.queue.iter().take(most).take_while(|identity| {
            let entry = self.entries.get(identity);
            total += entry.map_or(0, |entry| entry.bytes);
            total <= most_bytes
        });
        let fitting = fits.count().max(1).min(self.queue.len());
        self.queue.drain(..fitting).collect()
    }

    /// Returns the values of a batch.
    pub(super) fn values<'a>(&'a self, batch: &'a [Identity]) -> impl Iterator<Item = &'a T> {
        let entries = batch
            .iter()
            .filter_map(|identity| self.entries.get(identity));
        entries.map(|entry| &entry.value)
    }

    /// Returns the size of a batch in a request, in bytes.
    pub(super) fn bytes(&self, batch: &[Identity]) -> usize {
        let entries = batch
            .iter()
            .filter_map(|identity| self.entries.get(identity));
        entries.map(|entry| entry.bytes).sum()
    }

    /// Puts a batch of which nothing was processed back at the end of the queue.
    pub(super) fn give_back(&mut self, batch: Vec<Identity>) {
        self.queue.extend(batch);
    }

    /// Removes the processed entries of a batch and returns them. The rest goes to the end of the
    /// queue.
    pub(super) fn settle(&mut self, batch: Vec<Identity>, left: &HashSet<Identity>) -> Vec<T> {
        let mut processed = Vec::with_capacity(batch.len());
        for identity in batch {
            if left.contains(&identity) {
                self.queue.push_back(identity);
            } else {
                let entry = self.entries.remove(&identity);
                processed.extend(entry.map(|entry| entry.value));
            }
        }
        processed
    }

    /// Returns all entries not known to be processed, in the order in which they were added.
    pub(crate) fn into_rest(self) -> Vec<T> {
        let mut rest: Vec<_> = self.entries.into_values().collect();
        rest.sort_by_key(|entry| entry.place);
        rest.into_iter().map(|entry| entry.value).collect()
    }
}
