//! Reading a whole table, for those who ask for it by name.

use std::sync::Arc;

use futures_core::Stream;
use futures_util::stream::{self, StreamExt};

use super::Repository;
use super::page::{Page, Reading, stream_of};
use crate::Error;
use crate::expr::Condition;
use crate::model::Model;
use crate::request::{ReadPlan, Segment};

/// Reads every item of the table: it costs the read units of the whole table, with or without a
/// filter. Made by [`Repository::scan`].
#[derive(Clone, Debug)]
#[must_use = "nothing happens until a page, all items or a stream are asked for"]
pub struct Scan<M: Model> {
    repository: Repository<M>,
    filter: Option<Condition<M>>,
    limit: Option<usize>,
    consistent: bool,
    skip_bad: bool,
}

/// A scan in segments that are read at the same time. Items come in no order, and there is no
/// cursor: a position is only valid for its segment. Made by [`Scan::segments`].
#[derive(Clone, Debug)]
#[must_use = "nothing happens until all items or a stream are asked for"]
pub struct ParallelScan<M: Model> {
    scan: Scan<M>,
    segments: u16,
}

impl<M: Model> Repository<M> {
    /// Reads every item of the table. Where a key or an index can answer, query instead.
    pub fn scan(&self) -> Scan<M> {
        Scan {
            repository: self.clone(),
            filter: None,
            limit: None,
            consistent: false,
            skip_bad: false,
        }
    }
}

impl<M: Model> Scan<M> {
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
        self.limit = Some(items);
        self
    }

    /// Sees every write acknowledged before the scan began, for twice the read units.
    pub fn consistent(mut self) -> Self {
        self.consistent = true;
        self
    }

    /// Leaves out items that cannot be read, instead of failing.
    pub fn skip_bad(mut self) -> Self {
        self.skip_bad = true;
        self
    }

    /// Reads in this many segments at the same time; at least one.
    pub fn segments(self, segments: u16) -> ParallelScan<M> {
        ParallelScan {
            scan: self,
            segments: segments.max(1),
        }
    }

    /// One page: as many items as the limit says, from the cursor of the page before.
    ///
    /// # Errors
    /// [`ErrorKind::Cursor`](crate::ErrorKind::Cursor) for a cursor of another scan.
    pub async fn page(self, cursor: Option<&str>) -> Result<Page<M>, Error> {
        self.reading(None)?.page(cursor).await
    }

    /// All items, up to the limit.
    ///
    /// # Errors
    /// [`ErrorKind::BadItems`](crate::ErrorKind::BadItems) when some cannot be read.
    pub async fn all(self) -> Result<Vec<M>, Error> {
        self.reading(None)?.all().await
    }

    /// All items up to the limit, one after another; pages are fetched as they are needed.
    pub fn stream(self) -> impl Stream<Item = Result<M, Error>> + Send + 'static {
        stream_of(self.reading(None))
    }

    fn reading(&self, segment: Option<Segment>) -> Result<Reading, Error> {
        let descriptor = M::DESCRIPTOR;
        let plan = ReadPlan::scan(
            &self.repository.table,
            descriptor,
            self.filter.clone(),
            segment,
        )?
        .consistent(self.consistent);
        Ok(Reading {
            client: self.repository.client.clone(),
            plan: Arc::new(plan),
            limit: self.limit,
            skip_bad: self.skip_bad,
        })
    }
}

impl<M: Model> ParallelScan<M> {
    /// All items, up to the limit of the scan.
    ///
    /// # Errors
    /// [`ErrorKind::BadItems`](crate::ErrorKind::BadItems) when some cannot be read.
    pub async fn all(self) -> Result<Vec<M>, Error> {
        let skip_bad = self.scan.skip_bad;
        super::page::gather(self.stream(), skip_bad).await
    }

    /// All items up to the limit of the scan, as they come.
    pub fn stream(self) -> impl Stream<Item = Result<M, Error>> + Send + 'static {
        let total = self.segments;
        let limit = self.scan.limit.unwrap_or(usize::MAX);
        let segments: Vec<_> = (0..total)
            .map(|number| stream_of(self.scan.reading(Some(Segment { number, total }))).boxed())
            .collect();
        stream::select_all(segments).take(limit)
    }
}
