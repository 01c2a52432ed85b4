//! Items of which only some are shown.

use crate::codec::{DecodeError, Reader, Value, WireReader};
use crate::item::shape::skip_item;
use crate::item::{Shape, StoredItem};
use crate::path::DocumentPath;

/// Lets items through that have a value in an attribute, or those that have none.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sieve {
    pub(crate) attribute: &'static str,
    is_present: bool,
}

/// What a shape makes of the items that are let through, and nothing of the others.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sifted<L> {
    shape: L,
    sieve: Option<Sieve>,
}

impl Sieve {
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

    /// Whether the item that the reader is at the beginning of is let through. A stored `NULL` is
    /// no value.
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

impl<L: Shape> Sifted<L> {
    pub(crate) fn new(shape: L, sieve: Option<Sieve>) -> Self {
        Self { shape, sieve }
    }
}

impl<L: Shape> Shape for Sifted<L> {
    type Row = Option<L::Row>;

    fn selected(&self) -> Option<&[DocumentPath]> {
        self.shape.selected()
    }

    fn lift(&self, reader: &mut WireReader<'_>) -> Result<Option<L::Row>, DecodeError> {
        match self.sieve {
            Some(sieve) if !sieve.passes(reader.clone())? => {
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
