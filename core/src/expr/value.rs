//! Values of expressions.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use super::FunctionError;
use crate::Number;
use crate::limits::{MAX_ITEM_BYTES, MAX_NESTING_LEVELS};

/// Size of the largest value, in bytes as DynamoDB counts them: no larger one could be stored.
pub const MAX_VALUE_BYTES: usize = MAX_ITEM_BYTES;

/// A value of an expression.
///
/// Copies share their content. An absent attribute and `NULL` are the same value,
/// [`Null`](Self::Null). The order is that of the kinds, and inside a kind that of DynamoDB:
/// strings and bytes are compared byte by byte.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// Nothing: an absent attribute, or `NULL`.
    Null,
    /// A bool.
    Bool(bool),
    /// An exact number.
    Number(Number),
    /// A string. Ids and enums are strings as well.
    String(Arc<str>),
    /// Bytes.
    Bytes(Arc<[u8]>),
    /// A moment, in whatever form it is stored.
    Timestamp(Timestamp),
    /// A day.
    Date(Date),
    /// A list.
    List(Arc<Vec<Value>>),
    /// A map: its keys are in byte order.
    Map(Arc<BTreeMap<String, Value>>),
    /// A set of strings.
    StringSet(Arc<BTreeSet<String>>),
    /// A set of numbers.
    NumberSet(Arc<BTreeSet<Number>>),
    /// A set of bytes.
    BytesSet(Arc<BTreeSet<Vec<u8>>>),
}

impl Value {
    /// Makes a list.
    pub fn list(items: Vec<Self>) -> Self {
        Self::List(Arc::new(items))
    }

    /// Makes a map.
    pub fn map(entries: BTreeMap<String, Self>) -> Self {
        Self::Map(Arc::new(entries))
    }

    /// Makes a whole number.
    pub fn count(number: usize) -> Self {
        Self::Number(Number::small(false, number as u64))
    }

    /// Returns `true` if it is null.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Returns what it is, with an article where there is one.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a bool",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::Bytes(_) => "bytes",
            Self::Timestamp(_) => "a timestamp",
            Self::Date(_) => "a date",
            Self::List(_) => "a list",
            Self::Map(_) => "a map",
            Self::StringSet(_) => "a set of strings",
            Self::NumberSet(_) => "a set of numbers",
            Self::BytesSet(_) => "a set of bytes",
        }
    }

    /// Returns its size in bytes, about as DynamoDB counts them.
    ///
    /// # Errors
    /// If it is larger, or nests more deeply, than an item can store.
    pub fn size(&self) -> Result<usize, FunctionError> {
        let mut left = MAX_VALUE_BYTES;
        self.measure(&mut left, MAX_NESTING_LEVELS)?;
        Ok(MAX_VALUE_BYTES - left)
    }

    /// Subtracts its size from what is left; stops as soon as nothing is.
    fn measure(&self, left: &mut usize, levels: usize) -> Result<(), FunctionError> {
        let own = match self {
            Self::Null | Self::Bool(_) => 1,
            Self::Number(number) => number_size(*number),
            Self::String(text) => text.len(),
            Self::Bytes(bytes) => bytes.len(),
            Self::Timestamp(_) => "2024-02-29T12:34:56.789000Z".len(),
            Self::Date(_) => "2024-02-29".len(),
            Self::List(items) => 3 + items.len(),
            Self::Map(entries) => 3 + entries.keys().map(|key| 1 + key.len()).sum::<usize>(),
            Self::StringSet(items) => items.iter().map(String::len).sum(),
            Self::NumberSet(items) => items.iter().map(|item| number_size(*item)).sum(),
            Self::BytesSet(items) => items.iter().map(Vec::len).sum(),
        };
        *left = left.checked_sub(own).ok_or(FunctionError::TooLarge)?;
        let inside = |levels: usize| levels.checked_sub(1).ok_or(FunctionError::TooDeep);
        match self {
            Self::List(items) => {
                let levels = inside(levels)?;
                items.iter().try_for_each(|it| it.measure(left, levels))
            }
            Self::Map(entries) => {
                let levels = inside(levels)?;
                let mut values = entries.values();
                values.try_for_each(|it| it.measure(left, levels))
            }
            _ => Ok(()),
        }
    }
}

/// Two digits take a byte.
fn number_size(number: Number) -> usize {
    let digits = number.coefficient().checked_ilog10().unwrap_or(0) as usize + 1;
    digits.div_ceil(2) + 1 + usize::from(number.is_negative())
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<Number> for Value {
    fn from(value: Number) -> Self {
        Self::Number(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::String(value.into())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::String(value.into())
    }
}

/// `None` is null.
impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}
