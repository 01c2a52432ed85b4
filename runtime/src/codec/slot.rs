//! Where the values of an item's fields are kept until all of it is read.

use aws_sdk_dynamodb::types::AttributeValue;

use super::{Attribute, DecodeError, Reader, decode_value, generated};
use crate::types::Document;

/// The value of one field while an item is read: nothing until its attribute comes along.
pub struct Slot<A: Attribute>(pub Option<A::Value>);

impl<A: Attribute> Slot<A> {
    /// An empty slot.
    #[expect(clippy::new_without_default, reason = "only generated code makes them")]
    #[inline]
    pub const fn new() -> Self {
        Self(None)
    }

    /// Reads the attribute that the reader has just announced.
    #[inline]
    pub fn read<'de, R: Reader<'de>>(
        &mut self,
        name: &'static str,
        reader: &mut R,
    ) -> Result<(), DecodeError> {
        generated::read::<A, R>(&mut self.0, name, reader)
    }

    /// [`read`](Self::read), where `NULL` is the same as absent.
    #[inline]
    pub fn read_nullable<'de, R: Reader<'de>>(
        &mut self,
        name: &'static str,
        reader: &mut R,
    ) -> Result<(), DecodeError> {
        generated::read_nullable::<A, R>(&mut self.0, name, reader)
    }

    /// [`read`](Self::read) for a sensitive field: the error does not say what was found.
    #[inline]
    pub fn read_sensitive<'de, R: Reader<'de>>(
        &mut self,
        name: &'static str,
        reader: &mut R,
    ) -> Result<(), DecodeError> {
        generated::read_sensitive::<A, R>(&mut self.0, name, reader)
    }

    /// [`read_nullable`](Self::read_nullable) for a sensitive field: the error does not say
    /// what was found.
    #[inline]
    pub fn read_nullable_sensitive<'de, R: Reader<'de>>(
        &mut self,
        name: &'static str,
        reader: &mut R,
    ) -> Result<(), DecodeError> {
        generated::read_nullable_sensitive::<A, R>(&mut self.0, name, reader)
    }

    /// The value of a collection: absent is empty.
    #[inline]
    pub fn or_empty(self) -> A::Value
    where
        A::Value: Default,
    {
        self.0.unwrap_or_default()
    }
}

/// The value of a field that must be there. If it is not, the function that reads returns so.
///
/// A macro because it stands in generated code once for each field: for a `?` the compiler selects
/// several traits, and checking a model takes a twentieth longer.
#[doc(hidden)]
#[macro_export]
macro_rules! __required {
    ($slot:expr, $name:literal) => {
        match $slot.0 {
            ::core::option::Option::Some(value) => value,
            ::core::option::Option::None => return $crate::codegen_support::absent($name),
        }
    };
}
pub use __required as required;

impl Slot<Document> {
    /// Reads again, in another stored form. Variants of a union may store different things
    /// under one name, and which one it is is known only when all of the map is read.
    pub fn reread<A: Attribute>(self, name: &'static str) -> Result<Slot<A>, DecodeError> {
        match self.0 {
            Some(document) if !document.is_null() => reread::<A>(&document)
                .map(|value| Slot(Some(value)))
                .map_err(|error| error.in_attribute(name)),
            _ => Ok(Slot(None)),
        }
    }

    /// [`reread`](Self::reread) for a sensitive field: the error does not say what was found.
    pub fn reread_sensitive<A: Attribute>(
        self,
        name: &'static str,
    ) -> Result<Slot<A>, DecodeError> {
        self.reread(name)
            .map_err(|error| error.sensitive().in_attribute(name))
    }
}

/// Reads a value again, in another stored form.
pub(crate) fn reread<A: Attribute>(document: &Document) -> Result<A::Value, DecodeError> {
    let value = AttributeValue::try_from(document)
        .map_err(|error| DecodeError::new("a stored value", error.to_string()))?;
    decode_value::<A>(&value)
}
