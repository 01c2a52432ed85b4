//! What is still to be read or written, each once.

use std::collections::{HashMap, HashSet, VecDeque};

use crate::repository::key::Identity;

/// Keys to read or writes to send, by the identity of their item. What is under way stays
/// outstanding until it is known to be processed.
#[derive(Debug)]
pub(crate) struct Outstanding<T> {
    /// What is not under way, in the order in which it is sent.
    queue: VecDeque<Identity>,
    entries: HashMap<Identity, Entry<T>>,
}

#[derive(Debug)]
struct Entry<T> {
    /// How many were added before.
    place: usize,
    value: T,
    /// How long it is in a request.
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
    /// Adds an item, which is so many bytes long in a request; `false` if it is outstanding
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

    /// Whether everything is under way or processed.
    pub(super) fn is_queue_empty(&self) -> bool {
        self.queue.is_empty()
    }

    /// Takes the next of the queue, so many items and bytes at most, but one item at least; they
    /// are under way then.
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

    /// Those of a batch.
    pub(super) fn values<'a>(&'a self, batch: &'a [Identity]) -> impl Iterator<Item = &'a T> {
        let entries = batch
            .iter()
            .filter_map(|identity| self.entries.get(identity));
        entries.map(|entry| &entry.value)
    }

    /// How long a batch is in a request.
    pub(super) fn bytes(&self, batch: &[Identity]) -> usize {
        let entries = batch
            .iter()
            .filter_map(|identity| self.entries.get(identity));
        entries.map(|entry| entry.bytes).sum()
    }

    /// Puts a batch back, behind all else: nothing of it was processed.
    pub(super) fn give_back(&mut self, batch: Vec<Identity>) {
        self.queue.extend(batch);
    }

    /// Takes out what was processed of a batch. What is left is sent again, behind all else.
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

    /// All that is not known to be processed, in the order in which it was added.
    pub(crate) fn into_rest(self) -> Vec<T> {
        let mut rest: Vec<_> = self.entries.into_values().collect();
        rest.sort_by_key(|entry| entry.place);
        rest.into_iter().map(|entry| entry.value).collect()
    }
}
