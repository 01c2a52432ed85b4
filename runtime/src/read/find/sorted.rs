//! Items sorted in memory, by any field.

use std::cmp::Ordering;

use aws_sdk_dynamodb::types::AttributeValue;

use super::Find;
use super::resolve::Returned;
use crate::Error;
use crate::codec::{DecodeError, WireReader};
use crate::expr::{find as find_value, order};
use crate::item::{Shape, Stored, StoredItem};
use crate::model::Model;
use crate::path::DocumentPath;

/// Finds items, reads all of them, and sorts them by a field. Made by [`Find::order_in_memory`].
/// There are no pages: each would cost as much as all items.
///
/// # If the future is dropped
/// Nothing was changed: it only reads.
#[derive(Debug)]
#[must_use = "nothing happens until all items or the first are asked for"]
pub struct Sorted<M: Model, L> {
    find: Find<M, L>,
    by: DocumentPath,
    ascending: bool,
}

impl<M: Model, L> Sorted<M, L> {
    pub(super) fn new(find: Find<M, L>, by: DocumentPath) -> Self {
        Self {
            find,
            by,
            ascending: true,
        }
    }

    /// Returns the smallest first. This is the default.
    pub fn ascending(mut self) -> Self {
        self.ascending = true;
        self
    }

    /// Returns the greatest first.
    pub fn descending(mut self) -> Self {
        self.ascending = false;
        self
    }

    /// Returns at most this many items, the first in order. All items are still read and paid for.
    pub fn limit(mut self, items: usize) -> Self {
        self.find = self.find.limit(items);
        self
    }
}

impl<M: Model, L: Shape> Sorted<M, L> {
    /// Returns all items up to the limit, in order. Items without the field come last in either
    /// direction; items with equal values keep the order in which they were found.
    ///
    /// # Errors
    /// Those of [`Find::all`].
    pub async fn all(self) -> Result<Vec<L::Row>, Error> {
        let (ascending, settings) = (self.ascending, self.find.settings);
        let mut rows = self.unsorted().await?;
        rows.sort_by(|(one, _), (other, _)| compare(one.as_ref(), other.as_ref(), ascending));
        let rows = rows.into_iter().skip(settings.skip);
        let rows = rows.take(settings.limit.unwrap_or(usize::MAX));
        Ok(rows.map(|(_, row)| row).collect())
    }

    /// Returns the first item in order, if there is one. All items are read and paid for.
    ///
    /// # Errors
    /// Those of [`Find::all`].
    pub async fn first(mut self) -> Result<Option<L::Row>, Error> {
        self.find.settings.only_first();
        Ok(self.all().await?.into_iter().next())
    }

    async fn unsorted(self) -> Result<Vec<(Option<AttributeValue>, L::Row)>, Error> {
        let Self { mut find, by, .. } = self;
        (find.settings.limit, find.settings.skip) = (None, 0);
        let paths: Option<Vec<_>> = find.shape.selected().map(|paths| {
            let by = std::iter::once(by.clone());
            paths.iter().cloned().chain(by).collect()
        });
        let returned = paths.as_deref().map_or(Returned::All, Returned::Paths);
        let source = find.resolved(returned)?.into_source()?;
        let shape = WithValue {
            shape: find.shape,
            by: Some(by),
        };
        let client = find.repository.client;
        find.settings.reading(client, source, shape).all().await
    }
}

fn compare(
    one: Option<&AttributeValue>,
    other: Option<&AttributeValue>,
    ascending: bool,
) -> Ordering {
    match (one, other) {
        (Some(one), Some(other)) => {
            let order = order(one, other).unwrap_or(Ordering::Equal);
            if ascending { order } else { order.reverse() }
        }
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

/// A shape that adds the value an item is sorted by. A stored `NULL` counts as no value.
#[derive(Clone, Debug, Default)]
struct WithValue<L> {
    shape: L,
    by: Option<DocumentPath>,
}

impl<L: Shape> Shape for WithValue<L> {
    type Row = (Option<AttributeValue>, L::Row);

    fn selected(&self) -> Option<&[DocumentPath]> {
        self.shape.selected()
    }

    fn lift(&self, reader: &mut WireReader<'_>) -> Result<Self::Row, DecodeError> {
        let item = Stored.lift(&mut reader.clone())?;
        let value = self.by.as_ref();
        let value = value.and_then(|by| find_value(item.attributes(), by).cloned());
        let value = value.filter(|value| !value.is_null());
        Ok((value, self.shape.lift(reader)?))
    }

    fn blame(error: DecodeError, item: Option<&StoredItem>) -> DecodeError {
        L::blame(error, item)
    }
}
