//! Compares trees of two models: one of text, plain or quoted, and one of text, numbers and so on.

use serde_yaml::{Number, Value as Other};

use crate::yaml::{Entry, Node, Scalar, Value};

pub(super) fn is_same(ours: &Node, other: &Other) -> bool {
    match (&ours.value, other) {
        (Value::Scalar(scalar), _) => is_same_scalar(scalar, other),
        (Value::List(ours), Other::Sequence(others)) => {
            let mut pairs = ours.iter().zip(others);
            ours.len() == others.len() && pairs.all(|(ours, other)| is_same(ours, other))
        }
        (Value::Map(ours), Other::Mapping(others)) => {
            let mut pairs = ours.iter().zip(others);
            ours.len() == others.len() && pairs.all(|(ours, other)| is_same_entry(ours, other))
        }
        _ => false,
    }
}

fn is_same_entry(entry: &Entry, (key, value): (&Other, &Other)) -> bool {
    // Keys are text here; whether they are plain is not kept.
    let key_is_same = [true, false].into_iter().any(|plain| {
        let text = entry.key.value.clone();
        is_same_scalar(&Scalar { text, plain }, key)
    });
    key_is_same && is_same(&entry.value, value)
}

fn is_same_scalar(scalar: &Scalar, other: &Other) -> bool {
    let text = scalar.text.as_str();
    match other {
        Other::String(other) => text == other,
        _ if !scalar.plain => false,
        Other::Null => scalar.is_null(),
        Other::Bool(true) => matches!(text, "true" | "True" | "TRUE"),
        Other::Bool(false) => matches!(text, "false" | "False" | "FALSE"),
        Other::Number(number) => is_number(text, number),
        Other::Sequence(_) | Other::Mapping(_) | Other::Tagged(_) => false,
    }
}

fn is_number(text: &str, number: &Number) -> bool {
    match (number.as_u64(), number.as_i64(), number.as_f64()) {
        (Some(number), ..) => text.parse() == Ok(number),
        (_, Some(number), _) => text.parse() == Ok(number),
        (.., Some(number)) if number.is_nan() => text == ".nan",
        (.., Some(number)) => text.parse() == Ok(number),
        _ => false,
    }
}
