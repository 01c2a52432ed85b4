//! Reading many items: the common part of queries and scans.

use std::sync::Arc;

use futures_core::Stream;
use futures_util::stream::{self, StreamExt, TryStreamExt};

use super::source::Source;
use crate::codec::DecodeError;
use crate::cursor::{Cursor, Position};
use crate::error::{ErrorKind, ReadItems};
use crate::expr::ExpressionError;
use crate::item::{Shape, Unread};
use crate::request::{self, PageRequest, ReadRequest};
use crate::transport::Quota;
use crate::{Client, Error};

/// Items of a query or scan, up to a limit or a page of DynamoDB.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Page<R> {
    /// The items, in the order of the index.
    pub items: Vec<R>,
    /// The items that could not be read. They count towards the limit, unless they are skipped.
    pub bad: Vec<DecodeError>,
    /// The position to continue from; `None` at the end.
    pub cursor: Option<Cursor>,
}

/// A query or scan, ready to be sent.
#[derive(Clone, Debug)]
pub(crate) struct Reading<L> {
    pub(crate) client: Client,
    pub(crate) source: Arc<Source>,
    /// Number of items to skip first.
    pub(crate) skip: usize,
    pub(crate) limit: Option<usize>,
    pub(crate) skip_bad: bool,
    pub(crate) shape: L,
}

/// The contents of a page: items, bad items, and the position to continue from.
pub(super) type Collected<R> = (Vec<R>, Vec<DecodeError>, Option<Position>);

impl<L: Shape> Reading<L> {
    /// Returns one page: as many items as the limit says; without a limit, the items of one
    /// response.
    pub(super) async fn page(self, cursor: Option<&str>) -> Result<Page<L::Row>, Error> {
        check_limit(self.limit)?;
        let (key, fingerprint) = (self.client.cursor_key(), self.source.fingerprint());
        let begin = match cursor {
            None => self.begin().await?,
            Some(text) => Begin::From(Some(Cursor::open(text, fingerprint, key)?)),
        };
        let (items, bad, end) = match begin {
            Begin::From(start) => self.collect(start).await?,
            Begin::Behind => (Vec::new(), Vec::new(), None),
        };
        let cursor = match end {
            None => None,
            Some(end) => Some(Cursor::seal(&end, fingerprint, key)?),
        };
        Ok(Page { items, bad, cursor })
    }

    /// Skips the items to be skipped. A cursor is behind them already.
    async fn begin(&self) -> Result<Begin, Error> {
        if self.skip == 0 {
            return Ok(Begin::From(None));
        }
        let skipped = Reading {
            limit: Some(self.skip),
            ..self.unread()
        };
        let (_, _, end) = skipped.collect(None).await?;
        Ok(end.map_or(Begin::Behind, |end| Begin::From(Some(end))))
    }

    /// Counts the items, up to the limit.
    pub(super) async fn count(self) -> Result<u64, Error> {
        if self.limit == Some(0) {
            return Ok(0);
        }
        let Begin::From(start) = self.begin().await? else {
            return Ok(0);
        };
        let limit = self.limit.map(|limit| limit as u64);
        let counted = match self.source.counted() {
            Some(read_request) => count(&self.client, read_request, start, self.limit).await?,
            None => self.unread().length(start).await?,
        };
        Ok(limit.map_or(counted, |limit| counted.min(limit)))
    }

    /// Returns the same reading, which keeps nothing but the number of items.
    fn unread(&self) -> Reading<Unread> {
        Reading {
            client: self.client.clone(),
            source: Arc::clone(&self.source),
            skip: 0,
            limit: self.limit,
            skip_bad: false,
            shape: Unread,
        }
    }

    /// Reads until the limit is reached, or, without one, until there are items.
    async fn collect(&self, mut start: Option<Position>) -> Result<Collected<L::Row>, Error> {
        let (mut items, mut bad) = (Vec::new(), Vec::new());
        let whole = self.quota();
        let mut least = self.source.least_evaluated();
        while !whole.is_met(items.len(), bad.len()) {
            let left = whole.left(items.len(), bad.len());
            let all_count = !self.source.is_filtered() && whole.counts_all(bad.len());
            let evaluate =
                (left.items).map(|wanted| if all_count { wanted } else { wanted.max(least) });
            least = least.saturating_mul(2);
            let page_request = PageRequest { start, evaluate };
            let page = self
                .source
                .read(&self.client, &self.shape, page_request, left);
            let page = page.await?;
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

    /// Reads from a position, up to the limit or the end.
    pub(crate) async fn rest(
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

    /// Streams all items, page after page, up to the limit.
    pub(super) fn stream(self) -> impl Stream<Item = Result<L::Row, Error>> + Send + 'static {
        enum Next {
            First,
            From(Option<Position>, Option<usize>),
            End,
        }
        let skip_bad = self.skip_bad;
        stream::try_unfold((self, Next::First), |(mut reading, next)| async move {
            let (start, left) = match next {
                Next::First => match reading.begin().await? {
                    Begin::From(start) => (start, reading.limit),
                    Begin::Behind => return Ok(None),
                },
                Next::From(start, left) => (start, left),
                Next::End => return Ok(None),
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

    /// Returns all items up to the limit. Items that cannot be read make it fail, after reading.
    pub(super) async fn all(self) -> Result<Vec<L::Row>, Error> {
        let skip_bad = self.skip_bad;
        gather(self.stream(), skip_bad).await
    }

    /// Returns the first item, if there is one.
    pub(super) async fn first(mut self) -> Result<Option<L::Row>, Error> {
        self.limit = Some(self.limit.unwrap_or(1).min(1));
        Ok(self.all().await?.into_iter().next())
    }
}

impl Reading<Unread> {
    /// Counts the items from here on, up to the limit.
    async fn length(mut self, mut start: Option<Position>) -> Result<u64, Error> {
        let mut counted = 0;
        loop {
            let (items, bad, end) = self.collect(start).await?;
            let read = items.len() + bad.len();
            counted += read as u64;
            self.limit = self.limit.map(|limit| limit.saturating_sub(read));
            start = end;
            if start.is_none() || self.limit == Some(0) {
                return Ok(counted);
            }
        }
    }
}

/// Refuses a limit of 0: such a page could not say where to continue, and no cursor means the end.
pub(crate) fn check_limit(limit: Option<usize>) -> Result<(), ExpressionError> {
    match limit {
        Some(0) => Err(ExpressionError::EmptyPage),
        _ => Ok(()),
    }
}

/// The position where reading begins.
enum Begin {
    From(Option<Position>),
    /// Behind the last item.
    Behind,
}

/// Lets DynamoDB count items, until there are no more or as many as wanted.
async fn count(
    client: &Client,
    read_request: &ReadRequest,
    mut start: Option<Position>,
    wanted: Option<usize>,
) -> Result<u64, Error> {
    let (mut counted, mut least) = (0, read_request.least_evaluated());
    loop {
        let evaluate = wanted.map(|wanted| wanted.max(least));
        least = least.saturating_mul(2);
        let page = request::count(client, read_request, PageRequest { start, evaluate }).await?;
        counted += page.items;
        start = page.end;
        let is_enough = wanted.is_some_and(|wanted| counted >= wanted as u64);
        if start.is_none() || is_enough {
            return Ok(counted);
        }
    }
}

/// Streams the items of a query or scan, or the error of building it.
pub(super) fn stream_of<L: Shape>(
    reading: Result<Reading<L>, Error>,
) -> impl Stream<Item = Result<L::Row, Error>> + Send + 'static {
    stream::once(std::future::ready(reading))
        .map_ok(Reading::stream)
        .try_flatten()
}

/// Collects all items of a stream; those that cannot be read make it fail at the end.
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

/// Items that a stream with a limit requests at once. Without a limit, DynamoDB's own pages of 1 MB
/// are used.
const STREAM_PAGE: usize = 1000;
