//! How large an update makes an item at least.

use super::action::{Action, PathChange};
use crate::codec::size::stored_bytes;

/// Bytes that the item has after these changes, besides its key, whatever it holds now.
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
        // What these leave depends on what is stored.
        PathChange::SetIfAbsent(_)
        | PathChange::Copy(_)
        | PathChange::Plus(_)
        | PathChange::Minus(_)
        | PathChange::Remove
        | PathChange::Delete(_) => 0,
    }
}
