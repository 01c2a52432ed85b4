//! Reads items by key, in batches sent concurrently.

use std::collections::HashMap;

use super::super::batch::{BatchGet, FailedBatch, Keys};
use super::super::identified::Identified;
use super::super::select;
use super::super::visibility::Visibility;
use crate::codec::DecodeError;
use crate::item::{Attributes, Shape};
use crate::model::Model;
use crate::repository::key::Identity;
use crate::transport::ClientFiltered;
use crate::{Client, Error};

/// The items read by their keys.
#[derive(Debug)]
pub(super) struct ItemsByKey<R> {
    pub(super) rows: Vec<R>,
    /// The position of the item with a key; `None` if there is none, or none that is shown.
    positions: HashMap<Identity, Option<usize>>,
    pub(super) bad: Vec<DecodeError>,
}

/// Settings of a read by key.
pub(super) struct ByKeys<'a, L> {
    pub(super) client: &'a Client,
    pub(super) consistent: bool,
    pub(super) visibility: Visibility,
    pub(super) concurrency: usize,
    pub(super) shape: &'a L,
}

impl<R> Default for ItemsByKey<R> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            positions: HashMap::new(),
            bad: Vec::new(),
        }
    }
}

impl<R> ItemsByKey<R> {
    /// Returns the position of the item with this key.
    pub(super) fn position(&self, key: &Identity) -> Option<usize> {
        self.positions.get(key).copied().flatten()
    }

    /// Reads the items with those of these keys that have not been read yet. An error comes with
    /// the position of the first key of its batch.
    pub(super) async fn read<M: Model, L: Shape<Row = R>>(
        &mut self,
        how: &ByKeys<'_, L>,
        keys: impl IntoIterator<Item = (Identity, Attributes)>,
    ) -> Result<(), (usize, Error)> {
        let fresh = self.unread(keys);
        let name = how.client.table_name(M::DESCRIPTOR.table.name);
        let projection = select::projection::<M, _>(how.shape, how.visibility);
        let get = BatchGet {
            client: how.client,
            table: M::DESCRIPTOR.table,
            name: &name,
            projection: projection.map_err(|error| (0, error.into()))?,
            consistent: how.consistent,
            concurrency: how.concurrency,
        };
        let identified = Identified::<M, _>::new(how.shape.clone());
        let shape = ClientFiltered::new(identified, how.visibility.client_filter::<M>());
        let mut keys = Keys::default();
        let places: HashMap<_, _> = fresh
            .into_iter()
            .map(|(at, identity, key)| {
                keys.add(identity.clone(), key, 0);
                (identity, at)
            })
            .collect();
        let (mut rows, mut bad) = (Vec::new(), Vec::new());
        let take = |row| rows.extend(row);
        let read = get.all(&mut keys, &shape, take, |error, _| bad.push(error));
        read.await.map_err(|FailedBatch { error, first }| {
            let place = first.and_then(|identity| places.get(&identity).copied());
            (place.unwrap_or_default(), error)
        })?;
        for (identity, row) in rows {
            self.positions.insert(identity, Some(self.rows.len()));
            self.rows.push(row);
        }
        self.bad.extend(bad);
        Ok(())
    }

    /// Returns the keys that are not known yet, each once, with their positions, and records them
    /// as known.
    fn unread(
        &mut self,
        keys: impl IntoIterator<Item = (Identity, Attributes)>,
    ) -> Vec<(usize, Identity, Attributes)> {
        let mut fresh = Vec::new();
        for (at, (identity, key)) in keys.into_iter().enumerate() {
            self.positions.entry(identity.clone()).or_insert_with(|| {
                fresh.push((at, identity, key));
                None
            });
        }
        fresh
    }
}
