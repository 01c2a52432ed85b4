//! Stored values: lookup by path, and DynamoDB's equality.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;

use crate::path::{DocumentPath, Step};
use crate::types::Decimal;

/// Returns the value at a path in an item.
pub(crate) fn find<'i>(
    item: &'i HashMap<String, AttributeValue>,
    path: &DocumentPath,
) -> Option<&'i AttributeValue> {
    inside(item.get(path.root)?, &path.rest)
}

/// Returns the value at the end of these steps inside a value.
pub(super) fn inside<'v>(value: &'v AttributeValue, steps: &[Step]) -> Option<&'v AttributeValue> {
    let mut steps = steps.iter();
    steps.try_fold(value, |value, step| match (value, step) {
        (AttributeValue::M(entries), Step::Attribute(name)) => entries.get(&**name),
        (AttributeValue::L(elements), Step::Element(index)) => elements.get(*index),
        _ => None,
    })
}

/// Returns `true` if the set has this member.
pub(crate) fn contains(set: &AttributeValue, member: &AttributeValue) -> bool {
    use AttributeValue::{B, Bs, N, Ns, S, Ss};
    match (set, member) {
        (Ss(members), S(member)) => members.contains(member),
        (Ns(members), N(member)) => members.iter().any(|it| is_same_number(it, member)),
        (Bs(members), B(member)) => members.contains(member),
        _ => false,
    }
}

/// Does the same as [`is_same`] for attributes that may be absent, which are the same if both are.
pub(crate) fn is_same_or_absent(
    stored: Option<&AttributeValue>,
    ours: Option<&AttributeValue>,
) -> bool {
    match (stored, ours) {
        (Some(stored), Some(ours)) => is_same(stored, ours),
        (stored, ours) => stored.is_none() && ours.is_none(),
    }
}

/// Returns `true` if two values are the same.
///
/// It compares as DynamoDB does: numbers by value, sets without order.
pub fn is_same(stored: &AttributeValue, ours: &AttributeValue) -> bool {
    use AttributeValue::{Bs, L, M, N, Ns, Ss};
    match (stored, ours) {
        (N(stored), N(ours)) => is_same_number(stored, ours),
        (Ns(stored), Ns(ours)) => has_same_numbers(stored, ours),
        (Ss(stored), Ss(ours)) => has_same_members(stored, ours),
        (Bs(stored), Bs(ours)) => {
            let bytes = |set: &[Blob]| {
                set.iter()
                    .map(|it| it.as_ref().to_vec())
                    .collect::<Vec<_>>()
            };
            has_same_members(&bytes(stored), &bytes(ours))
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

/// Sets have up to 400 KB of members, so each is looked up and not searched for.
fn has_same_members<T: Eq + Hash>(stored: &[T], ours: &[T]) -> bool {
    stored.len() == ours.len() && {
        let stored: HashSet<_> = stored.iter().collect();
        ours.iter().all(|member| stored.contains(member))
    }
}

fn has_same_numbers(stored: &[String], ours: &[String]) -> bool {
    let values = |set: &[String]| -> Option<Vec<Decimal>> {
        let mut values = set
            .iter()
            .map(|it| it.parse().ok())
            .collect::<Option<Vec<_>>>()?;
        values.sort_unstable();
        Some(values)
    };
    match (values(stored), values(ours)) {
        (Some(stored), Some(ours)) => stored == ours,
        _ => has_same_members(stored, ours),
    }
}

fn is_same_number(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    match (one.parse::<Decimal>(), other.parse::<Decimal>()) {
        (Ok(one), Ok(other)) => one == other,
        _ => one == other,
    }
}
