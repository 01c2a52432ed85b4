//! Reading an item collection: the items that share a partition key.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use futures_core::Stream;

use super::Repository;
use super::page::{Page, Reading};
use crate::Error;
use crate::codec::{Comparable, KeyAttribute};
use crate::expr::{Condition, KeyCondition, Prefixed};
use crate::model::{ConsistentReads, Index, Model};
use crate::request::ReadPlan;

/// A query of the primary key or of an index. Generated methods make it with the partition key
/// filled in; `S` are the stored forms of the sort key attributes that are still free.
///
/// ```text
/// let page = orders.by_user(ada.id).sort_ge(since).descending().limit(20).page(None).await?;
/// ```
#[must_use = "nothing happens until a page, all items or a stream are asked for"]
pub struct Query<I: Index, S = <I as Index>::Sort> {
    repository: Repository<I::Model>,
    key: KeyCondition,
    /// How many sort key attributes have a condition.
    sorted: usize,
    filter: Option<Condition<I::Model>>,
    settings: Settings,
    free: PhantomData<fn() -> (I, S)>,
}

#[derive(Clone, Copy, Debug)]
struct Settings {
    ascending: bool,
    consistent: bool,
    skip_bad: bool,
    limit: Option<usize>,
}

impl<I: Index> Query<I> {
    /// A query without any key condition yet. For generated code.
    #[doc(hidden)]
    pub fn new(repository: &Repository<I::Model>) -> Self {
        Self {
            repository: repository.clone(),
            key: KeyCondition::new(),
            sorted: 0,
            filter: None,
            settings: Settings {
                ascending: true,
                consistent: false,
                skip_bad: false,
                limit: None,
            },
            free: PhantomData,
        }
    }

    /// Fixes a partition key attribute. For generated code.
    #[doc(hidden)]
    pub fn partition<A: KeyAttribute>(mut self, name: &'static str, value: &A::Value) -> Self {
        self.key = self.key.partition::<A>(name, value);
        self
    }
}

/// Conditions on the next free sort key attribute.
impl<I: Index, A: KeyAttribute, S> Query<I, (A, S)> {
    /// Items whose sort key is this. With a sort key of several attributes, conditions on the
    /// next one may follow.
    pub fn sort_eq(self, value: impl Into<A::Value>) -> Query<I, S> {
        self.sorted(|key, name| key.sort_eq::<A>(name, &value.into()))
    }
}

impl<I: Index, A: KeyAttribute + Comparable, S> Query<I, (A, S)> {
    /// Items whose sort key is less.
    pub fn sort_lt(self, value: impl Into<A::Value>) -> Query<I, ()> {
        self.sorted(|key, name| key.sort_lt::<A>(name, &value.into()))
    }

    /// Items whose sort key is less or equal.
    pub fn sort_le(self, value: impl Into<A::Value>) -> Query<I, ()> {
        self.sorted(|key, name| key.sort_le::<A>(name, &value.into()))
    }

    /// Items whose sort key is greater.
    pub fn sort_gt(self, value: impl Into<A::Value>) -> Query<I, ()> {
        self.sorted(|key, name| key.sort_gt::<A>(name, &value.into()))
    }

    /// Items whose sort key is greater or equal.
    pub fn sort_ge(self, value: impl Into<A::Value>) -> Query<I, ()> {
        self.sorted(|key, name| key.sort_ge::<A>(name, &value.into()))
    }

    /// Items whose sort key is between the two, both included.
    pub fn sort_between(self, low: impl Into<A::Value>, high: impl Into<A::Value>) -> Query<I, ()> {
        self.sorted(|key, name| key.sort_between::<A>(name, &low.into(), &high.into()))
    }
}

impl<I: Index, A: KeyAttribute + Prefixed, S> Query<I, (A, S)> {
    /// Items whose sort key begins with this.
    pub fn sort_begins_with(self, prefix: impl Into<A::Value>) -> Query<I, ()> {
        self.sorted(|key, name| key.sort_begins_with::<A>(name, &prefix.into()))
    }
}

impl<I: Index + ConsistentReads, S> Query<I, S> {
    /// Sees every write acknowledged before, for twice the read units. Global indexes cannot.
    pub fn consistent(mut self) -> Self {
        self.settings.consistent = true;
        self
    }
}

impl<I: Index, S> Query<I, S> {
    /// Smallest sort key first, which is the default.
    pub fn ascending(mut self) -> Self {
        self.settings.ascending = true;
        self
    }

    /// Greatest sort key first.
    pub fn descending(mut self) -> Self {
        self.settings.ascending = false;
        self
    }

    /// Returns only items for which this holds. Items that are dropped are read and paid for.
    pub fn filter(mut self, condition: Condition<I::Model>) -> Self {
        self.filter = Some(match self.filter.take() {
            None => condition,
            Some(first) => first.and(condition),
        });
        self
    }

    /// At most this many items, counted after the filter.
    pub fn limit(mut self, items: usize) -> Self {
        self.settings.limit = Some(items);
        self
    }

    /// Leaves out items that cannot be read, instead of failing.
    pub fn skip_bad(mut self) -> Self {
        self.settings.skip_bad = true;
        self
    }

    /// One page: as many items as the limit says, from the cursor of the page before.
    ///
    /// # Errors
    /// [`ErrorKind::Cursor`](crate::ErrorKind::Cursor) for a cursor of another query.
    pub async fn page(self, cursor: Option<&str>) -> Result<Page<I::Row>, Error> {
        self.reading()?.page(cursor).await
    }

    /// All items, up to the limit.
    ///
    /// # Errors
    /// [`ErrorKind::BadItems`](crate::ErrorKind::BadItems) when some cannot be read.
    pub async fn all(self) -> Result<Vec<I::Row>, Error> {
        self.reading()?.all().await
    }

    /// The first item, if there is one.
    pub async fn first(self) -> Result<Option<I::Row>, Error> {
        self.reading()?.first().await
    }

    /// All items up to the limit, one after another; pages are fetched as they are needed.
    pub fn stream(self) -> impl Stream<Item = Result<I::Row, Error>> + Send + 'static {
        super::page::stream_of(self.reading())
    }

    fn reading(self) -> Result<Reading, Error> {
        let descriptor = I::Model::DESCRIPTOR;
        let plan = ReadPlan::query(
            &self.repository.table,
            descriptor,
            I::NAME,
            self.key,
            self.filter,
            self.settings.ascending,
        )?
        .consistent(self.settings.consistent);
        Ok(Reading {
            client: self.repository.client,
            plan: Arc::new(plan),
            limit: self.settings.limit,
            skip_bad: self.settings.skip_bad,
        })
    }

    /// Adds a condition on the next sort key attribute; the types see to it that there is one.
    fn sorted<T>(
        self,
        condition: impl FnOnce(KeyCondition, &'static str) -> KeyCondition,
    ) -> Query<I, T> {
        let name = I::SORT.get(self.sorted).copied().unwrap_or_default();
        Query {
            repository: self.repository,
            key: condition(self.key, name),
            sorted: self.sorted + 1,
            filter: self.filter,
            settings: self.settings,
            free: PhantomData,
        }
    }
}

impl<I: Index, S> Clone for Query<I, S> {
    fn clone(&self) -> Self {
        Self {
            repository: self.repository.clone(),
            key: self.key.clone(),
            sorted: self.sorted,
            filter: self.filter.clone(),
            settings: self.settings,
            free: PhantomData,
        }
    }
}

impl<I: Index, S> fmt::Debug for Query<I, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Query")
            .field("table", &self.repository.table())
            .field("index", &I::NAME)
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}
