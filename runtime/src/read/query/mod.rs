//! Reads an item collection: the items that share a partition key.

mod sort_key;

use std::fmt;
use std::marker::PhantomData;

use futures_core::Stream;

use crate::Error;
use crate::codec::KeyAttribute;
use crate::expr::{Condition, KeyCondition, Selection, conditional};
use crate::item::{Shape, Unread, Whole};
use crate::model::{ConsistentReads, Index, KeyNames, Model};
use crate::read::index_projection::{self, IndexProjection};
use crate::read::page::{Page, Reading};
use crate::read::select::Selected;
use crate::read::settings::ReadSettings;
use crate::read::source::Source;
use crate::read::visibility::visibility_methods;
use crate::repository::Repository;
use crate::request::{ReadRequest, ReadTarget};

/// A query of the primary key or of an index. Generated methods make it with the partition key set.
/// `S` are the stored forms of the sort key attributes that have no condition yet, and `L` is the
/// type returned for each item.
///
/// # If a future or stream is dropped
/// Nothing was changed: it only reads. A cursor of an earlier page still stands.
///
/// ```text
/// let page = orders.by_user(ada.id).sort_ge(since).descending().limit(20).page(None).await?;
/// ```
#[must_use = "nothing happens until a page, all items or a stream are asked for"]
pub struct Query<I: Index, S = <I as Index>::Sort, L = Whole<<I as Index>::Row>> {
    pub(crate) repository: Repository<I::Model>,
    key: KeyCondition,
    /// The key attributes without a condition.
    attributes: KeyNames,
    filter: Option<Condition<I::Model>>,
    pub(crate) settings: ReadSettings,
    shape: L,
    free: PhantomData<fn() -> (I, S)>,
}

/// Queries the items with this first attribute of the partition key. For generated code, for which
/// a function is cheaper to type-check than an associated one.
#[doc(hidden)]
pub fn query<I: Index, A: KeyAttribute, H>(
    repository: &Repository<I::Model, H>,
    partition: impl Into<A::Value>,
) -> Query<I> {
    let query = Query {
        repository: repository.without_hooks(),
        key: KeyCondition::new(),
        attributes: KeyNames::of(I::Model::DESCRIPTOR.table, I::NAME),
        filter: None,
        settings: ReadSettings::default(),
        shape: Whole::default(),
        free: PhantomData,
    };
    query.partition::<A>(partition)
}

impl<I: Index> Query<I> {
    /// Sets the next partition key attribute. For generated code.
    #[doc(hidden)]
    pub fn partition<A: KeyAttribute>(mut self, value: impl Into<A::Value>) -> Self {
        let name = self.attributes.next().unwrap_or_default();
        self.key = self.key.partition::<A>(name, &value.into());
        self
    }
}

impl<I: Index, S, L> Query<I, S, L> {
    /// Makes reads strongly consistent: they see every write acknowledged before, for twice the
    /// read units. Global indexes have no consistent reads.
    pub fn consistent(mut self) -> Self
    where
        I: ConsistentReads,
    {
        self.settings.consistent = true;
        self
    }

    visibility_methods!(I::Model, settings.visibility);

    /// Returns the smallest sort key first. This is the default.
    pub fn ascending(mut self) -> Self {
        self.settings.ascending = true;
        self
    }

    /// Returns the greatest sort key first.
    pub fn descending(mut self) -> Self {
        self.settings.ascending = false;
        self
    }

    /// Returns only items that match this condition. Filtered items are read and paid for. A
    /// condition on the key of the query, or on attributes that the index does not hold, is an
    /// error before any request.
    pub fn filter(mut self, condition: Condition<I::Model>) -> Self {
        self.filter = Some(match self.filter.take() {
            None => condition,
            Some(first) => first.and(condition),
        });
        self
    }

    /// Returns at most this many items, counted after the filter.
    pub fn limit(mut self, items: usize) -> Self {
        self.settings.limit = Some(items);
        self
    }

    /// Skips this many items first. Skipped items are read and paid for, so a large offset costs as
    /// much as all the items before it. A cursor costs nothing; use one to turn pages.
    pub fn skip(mut self, items: usize) -> Self {
        self.settings.skip = items;
        self
    }

    /// Counts the items, up to the limit. DynamoDB counts: the items are read and paid for, but not
    /// sent, and those that cannot be read count as well.
    ///
    /// # Errors
    /// Those of [`page`](Self::page).
    pub async fn count(self) -> Result<u64, Error> {
        self.shaped(Unread).reading()?.count().await
    }

    /// Returns `true` if there is an item. Stops reading at the first.
    ///
    /// # Errors
    /// Those of [`page`](Self::page).
    pub async fn exists(mut self) -> Result<bool, Error> {
        self.settings.only_first();
        Ok(self.count().await? > 0)
    }

    /// Skips items that cannot be read, instead of failing. They do not count towards the limit,
    /// and a page still lists them.
    pub fn skip_bad(mut self) -> Self {
        self.settings.skip_bad = true;
        self
    }

    /// Returns only these fields, as a tuple: `.select((order::id(), order::total()))`. Whole items
    /// are read and paid for, but less of them is sent. Cursors are interchangeable between queries
    /// that differ only in the selection.
    ///
    /// # Errors
    /// [`ErrorKind::Expression`](crate::ErrorKind::Expression) before any request, for a field that
    /// the index does not hold.
    pub fn select<T: Selection<I::Model>>(self, fields: T) -> Query<I, S, Selected<I::Model, T>> {
        self.shaped(Selected::new(fields))
    }

    fn shaped<N>(self, shape: N) -> Query<I, S, N> {
        Query {
            repository: self.repository,
            key: self.key,
            attributes: self.attributes,
            filter: self.filter,
            settings: self.settings,
            shape,
            free: PhantomData,
        }
    }
}

impl<I: Index, S, L: Shape> Query<I, S, L> {
    /// Returns one page: as many items as the limit says, from the cursor of the previous page.
    ///
    /// # Errors
    /// [`ErrorKind::Cursor`](crate::ErrorKind::Cursor) for a cursor of another query, and
    /// [`ErrorKind::Expression`](crate::ErrorKind::Expression) for a limit of 0, both before any
    /// request.
    pub async fn page(self, cursor: Option<&str>) -> Result<Page<L::Row>, Error> {
        self.reading()?.page(cursor).await
    }

    /// Returns all items, up to the limit.
    ///
    /// # Errors
    /// [`ErrorKind::BadItems`](crate::ErrorKind::BadItems) when some cannot be read.
    pub async fn all(self) -> Result<Vec<L::Row>, Error> {
        self.reading()?.all().await
    }

    /// Returns the first item, if there is one.
    pub async fn first(self) -> Result<Option<L::Row>, Error> {
        self.reading()?.first().await
    }

    /// Returns the last item, if there is one, by reading from the other end.
    pub async fn last(mut self) -> Result<Option<L::Row>, Error> {
        self.settings.ascending = !self.settings.ascending;
        self.first().await
    }

    /// Streams all items up to the limit; pages are fetched as needed.
    pub fn stream(self) -> impl Stream<Item = Result<L::Row, Error>> + Send + 'static {
        crate::read::page::stream_of(self.reading())
    }

    pub(crate) fn reading(self) -> Result<Reading<L>, Error> {
        let target = ReadTarget {
            table: &self.repository.table,
            model: I::Model::DESCRIPTOR,
            index: I::NAME,
            selected: self.shape.selected(),
            ascending: self.settings.ascending,
            consistent: self.settings.consistent,
        };
        let index = IndexProjection::of::<I>();
        index_projection::check(index, target.selected, self.filter.as_ref())?;
        let shown = index_projection::filter(index, self.settings.visibility);
        let filter = conditional::both(self.filter, shown);
        let read_request = ReadRequest::query(target, self.key, filter)?;
        let source = Source::Responses(read_request);
        Ok(self
            .settings
            .reading(self.repository.client, source, self.shape))
    }
}

impl<I: Index, S, L: Clone> Clone for Query<I, S, L> {
    fn clone(&self) -> Self {
        Self {
            repository: self.repository.clone(),
            key: self.key.clone(),
            attributes: self.attributes.clone(),
            filter: self.filter.clone(),
            settings: self.settings,
            shape: self.shape.clone(),
            free: PhantomData,
        }
    }
}

impl<I: Index, S, L> fmt::Debug for Query<I, S, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Query")
            .field("table", &self.repository.table())
            .field("index", &I::NAME)
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}
