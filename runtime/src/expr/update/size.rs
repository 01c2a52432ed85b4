//! The minimum size of an item after an update.

use super::action::{Action, PathChange};
use crate::codec::size::stored_bytes;

/// Returns the bytes that the item has at least after these changes, without its key.
pub(crate) fn least_bytes(actions: &[Action]) -> usize {
    actions.iter().map(bytes_of).sum()
}

fn bytes_of(action: &Action) -> usize {
    let name = if action.path.rest.is_empty() {
        action.path.root.len()
    } else {
        0
    };
    match &action.change {
        PathChange::Set(value)
        | PathChange::Append(value)
        | PathChange::Prepend(value)
        | PathChange::Add(value) => name + stored_bytes(value),
        // Their result depends on the stored value.
        PathChange::SetIfAbsent(_)
        | PathChange::Copy(_)
        | PathChange::Plus(_)
        | PathChange::Minus(_)
        | PathChange::Remove
        | PathChange::Delete(_) => 0,
    }
}
