//! A primary key as it is stored.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::{Attribute, DecodeError, read_stored_key};

/// The attributes of a primary key as they are stored, to read a [`Key`](super::Key) from.
#[derive(Clone, Copy)]
pub struct StoredKey<'a>(&'a HashMap<String, AttributeValue>);

impl<'a> StoredKey<'a> {
    /// The key in these attributes of an item.
    pub(crate) fn of(attributes: &'a HashMap<String, AttributeValue>) -> Self {
        Self(attributes)
    }

    /// A part of the key, in the form in which it is written.
    ///
    /// # Errors
    /// When it is absent, of another kind, or in another form.
    pub fn read<A: Attribute>(&self, name: &str) -> Result<A::Value, DecodeError> {
        let stored = self.0.get(name).ok_or_else(DecodeError::nothing);
        let read = stored.and_then(read_stored_key::<A>);
        read.map_err(|error| error.in_attribute(name))
    }

    /// [`read`](Self::read) of a sensitive field: the error does not say what was found.
    ///
    /// # Errors
    /// As those of [`read`](Self::read).
    pub fn read_sensitive<A: Attribute>(&self, name: &str) -> Result<A::Value, DecodeError> {
        self.read::<A>(name).map_err(DecodeError::sensitive)
    }
}
