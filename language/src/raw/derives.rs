//! Derive macros of generated types.

use super::object::Object;
use super::text;
use crate::diagnostics::{Problems, catalogue};
use crate::source::Spanned;
use crate::yaml::Value;

/// Reads the list of paths under `derive`.
pub(super) fn read(object: &Object<'_>, problems: &mut Problems) -> Vec<Spanned<String>> {
    let Some(node) = object.get("derive") else {
        return Vec::new();
    };
    if !matches!(node.value, Value::List(_)) {
        problems.push(catalogue::wrong_shape(node, "`derive`", "a list of paths"));
        return Vec::new();
    }
    text::texts(node, "`derive`", "a path", problems)
}
