//! Keys as requests and messages want them.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::Error;
use crate::codec::{DecodeError, ItemWriter};
use crate::item::StoredItem;
use crate::model::{Key, Model};

/// The key attributes of a key.
pub(super) fn attributes<K: Key>(key: &K) -> Result<HashMap<String, AttributeValue>, Error> {
    let mut writer = ItemWriter::with_capacity(2);
    key.write(&mut writer)
        .and_then(|()| writer.finish())
        .map_err(|error| Error::encode(K::Model::DESCRIPTOR.name, error))
}

/// A key as text for messages: `id = 01J…, sort = 5`. Sensitive parts are left out.
pub(super) fn text<K: Key>(key: &K) -> String {
    attributes(key).map_or_else(
        |_| "with a key that cannot be stored".to_owned(),
        |attributes| StoredItem::new(attributes).key_text::<K::Model>(),
    )
}

/// A decode error of the item with this key.
pub(super) fn unreadable<K: Key>(key: &K, error: DecodeError) -> Error {
    Error::from(error.of_item(K::Model::DESCRIPTOR.name, Some(text(key))))
}
