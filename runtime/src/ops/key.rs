//! Keys as requests and messages want them.

use std::collections::HashMap;
use std::fmt::Write as _;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::Error;
use crate::codec::{DecodeError, ItemWriter};
use crate::model::{Key, Model, TableDescriptor};

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
        |attributes| describe::<K::Model>(&attributes),
    )
}

/// The key of a stored item as text for messages.
pub(crate) fn describe<M: Model>(attributes: &HashMap<String, AttributeValue>) -> String {
    let table: &TableDescriptor = M::DESCRIPTOR.table;
    let mut text = String::new();
    for name in std::iter::once(table.partition.name).chain(table.sort.map(|sort| sort.name)) {
        if !text.is_empty() {
            text.push_str(", ");
        }
        let sensitive = M::DESCRIPTOR.sensitive.contains(&name);
        let _ = match attributes.get(name) {
            _ if sensitive => write!(text, "{name} = (sensitive)"),
            Some(AttributeValue::S(value)) => write!(text, "{name} = {value:?}"),
            Some(AttributeValue::N(value)) => write!(text, "{name} = {value}"),
            Some(AttributeValue::B(value)) => write!(text, "{name} = {} bytes", value.as_ref().len()),
            _ => write!(text, "{name} = ?"),
        };
    }
    text
}

/// A decode error of the item with this key.
pub(super) fn unreadable<K: Key>(key: &K, error: DecodeError) -> Error {
    Error::from(error.of_item(K::Model::DESCRIPTOR.name, Some(text(key))))
}
