//! Client-side filters on the items of a response.

use crate::codec::{DecodeError, Reader, Value, WireReader};
use crate::item::shape::skip_item;
use crate::item::{Shape, StoredItem};
use crate::path::DocumentPath;

/// A filter that passes items with a value in an attribute, or those without one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ClientFilter {
    pub(crate) attribute: &'static str,
    is_present: bool,
}

/// The results of a shape for the items that pass, and nothing for the others.
#[derive(Clone, Debug, Default)]
pub(crate) struct ClientFiltered<L> {
    shape: L,
    client_filter: Option<ClientFilter>,
}

impl ClientFilter {
    pub(crate) fn with(attribute: &'static str) -> Self {
        Self {
            attribute,
            is_present: true,
        }
    }

    pub(crate) fn without(attribute: &'static str) -> Self {
        Self {
            attribute,
            is_present: false,
        }
    }

    /// Returns `true` if the item at the reader passes. A stored `NULL` is not a value.
    fn passes(self, mut reader: WireReader<'_>) -> Result<bool, DecodeError> {
        while let Some(name) = reader.next_attribute()? {
            if name == self.attribute {
                let is_present = !matches!(reader.value()?, Value::Null);
                return Ok(is_present == self.is_present);
            }
            reader.skip()?;
        }
        Ok(!self.is_present)
    }
}

impl<L: Shape> ClientFiltered<L> {
    pub(crate) fn new(shape: L, client_filter: Option<ClientFilter>) -> Self {
        Self {
            shape,
            client_filter,
        }
    }
}

impl<L: Shape> Shape for ClientFiltered<L> {
    type Row = Option<L::Row>;

    fn selected(&self) -> Option<&[DocumentPath]> {
        self.shape.selected()
    }

    fn lift(&self, reader: &mut WireReader<'_>) -> Result<Option<L::Row>, DecodeError> {
        match self.client_filter {
            Some(client_filter) if !client_filter.passes(reader.clone())? => {
                skip_item(reader)?;
                Ok(None)
            }
            _ => self.shape.lift(reader).map(Some),
        }
    }

    fn blame(error: DecodeError, item: Option<&StoredItem>) -> DecodeError {
        L::blame(error, item)
    }
}
