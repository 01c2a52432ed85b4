//! Strings. Positions and lengths count characters (Unicode scalar values).

use regex_lite::Regex;

use crate::Number;
use crate::expr::text::BoundedText;
use crate::expr::{FunctionError, MAX_VALUE_BYTES, Value};

/// Replaces every occurrence of a part. An empty part occurs nowhere.
///
/// # Errors
/// If the result is too large.
pub fn replace(text: &str, part: &str, with: &str) -> Result<Value, FunctionError> {
    let mut result = BoundedText::default();
    let mut rest = text;
    while !part.is_empty()
        && let Some((before, behind)) = rest.split_once(part)
    {
        result.push(before)?;
        result.push(with)?;
        rest = behind;
    }
    result.push(rest)?;
    Ok(result.into_value())
}

/// Replaces every match of a regular expression. In the replacement, `$1` is what the first group
/// matched, and `$$` a dollar sign.
///
/// # Errors
/// If the result is too large.
pub fn replace_matches(text: &str, regex: &Regex, with: &str) -> Result<Value, FunctionError> {
    let mut result = BoundedText::default();
    let mut end = 0;
    // Each may stand for the whole match, so this bounds what is expanded before it is measured.
    let dollars = with.matches('$').count();
    for captures in regex.captures_iter(text) {
        let Some(whole) = captures.get(0) else {
            continue;
        };
        result.push(&text[end..whole.start()])?;
        if with.len() + dollars * whole.len() > 64 * MAX_VALUE_BYTES {
            return Err(FunctionError::TooLarge);
        }
        let mut expanded = String::new();
        captures.expand(with, &mut expanded);
        result.push(&expanded)?;
        end = whole.end();
    }
    result.push(&text[end..])?;
    Ok(result.into_value())
}

/// Returns what the first group of a regular expression matches first, or the whole match if it has
/// no group; null if it matches nowhere.
pub fn extract(text: &str, regex: &Regex) -> Value {
    let captures = regex.captures(text);
    let group = usize::from(regex.captures_len() > 1);
    let found = captures.and_then(|it| it.get(group));
    found.map(|it| it.as_str()).into()
}

/// Returns the characters from a position, from 0, and so many of them at most.
///
/// # Errors
/// If a position or length is not whole, or negative.
pub fn substring(
    text: &str,
    start: Number,
    length: Option<Number>,
) -> Result<Value, FunctionError> {
    let start = position(start, "the start")?;
    let length = length.map_or(Ok(usize::MAX), |it| position(it, "the length"))?;
    let rest = from_character(text, start);
    let kept = rest.len() - from_character(rest, length).len();
    Ok(rest[..kept].into())
}

fn from_character(text: &str, position: usize) -> &str {
    let at = text.char_indices().nth(position);
    at.map_or("", |(at, _)| &text[at..])
}

/// Returns the parts between separators. An empty separator gives the characters.
pub fn split(text: &str, separator: &str) -> Value {
    let parts = if separator.is_empty() {
        let ends = text
            .char_indices()
            .map(|(at, c)| &text[at..at + c.len_utf8()]);
        ends.map(Value::from).collect()
    } else {
        text.split(separator).map(Value::from).collect()
    };
    Value::list(parts)
}

/// Joins strings with a separator between them.
///
/// # Errors
/// If the result is too large, or an item is no string.
pub fn join(items: &[Value], separator: &str) -> Result<Value, FunctionError> {
    let mut result = BoundedText::default();
    for (position, item) in items.iter().enumerate() {
        let Value::String(item) = item else {
            return Err(super::convert::wrong("a string", item));
        };
        result.push(if position > 0 { separator } else { "" })?;
        result.push(item)?;
    }
    Ok(result.into_value())
}

/// The side on which a string is filled up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Before it.
    Start,
    /// After it.
    End,
}

/// Fills a string up to a length with a filler, which is repeated and cut off.
///
/// # Errors
/// If the length is not whole or negative, the filler empty, or the result too large.
pub fn pad(text: &str, length: Number, fill: &str, side: Side) -> Result<Value, FunctionError> {
    let length = position(length, "the length")?;
    let missing = length.saturating_sub(text.chars().count());
    let mut result = BoundedText::default();
    if side == Side::End {
        result.push(text)?;
    }
    result.push(&filler(missing, fill)?)?;
    if side == Side::Start {
        result.push(text)?;
    }
    Ok(result.into_value())
}

/// Returns so many characters of a filler, which is repeated and cut off.
fn filler(characters: usize, fill: &str) -> Result<String, FunctionError> {
    let length = fill.chars().count();
    if characters == 0 {
        return Ok(String::new());
    }
    if length == 0 {
        let what = "the filler";
        let range = "at least one character long";
        return Err(FunctionError::OutOfRange { what, range });
    }
    let times = characters / length;
    if times.saturating_mul(fill.len()) > MAX_VALUE_BYTES {
        return Err(FunctionError::TooLarge);
    }
    let mut filler = fill.repeat(times);
    filler.extend(fill.chars().take(characters % length));
    Ok(filler)
}

/// Replaces all characters by `*`, except so many at the end.
///
/// # Errors
/// If the number is not whole, or negative.
pub fn mask(text: &str, kept: Number) -> Result<Value, FunctionError> {
    let kept = position(kept, "the number of characters kept")?;
    let masked = text.chars().count().saturating_sub(kept);
    let mut result = "*".repeat(masked);
    result.push_str(from_character(text, masked));
    Ok(result.into())
}

/// Returns a position or length, which is whole and not negative. What is beyond every string is
/// the greatest.
pub(super) fn position(number: Number, what: &'static str) -> Result<usize, FunctionError> {
    if number.is_negative() {
        let range = "0 or more";
        return Err(FunctionError::OutOfRange { what, range });
    }
    if number.exponent() < 0 {
        return Err(FunctionError::NotWhole { what });
    }
    Ok(number.integer().unwrap_or(usize::MAX))
}
