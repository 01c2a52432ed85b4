//! Updates that touch unique fields.

use std::marker::PhantomData;

use super::commit::commit_one;
use super::expansion::Change;
use crate::Error;
use crate::expr::Completed;
use crate::model::Model;
use crate::ops::returning::{Return, ReturnNothing};
use crate::ops::{Repository, Update, conditional, parents};
use crate::request::Backoff;

impl<M: Model, R: Return<M>> Update<M, R> {
    /// The update, which touches unique fields.
    pub(in crate::ops) async fn with_guards(self) -> Result<R::Output, Error> {
        let Repository { client, table, .. } = &self.repository;
        let change = match commit_one(client, self.again().planned()?).await {
            Err(error) if self.or_create && error.is_missing_parent() => {
                self.again().with_parents().await
            }
            change => change,
        };
        R::of_change(change?, &self.key, table)
    }

    /// The same update once more, as part of a transaction.
    fn again(&self) -> Update<M, ReturnNothing> {
        Update {
            repository: self.repository.clone(),
            key: self.key.clone(),
            expected: self.expected,
            changes: self.changes.clone(),
            condition: self.condition.clone(),
            at_least_once: false,
            or_create: false,
            returned: PhantomData,
        }
    }
}

impl<M: Model> Update<M, ReturnNothing> {
    /// The update with those of its parents that are absent.
    async fn with_parents(&self) -> Result<Change, Error> {
        let Repository { client, table, .. } = &self.repository;
        let mut backoff = Backoff::of(client);
        loop {
            let completed = parents::complete(client, table, &self.key, &self.changes).await?;
            let Some(completed) = completed else {
                return commit_one(client, self.again().planned()?).await;
            };
            let condition = conditional::both(self.condition.clone(), completed.condition());
            let update = Update {
                changes: completed.changes.clone(),
                condition,
                ..self.again()
            };
            match commit_one(client, update.planned()?).await {
                Err(error) if is_stale(&completed, &error) && backoff.pause().await => {}
                change => return change,
            }
        }
    }
}

/// Whether the item is not what it was when its parents were worked out.
fn is_stale<M>(completed: &Completed<M>, error: &Error) -> bool {
    let item = error.item().filter(|_| error.is_condition_failed());
    error.is_missing_parent() || item.is_some_and(|item| completed.is_stale(item.attributes()))
}
