//! Whether an item is as an update makes it.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use super::action::{Action, Change};
use super::evaluate::members;
use crate::path::{DocumentPath, Step};
use crate::types::Decimal;

/// Whether the item may be what these changes have made: nothing in it says otherwise. Adding and
/// appending leave no trace that could be recognised.
pub(crate) fn may_be_applied_to(
    actions: &[Action],
    item: &HashMap<String, AttributeValue>,
) -> bool {
    let is_changed = |path: &DocumentPath| actions.iter().any(|it| it.path.overlaps(path));
    let shows = |action: &Action| {
        let stored = find(item, &action.path);
        match &action.change {
            Change::Set(value) => stored.is_some_and(|stored| is_same(stored, value)),
            Change::SetIfAbsent(_) => stored.is_some(),
            Change::Copy(source) if !is_changed(source) => {
                let source = find(item, source);
                stored.zip(source).is_some_and(|(a, b)| is_same(a, b))
            }
            Change::Remove => stored.is_none(),
            Change::Add(new) if !new.is_n() => {
                stored.is_some_and(|set| members(new).iter().all(|it| contains(set, it)))
            }
            Change::Delete(old) => {
                stored.is_none_or(|set| !members(old).iter().any(|it| contains(set, it)))
            }
            _ => true,
        }
    };
    !actions.is_empty() && actions.iter().all(shows)
}

/// What an item holds at a path.
pub(crate) fn find<'i>(
    item: &'i HashMap<String, AttributeValue>,
    path: &DocumentPath,
) -> Option<&'i AttributeValue> {
    inside(item.get(path.root)?, &path.rest)
}

/// What a value holds behind these steps.
pub(super) fn inside<'v>(value: &'v AttributeValue, steps: &[Step]) -> Option<&'v AttributeValue> {
    let mut steps = steps.iter();
    steps.try_fold(value, |value, step| match (value, step) {
        (AttributeValue::M(entries), Step::Attribute(name)) => entries.get(&**name),
        (AttributeValue::L(elements), Step::Element(index)) => elements.get(*index),
        _ => None,
    })
}

/// Whether a set has this member.
pub(crate) fn contains(set: &AttributeValue, member: &AttributeValue) -> bool {
    use AttributeValue::{B, Bs, N, Ns, S, Ss};
    match (set, member) {
        (Ss(members), S(member)) => members.contains(member),
        (Ns(members), N(member)) => members.iter().any(|it| is_same_number(it, member)),
        (Bs(members), B(member)) => members.contains(member),
        _ => false,
    }
}

/// Equality as DynamoDB has it: numbers by value, sets without order.
pub(crate) fn is_same(stored: &AttributeValue, ours: &AttributeValue) -> bool {
    use AttributeValue::{Bs, L, M, N, Ns, Ss};
    match (stored, ours) {
        (N(stored), N(ours)) => is_same_number(stored, ours),
        (Ns(stored), Ns(ours)) => {
            stored.len() == ours.len()
                && ours
                    .iter()
                    .all(|it| stored.iter().any(|other| is_same_number(other, it)))
        }
        (Ss(stored), Ss(ours)) => {
            stored.len() == ours.len() && ours.iter().all(|it| stored.contains(it))
        }
        (Bs(stored), Bs(ours)) => {
            stored.len() == ours.len() && ours.iter().all(|it| stored.contains(it))
        }
        (L(stored), L(ours)) => {
            stored.len() == ours.len() && stored.iter().zip(ours).all(|(a, b)| is_same(a, b))
        }
        (M(stored), M(ours)) => {
            stored.len() == ours.len()
                && ours
                    .iter()
                    .all(|(name, it)| stored.get(name).is_some_and(|other| is_same(other, it)))
        }
        _ => stored == ours,
    }
}

fn is_same_number(one: &str, other: &str) -> bool {
    match (one.parse::<Decimal>(), other.parse::<Decimal>()) {
        (Ok(one), Ok(other)) => one == other,
        _ => one == other,
    }
}
