//! The keys of a batch that are still to be read.

use std::collections::HashSet;

use crate::Error;
use crate::model::Key;
use crate::ops::key::{self, Identity};
use crate::request::Attributes;

/// The keys that are still to be read, each once.
pub(super) struct Pending {
    keys: Vec<(Identity, Attributes)>,
}

impl Pending {
    pub(super) fn new<K: Key>(keys: &[K], identities: &[Identity]) -> Result<Self, Error> {
        let mut seen = HashSet::new();
        let mut pending = Vec::with_capacity(keys.len());
        for (key, identity) in keys.iter().zip(identities) {
            if seen.insert(identity) {
                pending.push((identity.clone(), key::attributes(key)?));
            }
        }
        Ok(Self { keys: pending })
    }

    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    pub(super) fn contains(&self, identity: &Identity) -> bool {
        self.keys.iter().any(|(it, _)| it == identity)
    }

    /// The keys for the next request, which stay pending until they are processed.
    pub(super) fn next(&self, most: usize) -> Option<Vec<Attributes>> {
        let keys: Vec<_> = self
            .keys
            .iter()
            .take(most)
            .map(|(_, key)| key.clone())
            .collect();
        (!keys.is_empty()).then_some(keys)
    }

    /// Takes out what was asked for and is not left.
    pub(super) fn processed(&mut self, asked: &[Attributes], left: &[Attributes]) {
        let (mut first, rest): (Vec<_>, Vec<_>) = {
            let mut keys = std::mem::take(&mut self.keys);
            let rest = keys.split_off(asked.len());
            (keys, rest)
        };
        first.retain(|(_, key)| left.contains(key));
        self.keys = rest;
        self.keys.extend(first);
    }
}
