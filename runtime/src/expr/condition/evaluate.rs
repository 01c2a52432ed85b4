//! Evaluation of conditions on items, without DynamoDB.

use std::borrow::Cow;
use std::cmp::Ordering;

use aws_sdk_dynamodb::types::AttributeValue;

use super::{BinaryFunction, Comparison, Function, Join, Node, Operand};
use crate::expr::{contains, find, is_same};
use crate::item::Attributes;
use crate::types::Decimal;

impl Node {
    /// Returns `true` if the condition holds, by DynamoDB's rules.
    pub(crate) fn holds(&self, item: &Attributes) -> bool {
        match self {
            Self::Compare(left, comparison, right) => compares(item, left, *comparison, right),
            Self::Between(tested, low, high) => tested.value(item).is_some_and(|tested| {
                order(&tested, low).is_some_and(Ordering::is_ge)
                    && order(&tested, high).is_some_and(Ordering::is_le)
            }),
            Self::In(path, values) => find(item, path)
                .is_some_and(|stored| values.iter().any(|value| is_same(stored, value))),
            Self::Function(Function::Exists, path) => find(item, path).is_some(),
            Self::Function(Function::NotExists, path) => find(item, path).is_none(),
            Self::FunctionOf(function, path, value) => {
                find(item, path).is_some_and(|stored| function.holds(stored, value))
            }
            Self::Group(Join::And, nodes) => nodes.iter().all(|node| node.holds(item)),
            Self::Group(Join::Or, nodes) => nodes.iter().any(|node| node.holds(item)),
            Self::Not(node) => !node.holds(item),
        }
    }
}

/// An absent attribute differs from everything, and has no order. Sizes are never compared by `<>`.
fn compares(item: &Attributes, left: &Operand, comparison: Comparison, right: &Operand) -> bool {
    let (Some(one), Some(other)) = (left.value(item), right.value(item)) else {
        return comparison == Comparison::Ne;
    };
    let order = || order(&one, &other);
    match comparison {
        Comparison::Eq => is_same(&one, &other),
        Comparison::Ne => !is_same(&one, &other),
        Comparison::Lt => order().is_some_and(Ordering::is_lt),
        Comparison::Le => order().is_some_and(Ordering::is_le),
        Comparison::Gt => order().is_some_and(Ordering::is_gt),
        Comparison::Ge => order().is_some_and(Ordering::is_ge),
    }
}

impl Operand {
    fn value<'v>(&'v self, item: &'v Attributes) -> Option<Cow<'v, AttributeValue>> {
        match self {
            Self::Path(path) => find(item, path).map(Cow::Borrowed),
            Self::Size(path) => {
                let size = find(item, path).and_then(size_of);
                size.map(|size| Cow::Owned(AttributeValue::N(size.to_string())))
            }
            Self::Value(value) => Some(Cow::Borrowed(value)),
        }
    }
}

/// Compares two values of a kind that DynamoDB orders: strings and bytes by bytes, numbers by
/// value.
pub(crate) fn order(one: &AttributeValue, other: &AttributeValue) -> Option<Ordering> {
    use AttributeValue::{B, N, S};
    match (one, other) {
        (S(one), S(other)) => Some(one.as_bytes().cmp(other.as_bytes())),
        (B(one), B(other)) => Some(one.as_ref().cmp(other.as_ref())),
        (N(one), N(other)) => {
            let (one, other) = (one.parse::<Decimal>(), other.parse::<Decimal>());
            one.ok().zip(other.ok()).map(|(one, other)| one.cmp(&other))
        }
        _ => None,
    }
}

/// Returns the size: strings in UTF-16 code units, bytes in bytes, collections in members.
pub(super) fn size_of(value: &AttributeValue) -> Option<usize> {
    Some(match value {
        AttributeValue::S(text) => text.encode_utf16().count(),
        AttributeValue::B(bytes) => bytes.as_ref().len(),
        AttributeValue::L(elements) => elements.len(),
        AttributeValue::M(entries) => entries.len(),
        AttributeValue::Ss(members) | AttributeValue::Ns(members) => members.len(),
        AttributeValue::Bs(members) => members.len(),
        _ => return None,
    })
}

impl BinaryFunction {
    fn holds(self, stored: &AttributeValue, value: &AttributeValue) -> bool {
        use AttributeValue::{B, L, S};
        match (self, stored, value) {
            (Self::Type, stored, S(kind)) => kind_of(stored) == kind,
            (Self::BeginsWith, S(stored), S(prefix)) => stored.starts_with(prefix.as_str()),
            (Self::BeginsWith, B(stored), B(prefix)) => {
                stored.as_ref().starts_with(prefix.as_ref())
            }
            (Self::Contains, S(stored), S(part)) => stored.contains(part.as_str()),
            (Self::Contains, B(stored), B(part)) => {
                memchr::memmem::find(stored.as_ref(), part.as_ref()).is_some()
            }
            (Self::Contains, L(elements), member) => elements.iter().any(|it| is_same(it, member)),
            (Self::Contains, set, member) => contains(set, member),
            _ => false,
        }
    }
}

fn kind_of(value: &AttributeValue) -> &'static str {
    match value {
        AttributeValue::S(_) => "S",
        AttributeValue::N(_) => "N",
        AttributeValue::B(_) => "B",
        AttributeValue::Bool(_) => "BOOL",
        AttributeValue::L(_) => "L",
        AttributeValue::M(_) => "M",
        AttributeValue::Ss(_) => "SS",
        AttributeValue::Ns(_) => "NS",
        AttributeValue::Bs(_) => "BS",
        _ => "NULL",
    }
}
