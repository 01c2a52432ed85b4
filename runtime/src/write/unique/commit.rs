//! Sends transactions, with guards where they need them.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use futures_util::{StreamExt as _, TryStreamExt as _};
use sha2::{Digest as _, Sha256};

use super::super::item;
use super::super::plan::guard_effect::Touch;
use super::super::plan::{Planned, Subject};
use super::expansion::{Expansion, Known};
use super::given;
use super::refusals::{Verdict, judge};
use super::value::half_hex;
use crate::error::{CanceledWrite, ErrorKind, Outcome};
use crate::item::Attributes;
use crate::request::{self, Backoff, CONCURRENCY, MAX_TRANSACTION_WRITES};
use crate::transport::Misfit;
use crate::{Client, Error};

pub(crate) use super::expansion::Change;

/// DynamoDB's name of what is sent.
pub(crate) const OPERATION: &str = "TransactWriteItems";

/// A transaction that did not take place.
pub(crate) enum Canceled {
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
pub(crate) fn writes_of_new(planned: &Planned) -> usize {
    let guards = planned.touch().map_or(0, Touch::guards_of_new);
    1 + guards
}

/// By what DynamoDB knows a repetition of a transaction.
pub(crate) enum Token {
    /// One of our own: every attempt that is another request gets another one.
    Own(String),
    /// The caller's: nothing is sent under another one, so that whoever repeats the transaction
    /// with it never has it done twice.
    Given(String),
}

/// Does all writes or none, and says what became of the items of those that guards depend on.
///
/// Such writes are made of what is stored, on the condition that it still is: their items are read
/// first, and all is done again if another write came between, within a bound. So are writes of
/// whole entities with nested types, but of these it is first assumed what is stored.
pub(crate) async fn commit(
    client: &Client,
    planned: Vec<Planned>,
    token: Token,
) -> Result<Vec<Change>, Canceled> {
    if planned
        .iter()
        .all(|write| write.touch().is_none() && !write.is_of_entity())
    {
        return as_planned(client, planned, token.into_text()).await;
    }
    match token {
        Token::Own(token) => until_done(client, planned, token).await,
        Token::Given(token) => given::once(client, planned, token).await,
    }
}

impl Token {
    fn into_text(self) -> String {
        match self {
            Self::Own(token) | Self::Given(token) => token,
        }
    }
}

/// Attempts a transaction until it is done, or refused for good.
async fn until_done(
    client: &Client,
    planned: Vec<Planned>,
    token: String,
) -> Result<Vec<Change>, Canceled> {
    let mut known = Known::default();
    let mut backoff = Backoff::of(client);
    loop {
        let expansion = expand(client, &planned, &known).await?;
        let token = token_of(&token, backoff.attempts());
        let sent = (token.clone(), token.as_str());
        match attempt(client, &planned, expansion, sent, &mut known).await? {
            Attempted::Done(changes) => return Ok(changes),
            Attempted::Refused { writes, error } => return Err(Canceled::Writes { writes, error }),
            Attempted::Outrun { writes, error } => {
                if !backoff.pause().await {
                    return Err(Canceled::Writes { writes, error });
                }
            }
        }
    }
}

/// The writes with those of guards, made of what is stored.
pub(super) async fn expand(
    client: &Client,
    planned: &[Planned],
    known: &Known,
) -> Result<Expansion, Error> {
    let read = read(client, planned, known).await?;
    let expansion = Expansion::of(planned, read, known)?;
    check_size(planned, &expansion)?;
    Ok(expansion)
}

/// What became of an attempt.
pub(super) enum Attempted {
    Done(Vec<Change>),
    /// It will not take place.
    Refused {
        writes: Vec<CanceledWrite>,
        error: Error,
    },
    /// Others came between: it may take place now.
    Outrun {
        writes: Vec<CanceledWrite>,
        error: Error,
    },
}

pub(super) async fn attempt(
    client: &Client,
    planned: &[Planned],
    expansion: Expansion,
    (token, claim): (String, &str),
    known: &mut Known,
) -> Result<Attempted, Canceled> {
    let requests = expansion.requests(planned, known, claim);
    let (reasons, error) = match request::transact_write(client, requests, token).await {
        Ok(()) => return Ok(Attempted::Done(expansion.changes)),
        Err(request::Canceled::Failed(error)) => {
            let writes = misfits(planned, &expansion, &error);
            if writes.is_empty() {
                return Err(Canceled::Failed(error));
            }
            return Ok(Attempted::Refused { writes, error });
        }
        Err(request::Canceled::Reasons { reasons, error }) => (reasons, error),
    };
    let is_unknown = error.outcome() == Outcome::Unknown;
    let judged = judge(client, planned, &expansion, reasons, known).await;
    Ok(
        match judged.map_err(|failed| failed.unless_lost(is_unknown))? {
            Verdict::Final(writes) => Attempted::Refused { writes, error },
            // It may have taken place, or still do so: under another token it would be done twice.
            Verdict::Again(writes) if is_unknown => Attempted::Refused { writes, error },
            Verdict::Again(writes) => Attempted::Outrun { writes, error },
        },
    )
}

/// The writes that do not fit their items, if DynamoDB Local refuses a transaction because of them:
/// it has no reasons then.
fn misfits(planned: &[Planned], expansion: &Expansion, error: &Error) -> Vec<CanceledWrite> {
    match misfit_of(error) {
        Some(Misfit::MissingParent) => {
            let each = planned.iter().zip(&expansion.changes).enumerate();
            let lacking = each.filter(|(_, (write, change))| {
                let before = change.before.as_ref();
                let touch = write.touch();
                touch.is_some_and(|touch| touch.lacks_parent(before))
            });
            lacking
                .map(|(position, (write, _))| write.subject.lacking_parent(position))
                .collect()
        }
        Some(Misfit::OtherType) => of_other_type(planned.iter().map(|write| &write.subject)),
        Some(Misfit::ItemTooLarge) | None => Vec::new(),
    }
}

/// The writes that add to something.
fn of_other_type<'s>(subjects: impl IntoIterator<Item = &'s Subject>) -> Vec<CanceledWrite> {
    let each = subjects.into_iter().enumerate();
    each.filter(|(_, subject)| subject.adds())
        .map(|(position, subject)| subject.adding_to_another_type(position))
        .collect()
}

fn misfit_of(error: &Error) -> Option<Misfit> {
    match error.kind() {
        ErrorKind::Service { message, .. } => Misfit::of(message),
        _ => None,
    }
}

/// Does one write, in a transaction of its own. In a box, so that operations of models without
/// unique fields do not grow with it.
pub(crate) fn commit_one(planned: Planned) -> BoxFuture<'static, Result<Change, Error>> {
    Box::pin(async move {
        let (client, table) = (planned.client().clone(), Arc::clone(planned.table()));
        let token = Token::Own(client.fresh().uuid_v4().to_string());
        match commit(&client, vec![planned], token).await {
            Ok(changes) => Ok(changes.into_iter().next().unwrap_or_default()),
            Err(Canceled::Failed(error)) => Err(error),
            Err(Canceled::Writes { writes, error }) => Err(match writes.into_iter().next() {
                Some(write) => error.during(OPERATION, &table).with_kind(write.into_kind()),
                None => error,
            }),
        }
    })
}

/// Writes that guards do not depend on.
async fn as_planned(
    client: &Client,
    planned: Vec<Planned>,
    token: String,
) -> Result<Vec<Change>, Canceled> {
    let mut requests = Vec::with_capacity(planned.len());
    let mut subjects = Vec::with_capacity(planned.len());
    for write in planned {
        let ready = write.into_request(None)?;
        requests.push(ready.write);
        subjects.push(ready.subject);
    }
    match request::transact_write(client, requests, token).await {
        Ok(()) => Ok(Vec::new()),
        Err(request::Canceled::Failed(error)) => {
            let writes = match misfit_of(&error) {
                Some(Misfit::OtherType) => of_other_type(&subjects),
                _ => Vec::new(),
            };
            Err(if writes.is_empty() {
                Canceled::Failed(error)
            } else {
                Canceled::Writes { writes, error }
            })
        }
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
async fn read(
    client: &Client,
    planned: &[Planned],
    known: &Known,
) -> Result<Vec<Option<Attributes>>, Error> {
    let reads = planned.iter().map(async |write: &Planned| {
        if !known.reads(write) {
            return Ok(None);
        }
        item::stored(client, write.table(), write.key_attributes()).await
    });
    let reads: Vec<_> = reads.collect();
    let reads = futures_util::stream::iter(reads).buffered(CONCURRENCY);
    reads.try_collect().await
}

fn check_size(planned: &[Planned], expansion: &Expansion) -> Result<(), Error> {
    if expansion.len() <= MAX_TRANSACTION_WRITES {
        return Ok(());
    }
    Err(Error::new(ErrorKind::TooManyWrites {
        operations: planned.len(),
        writes: expansion.len(),
        limit: MAX_TRANSACTION_WRITES,
    }))
}

/// A token for each attempt: DynamoDB refuses another request with the token of the first. The
/// same attempt of another process has the same one.
fn token_of(token: &str, attempt: u32) -> String {
    if attempt == 0 {
        return token.to_owned();
    }
    half_hex(&Sha256::digest(format!("{token}#{attempt}")))
}
