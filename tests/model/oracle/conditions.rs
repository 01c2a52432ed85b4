//! Whether a condition holds of a stored item.

use crate::command::{At, Cond, Test};
use crate::path;
use crate::value::{Item, Value};

/// Whether a condition holds; nothing stored is an item without attributes.
pub(crate) fn holds(condition: &Cond, item: &Item) -> bool {
    match condition {
        Cond::Every => true,
        Cond::Key(key) => key
            .iter()
            .all(|(name, value)| item.get(name) == Some(value)),
        Cond::KeyIn(key, name, values) => {
            let fixed = key
                .iter()
                .all(|(name, value)| item.get(name) == Some(value));
            fixed && item.get(*name).is_some_and(|value| values.contains(value))
        }
        Cond::Is(at, test) => passes(at, test, item),
        Cond::Both(one, other) => holds(one, item) && holds(other, item),
        Cond::Either(one, other) => holds(one, item) || holds(other, item),
        Cond::Not(inner) => !holds(inner, item),
    }
}

fn passes(at: &At, test: &Test, item: &Item) -> bool {
    let value = path::get(item, &at.path());
    let is = |other: &Value| value == Some(other) || (other.is_empty_set() && value.is_none());
    let ordered = |other: &Value, right: fn(&Value, &Value) -> bool| {
        value.is_some_and(|value| same_kind(value, other) && right(value, other))
    };
    match test {
        Test::Eq(other) => is(other),
        Test::Ne(other) => !is(other),
        Test::In(others) => others.iter().any(is),
        Test::Lt(other) => ordered(other, |value, other| value < other),
        Test::Ge(other) => ordered(other, |value, other| value >= other),
        Test::Between(low, high) => {
            ordered(low, |value, low| value >= low) && ordered(high, |value, high| value <= high)
        }
        Test::BeginsWith(prefix) => {
            matches!(value, Some(Value::S(it)) if it.starts_with(prefix.as_str()))
        }
        Test::Contains(member) => value.is_some_and(|value| contains(value, member)),
        Test::Exists => value.is_some(),
        Test::NotExists => value.is_none(),
        Test::Absent => value.is_none_or(|value| *value == Value::Null),
        Test::Present => value.is_some_and(|value| *value != Value::Null),
        Test::SizeEq(size) => size_of(at, value).is_some_and(|it| it == *size),
        Test::SizeGt(size) => size_of(at, value).is_some_and(|it| it > *size),
    }
}

fn same_kind(one: &Value, other: &Value) -> bool {
    std::mem::discriminant(one) == std::mem::discriminant(other)
}

fn contains(value: &Value, member: &Value) -> bool {
    match (value, member) {
        (Value::S(text), Value::S(part)) => text.contains(part.as_str()),
        (Value::Ss(members), Value::S(member)) => members.contains(member),
        (Value::Ns(members), Value::N(member)) => members.contains(member),
        (Value::L(elements), member) => elements.contains(member),
        _ => false,
    }
}

/// What `size()` gives. A required collection, or a set, that is absent is an empty one.
fn size_of(at: &At, value: Option<&Value>) -> Option<usize> {
    match value {
        None => matches!(at, At::Tags | At::Lots | At::Lines | At::Notes).then_some(0),
        Some(Value::S(text)) => Some(text.chars().count()),
        Some(Value::L(elements)) => Some(elements.len()),
        Some(Value::M(entries)) => Some(entries.len()),
        Some(Value::Ss(members)) => Some(members.len()),
        Some(Value::Ns(members)) => Some(members.len()),
        Some(_) => None,
    }
}
