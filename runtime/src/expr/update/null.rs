//! Additions to a stored `NULL`, which other programs store for an absent value.
//!
//! DynamoDB adds to an absent attribute, but rejects adding to `NULL`. So the amount is set
//! instead, on the condition that `NULL` is still stored.

use aws_sdk_dynamodb::types::AttributeValue;

use super::action::{Action, PathChange};
use super::evaluate::{Item, of_absent, unstorable};
use crate::codec::EncodeError;
use crate::expr::stored::find;
use crate::path::DocumentPath;

/// A value that an update adds to or removes from.
#[derive(Clone)]
pub(crate) struct AddedTo {
    pub(crate) path: DocumentPath,
    kind: Kind,
}

/// Returns the values that the actions add to or remove from.
pub(crate) fn added_to(actions: &[Action]) -> Vec<AddedTo> {
    let adding = actions.iter().filter_map(|action| {
        Some(AddedTo {
            path: action.path.clone(),
            kind: kind_of(&action.change)?,
        })
    });
    adding.collect()
}

impl AddedTo {
    /// Returns `true` if the stored value is of another type than the added one, and not `NULL`.
    pub(crate) fn is_of_another_type(&self, item: &Item) -> bool {
        let stored = find(item, &self.path).filter(|it| !it.is_null());
        stored.is_some_and(|stored| kind(stored) != self.kind)
    }
}

/// Replaces additions to a stored `NULL`, and copies of one, by sets. Returns all changes and the
/// paths of the `NULL`s.
///
/// # Errors
/// If a number would be one that DynamoDB cannot store.
pub(crate) fn over_null(
    actions: &[Action],
    item: &Item,
) -> Result<(Vec<Action>, Vec<DocumentPath>), EncodeError> {
    let of_null = actions.iter().filter(|it| is_null(item, &it.path));
    if let Some(error) = unstorable(of_null, &Item::new()) {
        return Err(error);
    }
    let mut nulls = Vec::new();
    let changes = actions.iter().filter_map(|action| {
        let Some((null, value)) = value_over_null(action, item) else {
            return Some(action.clone());
        };
        nulls.push(null);
        let change = PathChange::Set(value?);
        Some(Action {
            change,
            ..action.clone()
        })
    });
    Ok((changes.collect(), nulls))
}

/// Returns the path of the `NULL` that a change depends on, and the value that it results in, if
/// there is one.
fn value_over_null(action: &Action, item: &Item) -> Option<(DocumentPath, Option<AttributeValue>)> {
    if let PathChange::Copy(source) = &action.change {
        let start = action.start.clone().filter(|_| source.is_null(item))?;
        return Some((source.path.clone(), Some(start)));
    }
    let adds = kind_of(&action.change).is_some() && is_null(item, &action.path);
    adds.then(|| (action.path.clone(), of_absent(action)))
}

/// Returns `true` if `NULL` is stored at a path.
pub(crate) fn is_null(item: &Item, path: &DocumentPath) -> bool {
    find(item, path).is_some_and(AttributeValue::is_null)
}

/// The types of values that updates add to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    List,
    Texts,
    Numbers,
    Blobs,
    Other,
}

fn kind(value: &AttributeValue) -> Kind {
    match value {
        AttributeValue::N(_) => Kind::Number,
        AttributeValue::L(_) => Kind::List,
        AttributeValue::Ss(_) => Kind::Texts,
        AttributeValue::Ns(_) => Kind::Numbers,
        AttributeValue::Bs(_) => Kind::Blobs,
        _ => Kind::Other,
    }
}

/// Returns the type that a change adds to; `None` if it does not depend on the stored value.
fn kind_of(change: &PathChange) -> Option<Kind> {
    match change {
        PathChange::Plus(value)
        | PathChange::Minus(value)
        | PathChange::Append(value)
        | PathChange::Prepend(value)
        | PathChange::Add(value)
        | PathChange::Delete(value) => Some(kind(value)),
        PathChange::Set(_)
        | PathChange::SetIfAbsent(_)
        | PathChange::Copy(_)
        | PathChange::Remove => None,
    }
}
