//! Primary keys in their stored form.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::{Attribute, DecodeError, read_stored_key};

/// The stored attributes of a primary key, from which a [`Key`](super::Key) is read.
#[derive(Clone, Copy)]
pub struct StoredKey<'a>(&'a HashMap<String, AttributeValue>);

impl<'a> StoredKey<'a> {
    /// Returns the key in these attributes of an item.
    pub(crate) fn of(attributes: &'a HashMap<String, AttributeValue>) -> Self {
        Self(attributes)
    }

    /// Reads a part of the key, which must be in the form in which it is written.
    ///
    /// # Errors
    /// If the attribute is absent, of another kind, or in another form.
    pub fn read<A: Attribute>(&self, name: &str) -> Result<A::Value, DecodeError> {
        let stored = self.0.get(name).ok_or_else(DecodeError::nothing);
        let read = stored.and_then(read_stored_key::<A>);
        read.map_err(|error| error.in_attribute(name))
    }

    /// Does the same as [`read`](Self::read) for a sensitive field: the error does not show the
    /// value.
    ///
    /// # Errors
    /// The same as those of [`read`](Self::read).
    pub fn read_sensitive<A: Attribute>(&self, name: &str) -> Result<A::Value, DecodeError> {
        self.read::<A>(name).map_err(DecodeError::sensitive)
    }
}
