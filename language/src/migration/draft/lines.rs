//! Steps as they are written in a file.

use crate::diff::reads_absent;
use crate::ir::{Default, Field, Literal, Scalar, Schema, Type};
use crate::snapshot::constant;
use crate::yaml::print::{Flow, scalar};

/// A path as a scalar: names with dots between them are no number, so they need no quotes if none of them
/// does.
fn written(path: &str) -> String {
    let is_plain = path.split('.').all(|name| scalar(name) == name);
    if is_plain {
        path.to_owned()
    } else {
        scalar(path)
    }
}

/// A field that has another path now.
pub(super) fn rename(from: &str, to: &str) -> String {
    let mut both = Flow::default();
    both.entry("from", written(from));
    both.entry("to", written(to));
    format!("rename: {both}")
}

/// A field that is gone.
pub(super) fn drop(path: &str) -> String {
    format!("drop: {}", written(path))
}

/// A field that comes back after it was dropped. Where it may be absent, nothing is written.
pub(super) fn back(schema: &Schema, path: &str, field: &Field) -> String {
    if !reads_absent(field) {
        return add(schema, path, field);
    }
    let mut new = Flow::default();
    new.entry("field", written(path));
    new.entry("to", "\"null\"");
    format!("add: {new}   # it comes back: nothing is written, and no contract removes it any more")
}

/// A field with the value that new items get. One without a default is left for the user to say: the
/// file is refused until then.
pub(super) fn add(schema: &Schema, path: &str, field: &Field) -> String {
    let mut new = Flow::default();
    new.entry("field", written(path));
    let is_time = matches!(field.ty, Type::Scalar(Scalar::Timestamp(_)));
    match &field.default {
        Some(Default::Literal(Literal::Empty)) => {
            let empty = if matches!(field.ty, Type::Map(_)) {
                "{}"
            } else {
                "[]"
            };
            new.entry("value", empty);
        }
        Some(Default::Literal(literal)) => new.entry("value", constant(schema, field, literal)),
        Some(Default::Now) if is_time => new.entry("now", "true"),
        Some(Default::Generate(_)) => new.entry("generate", "true"),
        Some(_) | None => return format!("add: {new}   # the value of items that are stored"),
    }
    format!("add: {new}")
}
