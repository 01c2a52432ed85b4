//! Attributes of stored items: how they are made, and how they are read.

use std::collections::HashMap;
use std::str::FromStr;

use aws_sdk_dynamodb::types::AttributeValue;

use super::Result;

pub(crate) type Item = HashMap<String, AttributeValue>;

pub(crate) fn item<const N: usize>(attributes: [(&str, AttributeValue); N]) -> Item {
    attributes
        .map(|(name, value)| (name.to_owned(), value))
        .into()
}

pub(crate) fn s(text: impl Into<String>) -> AttributeValue {
    AttributeValue::S(text.into())
}

#[expect(clippy::needless_pass_by_value, reason = "literals are passed")]
pub(crate) fn n(number: impl ToString) -> AttributeValue {
    AttributeValue::N(number.to_string())
}

/// The attribute, unless it is absent or `NULL`.
pub(super) fn optional<'item>(item: &'item Item, name: &str) -> Option<&'item AttributeValue> {
    item.get(name).filter(|value| !value.is_null())
}

pub(super) fn text(item: &Item, name: &str) -> Result<String> {
    optional_text(item, name)?.ok_or_else(|| format!("no `{name}`").into())
}

pub(super) fn optional_text(item: &Item, name: &str) -> Result<Option<String>> {
    let Some(value) = optional(item, name) else {
        return Ok(None);
    };
    let text = value.as_s().map_err(|_| format!("`{name}` is no text"))?;
    Ok(Some(text.clone()))
}

pub(super) fn number<T: FromStr>(item: &Item, name: &str) -> Result<T> {
    optional_number(item, name)?.ok_or_else(|| format!("no `{name}`").into())
}

pub(super) fn optional_number<T: FromStr>(item: &Item, name: &str) -> Result<Option<T>> {
    let Some(value) = optional(item, name) else {
        return Ok(None);
    };
    let digits = value.as_n().map_err(|_| format!("`{name}` is no number"))?;
    let number = digits.parse();
    let number = number.map_err(|_| format!("`{name}` is {digits}, which is out of range"))?;
    Ok(Some(number))
}
