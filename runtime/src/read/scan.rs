//! Reads a whole table; only on explicit request.

use futures_core::Stream;
use futures_util::stream::{self, StreamExt};

use super::page::{Page, Reading, stream_of};
use super::select::Selected;
use super::settings::ReadSettings;
use super::source::Source;
use super::visibility::visibility_methods;
use crate::Error;
use crate::expr::{Condition, Selection, conditional};
use crate::item::{Shape, Unread, Whole};
use crate::model::Model;
use crate::repository::Repository;
use crate::request::{ReadRequest, ReadTarget, Segment};

/// Reads every item of the table: it costs the read units of the whole table, with or without a
/// filter. Made by [`Repository::scan`]; `L` is the type returned for each item.
///
/// # If a future or stream is dropped
/// Nothing was changed: it only reads. A cursor of an earlier page still stands.
#[derive(Clone, Debug)]
#[must_use = "nothing happens until a page, all items or a stream are asked for"]
pub struct Scan<M: Model, L = Whole<M>> {
    pub(super) repository: Repository<M>,
    filter: Option<Condition<M>>,
    pub(super) settings: ReadSettings,
    shape: L,
}

/// A scan in segments that are read concurrently. Items come in no order, and there is no cursor: a
/// position is only valid for its segment. Made by [`Scan::segments`].
#[derive(Clone, Debug)]
#[must_use = "nothing happens until all items or a stream are asked for"]
pub struct ParallelScan<M: Model, L = Whole<M>> {
    scan: Scan<M, L>,
    segments: u16,
}

impl<M: Model, H> Repository<M, H> {
    /// Reads every item of the table. Prefer a query if a key or an index can serve it.
    pub fn scan(&self) -> Scan<M> {
        Scan {
            repository: self.without_hooks(),
            filter: None,
            settings: ReadSettings::default(),
            shape: Whole::default(),
        }
    }
}

impl<M: Model, L> Scan<M, L> {
    visibility_methods!(M, settings.visibility);

    /// Returns only items that match this condition. All items are read and paid for.
    pub fn filter(mut self, condition: Condition<M>) -> Self {
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

    /// Makes reads strongly consistent: they see every write acknowledged before the scan began,
    /// for twice the read units.
    pub fn consistent(mut self) -> Self {
        self.settings.consistent = true;
        self
    }

    /// Skips items that cannot be read, instead of failing. They do not count towards the limit,
    /// and a page still lists them.
    pub fn skip_bad(mut self) -> Self {
        self.settings.skip_bad = true;
        self
    }

    /// Skips this many items first. Skipped items are read and paid for. A cursor costs nothing;
    /// use one to turn pages.
    pub fn skip(mut self, items: usize) -> Self {
        self.settings.skip = items;
        self
    }

    /// Counts the items, up to the limit. DynamoDB counts: the items are read and paid for, but not
    /// sent, and those that cannot be read count as well.
    ///
    /// # Errors
    /// Those of the request.
    pub async fn count(self) -> Result<u64, Error> {
        self.shaped(Unread).reading(None)?.count().await
    }

    /// Returns `true` if there is an item. Stops reading at the first.
    ///
    /// # Errors
    /// Those of the request.
    pub async fn exists(mut self) -> Result<bool, Error> {
        self.settings.only_first();
        Ok(self.count().await? > 0)
    }

    /// Reads this many segments concurrently, at least one.
    pub fn segments(self, segments: u16) -> ParallelScan<M, L> {
        ParallelScan {
            scan: self,
            segments,
        }
    }

    /// Returns only these fields, as a tuple: `.select((user::id(), user::name()))`. Whole items
    /// are read and paid for, but less of them is sent. Cursors are interchangeable between scans
    /// that differ only in the selection.
    pub fn select<T: Selection<M>>(self, fields: T) -> Scan<M, Selected<M, T>> {
        self.shaped(Selected::new(fields))
    }

    fn shaped<N>(self, shape: N) -> Scan<M, N> {
        Scan {
            repository: self.repository,
            filter: self.filter,
            settings: self.settings,
            shape,
        }
    }
}

impl<M: Model, L: Shape> Scan<M, L> {
    /// Returns one page: as many items as the limit says, from the cursor of the previous page.
    ///
    /// # Errors
    /// [`ErrorKind::Cursor`](crate::ErrorKind::Cursor) for a cursor of another scan.
    pub async fn page(self, cursor: Option<&str>) -> Result<Page<L::Row>, Error> {
        self.reading(None)?.page(cursor).await
    }

    /// Returns all items, up to the limit.
    ///
    /// # Errors
    /// [`ErrorKind::BadItems`](crate::ErrorKind::BadItems) when some cannot be read.
    pub async fn all(self) -> Result<Vec<L::Row>, Error> {
        self.reading(None)?.all().await
    }

    /// Returns an item, if there is one.
    pub async fn first(self) -> Result<Option<L::Row>, Error> {
        self.reading(None)?.first().await
    }

    /// Streams all items up to the limit; pages are fetched as needed.
    pub fn stream(self) -> impl Stream<Item = Result<L::Row, Error>> + Send + 'static {
        stream_of(self.reading(None))
    }

    pub(super) fn reading(&self, segment: Option<Segment>) -> Result<Reading<L>, Error> {
        let target = ReadTarget {
            table: &self.repository.table,
            model: M::DESCRIPTOR,
            index: None,
            selected: self.shape.selected(),
            ascending: true,
            consistent: self.settings.consistent,
        };
        let filter = conditional::both(self.filter.clone(), self.settings.visibility.filter());
        let read_request = ReadRequest::scan(target, filter, segment)?;
        let source = Source::Responses(read_request);
        let client = self.repository.client.clone();
        Ok(self.settings.reading(client, source, self.shape.clone()))
    }
}

impl<M: Model, L: Shape> ParallelScan<M, L> {
    /// Returns all items, up to the limit of the scan.
    ///
    /// # Errors
    /// [`ErrorKind::BadItems`](crate::ErrorKind::BadItems) when some cannot be read.
    pub async fn all(self) -> Result<Vec<L::Row>, Error> {
        let skip_bad = self.scan.settings.skip_bad;
        super::page::gather(self.stream(), skip_bad).await
    }

    /// Streams all items up to the limit of the scan, in the order of arrival.
    pub fn stream(self) -> impl Stream<Item = Result<L::Row, Error>> + Send + 'static {
        let Self { mut scan, segments } = self;
        let skip = std::mem::take(&mut scan.settings.skip);
        let limit = scan.settings.limit.map(|limit| limit.saturating_add(skip));
        scan.settings.limit = limit;
        let segments: Vec<_> = Segment::all(segments)
            .map(|segment| stream_of(scan.reading(Some(segment))).boxed())
            .collect();
        let all = stream::select_all(segments).take(limit.unwrap_or(usize::MAX));
        all.skip(skip)
    }
}
