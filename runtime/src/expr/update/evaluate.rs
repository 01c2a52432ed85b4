//! Evaluation of updates on items, without DynamoDB.

use std::cmp::Reverse;
use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use super::action::{Action, PathChange};
use crate::codec::EncodeError;
use crate::expr::stored::{contains, find};
use crate::expr::value::locate;
use crate::path::{DocumentPath, Step};
use crate::types::{Decimal, NumberError};

pub(super) type Item = HashMap<String, AttributeValue>;

/// Returns the item after these changes, which all read its original state. The error is the path
/// of an absent parent. A change that DynamoDB would reject for the kind of a value is skipped
/// here: the request reports it.
///
/// All indexes refer to the original lists: elements set past the end are appended in the order of
/// their indexes, and removals refer to original elements.
pub(crate) fn evaluate(actions: &[Action], item: &Item) -> Result<Item, DocumentPath> {
    let (after, missing) = applied(actions, item);
    missing.map_or(Ok(after), Err)
}

/// Returns the item after those changes whose parents exist. DynamoDB rejects an update with any
/// other, and its error then shows everything that is wrong.
pub(crate) fn evaluate_possible(actions: &[Action], item: &Item) -> Item {
    applied(actions, item).0
}

/// Returns the item after the possible changes, and the first absent parent of another change.
fn applied(actions: &[Action], item: &Item) -> (Item, Option<DocumentPath>) {
    let mut after = item.clone();
    let mut missing = None;
    let mut check = |done: Result<(), DocumentPath>| {
        if let Err(parent) = done {
            missing.get_or_insert(parent);
        }
    };
    let (mut appended, mut removed) = (Vec::new(), Vec::new());
    for action in actions {
        let path = &action.path;
        let element = path.element();
        let is_there = || find(item, path).is_some();
        match (changed(action, item), element) {
            (Changed::To(value), Some(index)) if !is_there() => appended.push((index, path, value)),
            (Changed::To(value), _) => check(put(&mut after, path, value)),
            // From the inside out and from the end: a removal moves later elements.
            (Changed::Gone, Some(index)) if is_there() => {
                removed.push((Reverse((path.rest.len(), index)), path));
            }
            (Changed::Gone, _) => check(remove(&mut after, path)),
            (Changed::Not, _) => {}
        }
    }
    appended.sort_by_key(|(index, ..)| *index);
    for (_, path, value) in appended {
        check(put(&mut after, path, value));
    }
    removed.sort_by_key(|(order, _)| *order);
    for (_, path) in removed {
        check(remove(&mut after, path));
    }
    (after, missing)
}

/// Returns the result of a change of an absent attribute; `None` if it stays absent.
pub(super) fn of_absent(action: &Action) -> Option<AttributeValue> {
    match changed(action, &Item::new()) {
        Changed::To(value) => Some(value),
        Changed::Gone | Changed::Not => None,
    }
}

/// Returns the error of the first change whose number DynamoDB could not store, which it rejects.
pub(crate) fn unstorable<'a>(
    actions: impl IntoIterator<Item = &'a Action>,
    item: &Item,
) -> Option<EncodeError> {
    actions.into_iter().find_map(|action| {
        let result = result(action, find(item, &action.path).or(action.start.as_ref()))?;
        Some(locate(result.err()?.into(), &action.path))
    })
}

/// The result of a change at a path.
enum Changed {
    To(AttributeValue),
    Gone,
    Not,
}

impl From<Option<AttributeValue>> for Changed {
    fn from(value: Option<AttributeValue>) -> Self {
        value.map_or(Self::Not, Self::To)
    }
}

fn changed(action: &Action, item: &Item) -> Changed {
    let stored = find(item, action.operand());
    let old = stored.or(action.start.as_ref());
    match &action.change {
        PathChange::Set(value) => Changed::To(value.clone()),
        PathChange::SetIfAbsent(value) if stored.is_none() => Changed::To(value.clone()),
        PathChange::SetIfAbsent(_) if action.operand.is_none() => Changed::Not,
        PathChange::SetIfAbsent(_) => stored.cloned().into(),
        PathChange::Copy(source) => source.value(item, action.start.as_ref()).into(),
        PathChange::Plus(_) | PathChange::Minus(_) | PathChange::Add(AttributeValue::N(_)) => {
            result(action, old).and_then(Result::ok).into()
        }
        PathChange::Append(elements) => joined(old, elements, false).into(),
        PathChange::Prepend(elements) => joined(old, elements, true).into(),
        PathChange::Remove => Changed::Gone,
        PathChange::Add(members) => with_members(old, members).into(),
        PathChange::Delete(members) => without_members(old, members),
    }
}

/// Returns the result of arithmetic; `None` if the action has none, or a value is no number.
fn result(
    action: &Action,
    old: Option<&AttributeValue>,
) -> Option<Result<AttributeValue, NumberError>> {
    let (amount, combine): (_, fn(Decimal, Decimal) -> _) = match &action.change {
        PathChange::Plus(amount) | PathChange::Add(amount @ AttributeValue::N(_)) => {
            (amount, Decimal::checked_add)
        }
        PathChange::Minus(amount) => (amount, Decimal::checked_sub),
        _ => return None,
    };
    let number = |value: &AttributeValue| value.as_n().ok()?.parse::<Decimal>().ok();
    let old = match old {
        Some(old) => number(old)?,
        None => Decimal::ZERO,
    };
    let result = combine(old, number(amount)?);
    Some(result.map(|it| AttributeValue::N(it.to_string())))
}

fn joined(
    old: Option<&AttributeValue>,
    elements: &AttributeValue,
    first: bool,
) -> Option<AttributeValue> {
    let old = match old {
        Some(old) => old.as_l().ok()?.clone(),
        None => Vec::new(),
    };
    let elements = elements.as_l().ok()?.clone();
    let both = if first {
        [elements, old]
    } else {
        [old, elements]
    };
    Some(AttributeValue::L(both.concat()))
}

fn with_members(old: Option<&AttributeValue>, new: &AttributeValue) -> Option<AttributeValue> {
    let Some(old) = old else {
        return Some(new.clone());
    };
    let added = members(new)
        .into_iter()
        .filter(|it| !contains(old, it))
        .collect::<Vec<_>>();
    set_like(old, members(old).into_iter().chain(added))
}

fn without_members(old: Option<&AttributeValue>, gone: &AttributeValue) -> Changed {
    let Some(old) = old else {
        return Changed::Not;
    };
    let left = members(old).into_iter().filter(|it| !contains(gone, it));
    match left.collect::<Vec<_>>() {
        left if left.is_empty() => Changed::Gone,
        left => set_like(old, left.into_iter()).into(),
    }
}

/// Returns the members of a set.
pub(super) fn members(set: &AttributeValue) -> Vec<AttributeValue> {
    use AttributeValue::{B, Bs, N, Ns, S, Ss};
    match set {
        Ss(members) => members.iter().cloned().map(S).collect(),
        Ns(members) => members.iter().cloned().map(N).collect(),
        Bs(members) => members.iter().cloned().map(B).collect(),
        _ => Vec::new(),
    }
}

/// Makes a set of the same kind as `old`; `None` if `old` is not a set, or if a member is of
/// another kind.
fn set_like(
    old: &AttributeValue,
    members: impl Iterator<Item = AttributeValue>,
) -> Option<AttributeValue> {
    use AttributeValue::{B, Bs, N, Ns, S, Ss};
    match old {
        Ss(_) => {
            let texts = members.map(|it| if let S(text) = it { Some(text) } else { None });
            texts.collect::<Option<_>>().map(Ss)
        }
        Ns(_) => {
            let numbers = members.map(|it| {
                if let N(number) = it {
                    Some(number)
                } else {
                    None
                }
            });
            numbers.collect::<Option<_>>().map(Ns)
        }
        Bs(_) => {
            let blobs = members.map(|it| if let B(bytes) = it { Some(bytes) } else { None });
            blobs.collect::<Option<_>>().map(Bs)
        }
        _ => None,
    }
}

/// Puts a value at a path.
pub(super) fn put(
    item: &mut Item,
    path: &DocumentPath,
    value: AttributeValue,
) -> Result<(), DocumentPath> {
    match (parent(item, path)?, path.rest.last()) {
        (Parent::Item(item), _) => {
            item.insert(path.root.to_owned(), value);
        }
        (Parent::Value(AttributeValue::M(entries)), Some(Step::Attribute(name))) => {
            entries.insert(name.clone().into_owned(), value);
        }
        (Parent::Value(AttributeValue::L(elements)), Some(Step::Element(index))) => {
            match elements.get_mut(*index) {
                Some(element) => *element = value,
                None => elements.push(value),
            }
        }
        _ => return Err(path.outer()),
    }
    Ok(())
}

fn remove(item: &mut Item, path: &DocumentPath) -> Result<(), DocumentPath> {
    match (parent(item, path)?, path.rest.last()) {
        (Parent::Item(item), _) => {
            item.remove(path.root);
        }
        (Parent::Value(AttributeValue::M(entries)), Some(Step::Attribute(name))) => {
            entries.remove(&**name);
        }
        (Parent::Value(AttributeValue::L(elements)), Some(Step::Element(index))) => {
            if *index < elements.len() {
                elements.remove(*index);
            }
        }
        _ => return Err(path.outer()),
    }
    Ok(())
}

/// The container of a path's last step.
enum Parent<'i> {
    Item(&'i mut Item),
    Value(&'i mut AttributeValue),
}

fn parent<'i>(item: &'i mut Item, path: &DocumentPath) -> Result<Parent<'i>, DocumentPath> {
    let Some((_, way)) = path.rest.split_last() else {
        return Ok(Parent::Item(item));
    };
    let missing = || path.outer();
    let mut value = item.get_mut(path.root).ok_or_else(missing)?;
    for step in way {
        let inside = match (value, step) {
            (AttributeValue::M(entries), Step::Attribute(name)) => entries.get_mut(&**name),
            (AttributeValue::L(elements), Step::Element(index)) => elements.get_mut(*index),
            _ => None,
        };
        value = inside.ok_or_else(missing)?;
    }
    Ok(Parent::Value(value))
}
