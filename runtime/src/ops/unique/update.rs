//! Updates that touch unique fields.

use std::marker::PhantomData;

use super::commit::commit_one;
use crate::Error;
use crate::model::Model;
use crate::ops::lifecycle::{Demands, State};
use crate::ops::returning::{Return, ReturnNothing};
use crate::ops::{Repository, Update, parents};

impl<M: Model, R: Return<M>> Update<M, R> {
    /// The update, which touches unique fields.
    pub(in crate::ops) async fn with_guards(self) -> Result<R::Output, Error> {
        let Repository { client, table, .. } = self.repository.clone();
        let key = self.key.clone();
        let with_parents = self.or_create.then(|| self.again());
        let planned = self.again().planned()?;
        let change = match (commit_one(&client, planned).await, with_parents) {
            (Err(error), Some(again)) if error.is_missing_parent() => {
                let demands = Demands::of::<M>(State::Live, again.expected);
                let changes = &again.changes;
                parents::create::<M>(&client, &table, &key, &demands, changes).await?;
                commit_one(&client, again.planned()?).await?
            }
            (change, _) => change?,
        };
        R::of_change(change, &key, &table)
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
