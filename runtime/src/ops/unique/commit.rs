//! Sends transactions, with guards where they need them.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use futures_util::{StreamExt as _, TryStreamExt as _};
use sha2::{Digest as _, Sha256};

use super::expansion::{Expansion, Known};
use super::guard;
use super::refusals::{Verdict, judge};
use super::touch::Touch;
use super::value::push_hex;
use crate::error::{CanceledWrite, ErrorKind};
use crate::ops::transaction::{MAX_WRITES, Planned};
use crate::request::{self, Attributes, Backoff};
use crate::{Client, Error};

pub(in crate::ops) use super::expansion::Change;

/// DynamoDB's name of what is sent.
pub(in crate::ops) const OPERATION: &str = "TransactWriteItems";

/// How many items are read at once.
const READS_AT_ONCE: usize = 16;

/// A transaction that did not take place.
pub(in crate::ops) enum Canceled {
    /// These of its writes were refused.
    Writes {
        writes: Vec<CanceledWrite>,
        /// What to say besides.
        error: Error,
    },
    /// Anything else.
    Failed(Error),
}

impl From<Error> for Canceled {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl From<Canceled> for Error {
    fn from(canceled: Canceled) -> Self {
        match canceled {
            Canceled::Writes { writes, error } => {
                error.with_kind(ErrorKind::TransactionCanceled { writes })
            }
            Canceled::Failed(error) => error,
        }
    }
}

/// How many writes the creation of an item is, with those of its guards.
pub(in crate::ops) fn writes_of_new(planned: &Planned) -> usize {
    let guards = planned.touch().map_or(0, Touch::guards_of_new);
    1 + guards
}

/// Does all writes or none, and says what became of the items of those that guards depend on.
///
/// Such writes are made of what is stored, on the condition that it still is: their items are read
/// first, and all is done again if another write came between, within a bound.
pub(in crate::ops) async fn commit(
    client: &Client,
    planned: Vec<Planned>,
    token: String,
) -> Result<Vec<Change>, Canceled> {
    if planned.iter().all(|write| write.touch().is_none()) {
        return as_planned(client, planned, token).await;
    }
    let mut known = Known::default();
    let mut backoff = Backoff::of(client);
    loop {
        let read = read(client, &planned).await?;
        // Here every item is known as it was and as it will be.
        let expansion = Expansion::of(client, &planned, read, &known)?;
        check_size(&planned, &expansion)?;
        let token = token_of(&token, backoff.attempts());
        let requests = expansion.requests(client, &planned, &known, &token);
        let (reasons, error) = match request::transact_write(client, requests, token).await {
            Ok(()) => return Ok(expansion.changes),
            Err(request::Canceled::Failed(error)) => return Err(Canceled::Failed(error)),
            Err(request::Canceled::Reasons { reasons, error }) => (reasons, error),
        };
        match judge(client, &planned, &expansion, reasons, &mut known).await? {
            Verdict::Final(writes) => return Err(Canceled::Writes { writes, error }),
            Verdict::Again(writes) => {
                if !backoff.pause().await {
                    return Err(Canceled::Writes { writes, error });
                }
            }
        }
    }
}

/// Does one write, in a transaction of its own. In a box, so that operations of models without
/// unique fields do not grow with it.
pub(in crate::ops) fn commit_one(
    client: &Client,
    planned: Planned,
) -> BoxFuture<'_, Result<Change, Error>> {
    let table = Arc::clone(&planned.write().table);
    let token = client.fresh().uuid_v4().to_string();
    let committed = async move {
        match commit(client, vec![planned], token).await {
            Ok(changes) => Ok(changes.into_iter().next().unwrap_or_default()),
            Err(Canceled::Failed(error)) => Err(error),
            Err(Canceled::Writes { writes, error }) => Err(match writes.into_iter().next() {
                Some(write) => error.during(OPERATION, &table).with_kind(write.into_kind()),
                None => error,
            }),
        }
    };
    Box::pin(committed)
}

/// Writes that guards do not depend on.
async fn as_planned(
    client: &Client,
    planned: Vec<Planned>,
    token: String,
) -> Result<Vec<Change>, Canceled> {
    let (requests, subjects): (Vec<_>, Vec<_>) = planned.into_iter().map(Planned::split).unzip();
    match request::transact_write(client, requests, token).await {
        Ok(()) => Ok(Vec::new()),
        Err(request::Canceled::Failed(error)) => Err(Canceled::Failed(error)),
        Err(request::Canceled::Reasons { reasons, error }) => {
            let canceled = subjects.iter().zip(reasons).enumerate();
            let writes = canceled
                .filter_map(|(position, (subject, reason))| subject.canceled(position, reason))
                .collect();
            Err(Canceled::Writes { writes, error })
        }
    }
}

/// The items that have to be known, as they are.
async fn read(client: &Client, planned: &[Planned]) -> Result<Vec<Option<Attributes>>, Error> {
    let reads: Vec<_> = planned
        .iter()
        .map(|write| read_one(client, write))
        .collect();
    let reads = futures_util::stream::iter(reads).buffered(READS_AT_ONCE);
    reads.try_collect().await
}

async fn read_one(client: &Client, write: &Planned) -> Result<Option<Attributes>, Error> {
    match write.touch() {
        Some(touch) if touch.reads => {
            guard::read_item(client, &write.write().table, touch.key.clone()).await
        }
        _ => Ok(None),
    }
}

fn check_size(planned: &[Planned], expansion: &Expansion) -> Result<(), Error> {
    if expansion.len() <= MAX_WRITES {
        return Ok(());
    }
    Err(Error::new(ErrorKind::TooManyWrites {
        operations: planned.len(),
        writes: expansion.len(),
        limit: MAX_WRITES,
    }))
}

/// A token for each attempt: DynamoDB refuses another request with the token of the first. The
/// same attempt of another process has the same one.
fn token_of(token: &str, attempt: u32) -> String {
    if attempt == 0 {
        return token.to_owned();
    }
    let digest = Sha256::digest(format!("{token}#{attempt}"));
    let (half, _) = digest.split_at(digest.len() / 2);
    let mut token = String::with_capacity(digest.len());
    push_hex(&mut token, half);
    token
}
