//! Reading a whole table, for those who ask for it by name.

use futures_core::Stream;
use futures_util::stream::{self, StreamExt};

use super::page::{Page, Reading, stream_of};
use super::select::Selected;
use super::settings::Settings;
use super::source::Source;
use super::visibility::visibility_methods;
use crate::Error;
use crate::expr::{Condition, Selection, conditional};
use crate::item::{Shape, Unread, Whole};
use crate::model::Model;
use crate::repository::Repository;
use crate::request::{ReadRequest, ReadTarget, Segment};

/// Reads every item of the table: it costs the read units of the whole table, with or without a
/// filter. Made by [`Repository::scan`]; `L` is what is returned for each item.
///
/// # If a future or stream is dropped
/// Nothing was changed: it only reads. A cursor of an earlier page still stands.
#[derive(Clone, Debug)]
#[must_use = "nothing happens until a page, all items or a stream are asked for"]
pub struct Scan<M: Model, L = Whole<M>> {
    pub(super) repository: Repository<M>,
    filter: Option<Condition<M>>,
    pub(super) settings: Settings,
    shape: L,
}

/// A scan in segments that are read at the same time. Items come in no order, and there is no
/// cursor: a position is only valid for its segment. Made by [`Scan::segments`].
#[derive(Clone, Debug)]
#[must_use = "nothing happens until all items or a stream are asked for"]
pub struct ParallelScan<M: Model, L = Whole<M>> {
    scan: Scan<M, L>,
    segments: u16,
}

impl<M: Model, H> Repository<M, H> {
    /// Reads every item of the table. Where a key or an index can answer, query instead.
    pub fn scan(&self) -> Scan<M> {
        Scan {
            repository: self.without_hooks(),
            filter: None,
            settings: Settings::default(),
            shape: Whole::default(),
        }
    }
}

impl<M: Model, L> Scan<M, L> {
    visibility_methods!(M, settings.visibility);

    /// Returns only items for which this holds. All are read and paid for.
    pub fn filter(mut self, condition: Condition<M>) -> Self {
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

    /// Sees every write acknowledged before the scan began, for twice the read units.
    pub fn consistent(mut self) -> Self {
        self.settings.consistent = true;
        self
    }

    /// Leaves out items that cannot be read, instead of failing. They do not count towards the
    /// limit; a page still says which they were.
    pub fn skip_bad(mut self) -> Self {
        self.settings.skip_bad = true;
        self
    }

    /// Passes over so many items first. They are read and paid for. A cursor costs nothing; use it
    /// to turn pages.
    pub fn skip(mut self, items: usize) -> Self {
        self.settings.skip = items;
        self
    }

    /// How many items there are, up to the limit. DynamoDB counts: it reads the items and they are
    /// paid for, but none is sent, and those that cannot be read count as well.
    ///
    /// # Errors
    /// Those of the request.
    pub async fn count(self) -> Result<u64, Error> {
        self.shaped(Unread).reading(None)?.count().await
    }

    /// Whether there is an item. Stops reading at the first.
    ///
    /// # Errors
    /// Those of the request.
    pub async fn exists(mut self) -> Result<bool, Error> {
        self.settings.only_first();
        Ok(self.count().await? > 0)
    }

    /// Reads in this many segments at the same time; at least one.
    pub fn segments(self, segments: u16) -> ParallelScan<M, L> {
        ParallelScan {
            scan: self,
            segments: segments.max(1),
        }
    }

    /// Returns only these fields, as a tuple: `.select((user::id(), user::name()))`. Whole items
    /// are read and paid for, but less of them is sent. A cursor fits scans that select other
    /// fields, or none.
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
    /// One page: as many items as the limit says, from the cursor of the page before.
    ///
    /// # Errors
    /// [`ErrorKind::Cursor`](crate::ErrorKind::Cursor) for a cursor of another scan.
    pub async fn page(self, cursor: Option<&str>) -> Result<Page<L::Row>, Error> {
        self.reading(None)?.page(cursor).await
    }

    /// All items, up to the limit.
    ///
    /// # Errors
    /// [`ErrorKind::BadItems`](crate::ErrorKind::BadItems) when some cannot be read.
    pub async fn all(self) -> Result<Vec<L::Row>, Error> {
        self.reading(None)?.all().await
    }

    /// Some item, if there is one.
    pub async fn first(self) -> Result<Option<L::Row>, Error> {
        self.reading(None)?.first().await
    }

    /// All items up to the limit, one after another; pages are fetched as they are needed.
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
    /// All items, up to the limit of the scan.
    ///
    /// # Errors
    /// [`ErrorKind::BadItems`](crate::ErrorKind::BadItems) when some cannot be read.
    pub async fn all(self) -> Result<Vec<L::Row>, Error> {
        let skip_bad = self.scan.settings.skip_bad;
        super::page::gather(self.stream(), skip_bad).await
    }

    /// All items up to the limit of the scan, as they come.
    pub fn stream(self) -> impl Stream<Item = Result<L::Row, Error>> + Send + 'static {
        let Self {
            mut scan,
            segments: total,
        } = self;
        let skip = std::mem::take(&mut scan.settings.skip);
        let limit = scan.settings.limit.map(|limit| limit.saturating_add(skip));
        scan.settings.limit = limit;
        let segments: Vec<_> = (0..total)
            .map(|number| stream_of(scan.reading(Some(Segment { number, total }))).boxed())
            .collect();
        let all = stream::select_all(segments).take(limit.unwrap_or(usize::MAX));
        all.skip(skip)
    }
}
