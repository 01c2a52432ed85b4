//! A stored item as it came, before anything is made of it.

use std::collections::HashMap;
use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::{DecodeError, ItemReader};
use crate::model::Row;

/// A stored item with all its attributes, known to a model or not.
///
/// `Debug` shows attribute names only: values may be sensitive.
#[derive(Clone, PartialEq)]
pub struct StoredItem(HashMap<String, AttributeValue>);

impl StoredItem {
    pub(crate) fn new(attributes: HashMap<String, AttributeValue>) -> Self {
        Self(attributes)
    }

    /// The item as a model, or as a row of an index.
    pub fn decode<R: Row>(&self) -> Result<R, DecodeError> {
        R::read(&mut ItemReader::new(&self.0))
    }

    /// Its attributes by stored name.
    pub fn attributes(&self) -> &HashMap<String, AttributeValue> {
        &self.0
    }

    /// Its attributes by stored name, taken out.
    pub fn into_attributes(self) -> HashMap<String, AttributeValue> {
        self.0
    }
}

impl fmt::Debug for StoredItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut names: Vec<_> = self.0.keys().collect();
        names.sort_unstable();
        f.debug_tuple("StoredItem").field(&names).finish()
    }
}
