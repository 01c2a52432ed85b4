//! Changes of fields in phases, made to both of their attributes.
//!
//! The second attribute becomes what the first one becomes, whatever is stored in the second. What
//! can be said of a whole attribute in terms of the first is set so:
//! `SET old = if_not_exists(old, :zero) + :n, new = if_not_exists(old, :zero) + :n`. Changes inside a
//! value, and of members of sets, have no such form. They are made to both, which is right if both were
//! equal; else the second is set to its whole new value, which follows from the stored item.
//!
//! A field inside nested types has both attributes in the same map. Its changes are mirrored before those
//! of the fields around it, which then have all of them in both.
//!
//! Fields that get another stored form are [another matter](super::retyped).

use aws_sdk_dynamodb::types::AttributeValue;

use super::action::{Action, PathChange};
use super::evaluate::{Item, evaluate_possible};
use super::retyped;
use crate::codec::EncodeError;
use crate::expr::stored::{find, is_same_or_absent};
use crate::item::{add_second_attribute, inside_out};
use crate::model::PhasedAttribute;
use crate::path::{DocumentPath, Step};

/// Returns the changes with those of the second attributes. If `stored` is the item before, an attribute
/// that differs there is set as a whole; without it, both are taken to be equal.
///
/// # Errors
/// A value that has no place in the other stored form of its field.
pub(crate) fn mirrored(
    mut actions: Vec<Action>,
    phased: &[PhasedAttribute],
    stored: Option<&Item>,
) -> Result<Vec<Action>, EncodeError> {
    for attribute in inside_out(phased) {
        // An entity that is written by paths has both: the second follows from the first all the same.
        let other = attribute.other_path();
        actions.retain(|action| !is_of(action, &other));
        for action in &mut actions {
            add_to_values(action, attribute)?;
        }
        let mut others = of_attribute(&actions, attribute, stored)?;
        actions.append(&mut others);
    }
    Ok(actions)
}

/// Makes the second attribute of a field follow from the first in the values that an action sets around
/// both.
fn add_to_values(action: &mut Action, attribute: &PhasedAttribute) -> Result<(), EncodeError> {
    let path = attribute.path();
    let Some([way @ .., _own]) = action.path.steps_to(&path) else {
        return Ok(());
    };
    let set = match &mut action.change {
        PathChange::Set(value) | PathChange::SetIfAbsent(value) => Some(value),
        _ => None,
    };
    for value in set.into_iter().chain(&mut action.start) {
        let entries = way
            .iter()
            .try_fold(value, |value, step| match (value, step) {
                (AttributeValue::M(entries), Step::Attribute(name)) => entries.get_mut(&**name),
                _ => None,
            });
        if let Some(AttributeValue::M(entries)) = entries {
            add_second_attribute(entries, attribute)?;
        }
    }
    Ok(())
}

/// Returns the changes of the second attribute of a field.
fn of_attribute(
    actions: &[Action],
    attribute: &PhasedAttribute,
    stored: Option<&Item>,
) -> Result<Vec<Action>, EncodeError> {
    let (path, other) = (attribute.path(), attribute.other_path());
    let of_first = actions.iter().filter(|it| is_of(it, &path)).cloned();
    let of_first: Vec<_> = of_first.collect();
    if of_first.is_empty() {
        return Ok(Vec::new());
    }
    if !attribute.is_mirrored {
        return Ok(vec![Action::new(other, PathChange::Remove)]);
    }
    if attribute.is_retyped() {
        let second = retyped::second(&of_first, attribute, stored)?;
        return Ok(second.into_iter().collect());
    }
    let is_exact = of_first.iter().all(|it| is_exact(it, &path));
    let differing = stored.filter(|item| !is_exact && differs(&path, &other, item));
    if let Some(item) = differing {
        let after = evaluate_possible(&of_first, item);
        let whole = find(&after, &path).cloned();
        let change = whole.map_or(PathChange::Remove, PathChange::Set);
        return Ok(vec![Action::new(other, change)]);
    }
    let of_second = of_first.iter().map(|it| of_second(it, &path, &other));
    Ok(of_second.collect())
}

/// Returns `true` if an action changes the attribute at a path, or something inside it.
pub(crate) fn is_of(action: &Action, path: &DocumentPath) -> bool {
    path.steps_to(&action.path).is_some()
}

/// Returns `true` if the change of the second attribute can be said without knowing what is stored, so
/// that it is right whatever the second has been.
pub(crate) fn is_mirrored_exactly(action: &Action, attribute: &PhasedAttribute) -> bool {
    let path = attribute.path();
    if attribute.is_retyped() {
        retyped::is_whole(action, &path)
    } else {
        is_exact(action, &path)
    }
}

/// Returns `true` if a change of the first attribute, which is at this path, can be made to the second
/// one in terms of the first.
fn is_exact(action: &Action, path: &DocumentPath) -> bool {
    action.path == *path
        && match &action.change {
            PathChange::Add(added) => added.is_n(),
            PathChange::Delete(_) => false,
            PathChange::Set(_)
            | PathChange::SetIfAbsent(_)
            | PathChange::Copy(_)
            | PathChange::Plus(_)
            | PathChange::Minus(_)
            | PathChange::Append(_)
            | PathChange::Prepend(_)
            | PathChange::Remove => true,
        }
}

/// Returns the same change of the second attribute.
fn of_second(action: &Action, first: &DocumentPath, second: &DocumentPath) -> Action {
    let is_exact = is_exact(action, first);
    let change = match &action.change {
        // What `ADD` adds to is the attribute itself.
        PathChange::Add(amount @ AttributeValue::N(_)) if is_exact => {
            PathChange::Plus(amount.clone())
        }
        change => change.clone(),
    };
    let operand = if is_exact {
        Some(action.operand().clone())
    } else {
        // A field inside, whose second attribute depends on the first of the same copy.
        let operand = action.operand.as_ref();
        operand.map(|operand| moved(operand, first, second))
    };
    Action {
        start: action.start.clone(),
        operand,
        ..Action::new(moved(&action.path, first, second), change)
    }
}

/// Returns what is at a path inside the first attribute, inside the second one.
fn moved(path: &DocumentPath, first: &DocumentPath, second: &DocumentPath) -> DocumentPath {
    let Some(inside) = first.steps_to(path) else {
        return path.clone();
    };
    let mut moved = second.clone();
    moved.rest.extend_from_slice(inside);
    moved
}

fn differs(first: &DocumentPath, second: &DocumentPath, item: &Item) -> bool {
    !is_same_or_absent(find(item, first), find(item, second))
}

#[cfg(test)]
mod tests;
