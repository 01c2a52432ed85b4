//! Items together with key attributes.

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::wire::WireReader;
use crate::codec::{DecodeError, Reader, Value};
use crate::expr::DocumentPath;
use crate::item::StoredItem;
use crate::request::{Attributes, Shape};

/// Attributes that are part of a key, under the names they are wanted by, and what a shape makes
/// of the item.
#[derive(Clone, Debug, Default)]
pub(super) struct Pointing<L> {
    /// Stored name, and the name it is wanted by.
    pub(super) names: Vec<(&'static str, &'static str)>,
    pub(super) shape: L,
}

/// Nothing of an item, for those who want its key alone.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Nothing;

impl<L: Shape> Shape for Pointing<L> {
    type Row = (Attributes, L::Row);

    fn selected(&self) -> Option<&[DocumentPath]> {
        self.shape.selected()
    }

    fn lift(&self, reader: &mut WireReader<'_>) -> Result<Self::Row, DecodeError> {
        let key = self.key(reader.clone())?;
        Ok((key, self.shape.lift(reader)?))
    }

    fn blame(error: DecodeError, item: Option<&StoredItem>) -> DecodeError {
        L::blame(error, item)
    }
}

impl<L> Pointing<L> {
    fn key(&self, mut reader: WireReader<'_>) -> Result<Attributes, DecodeError> {
        let mut key = Attributes::with_capacity(self.names.len());
        while key.len() < self.names.len() {
            let Some(attribute) = reader.next_attribute()? else {
                break;
            };
            match self.names.iter().find(|(name, _)| *name == attribute) {
                None => reader.skip()?,
                Some((name, wanted)) => {
                    let value = scalar(reader.value()?);
                    let value = value.map_err(|error| error.in_attribute(name))?;
                    key.insert((*wanted).to_owned(), value);
                }
            }
        }
        Ok(key)
    }
}

/// What DynamoDB accepts in keys.
fn scalar(value: Value<'_>) -> Result<AttributeValue, DecodeError> {
    match value {
        Value::String(text) => Ok(AttributeValue::S(text.into_owned())),
        Value::Number(text) => Ok(AttributeValue::N(text.into_owned())),
        Value::Binary(bytes) => Ok(AttributeValue::B(Blob::new(bytes.into_owned()))),
        found => Err(DecodeError::new("S, N or B", found.kind())),
    }
}

impl Shape for Nothing {
    type Row = ();

    fn selected(&self) -> Option<&[DocumentPath]> {
        Some(&[])
    }

    fn lift(&self, reader: &mut WireReader<'_>) -> Result<(), DecodeError> {
        while reader.next_attribute()?.is_some() {
            reader.skip()?;
        }
        Ok(())
    }

    fn blame(error: DecodeError, _: Option<&StoredItem>) -> DecodeError {
        error
    }
}
