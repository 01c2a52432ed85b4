//! A condition on an item that a transaction does not change.

use crate::Error;
use crate::expr::Condition;
use crate::model::{IntoKey, Model, SoftDelete};
use crate::repository::{Repository, key};
use crate::write::Part;
use crate::write::plan::{Planned, PlannedAction, Preconditions, State, Verb};
use crate::write::transact::sealed::IntoWrite;

/// Lets a transaction be applied only if a condition holds for an item that it does not change.
/// Made by [`Repository::check`].
#[derive(Clone, Debug)]
#[must_use = "nothing happens until it is part of a transaction"]
pub struct ConditionCheck<M: Model> {
    repository: Repository<M>,
    key: M::Key,
    condition: Condition<M>,
    state: State,
}

impl<M: Model, H> Repository<M, H> {
    /// Returns a condition on the item with this key, as part of a transaction. If the item must
    /// exist, the condition must say so: some conditions also hold for an absent item. For a
    /// deleted item no condition holds.
    pub fn check(&self, key: impl IntoKey<M>, condition: Condition<M>) -> ConditionCheck<M> {
        ConditionCheck {
            repository: self.without_hooks(),
            key: key.into_key(),
            condition,
            state: State::LiveOrAbsent,
        }
    }
}

impl<M: SoftDelete> ConditionCheck<M> {
    /// Checks the condition on a deleted item as well.
    pub fn with_deleted(mut self) -> Self {
        self.state = State::Any;
        self
    }
}

impl<M: Model> IntoWrite for ConditionCheck<M> {
    fn into_write(self) -> Result<Part, Error> {
        let action = PlannedAction::Check {
            key: key::attributes(&self.key)?,
        };
        let preconditions = Preconditions::of_check::<M>(self.state);
        let condition = Some(self.condition);
        let planned = Planned::new(
            &self.repository,
            Verb::Check,
            action,
            preconditions,
            condition,
        );
        Ok(planned?.into())
    }
}
