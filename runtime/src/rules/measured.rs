//! What rules see of a value.

use std::any::Any;

use crate::types::Decimal;

/// A value, as far as rules are concerned.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Measured<'a> {
    /// A text.
    Text(&'a str),
    /// This many bytes.
    Bytes(usize),
    /// This many members.
    Members(usize),
    /// A number; none if it is not finite, which is refused elsewhere.
    Number(Option<Decimal>),
    /// Something that only functions of the user's own can check.
    Other,
}

impl<'a> Measured<'a> {
    /// A value of a type that is not known: one with a codec of the user's own.
    pub(crate) fn of_any(value: &'a dyn Any) -> Self {
        if let Some(text) = value.downcast_ref::<String>() {
            Self::Text(text)
        } else if let Some(bytes) = value.downcast_ref::<Vec<u8>>() {
            Self::Bytes(bytes.len())
        } else {
            Self::Other
        }
    }

    pub(super) fn text(&self) -> Option<&'a str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text().is_some_and(|text| text.trim().is_empty())
    }

    pub(super) fn length(&self) -> Option<usize> {
        match self {
            Self::Text(text) => Some(text.chars().count()),
            Self::Bytes(len) | Self::Members(len) => Some(*len),
            Self::Number(_) | Self::Other => None,
        }
    }

    pub(super) fn number(&self) -> Option<Decimal> {
        match self {
            Self::Number(number) => *number,
            _ => None,
        }
    }
}

/// The text of a value, if that is what it is.
pub(crate) fn text_mut(value: &mut dyn Any) -> Option<&mut String> {
    value.downcast_mut::<String>()
}
