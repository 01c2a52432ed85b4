//! The tree of values.

use crate::source::{Span, Spanned};

/// A value and its place. A block list or map is represented by the place of its first line:
/// marking all of its lines would not help.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) span: Span,
    pub(crate) value: Value,
}

/// The content of a value.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Scalar(Scalar),
    List(Vec<Node>),
    Map(Vec<Entry>),
}

/// A scalar as text. Nothing is converted: `yes` stays `yes`, `1.10` stays `1.10`.
#[derive(Clone, Debug)]
pub(crate) struct Scalar {
    pub(crate) text: String,
    /// `true` if written without quotes, so it may stand for null, a bool or a number.
    pub(crate) plain: bool,
}

/// A key of a map and its value.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) key: Spanned<String>,
    pub(crate) value: Node,
    /// The places where the key is repeated, whose values are not kept.
    pub(crate) again: Vec<Span>,
}

impl Scalar {
    pub(crate) fn is_null(&self) -> bool {
        self.plain && matches!(self.text.as_str(), "" | "~" | "null" | "Null" | "NULL")
    }

    /// Returns `true` if there is a line break in it, or at its end.
    pub(crate) fn has_several_lines(&self) -> bool {
        self.text.contains(['\n', '\r'])
    }
}

impl Node {
    /// Returns the scalar, if it is one that is not null.
    pub(crate) fn scalar(&self) -> Option<&Scalar> {
        match &self.value {
            Value::Scalar(scalar) if !scalar.is_null() => Some(scalar),
            _ => None,
        }
    }

    /// Returns the number of values it consists of.
    pub(crate) fn size(&self) -> usize {
        1 + match &self.value {
            Value::Scalar(_) => 0,
            Value::List(items) => items.iter().map(Self::size).sum(),
            Value::Map(entries) => entries.iter().map(|entry| 1 + entry.value.size()).sum(),
        }
    }
}
