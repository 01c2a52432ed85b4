//! Result shapes: the values that a read operation returns for items.

use std::collections::HashMap;
use std::fmt;
use std::marker::PhantomData;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::{Attribute, DecodeError, Reader, WireReader};
use crate::item::StoredItem;
use crate::model::{Model, Row};
use crate::path::DocumentPath;
use crate::types::Document;

/// The result of a read operation for each item: the [`Whole`] item, or
/// [`Selected`](crate::ops::Selected) fields.
pub trait Shape: Clone + Default + Send + Sync + 'static {
    /// The result for one item.
    type Row: Send + Sync + 'static;

    /// Returns the requested attributes; `None` for all of them.
    #[doc(hidden)]
    fn selected(&self) -> Option<&[DocumentPath]>;

    /// Reads an item.
    #[doc(hidden)]
    fn lift(&self, reader: &mut WireReader<'_>) -> Result<Self::Row, DecodeError>;

    /// Adds the item to an error.
    #[doc(hidden)]
    fn blame(error: DecodeError, item: Option<&StoredItem>) -> DecodeError;
}

/// Whole items in their declared types: models, or the rows of an index.
pub struct Whole<R>(PhantomData<fn() -> R>);

impl<R: Row> Shape for Whole<R> {
    type Row = R;

    fn selected(&self) -> Option<&[DocumentPath]> {
        None
    }

    fn lift(&self, reader: &mut WireReader<'_>) -> Result<R, DecodeError> {
        R::read(reader)
    }

    fn blame(error: DecodeError, item: Option<&StoredItem>) -> DecodeError {
        of_item::<R::Model>(error, item)
    }
}

/// Adds the item of a model to an error.
pub(crate) fn of_item<M: Model>(error: DecodeError, item: Option<&StoredItem>) -> DecodeError {
    error.of_item(M::DESCRIPTOR.name, item.map(StoredItem::key_text::<M>))
}

/// Items with all attributes of the response.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Stored;

impl Shape for Stored {
    type Row = StoredItem;

    fn selected(&self) -> Option<&[DocumentPath]> {
        None
    }

    fn lift(&self, reader: &mut WireReader<'_>) -> Result<StoredItem, DecodeError> {
        stored(reader, |_| true, usize::MAX)
    }

    fn blame(error: DecodeError, _: Option<&StoredItem>) -> DecodeError {
        error
    }
}

/// Reads the wanted attributes of an item, until there are enough.
pub(crate) fn stored(
    reader: &mut WireReader<'_>,
    is_wanted: impl Fn(&str) -> bool,
    enough: usize,
) -> Result<StoredItem, DecodeError> {
    let mut attributes = HashMap::new();
    while attributes.len() < enough
        && let Some(name) = reader.next_attribute()?
    {
        if !is_wanted(&name) {
            reader.skip()?;
            continue;
        }
        let value = reader.value()?;
        let value = Document::read(value, reader)?;
        let value = AttributeValue::try_from(&value)
            .map_err(|error| DecodeError::new("a value of DynamoDB", error.to_string()))?;
        attributes.insert(name.into_owned(), value);
    }
    Ok(StoredItem::new(attributes))
}

/// Items that are counted but not read.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Unread;

impl Shape for Unread {
    type Row = ();

    fn selected(&self) -> Option<&[DocumentPath]> {
        None
    }

    fn lift(&self, reader: &mut WireReader<'_>) -> Result<(), DecodeError> {
        skip_item(reader)
    }

    fn blame(error: DecodeError, _: Option<&StoredItem>) -> DecodeError {
        error
    }
}

/// Skips the rest of an item.
pub(crate) fn skip_item(reader: &mut WireReader<'_>) -> Result<(), DecodeError> {
    while reader.next_attribute()?.is_some() {
        reader.skip()?;
    }
    Ok(())
}

impl<R> Clone for Whole<R> {
    fn clone(&self) -> Self {
        Self(PhantomData)
    }
}

impl<R> Default for Whole<R> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

impl<R> fmt::Debug for Whole<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Whole")
    }
}
