//! `BatchGetItem` after `BatchGetItem`, until every key is processed.

use std::collections::HashSet;

use super::key::Identity;
use crate::codec::DecodeError;
use crate::error::ErrorKind;
use crate::expr::Substitutions;
use crate::item::StoredItem;
use crate::request::{self, Attributes, Backoff, BatchRead, Shape};
use crate::{Client, Error};

/// DynamoDB's limit of keys in a `BatchGetItem`.
pub(super) const KEYS_PER_REQUEST: usize = 100;

/// How items are read.
#[derive(Clone, Debug)]
pub(super) struct BatchGet<'a> {
    pub(super) client: &'a Client,
    pub(super) table: &'a str,
    /// The attributes that are wanted; `None` for all.
    pub(super) projection: Option<(String, Substitutions)>,
    pub(super) consistent: bool,
}

/// The keys that are still to be read, each once.
#[derive(Debug, Default)]
pub(super) struct Pending {
    keys: Vec<(Identity, Attributes)>,
    seen: HashSet<Identity>,
}

impl BatchGet<'_> {
    /// Reads what is pending. Keys that DynamoDB leaves unprocessed are asked for again, with
    /// pauses, and stay pending if it ends in an error.
    pub(super) async fn all<L: Shape>(
        &self,
        pending: &mut Pending,
        shape: &L,
        mut take: impl FnMut(L::Row) + Send,
        mut bad: impl FnMut(DecodeError, Option<StoredItem>) + Send,
    ) -> Result<(), Error> {
        let mut backoff = Backoff::of(self.client);
        while let Some(keys) = pending.next(KEYS_PER_REQUEST) {
            let asked = keys.len();
            let request = BatchRead {
                keys: keys.clone(),
                projection: self.projection.clone(),
                consistent: self.consistent,
            };
            let (batch, left) =
                request::get_batch(self.client, self.table, request, shape.clone()).await?;
            batch.items.into_iter().for_each(&mut take);
            for (error, item) in batch.bad {
                bad(error, item);
            }
            let stuck = left.len() >= asked;
            pending.processed(&keys, &left);
            if !stuck {
                backoff.progress();
            } else if !backoff.pause().await {
                let (items, attempts) = (pending.len(), backoff.attempts());
                return Err(Error::new(ErrorKind::Unprocessed { items, attempts })
                    .during("BatchGetItem", self.table));
            }
        }
        Ok(())
    }
}

impl Pending {
    /// Adds a key, unless it has been added before.
    pub(super) fn add(
        &mut self,
        identity: &Identity,
        key: impl FnOnce() -> Result<Attributes, Error>,
    ) -> Result<(), Error> {
        if self.seen.insert(identity.clone()) {
            self.keys.push((identity.clone(), key()?));
        }
        Ok(())
    }

    pub(super) fn contains(&self, identity: &Identity) -> bool {
        self.keys.iter().any(|(it, _)| it == identity)
    }

    fn len(&self) -> usize {
        self.keys.len()
    }

    /// The keys for the next request, which stay pending until they are processed.
    fn next(&self, most: usize) -> Option<Vec<Attributes>> {
        let first = self.keys.iter().take(most);
        let keys: Vec<_> = first.map(|(_, key)| key.clone()).collect();
        (!keys.is_empty()).then_some(keys)
    }

    /// Takes out what was asked for and is not left.
    fn processed(&mut self, asked: &[Attributes], left: &[Attributes]) {
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
