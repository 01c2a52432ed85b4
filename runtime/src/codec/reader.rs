//! The trait for reading items from any source.

use std::borrow::Cow;

use super::DecodeError;

/// One value of an item, or the start of one.
///
/// Scalars are complete. After `List`, `Map` or one of the sets, the reader is at the first member,
/// and all members must be read (or the error returned) before anything else.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'de> {
    /// `S`
    String(Cow<'de, str>),
    /// `N`: decimal text.
    Number(Cow<'de, str>),
    /// `B`: decoded bytes.
    Binary(Cow<'de, [u8]>),
    /// `BOOL`
    Bool(bool),
    /// `NULL`
    Null,
    /// `L`: continue with [`Reader::next_element`].
    List,
    /// `M`: continue with [`Reader::next_attribute`].
    Map,
    /// `SS`: continue with [`Reader::next_member`].
    StringSet,
    /// `NS`: continue with [`Reader::next_member`].
    NumberSet,
    /// `BS`: continue with [`Reader::next_member`].
    BinarySet,
}

impl Value<'_> {
    /// Returns DynamoDB's name of the kind: `S`, `N`, `B`, `BOOL`, `NULL`, `L`, `M`, `SS`, `NS`,
    /// `BS`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::String(_) => "S",
            Self::Number(_) => "N",
            Self::Binary(_) => "B",
            Self::Bool(_) => "BOOL",
            Self::Null => "NULL",
            Self::List => "L",
            Self::Map => "M",
            Self::StringSet => "SS",
            Self::NumberSet => "NS",
            Self::BinarySet => "BS",
        }
    }
}

/// A source of items.
///
/// A reader starts inside an item: call [`next_attribute`](Self::next_attribute) until it returns
/// `None`, and after each name either read the [`value`](Self::value) or [`skip`](Self::skip) it. A
/// clone of a reader reads the same again.
pub trait Reader<'de>: Clone {
    /// Returns the name of the next attribute of the current map, or `None` at its end.
    fn next_attribute(&mut self) -> Result<Option<Cow<'de, str>>, DecodeError>;

    /// Returns `true` if the current list has another element, which can then be read.
    fn next_element(&mut self) -> Result<bool, DecodeError>;

    /// Returns the next member of the current set, as `String`, `Number` or `Binary`.
    fn next_member(&mut self) -> Result<Option<Value<'de>>, DecodeError>;

    /// Returns the value of the announced attribute or element.
    fn value(&mut self) -> Result<Value<'de>, DecodeError>;

    /// Skips the value of the announced attribute or element.
    fn skip(&mut self) -> Result<(), DecodeError>;
}
