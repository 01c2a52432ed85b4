//! Sends transactions, with guards if they need them.

use std::sync::Arc;

use futures_util::future::BoxFuture;

use super::super::plan::Planned;
use super::super::plan::guard_effect::GuardEffect;
use super::attempt::{at_fault, invalid_write_of};
use super::canceled::Canceled;
use super::expansion::ItemChange;
use super::{generated_token, given_token};
use crate::{Client, Error, request};

/// DynamoDB's name of the operation.
pub(crate) const OPERATION: &str = "TransactWriteItems";

/// Returns the number of writes that create an item, including those of its guards.
pub(crate) fn writes_of_new(planned: &Planned) -> usize {
    let guards = planned.guard_effect().map_or(0, GuardEffect::guards_of_new);
    1 + guards
}

/// The token by which DynamoDB recognizes a retry of a transaction.
pub(crate) enum Token {
    /// A generated token: every attempt with a different request gets another one.
    Own(String),
    /// The caller's token: nothing is sent under another one, so that repeating the transaction
    /// with it never applies it twice.
    Given(String),
}

/// Applies all writes or none, and returns the changes of the items that guards depend on.
///
/// Such writes are made from the stored items, on the condition that these have not changed: the
/// items are read first, and the transaction is attempted again if another write interfered, up to
/// a limit. The same holds for writes of whole entities with nested types, and inside values of fields
/// that are being renamed, but for these the stored item is first assumed.
pub(crate) async fn commit(
    client: &Client,
    planned: Vec<Planned>,
    token: Token,
) -> Result<Vec<ItemChange>, Canceled> {
    if planned
        .iter()
        .all(|write| write.guard_effect().is_none() && !write.depends_on_item())
    {
        return as_planned(client, planned, token.into_text()).await;
    }
    match token {
        Token::Own(token) => generated_token::until_done(client, planned, token).await,
        Token::Given(token) => given_token::once(client, planned, token).await,
    }
}

impl Token {
    fn into_text(self) -> String {
        match self {
            Self::Own(token) | Self::Given(token) => token,
        }
    }
}

/// Applies one write, in a transaction of its own. The future is boxed, so that operations of
/// models without unique fields do not grow with it.
pub(crate) fn commit_one(planned: Planned) -> BoxFuture<'static, Result<ItemChange, Error>> {
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

/// Sends writes that guards do not depend on.
async fn as_planned(
    client: &Client,
    planned: Vec<Planned>,
    token: String,
) -> Result<Vec<ItemChange>, Canceled> {
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
            let invalid = invalid_write_of(&error);
            let writes = invalid.map_or_else(Vec::new, |it| at_fault(it, subjects.iter()));
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
