//! Checks of text that may be misleading.

use super::object::Object;
use super::{Spanned, report_repetitions};
use crate::diagnostics::{Problems, catalogue};
use crate::yaml::{Node, Value};

/// Returns `true` if this character reorders the text around it on screen. rustc refuses such
/// characters in comments, and documentation becomes comments.
fn reorders_text(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Returns `true` if this character is invisible in a name.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || reorders_text(c)
        || matches!(
            c,
            '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}' | '\u{2029}' | '\u{2060}' | '\u{FEFF}'
        )
}

/// Refuses names that look like other names, or are invisible.
pub(super) fn check_name(name: &Spanned<String>, problems: &mut Problems) -> bool {
    if name.is_empty() {
        problems.push(catalogue::empty_name(name.span));
        return false;
    }
    check_stored(name, problems)
}

/// Refuses stored text that looks like other text. It may be empty.
pub(super) fn check_stored(text: &Spanned<String>, problems: &mut Problems) -> bool {
    match text.chars().find(|c| is_invisible(*c)) {
        Some(c) => {
            problems.push(catalogue::misleading_text(text.span, c));
            false
        }
        None => true,
    }
}

/// Refuses documentation that would be displayed differently from its text.
pub(super) fn check_doc(node: &Node, problems: &mut Problems) -> bool {
    let Value::Scalar(scalar) = &node.value else {
        return false;
    };
    match scalar.text.chars().find(|c| reorders_text(*c)) {
        Some(c) => {
            problems.push(catalogue::misleading_text(node.span, c));
            false
        }
        None => true,
    }
}

/// Reads the name of a field, or a list of at least one.
pub(super) fn names(node: &Node, what: &str, problems: &mut Problems) -> Vec<Spanned<String>> {
    texts(node, what, "the name of a field", problems)
}

/// Reads a text, or a list of at least one.
pub(super) fn texts(
    node: &Node,
    what: &str,
    expected: &str,
    problems: &mut Problems,
) -> Vec<Spanned<String>> {
    let one = std::slice::from_ref(node);
    let items = match &node.value {
        Value::List(items) if !items.is_empty() => items.as_slice(),
        _ => one,
    };
    let mut texts = Vec::with_capacity(items.len());
    for item in items {
        match &item.value {
            Value::Scalar(scalar) if scalar.has_several_lines() => {
                problems.push(catalogue::several_lines(item, what));
            }
            Value::Scalar(scalar) if !scalar.is_null() => {
                texts.push(Spanned::new(scalar.text.clone(), item.span));
            }
            _ => problems.push(catalogue::wrong_shape(item, what, expected)),
        }
    }
    texts
}

/// Reads a map from text to text, with at least one entry.
pub(super) fn pairs(
    node: &Node,
    what: &str,
    expected: &str,
    problems: &mut Problems,
) -> Option<Vec<(Spanned<String>, Spanned<String>)>> {
    let entries = match &node.value {
        Value::Map(entries) if !entries.is_empty() => entries,
        _ => {
            problems.push(catalogue::wrong_shape(node, what, expected));
            return None;
        }
    };
    let mut pairs = Vec::with_capacity(entries.len());
    for entry in entries {
        let Some(value) = entry.value.scalar() else {
            let key = format!("`{}`", entry.key.value);
            problems.push(catalogue::wrong_shape(&entry.value, &key, "text"));
            continue;
        };
        if !report_repetitions(entry, problems) {
            let value = Spanned::new(value.text.clone(), entry.value.span);
            pairs.push((entry.key.clone(), value));
        }
    }
    Some(pairs)
}

/// Reads the attributes of fields that are gone.
pub(super) fn removed(object: &Object<'_>, problems: &mut Problems) -> Vec<Spanned<String>> {
    let removed = object.get("removed").map_or_else(Vec::new, |node| {
        texts(node, "`removed`", "the name of an attribute", problems)
    });
    for name in &removed {
        check_stored(name, problems);
    }
    removed
}
