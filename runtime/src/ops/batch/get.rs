//! Reading items by key: `BatchGetItem` after `BatchGetItem`, until every key is processed.

use futures_util::FutureExt as _;

use super::Outstanding;
use super::sending::{Batches, Failed, Sending};
use crate::Client;
use crate::codec::DecodeError;
use crate::expr::Substitutions;
use crate::item::StoredItem;
use crate::model::TableDescriptor;
use crate::request::{self, Attributes, BatchRead, Shape};

/// DynamoDB's limit of keys in a `BatchGetItem`.
pub(in crate::ops) const KEYS_PER_REQUEST: usize = 100;

/// The keys that are still to be read.
pub(in crate::ops) type Keys = Outstanding<Attributes>;

/// How items are read.
#[derive(Clone, Debug)]
pub(in crate::ops) struct BatchGet<'a> {
    pub(in crate::ops) client: &'a Client,
    pub(in crate::ops) table: &'static TableDescriptor,
    /// The name of the table, with its prefix.
    pub(in crate::ops) name: &'a str,
    /// The attributes that are wanted; `None` for all.
    pub(in crate::ops) projection: Option<(String, Substitutions)>,
    pub(in crate::ops) consistent: bool,
    /// How many requests are under way at the same time.
    pub(in crate::ops) concurrency: usize,
}

impl BatchGet<'_> {
    /// Reads the items with these keys. Keys that DynamoDB leaves unprocessed are asked for again,
    /// with pauses, and stay outstanding if it ends in an error.
    pub(in crate::ops) async fn all<L: Shape>(
        &self,
        keys: &mut Keys,
        shape: &L,
        mut take: impl FnMut(L::Row),
        mut bad: impl FnMut(DecodeError, Option<StoredItem>),
    ) -> Result<(), Failed> {
        let batches = Batches {
            client: self.client,
            operation: "BatchGetItem",
            table: self.table,
            name: self.name,
            most: KEYS_PER_REQUEST,
            concurrency: self.concurrency,
        };
        let send = |keys: Vec<&Attributes>| {
            let read = BatchRead {
                keys: keys.into_iter().cloned().collect(),
                projection: self.projection.clone(),
                consistent: self.consistent,
            };
            request::get_batch(self.client, self.name, read, shape.clone()).boxed()
        };
        let mut sending = Sending::new(batches, keys, send);
        let mut failed = None;
        while let Some(response) = sending.next().await {
            match response {
                Ok((batch, _)) => {
                    batch.items.into_iter().for_each(&mut take);
                    batch
                        .bad
                        .into_iter()
                        .for_each(|(error, item)| bad(error, item));
                }
                Err(first) => drop(failed.get_or_insert(first)),
            }
        }
        failed.map_or(Ok(()), Err)
    }
}
