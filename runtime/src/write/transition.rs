//! Updates that delete or restore an item.

use super::plan::target::Located;
use super::plan::{Planned, PlannedAction, Preconditions, State, Verb, write_id};
use crate::Error;
use crate::expr::UpdateExpression;
use crate::model::Model;

/// Returns the write that marks a live item as deleted, or a deleted one as live.
pub(super) fn transition<M: Model>(
    item: &Located<M>,
    verb: Verb,
    state: State,
    changes: UpdateExpression<M>,
) -> Result<Planned, Error> {
    let preconditions = Preconditions::of::<M>(state, item.expected);
    let (changes, proof) = write_id::stamp(&item.repository.client, changes);
    let changes = preconditions.incremented(preconditions.advanced(changes));
    let action = PlannedAction::Update {
        key: item.key.clone(),
        changes: changes.into_actions()?,
    };
    let condition = item.condition.clone();
    let planned = Planned::new(&item.repository, verb, action, preconditions, condition)?;
    Ok(planned.proven_by(proof))
}
