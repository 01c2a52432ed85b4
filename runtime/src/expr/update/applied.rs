//! Recognition of applied updates in items.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use super::action::{Action, PathChange};
use super::evaluate::members;
use crate::expr::stored::{contains, find, is_same};
use crate::path::DocumentPath;

/// Returns `true` if the item may be the result of these changes, that is, if nothing in it
/// contradicts them. Additions and appends cannot be recognized.
pub(crate) fn may_be_applied_to(
    actions: &[Action],
    item: &HashMap<String, AttributeValue>,
) -> bool {
    let is_changed = |path: &DocumentPath| actions.iter().any(|it| it.path.overlaps(path));
    let shows = |action: &Action| {
        let stored = find(item, &action.path);
        match &action.change {
            PathChange::Set(value) => stored.is_some_and(|stored| is_same(stored, value)),
            PathChange::SetIfAbsent(_) => stored.is_some(),
            PathChange::Copy(source) if !is_changed(&source.path) => {
                let source = find(item, &source.path);
                stored.zip(source).is_some_and(|(a, b)| is_same(a, b))
            }
            PathChange::Remove => stored.is_none(),
            PathChange::Add(new) if !new.is_n() => {
                stored.is_some_and(|set| members(new).iter().all(|it| contains(set, it)))
            }
            PathChange::Delete(old) => {
                stored.is_none_or(|set| !members(old).iter().any(|it| contains(set, it)))
            }
            _ => true,
        }
    };
    !actions.is_empty() && actions.iter().all(shows)
}
