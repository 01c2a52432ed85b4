//! Whole items of a model, as requests want them.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::Error;
use crate::codec::ItemWriter;
use crate::item::StoredItem;
use crate::model::{Model, Row};
use crate::request::EncodedItem;

/// All attributes of an entity, those of the key included.
pub(super) fn attributes<M: Model>(entity: &M) -> Result<HashMap<String, AttributeValue>, Error> {
    let mut writer = ItemWriter::with_capacity(<M as Row>::ATTRIBUTES.len());
    entity
        .write(&mut writer)
        .and_then(|()| writer.finish())
        .map_err(|error| Error::encode(M::DESCRIPTOR.name, error))
}

/// The whole item as it goes into a request.
pub(super) fn encoded<M: Model>(entity: &M) -> Result<EncodedItem, Error> {
    EncodedItem::new(<M as Row>::ATTRIBUTES.len(), |writer| entity.write(writer))
        .map_err(|error| Error::encode(M::DESCRIPTOR.name, error))
}

/// Whether a stored item is what writing these attributes stores. Both are compared in canonical
/// form, since DynamoDB changes the text of numbers; attributes the model does not know do not
/// count.
pub(super) fn is_stored<M: Model>(
    ours: &HashMap<String, AttributeValue>,
    stored: Option<&StoredItem>,
) -> bool {
    let Some(Ok(stored)) = stored.map(StoredItem::decode::<M>) else {
        return false;
    };
    attributes(&stored).is_ok_and(|stored| stored == *ours)
}
