//! Reads items by key with `BatchGetItem` requests, until every key is processed.

use futures_util::FutureExt as _;

use dynamite_core::limits::MAX_BATCH_GET_KEYS;

use super::Outstanding;
use super::sending::{BatchSettings, FailedBatch, Sending};
use crate::Client;
use crate::codec::DecodeError;
use crate::expr::Substitutions;
use crate::item::{Attributes, Shape, StoredItem};
use crate::model::TableDescriptor;
use crate::request::{self, BatchRead};

/// The keys still to be read.
pub(crate) type Keys = Outstanding<Attributes>;

/// Settings of a read by key.
#[derive(Clone, Debug)]
pub(crate) struct BatchGet<'a> {
    pub(crate) client: &'a Client,
    pub(crate) table: &'static TableDescriptor,
    /// The name of the table, with its prefix.
    pub(crate) name: &'a str,
    /// The attributes to read; `None` for all.
    pub(crate) projection: Option<(String, Substitutions)>,
    pub(crate) consistent: bool,
    /// Maximum number of requests under way at the same time.
    pub(crate) concurrency: usize,
}

impl BatchGet<'_> {
    /// Reads the items with these keys. Keys that DynamoDB leaves unprocessed are requested again
    /// after a pause, and stay outstanding if it ends in an error.
    pub(crate) async fn all<L: Shape>(
        &self,
        keys: &mut Keys,
        shape: &L,
        mut take: impl FnMut(L::Row),
        mut bad: impl FnMut(DecodeError, Option<StoredItem>),
    ) -> Result<(), FailedBatch> {
        let batches = BatchSettings {
            client: self.client,
            operation: "BatchGetItem",
            table: self.table,
            name: self.name,
            most: MAX_BATCH_GET_KEYS,
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
