//! Finds items by a condition. The key or index that serves it is chosen automatically, or named.

mod explain;
mod resolve;
mod sorted;

pub use explain::{AccessPlan, PlannedAccess};
pub use sorted::Sorted;

use std::fmt;

use futures_core::Stream;

use super::page::{Page, Reading, stream_of};
use super::select::Selected;
use super::settings::ReadSettings;
use super::visibility::visibility_methods;
use crate::Error;
use crate::codec::{Comparable, Handle};
use crate::expr::{Condition, Selection};
use crate::item::{Shape, Unread, Whole};
use crate::model::{Index, Model};
use crate::planner::{AccessPath, Order};
use crate::repository::Repository;
use resolve::Returned;

/// Finds items by a condition, through the primary key or an index: the one whose partition key the
/// equalities of the condition fix. The rest of the condition becomes a condition on the sort key,
/// or a filter. Made by [`Repository::find`]; `L` is the type returned for each item.
///
/// Nothing is guessed. If several indexes serve the condition equally well, that is an error before
/// any request; so it is if none does, unless [`scan`](Self::scan) allows reading the whole table.
/// [`explain`](Self::explain) returns the plan.
///
/// # If a future or stream is dropped
/// Nothing was changed: it only reads. A cursor of an earlier page still stands.
///
/// ```text
/// let admins = users.find(user::role().eq(Role::Admin)).descending().limit(20).all().await?;
/// ```
#[derive(Clone)]
#[must_use = "nothing happens until a page, all items or a stream are asked for"]
pub struct Find<M: Model, L = Whole<M>> {
    pub(super) repository: Repository<M>,
    condition: Condition<M>,
    through: Option<AccessPath>,
    /// `true` if the rows of an index are returned as they are.
    rows: bool,
    may_scan: bool,
    order: Order,
    pub(crate) settings: ReadSettings,
    shape: L,
}

impl<M: Model, H> Repository<M, H> {
    /// Finds the items that match this condition, through the primary key or an index.
    pub fn find(&self, condition: Condition<M>) -> Find<M> {
        Find {
            repository: self.without_hooks(),
            condition,
            through: None,
            rows: false,
            may_scan: false,
            order: Order::Any,
            settings: ReadSettings::default(),
            shape: Whole::default(),
        }
    }
}

impl<M: Model, L> Find<M, L> {
    visibility_methods!(M, settings.visibility);

    /// Uses only this index, or the primary key of a model with a sort key:
    /// `.via::<user::ByRole>()`.
    ///
    /// # Errors
    /// [`AccessPathProblem::NotServed`](crate::AccessPathProblem::NotServed) before any request, if
    /// it does not serve the condition.
    pub fn via<I: Index<Model = M>>(mut self) -> Self {
        self.through = Some(I::NAME.map_or(AccessPath::PrimaryKey, AccessPath::Index));
        self
    }

    /// Allows reading the whole table if no key or index serves the condition. It costs the read
    /// units of the whole table.
    pub fn scan(mut self) -> Self {
        self.may_scan = true;
        self
    }

    /// Orders items by the sort key of the access path, which must be this field.
    ///
    /// # Errors
    /// [`AccessPathProblem::NotOrdered`](crate::AccessPathProblem::NotOrdered) before any request,
    /// if no access path that serves the condition has this sort key.
    pub fn order_by<H>(mut self, handle: H) -> Self
    where
        H: Handle<Model = M, Attribute: Comparable>,
    {
        self.order = Order::By(handle.into_path().path.root);
        self
    }

    /// Returns the smallest sort key first, or keys in the order given. This is the default.
    pub fn ascending(mut self) -> Self {
        self.settings.ascending = true;
        self
    }

    /// Returns the greatest sort key first, or the last of a list of keys.
    pub fn descending(mut self) -> Self {
        self.settings.ascending = false;
        self
    }

    /// Makes reads strongly consistent: they see every write acknowledged before, for twice the
    /// read units.
    ///
    /// # Errors
    /// [`AccessPathProblem::NotConsistent`](crate::AccessPathProblem::NotConsistent) before any
    /// request, if only a global index serves the condition.
    pub fn consistent(mut self) -> Self {
        self.settings.consistent = true;
        self
    }

    /// Returns at most this many items.
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

    /// Skips items that cannot be read, instead of failing. They do not count towards the limit,
    /// and a page still lists them.
    pub fn skip_bad(mut self) -> Self {
        self.settings.skip_bad = true;
        self
    }

    /// Returns only these fields, as a tuple. An index that holds them, and the attributes of the
    /// condition, then needs no reads by key.
    pub fn select<T: Selection<M>>(self, fields: T) -> Find<M, Selected<M, T>> {
        self.shaped(Selected::new(fields))
    }

    /// Uses this index and returns its rows as they are, with the attributes it projects.
    ///
    /// # Errors
    /// [`ErrorKind::Expression`](crate::ErrorKind::Expression) before any request, for a condition
    /// on an attribute that the index does not hold.
    pub fn rows<I: Index<Model = M>>(self) -> Find<M, Whole<I::Row>> {
        let mut rows = self.via::<I>().shaped(Whole::default());
        rows.rows = true;
        rows
    }

    /// Reads all items found, and sorts them by this field. Unlike `order_by` it takes any field,
    /// not only a sort key; all items are read, paid for and held in memory, whatever the limit.
    pub fn order_in_memory<H>(self, handle: H) -> Sorted<M, L>
    where
        H: Handle<Model = M, Attribute: Comparable>,
    {
        Sorted::new(self, handle.into_path().into())
    }

    /// Returns the same search with another return type.
    pub(crate) fn shaped<N>(self, shape: N) -> Find<M, N> {
        Find {
            repository: self.repository,
            condition: self.condition,
            through: self.through,
            rows: self.rows,
            may_scan: self.may_scan,
            order: self.order,
            settings: self.settings,
            shape,
        }
    }
}

impl<M: Model, L: Shape> Find<M, L> {
    /// Explains the search without sending it: the key or index, the conditions, and the cost. A
    /// scan is explained too, whether allowed or not.
    ///
    /// # Errors
    /// The errors of a condition that cannot be sent, and
    /// [`ErrorKind::AccessPath`](crate::ErrorKind::AccessPath).
    pub fn explain(&self) -> Result<AccessPlan, Error> {
        Ok(self.resolved(self.returned())?.explain())
    }

    /// Returns one page: as many items as the limit says, from the cursor of the previous page.
    ///
    /// # Errors
    /// [`ErrorKind::WouldScan`](crate::ErrorKind::WouldScan),
    /// [`ErrorKind::AccessPath`](crate::ErrorKind::AccessPath), and
    /// [`ErrorKind::Cursor`](crate::ErrorKind::Cursor) for a cursor of another condition or access
    /// path, all before any request.
    pub async fn page(self, cursor: Option<&str>) -> Result<Page<L::Row>, Error> {
        self.reading()?.page(cursor).await
    }

    /// Returns all items, up to the limit.
    ///
    /// # Errors
    /// Those of [`page`](Self::page), and [`ErrorKind::BadItems`](crate::ErrorKind::BadItems) when
    /// some cannot be read.
    pub async fn all(self) -> Result<Vec<L::Row>, Error> {
        self.reading()?.all().await
    }

    /// Returns the first item, if there is one.
    ///
    /// # Errors
    /// Those of [`page`](Self::page).
    pub async fn first(self) -> Result<Option<L::Row>, Error> {
        self.reading()?.first().await
    }

    /// Returns the last item, if there is one, by reading from the other end.
    ///
    /// # Errors
    /// Those of [`page`](Self::page), and
    /// [`AccessPathProblem::NotOrdered`](crate::AccessPathProblem::NotOrdered) if the items have no
    /// order: in a scan, and in an index without a sort key.
    pub async fn last(mut self) -> Result<Option<L::Row>, Error> {
        self.settings.ascending = !self.settings.ascending;
        self.first().await
    }

    /// Streams all items up to the limit; pages are fetched as needed.
    pub fn stream(self) -> impl Stream<Item = Result<L::Row, Error>> + Send + 'static {
        stream_of(self.reading())
    }

    /// Counts the items, up to the limit. They are read and paid for, but DynamoDB sends none of
    /// them if it can count by itself.
    ///
    /// # Errors
    /// Those of [`page`](Self::page).
    pub async fn count(self) -> Result<u64, Error> {
        let source = self.resolved(Returned::Nothing)?.into_source()?;
        let Self {
            repository,
            settings,
            ..
        } = self;
        let reading = settings.reading(repository.client, source, Unread);
        reading.count().await
    }

    /// Returns `true` if there is an item. Stops reading at the first.
    ///
    /// # Errors
    /// Those of [`page`](Self::page).
    pub async fn exists(mut self) -> Result<bool, Error> {
        self.settings.only_first();
        Ok(self.count().await? > 0)
    }

    pub(super) fn reading(self) -> Result<Reading<L>, Error> {
        let source = self.resolved(self.returned())?.into_source()?;
        let client = self.repository.client;
        Ok(self.settings.reading(client, source, self.shape))
    }

    fn returned(&self) -> Returned<'_> {
        match self.shape.selected() {
            Some(paths) => Returned::Paths(paths),
            None => Returned::All,
        }
    }
}

impl<M: Model, L> fmt::Debug for Find<M, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Find")
            .field("table", &self.repository.table())
            .field("condition", &self.condition)
            .field("through", &self.through)
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}
