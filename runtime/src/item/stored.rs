//! Stored items before decoding.

use std::collections::HashMap;
use std::fmt::{self, Write as _};

use aws_sdk_dynamodb::types::AttributeValue;

use super::add_second_attributes;
use crate::codec::size::item_bytes;
use crate::codec::{DecodeError, EncodeError, ItemReader, ItemWriter};
use crate::model::{Model, ModelDescriptor, Row};

/// A stored item with all its attributes, declared or not, as the SDK and event sources have it.
///
/// Any map of attributes converts to one, to be read as a model by [`decode`](Self::decode). What a
/// model is stored as is made by [`encode`](Self::encode).
///
/// `Debug` shows attribute names only: values may be sensitive.
#[derive(Clone, PartialEq)]
pub struct StoredItem(HashMap<String, AttributeValue>);

impl StoredItem {
    pub(crate) fn new(attributes: HashMap<String, AttributeValue>) -> Self {
        Self(attributes)
    }

    /// Encodes an item of a model as it is stored, for requests of the SDK itself: a field in the
    /// phase `expand` or `switch` has both its attributes. Rules are not checked, unique values not claimed and versions not counted: that is what a repository does.
    ///
    /// # Errors
    /// The first attribute that has no stored form.
    pub fn encode<M: Model>(item: &M) -> Result<Self, EncodeError> {
        let mut writer = ItemWriter::with_capacity(<M as Row>::ATTRIBUTES.len());
        item.write(&mut writer)?;
        let mut attributes = writer.finish()?;
        add_second_attributes(&mut attributes, M::DESCRIPTOR.phased)?;
        Ok(Self(attributes))
    }

    /// Decodes the item as a model, or as a row of an index. Other attributes are skipped.
    ///
    /// # Errors
    /// The first attribute in schema order that cannot be read, with model and key.
    pub fn decode<R: Row>(&self) -> Result<R, DecodeError> {
        R::read(&mut ItemReader::new(&self.0)).map_err(|error| self.undecodable::<R>(error))
    }

    /// Returns the reason why it cannot be decoded. The order of a hash map varies, so the item is
    /// read again in schema order.
    #[cold]
    fn undecodable<R: Row>(&self, error: DecodeError) -> DecodeError {
        let mut reader = ItemReader::in_order_of(&self.0, R::ATTRIBUTES);
        let first = R::read(&mut reader).err().unwrap_or(error);
        let model = R::Model::DESCRIPTOR.name;
        first.of_item(model, Some(self.key_text::<R::Model>()))
    }

    /// Returns the key as text for messages: `id = "a", at = 5`. Sensitive parts are left out.
    pub(crate) fn key_text<M: Model>(&self) -> String {
        self.key_text_of(M::DESCRIPTOR)
    }

    /// Does the same as [`key_text`](Self::key_text) for an item of this model.
    pub(crate) fn key_text_of(&self, model: &ModelDescriptor) -> String {
        let mut text = String::new();
        for name in model.table.key_names() {
            if !text.is_empty() {
                text.push_str(", ");
            }
            let sensitive = model.sensitive.contains(&name);
            // Writing to a string cannot fail.
            let _ = match self.0.get(name) {
                _ if sensitive => write!(text, "{name} = (sensitive)"),
                Some(AttributeValue::S(value)) => write!(text, "{name} = {value:?}"),
                Some(AttributeValue::N(value)) => write!(text, "{name} = {value}"),
                Some(AttributeValue::B(value)) => {
                    write!(text, "{name} = {} bytes", value.as_ref().len())
                }
                _ => write!(text, "{name} = ?"),
            };
        }
        text
    }

    /// Returns the attributes by stored name.
    pub fn attributes(&self) -> &HashMap<String, AttributeValue> {
        &self.0
    }

    /// Returns the size in bytes, as DynamoDB counts it for its limit of 400 KB and for units. The size of
    /// numbers is approximate, as the developer guide has it.
    pub fn size(&self) -> usize {
        item_bytes(&self.0)
    }

    /// Converts into the attributes by stored name.
    pub fn into_attributes(self) -> HashMap<String, AttributeValue> {
        self.0
    }
}

impl From<HashMap<String, AttributeValue>> for StoredItem {
    fn from(attributes: HashMap<String, AttributeValue>) -> Self {
        Self(attributes)
    }
}

impl dynamite_core::Attributes for StoredItem {
    type Value = AttributeValue;

    fn attribute(&self, name: &str) -> Option<&AttributeValue> {
        self.0.get(name)
    }
}

impl fmt::Debug for StoredItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut names: Vec<_> = self.0.keys().collect();
        names.sort_unstable();
        f.debug_tuple("StoredItem").field(&names).finish()
    }
}
