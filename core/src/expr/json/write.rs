//! Writes JSON.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::expr::functions::string_of;
use crate::expr::text::BoundedText;
use crate::expr::{FunctionError, Value};

/// Writes a value without blanks. Bytes become Base64, times their ISO form, and sets lists.
pub(in crate::expr) fn write(value: &Value) -> Result<Value, FunctionError> {
    let mut text = BoundedText::default();
    write_value(value, &mut text)?;
    Ok(text.into_value())
}

fn write_value(value: &Value, text: &mut BoundedText) -> Result<(), FunctionError> {
    match value {
        Value::Null => text.push("null"),
        Value::Bool(_) | Value::Number(_) => text.push(&string_of(value)?),
        Value::String(string) => write_string(string, text),
        Value::Bytes(bytes) => write_string(&STANDARD.encode(bytes), text),
        Value::Timestamp(_) | Value::Date(_) => write_string(&string_of(value)?, text),
        Value::List(items) => write_list(items.iter(), text, write_value),
        Value::StringSet(items) => {
            write_list(items.iter(), text, |item, text| write_string(item, text))
        }
        Value::NumberSet(items) => {
            write_list(items.iter(), text, |item, text| text.push(&item.text()))
        }
        Value::BytesSet(items) => write_list(items.iter(), text, |item, text| {
            write_string(&STANDARD.encode(item), text)
        }),
        Value::Map(entries) => {
            text.push("{")?;
            for (position, (key, value)) in entries.iter().enumerate() {
                text.push(if position > 0 { "," } else { "" })?;
                write_string(key, text)?;
                text.push(":")?;
                write_value(value, text)?;
            }
            text.push("}")
        }
    }
}

fn write_list<T>(
    items: impl Iterator<Item = T>,
    text: &mut BoundedText,
    write: impl Fn(T, &mut BoundedText) -> Result<(), FunctionError>,
) -> Result<(), FunctionError> {
    text.push("[")?;
    for (position, item) in items.enumerate() {
        text.push(if position > 0 { "," } else { "" })?;
        write(item, text)?;
    }
    text.push("]")
}

fn write_string(string: &str, text: &mut BoundedText) -> Result<(), FunctionError> {
    text.push("\"")?;
    let mut rest = string;
    while let Some(at) = rest.find(|c: char| c == '"' || c == '\\' || c < ' ') {
        text.push(&rest[..at])?;
        // All of these characters are one byte.
        let code = u32::from(rest.as_bytes()[at]);
        match rest.as_bytes()[at] {
            b'"' => text.push("\\\"")?,
            b'\\' => text.push("\\\\")?,
            b'\n' => text.push("\\n")?,
            b'\r' => text.push("\\r")?,
            b'\t' => text.push("\\t")?,
            _ => text.push(&format!("\\u{code:04x}"))?,
        }
        rest = &rest[at + 1..];
    }
    text.push(rest)?;
    text.push("\"")
}
