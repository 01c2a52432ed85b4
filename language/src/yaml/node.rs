//! The tree of values.

use crate::source::{Span, Spanned};

/// A value and its place. A block list or map is represented by the place of its first line:
/// pointing at all of its lines helps nobody.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) span: Span,
    pub(crate) value: Value,
}

/// What a value is.
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
    /// Written without quotes, so it may stand for null, a bool or a number.
    pub(crate) plain: bool,
}

/// A key of a map and its value.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) key: Spanned<String>,
    pub(crate) value: Node,
    /// Where the key is given again, with values that are not kept.
    pub(crate) again: Vec<Span>,
}

impl Scalar {
    pub(crate) fn is_null(&self) -> bool {
        self.plain && matches!(self.text.as_str(), "" | "~" | "null" | "Null" | "NULL")
    }

    /// Whether there is a line break in it, or at its end.
    pub(crate) fn has_several_lines(&self) -> bool {
        self.text.contains(['\n', '\r'])
    }
}

impl Node {
    /// The scalar it is, if it is one that is not null.
    pub(crate) fn scalar(&self) -> Option<&Scalar> {
        match &self.value {
            Value::Scalar(scalar) if !scalar.is_null() => Some(scalar),
            _ => None,
        }
    }

    /// How many values it consists of.
    pub(crate) fn size(&self) -> usize {
        1 + match &self.value {
            Value::Scalar(_) => 0,
            Value::List(items) => items.iter().map(Self::size).sum(),
            Value::Map(entries) => entries.iter().map(|entry| 1 + entry.value.size()).sum(),
        }
    }
}
