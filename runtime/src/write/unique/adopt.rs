//! Claims guards for stored items.

use std::sync::Arc;

use super::super::plan::{Planned, PlannedAction, Preconditions, State, Verb};
use super::commit::commit_one;
use crate::Error;
use crate::expr::Condition;
use crate::model::Guarded;
use crate::repository::{Repository, key};

/// Claims the guards of all unique values of an item that matches this condition, in a transaction
/// that checks that the item has not changed since it was read, and writes its guards.
pub(crate) async fn adopt<M: Guarded, H>(
    repository: &Repository<M, H>,
    key: &M::Key,
    asserted: Condition<M>,
    former_table: Option<Arc<str>>,
) -> Result<(), Error> {
    let action = PlannedAction::Check {
        key: key::attributes(key)?,
    };
    let preconditions = Preconditions::of_check::<M>(State::Any);
    let condition = Some(asserted);
    let planned = Planned::new(repository, Verb::Check, action, preconditions, condition)?;
    commit_one(planned.adopting(former_table)).await.map(drop)
}
