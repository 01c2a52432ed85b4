//! Sends transactions, with guards where they need them.

use std::sync::Arc;

use futures_util::future::BoxFuture;

use super::super::plan::Planned;
use super::super::plan::guard_effect::GuardEffect;
use super::attempt::{misfit_of, of_other_type};
use super::canceled::Canceled;
use super::expansion::ItemChange;
use super::{generated_token, given_token};
use crate::transport::Misfit;
use crate::{Client, Error, request};

/// DynamoDB's name of what is sent.
pub(crate) const OPERATION: &str = "TransactWriteItems";

/// How many writes the creation of an item is, with those of its guards.
pub(crate) fn writes_of_new(planned: &Planned) -> usize {
    let guards = planned.guard_effect().map_or(0, GuardEffect::guards_of_new);
    1 + guards
}

/// By what DynamoDB knows a retry of a transaction.
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
) -> Result<Vec<ItemChange>, Canceled> {
    if planned
        .iter()
        .all(|write| write.guard_effect().is_none() && !write.is_of_entity())
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

/// Does one write, in a transaction of its own. In a box, so that operations of models without
/// unique fields do not grow with it.
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

/// Writes that guards do not depend on.
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
