//! Values as field rules see them.

use std::any::Any;

use crate::Number;

/// A value as field rules see it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Measured<'a> {
    /// A text.
    Text(&'a str),
    /// This many bytes.
    Bytes(usize),
    /// This many members.
    Members(usize),
    /// A number; `None` if DynamoDB cannot hold it, which is refused when it is written.
    Number(Option<Number>),
    /// A value that only user-defined functions can check.
    Other,
}

impl<'a> Measured<'a> {
    /// Returns a value of unknown type, from a user-defined codec, as field rules see it.
    pub fn of_any(value: &'a dyn Any) -> Self {
        if let Some(text) = value.downcast_ref::<String>() {
            Self::Text(text)
        } else if let Some(bytes) = value.downcast_ref::<Vec<u8>>() {
            Self::Bytes(bytes.len())
        } else {
            Self::Other
        }
    }

    pub(crate) fn text(&self) -> Option<&'a str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.text().is_some_and(|text| text.trim().is_empty())
    }

    /// Returns its length: characters (Unicode scalar values) of a text, bytes, members of a
    /// collection.
    pub fn length(&self) -> Option<usize> {
        match self {
            Self::Text(text) => Some(text.chars().count()),
            Self::Bytes(len) | Self::Members(len) => Some(*len),
            Self::Number(_) | Self::Other => None,
        }
    }

    pub(crate) fn number(&self) -> Option<Number> {
        match self {
            Self::Number(number) => *number,
            _ => None,
        }
    }
}
