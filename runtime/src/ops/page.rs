//! Reading many items: what a query and a scan have in common.

use std::sync::Arc;

use futures_core::Stream;
use futures_util::stream::{self, StreamExt, TryStreamExt};

use crate::codec::DecodeError;
use crate::cursor::{Cursor, Position};
use crate::error::{ErrorKind, ReadItems};
use crate::request::{self, Quota, ReadPlan, Shape};
use crate::{Client, Error};

/// Items of a query or scan, up to a limit or a page of DynamoDB.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Page<R> {
    /// The items, in the order of the index.
    pub items: Vec<R>,
    /// The items that could not be read. They count towards the limit, unless they are skipped.
    pub bad: Vec<DecodeError>,
    /// Where to go on; `None` at the end.
    pub cursor: Option<Cursor>,
}

/// A query or scan, ready to be sent.
#[derive(Clone, Debug)]
pub(super) struct Reading<L> {
    pub(super) client: Client,
    pub(super) plan: Arc<ReadPlan>,
    pub(super) limit: Option<usize>,
    pub(super) skip_bad: bool,
    pub(super) shape: L,
}

/// What was read of a page: items, bad items, and where to go on.
pub(super) type Collected<R> = (Vec<R>, Vec<DecodeError>, Option<Position>);

/// How many items DynamoDB is asked to look at when most of them may not count, because of a
/// filter or because they are bad: at least this many, and twice as many at each further request
/// of the same page.
const LEAST_EVALUATED: usize = 16;

impl<L: Shape> Reading<L> {
    /// One page: as many items as the limit says; without one, what DynamoDB returns at once.
    pub(super) async fn page(self, cursor: Option<&str>) -> Result<Page<L::Row>, Error> {
        let key = self.client.cursor_key();
        let start = match cursor {
            None => None,
            Some(text) => Some(Cursor::open(text, self.plan.fingerprint, key)?),
        };
        let (items, bad, end) = self.collect(start).await?;
        let cursor = match end {
            None => None,
            Some(end) => Some(Cursor::seal(&end, self.plan.fingerprint, key)?),
        };
        Ok(Page { items, bad, cursor })
    }

    /// Reads until the limit is reached, or, without one, until something came.
    async fn collect(&self, mut start: Option<Position>) -> Result<Collected<L::Row>, Error> {
        let (mut items, mut bad) = (Vec::new(), Vec::new());
        let whole = self.quota();
        let mut least = LEAST_EVALUATED;
        while !whole.is_met(items.len(), bad.len()) {
            let left = whole.left(items.len(), bad.len());
            let evaluate = left.items.map(|wanted| match self.plan.filter {
                None if whole.counts_all(bad.len()) => wanted,
                _ => wanted.max(least),
            });
            least = least.saturating_mul(2);
            let page =
                request::read(&self.client, &self.plan, &self.shape, start, evaluate, left).await?;
            items.extend(page.items);
            bad.extend(page.bad);
            start = page.end;
            let something = !items.is_empty() || !bad.is_empty();
            if start.is_none() || (self.limit.is_none() && something) {
                break;
            }
        }
        Ok((items, bad, start))
    }

    /// Reads on from a position, up to the limit or the end.
    pub(super) async fn rest(
        &self,
        mut start: Option<Position>,
    ) -> Result<Collected<L::Row>, Error> {
        let (mut items, mut bad, mut end) = self.collect(start.take()).await?;
        while self.limit.is_none() && end.is_some() {
            let (more, worse, next) = self.collect(end).await?;
            items.extend(more);
            bad.extend(worse);
            end = next;
        }
        Ok((items, bad, end))
    }

    fn quota(&self) -> Quota {
        Quota {
            items: self.limit,
            skip_bad: self.skip_bad,
        }
    }

    /// All items, page after page, up to the limit.
    pub(super) fn stream(self) -> impl Stream<Item = Result<L::Row, Error>> + Send + 'static {
        enum Next {
            From(Option<Position>, Option<usize>),
            End,
        }
        let skip_bad = self.skip_bad;
        let first = Next::From(None, self.limit);
        stream::try_unfold((self, first), |(mut reading, next)| async move {
            let Next::From(start, left) = next else {
                return Ok(None);
            };
            reading.limit = left.map(|left| left.min(STREAM_PAGE));
            let (items, bad, end) = reading.collect(start).await?;
            let left = left
                .map(|left| left.saturating_sub(reading.quota().counted(items.len(), bad.len())));
            let next = match end {
                Some(end) if left != Some(0) => Next::From(Some(end), left),
                _ => Next::End,
            };
            Ok::<_, Error>(Some(((items, bad), (reading, next))))
        })
        .map_ok(move |(items, bad)| {
            let bad = if skip_bad { Vec::new() } else { bad };
            let bad = bad.into_iter().map(|error| Err(Error::from(error)));
            stream::iter(items.into_iter().map(Ok).chain(bad))
        })
        .try_flatten()
    }

    /// All items up to the limit. Items that cannot be read make it fail, after reading.
    pub(super) async fn all(self) -> Result<Vec<L::Row>, Error> {
        let skip_bad = self.skip_bad;
        gather(self.stream(), skip_bad).await
    }

    /// The first item, if there is one.
    pub(super) async fn first(mut self) -> Result<Option<L::Row>, Error> {
        self.limit = Some(1);
        Ok(self.all().await?.into_iter().next())
    }
}

/// The items of a query or scan that may have failed to be built.
pub(super) fn stream_of<L: Shape>(
    reading: Result<Reading<L>, Error>,
) -> impl Stream<Item = Result<L::Row, Error>> + Send + 'static {
    stream::once(std::future::ready(reading))
        .map_ok(Reading::stream)
        .try_flatten()
}

/// All items of a stream; those that cannot be read make it fail at the end.
pub(super) async fn gather<R: Send + Sync + 'static>(
    stream: impl Stream<Item = Result<R, Error>>,
    skip_bad: bool,
) -> Result<Vec<R>, Error> {
    let (mut items, mut bad) = (Vec::new(), Vec::new());
    let mut stream = std::pin::pin!(stream);
    while let Some(item) = stream.next().await {
        match item.map_err(Error::into_decode) {
            Ok(item) => items.push(item),
            Err(Ok(error)) => bad.push(error),
            Err(Err(error)) => return Err(error),
        }
    }
    if bad.is_empty() || skip_bad {
        return Ok(items);
    }
    Err(Error::new(ErrorKind::BadItems {
        read: ReadItems::new(items),
        bad,
    }))
}

/// Items a stream asks for at once when it has a limit. Without one, DynamoDB's own pages of
/// 1 MB are used.
const STREAM_PAGE: usize = 1000;
