//! A condition on an item that a transaction does not change.

use super::operation::sealed::IntoWrite;
use super::operation::{Planned, Verb};
use super::part::Part;
use crate::Error;
use crate::expr::Condition;
use crate::model::{Model, SoftDelete};
use crate::ops::lifecycle::{Demands, State};
use crate::ops::{Repository, conditional, key};
use crate::request::{TransactedAction, TransactedWrite};

/// Lets a transaction take place only if a condition holds of an item that it does not change.
/// Made by [`Repository::check`].
#[derive(Clone, Debug)]
#[must_use = "nothing happens until it is part of a transaction"]
pub struct Check<M: Model> {
    repository: Repository<M>,
    key: M::Key,
    condition: Condition<M>,
    state: State,
}

impl<M: Model, H> Repository<M, H> {
    /// A condition on the item with this key, as part of a transaction. If the item has to be
    /// there, the condition has to say so: some conditions hold of an absent item too. Of a deleted
    /// item no condition holds.
    pub fn check(&self, key: impl Into<M::Key>, condition: Condition<M>) -> Check<M> {
        Check {
            repository: self.without_hooks(),
            key: key.into(),
            condition,
            state: State::LiveOrAbsent,
        }
    }
}

impl<M: SoftDelete> Check<M> {
    /// Checks the condition of a deleted item as well.
    pub fn with_deleted(mut self) -> Self {
        self.state = State::Any;
        self
    }
}

impl<M: Model> IntoWrite for Check<M> {
    fn into_write(self) -> Result<Part, Error> {
        let demands = Demands::of_check::<M>(self.state);
        let condition = conditional::both(demands.condition(), Some(self.condition));
        let action = TransactedAction::Check {
            key: key::attributes(&self.key)?,
        };
        let write = TransactedWrite {
            table: self.repository.table,
            action,
            conditional: conditional::prepared(condition)?,
        };
        Ok(Planned::new::<M>(Verb::Check, write, Vec::new(), demands)?.into())
    }
}
