//! `BatchGetItem` until every key is processed.

use super::key::Identity;
use crate::Error;
use crate::error::ErrorKind;
use crate::request::{self, Attributes, Backoff, Batch, BatchGet, Shape};

/// DynamoDB's limit of keys in a `BatchGetItem`.
pub(super) const KEYS_PER_REQUEST: usize = 100;

/// The keys that are still to be read, each once.
#[derive(Default)]
pub(super) struct Pending {
    keys: Vec<(Identity, Attributes)>,
}

impl Pending {
    /// Keys of which none is given twice.
    pub(super) fn new(keys: Vec<(Identity, Attributes)>) -> Self {
        Self { keys }
    }

    pub(super) fn contains(&self, identity: &Identity) -> bool {
        self.keys.iter().any(|(it, _)| it == identity)
    }

    /// The keys for the next request, which stay pending until they are processed.
    fn next(&self) -> Option<Vec<Attributes>> {
        let keys = self.keys.iter().take(KEYS_PER_REQUEST);
        let keys: Vec<_> = keys.map(|(_, key)| key.clone()).collect();
        (!keys.is_empty()).then_some(keys)
    }

    /// Takes out what was asked for and is not left.
    fn processed(&mut self, asked: usize, left: &[Attributes]) {
        let rest = self.keys.split_off(asked);
        let mut first = std::mem::replace(&mut self.keys, rest);
        first.retain(|(_, key)| left.contains(key));
        self.keys.extend(first);
    }
}

/// Reads the items of all pending keys and hands them over, answer by answer. Keys that DynamoDB
/// leaves unprocessed are asked for again, with pauses; what cannot be had stays pending.
pub(super) async fn read<L: Shape>(
    asked: BatchGet<'_>,
    pending: &mut Pending,
    shape: &L,
    mut take: impl FnMut(Batch<L>),
) -> Result<(), Error> {
    let mut backoff = Backoff::of(asked.client);
    while let Some(keys) = pending.next() {
        let wanted = keys.len();
        let (batch, left) = request::get_batch(asked, keys, shape.clone()).await?;
        take(batch);
        let stuck = left.len() >= wanted;
        pending.processed(wanted, &left);
        if !stuck {
            backoff.progress();
        } else if !backoff.pause().await {
            let (items, attempts) = (pending.keys.len(), backoff.attempts());
            return Err(Error::new(ErrorKind::Unprocessed { items, attempts })
                .during("BatchGetItem", asked.table));
        }
    }
    Ok(())
}
