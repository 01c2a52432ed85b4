//! Expressions with their placeholders put back, for people.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::expr::{
    Condition, ExpressionError, ExpressionKind, Expressions, KeyCondition, UpdateExpression,
};

/// A condition, or the message of its error.
pub(crate) fn condition<M>(condition: Condition<M>) -> String {
    readable(|expressions| {
        expressions
            .condition(ExpressionKind::Condition, condition)
            .map(Some)
    })
}

/// An update, or the message of its error.
pub(crate) fn update<M>(update: UpdateExpression<M>) -> String {
    readable(|expressions| expressions.update(update))
}

/// A key condition, or the message of its error.
pub(crate) fn key_condition(condition: KeyCondition) -> String {
    readable(|expressions| expressions.key_condition(condition).map(Some))
}

fn readable(
    render: impl FnOnce(&mut Expressions) -> Result<Option<String>, ExpressionError>,
) -> String {
    let mut expressions = Expressions::new();
    let rendered = render(&mut expressions)
        .and_then(|text| Ok((text.unwrap_or_default(), expressions.finish()?)));
    match rendered {
        Ok((text, (names, values))) => with_substitutions(
            &text,
            &names.unwrap_or_default(),
            &values.unwrap_or_default(),
        ),
        Err(error) => format!("error: {error}"),
    }
}

/// Puts names and values where their placeholders are.
pub(crate) fn with_substitutions(
    text: &str,
    names: &HashMap<String, String>,
    values: &HashMap<String, AttributeValue>,
) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(['#', ':']) {
        let (before, placeholder) = rest.split_at(start);
        let end = placeholder[1..]
            .find(|c: char| !c.is_ascii_digit())
            .map_or(placeholder.len(), |end| end + 1);
        out.push_str(before);
        out.push_str(&match &placeholder[..end] {
            name if name.starts_with('#') => names[name].clone(),
            value => shown(&values[value]),
        });
        rest = &placeholder[end..];
    }
    out + rest
}

fn shown(value: &AttributeValue) -> String {
    match value {
        AttributeValue::S(text) => format!("{text:?}"),
        AttributeValue::N(text) => text.clone(),
        AttributeValue::B(bytes) => format!("{:?}", bytes.as_ref()),
        AttributeValue::Bool(value) => value.to_string(),
        AttributeValue::L(elements) => format!("[{}]", joined(elements.iter().map(shown))),
        AttributeValue::Ss(members) => {
            format!(
                "{{{}}}",
                joined(members.iter().map(|text| format!("{text:?}")))
            )
        }
        AttributeValue::Ns(members) => format!("{{{}}}", joined(members.iter().cloned())),
        AttributeValue::M(entries) => {
            let mut entries: Vec<_> = entries
                .iter()
                .map(|(name, value)| format!("{name}: {}", shown(value)))
                .collect();
            entries.sort();
            format!("{{{}}}", entries.join(", "))
        }
        other => format!("{other:?}"),
    }
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}
