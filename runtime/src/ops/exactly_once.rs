//! An update that takes place once, whatever happens to its answer.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;

use super::update::Update;
use super::{conditional, refusal};
use crate::expr::Expressions;
use crate::model::Model;
use crate::request::{self, TransactedUpdate};
use crate::{Client, Error};

const OPERATION: &str = "TransactWriteItems";

/// An update in a transaction of its own, with a token by which DynamoDB knows a repetition for
/// ten minutes. It costs twice the write units and returns nothing. Made by
/// [`Update::exactly_once`].
///
/// # If the future is dropped
/// All changes are made once, or none. The token is gone with the future, so another attempt is
/// another update.
#[must_use = "nothing happens until it is awaited"]
pub struct ExactlyOnce<M: Model> {
    update: Update<M>,
}

impl<M: Model> Update<M> {
    /// Applies the update once, also when an answer is lost and the request is repeated: for
    /// adding and appending where neither a lost nor a doubled change will do.
    pub fn exactly_once(self) -> ExactlyOnce<M> {
        ExactlyOnce { update: self }
    }
}

impl<M: Model> ExactlyOnce<M> {
    async fn run(self) -> Result<(), Error> {
        let Update {
            repository,
            key,
            changes,
            condition,
            ..
        } = self.update;
        let (client, table): (Client, _) = (repository.client, repository.table);
        let changes = super::updated::stamp::<M>(changes, &client)?;
        let bounds = changes.bounds();
        let condition = conditional::both(condition, super::rules::within(&bounds));
        let mut expressions = Expressions::new();
        let update = expressions.update(changes)?;
        let condition = conditional::both(Some(conditional::exists()), condition);
        let condition = conditional::render(&mut expressions, condition)?;
        let (names, values) = expressions.finish()?;
        let request = TransactedUpdate {
            key: super::key::attributes(&key)?,
            update,
            condition,
            substitutions: (names, values),
            // Made once: a repetition with the same token has to be the same request.
            token: client.fresh().uuid_v4().to_string(),
        };
        request::transact_update(&client, &table, request)
            .await
            .map_err(|refused| {
                super::rules::out_of_bounds::<M>(&refused, &bounds, OPERATION, &table)
                    .unwrap_or_else(|| refusal::of_existing(refused, &key, OPERATION, &table))
            })
    }
}

impl<M: Model> IntoFuture for ExactlyOnce<M> {
    type Output = Result<(), Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl<M: Model> fmt::Debug for ExactlyOnce<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ExactlyOnce").field(&self.update).finish()
    }
}
