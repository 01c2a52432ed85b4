//! The trait for writing items in any format.

use super::EncodeError;

/// A sink for one item.
///
/// A writer starts inside an item: announce each attribute with [`attribute`](Self::attribute),
/// then write its value. Sizes are counted as DynamoDB counts them, so that an item over 400 KB is
/// detected while it is written.
pub trait Writer {
    /// Announces the next attribute of the current map.
    fn attribute(&mut self, name: &str);

    /// Writes an `S`.
    fn string(&mut self, value: &str) -> Result<(), EncodeError>;

    /// Writes an `N` from text that is known to be a DynamoDB number.
    fn number(&mut self, text: &str) -> Result<(), EncodeError>;

    /// Writes a `B`.
    fn binary(&mut self, value: &[u8]) -> Result<(), EncodeError>;

    /// Writes a `BOOL`.
    fn boolean(&mut self, value: bool) -> Result<(), EncodeError>;

    /// Writes a `NULL`.
    fn null(&mut self) -> Result<(), EncodeError>;

    /// Opens an `L` of `len` elements.
    fn begin_list(&mut self, len: usize) -> Result<(), EncodeError>;

    /// Closes the current `L`.
    fn end_list(&mut self);

    /// Opens an `M`.
    fn begin_map(&mut self) -> Result<(), EncodeError>;

    /// Closes the current `M`.
    fn end_map(&mut self);

    /// Opens a set of `len` members, which are then written as strings, numbers or bytes. An empty
    /// set is an error: the caller must leave it out.
    fn begin_set(&mut self, kind: SetKind, len: usize) -> Result<(), EncodeError>;

    /// Closes the current set.
    fn end_set(&mut self);
}

/// The kinds of set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SetKind {
    /// `SS`
    String,
    /// `NS`
    Number,
    /// `BS`
    Binary,
}

impl SetKind {
    /// Returns DynamoDB's name of the kind: `SS`, `NS`, `BS`.
    pub fn name(self) -> &'static str {
        match self {
            Self::String => "SS",
            Self::Number => "NS",
            Self::Binary => "BS",
        }
    }
}
