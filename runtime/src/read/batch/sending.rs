//! Sends outstanding entries, several requests at a time, until none is left.

use std::collections::HashSet;

use futures_util::StreamExt as _;
use futures_util::future::BoxFuture;
use futures_util::stream::FuturesUnordered;

use super::Outstanding;
use dynamite_core::limits::MAX_BATCH_WRITE_BYTES;

use crate::error::ErrorKind;
use crate::item::Attributes;
use crate::model::TableDescriptor;
use crate::repository::key::{Identity, identity_in};
use crate::request::Backoff;
use crate::{Client, Error};

/// Maximum size of the items of one request together. The envelope around the items needs some of
/// what DynamoDB takes.
const MAX_BYTES: usize = MAX_BATCH_WRITE_BYTES - 1024 * 1024;

/// No further request is sent while the items of the requests under way reach this size together:
/// requests that share a slow link would exceed their time limit.
const MAX_BYTES_UNDER_WAY: usize = 4 * 1024 * 1024;

/// Settings of a batch: the kind of request and its limits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BatchSettings<'a> {
    pub(crate) client: &'a Client,
    /// DynamoDB's name of the operation.
    pub(crate) operation: &'static str,
    pub(crate) table: &'static TableDescriptor,
    /// The name of the table, with its prefix.
    pub(crate) name: &'a str,
    /// Maximum number of items in a request.
    pub(crate) most: usize,
    /// Maximum number of requests under way at the same time.
    pub(crate) concurrency: usize,
}

/// The result of one request: its response, and the items that it did not process.
type Response<R> = Result<(R, Vec<Attributes>), Error>;

/// A request that failed, or that could not be sent.
pub(crate) struct FailedBatch {
    pub(crate) error: Error,
    /// Its first item.
    pub(crate) first: Option<Identity>,
}

/// Initial limit on the requests under way at the same time.
const FIRST_WINDOW: usize = 8;

/// The requests under way.
///
/// It begins with a few requests at a time, and every response allows one more. When DynamoDB
/// leaves items unprocessed, or throttles a whole request, the table is at its limit: nothing is
/// sent until the requests under way have come back and a pause is over, and the number of
/// concurrent requests is halved.
pub(crate) struct Sending<'a, T, R, S> {
    batches: BatchSettings<'a>,
    outstanding: &'a mut Outstanding<T>,
    send: S,
    under_way: FuturesUnordered<BoxFuture<'a, (Vec<Identity>, Response<R>)>>,
    bytes_under_way: usize,
    /// Current limit on the requests under way.
    window: usize,
    backoff: Backoff,
    since_pause: Progress,
    /// The reason a whole request was refused, if one was since the last pause.
    refused: Option<Error>,
    has_failed: bool,
}

/// Numbers of items processed and left unprocessed.
#[derive(Clone, Copy, Default)]
struct Progress {
    processed: usize,
    left: usize,
}

impl<'a, T, R, S> Sending<'a, T, R, S>
where
    R: 'a,
    S: Fn(Vec<&T>) -> BoxFuture<'a, Response<R>>,
{
    /// Prepares to send the requests that `send` makes.
    pub(crate) fn new(
        batches: BatchSettings<'a>,
        outstanding: &'a mut Outstanding<T>,
        send: S,
    ) -> Self {
        Self {
            batches,
            outstanding,
            send,
            under_way: FuturesUnordered::new(),
            bytes_under_way: 0,
            window: batches.concurrency.min(FIRST_WINDOW),
            backoff: Backoff::of(batches.client),
            since_pause: Progress::default(),
            refused: None,
            has_failed: false,
        }
    }

    /// Returns the next response with the entries it processed; `None` at the end. After a failure
    /// no further request is sent, and those under way still come back.
    pub(crate) async fn next(&mut self) -> Option<Result<(R, Vec<T>), FailedBatch>> {
        loop {
            self.send_more();
            let Some((batch, response)) = self.under_way.next().await else {
                if self.has_failed || self.outstanding.is_queue_empty() {
                    return None;
                }
                if let Err(failed) = self.pause().await {
                    return Some(self.failed(failed));
                }
                continue;
            };
            self.bytes_under_way -= self.outstanding.bytes(&batch);
            return Some(match response {
                Ok((response, left)) => Ok((response, self.settle(batch, &left))),
                Err(error) if error.is_refused_for_now() => {
                    self.refuse(batch, error);
                    continue;
                }
                Err(error) => {
                    let first = batch.into_iter().next();
                    self.failed(FailedBatch { error, first })
                }
            });
        }
    }

    fn send_more(&mut self) {
        if self.has_failed || self.since_pause.left > 0 {
            return;
        }
        while self.under_way.len() < self.window && self.bytes_under_way < MAX_BYTES_UNDER_WAY {
            let batch = self.outstanding.next(self.batches.most, MAX_BYTES);
            if batch.is_empty() {
                break;
            }
            self.bytes_under_way += self.outstanding.bytes(&batch);
            let request = (self.send)(self.outstanding.values(&batch).collect());
            let response = async move { (batch, request.await) };
            self.under_way.push(Box::pin(response));
        }
    }

    fn settle(&mut self, batch: Vec<Identity>, left: &[Attributes]) -> Vec<T> {
        let left = left
            .iter()
            .map(|it| identity_in(self.batches.table, Some(it)));
        let left: HashSet<_> = left.collect();
        let asked = batch.len();
        let processed = self.outstanding.settle(batch, &left);
        self.since_pause.processed += processed.len();
        self.since_pause.left += asked - processed.len();
        if self.since_pause.left == 0 {
            self.window = self.window.saturating_add(1).min(self.batches.concurrency);
        }
        processed
    }

    /// Records that nothing of a request was processed: all of it is left.
    fn refuse(&mut self, batch: Vec<Identity>, error: Error) {
        self.since_pause.left += batch.len();
        self.outstanding.give_back(batch);
        self.refused = Some(error);
    }

    async fn pause(&mut self) -> Result<(), FailedBatch> {
        let Progress { processed, left } = self.since_pause;
        let goes_on = self.backoff.pause_after(processed, left).await;
        self.since_pause = Progress::default();
        self.window = (self.window / 2).max(1);
        let refused = self.refused.take();
        if goes_on {
            return Ok(());
        }
        let first = self.outstanding.next(1, MAX_BYTES).pop();
        let error = refused.unwrap_or_else(|| {
            let (items, attempts) = (self.outstanding.len(), self.backoff.attempts());
            let kind = ErrorKind::Unprocessed { items, attempts };
            Error::new(kind).during(self.batches.operation, self.batches.name)
        });
        Err(FailedBatch { error, first })
    }

    fn failed<O>(&mut self, failed: FailedBatch) -> Result<O, FailedBatch> {
        self.has_failed = true;
        Err(failed)
    }
}
