//! Where lifted items go.

mod batch;
mod many;
mod one;
mod split;

pub(crate) use batch::Batch;
pub(crate) use many::Many;
pub(crate) use one::One;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::wire::WireReader;
use crate::codec::{Attribute, DecodeError, Reader};
use crate::item::StoredItem;
use crate::model::{Model, Row};
use crate::types::Document;

/// What can be read straight from an answer.
pub(crate) trait Lifted: Sized + Send + 'static {
    /// Reads an item.
    fn lift(reader: &mut WireReader<'_>) -> Result<Self, DecodeError>;

    /// Says which item an error is about.
    fn blame(error: DecodeError, item: Option<&StoredItem>) -> DecodeError;
}

impl<R: Row> Lifted for R {
    fn lift(reader: &mut WireReader<'_>) -> Result<Self, DecodeError> {
        R::read(reader)
    }

    fn blame(error: DecodeError, item: Option<&StoredItem>) -> DecodeError {
        let key = item.map(StoredItem::key_text::<R::Model>);
        error.of_item(R::Model::DESCRIPTOR.name, key)
    }
}

impl Lifted for StoredItem {
    fn lift(reader: &mut WireReader<'_>) -> Result<Self, DecodeError> {
        let mut attributes = std::collections::HashMap::new();
        while let Some(name) = reader.next_attribute()? {
            let value = reader.value()?;
            let value = Document::read(value, reader)?;
            let value = AttributeValue::try_from(&value)
                .map_err(|error| DecodeError::new("a value of DynamoDB", error.to_string()))?;
            attributes.insert(name.into_owned(), value);
        }
        Ok(Self::new(attributes))
    }

    fn blame(error: DecodeError, _: Option<&StoredItem>) -> DecodeError {
        error
    }
}
