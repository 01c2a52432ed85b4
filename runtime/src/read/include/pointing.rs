//! Items together with their key attributes.

use std::marker::PhantomData;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::{DecodeError, Reader, Value, WireReader};
use crate::item::{Attributes, Shape, StoredItem, of_item};
use crate::model::Model;
use crate::path::DocumentPath;

/// A shape that adds key attributes, under the requested names, to the result of another shape.
#[derive(Clone, Debug, Default)]
pub(super) struct Pointing<L> {
    /// Stored name, and the requested name.
    pub(super) names: Vec<(&'static str, &'static str)>,
    /// Refuses values that no key can have.
    pub(super) check: Option<KeyCheck>,
    pub(super) shape: L,
}

/// Refuses a stored part of a key that differs from the form in which it is written.
pub(super) type KeyCheck = fn(&AttributeValue) -> Result<(), DecodeError>;

/// A shape that keeps nothing of an item, for reads of its key alone.
pub(super) struct Nothing<M>(PhantomData<fn() -> M>);

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
                    let value = scalar(reader.value()?).and_then(|value| self.checked(value));
                    let value = value.map_err(|error| error.in_attribute(name))?;
                    key.insert((*wanted).to_owned(), value);
                }
            }
        }
        Ok(key)
    }

    fn checked(&self, value: AttributeValue) -> Result<AttributeValue, DecodeError> {
        self.check.map_or(Ok(()), |check| check(&value))?;
        Ok(value)
    }
}

/// Converts to a value that DynamoDB accepts in keys.
fn scalar(value: Value<'_>) -> Result<AttributeValue, DecodeError> {
    match value {
        Value::String(text) => Ok(AttributeValue::S(text.into_owned())),
        Value::Number(text) => Ok(AttributeValue::N(text.into_owned())),
        Value::Binary(bytes) => Ok(AttributeValue::B(Blob::new(bytes.into_owned()))),
        found => Err(DecodeError::new("S, N or B", found.kind())),
    }
}

impl<M: Model> Shape for Nothing<M> {
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

    fn blame(error: DecodeError, item: Option<&StoredItem>) -> DecodeError {
        of_item::<M>(error, item)
    }
}

impl<M> Clone for Nothing<M> {
    fn clone(&self) -> Self {
        Self(PhantomData)
    }
}

impl<M> Default for Nothing<M> {
    fn default() -> Self {
        Self(PhantomData)
    }
}
