//! Keys in the forms for requests and messages.

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;

use crate::Error;
use crate::codec::{DecodeError, ItemWriter, Reader, Value};
use crate::item::{Attributes, StoredItem};
use crate::model::{Key, Model, ModelDescriptor, TableDescriptor};

/// Returns the key attributes of a key.
pub(crate) fn attributes<K: Key>(key: &K) -> Result<Attributes, Error> {
    let mut writer = ItemWriter::with_capacity(2);
    key.write(&mut writer)
        .and_then(|()| writer.finish())
        .map_err(|error| Error::encode(K::Model::DESCRIPTOR.name, error))
}

/// Returns the key attributes among the attributes of an item.
pub(crate) fn of_item(model: &ModelDescriptor, item: &Attributes) -> Attributes {
    let names = model.table.key_names();
    let parts = names.filter_map(|name| Some((name.to_owned(), item.get(name)?.clone())));
    parts.collect()
}

/// Returns a key as text for messages: `id = 01J…, sort = 5`. Sensitive parts are left out.
pub(crate) fn text<K: Key>(key: &K) -> String {
    attributes(key).map_or_else(
        |_| "with a key that DynamoDB does not accept".to_owned(),
        |attributes| StoredItem::new(attributes).key_text::<K::Model>(),
    )
}

/// Makes the decode error of the item with this key.
pub(crate) fn unreadable<K: Key>(key: &K, error: DecodeError) -> Error {
    Error::from(error.of_item(K::Model::DESCRIPTOR.name, Some(text(key))))
}

/// A key in a canonical form, for comparing keys.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Identity(Vec<(char, Vec<u8>)>);

impl Identity {
    /// Returns the key attributes for an item of this table.
    pub(crate) fn attributes(&self, table: &TableDescriptor) -> Attributes {
        let parts = table.key_names().zip(&self.0);
        let parts = parts.filter_map(|(name, (kind, bytes))| {
            let text = || String::from_utf8_lossy(bytes).into_owned();
            let value = match kind {
                'S' => AttributeValue::S(text()),
                'N' => AttributeValue::N(text()),
                'B' => AttributeValue::B(Blob::new(bytes.clone())),
                _ => return None,
            };
            Some((name.to_owned(), value))
        });
        parts.collect()
    }

    /// Returns the key as text for messages. Sensitive parts are left out.
    pub(crate) fn text(&self, model: &ModelDescriptor) -> String {
        StoredItem::new(self.attributes(model.table)).key_text_of(model)
    }
}

/// Returns the identity of a key.
pub(crate) fn identity<K: Key>(key: &K) -> Result<Identity, Error> {
    Ok(identity_of_item::<K::Model>(Some(&attributes(key)?)))
}

/// Returns the identity of the key in an item's attributes.
pub(crate) fn identity_of_item<M: Model>(item: Option<&Attributes>) -> Identity {
    identity_in(M::DESCRIPTOR.table, item)
}

/// Returns the identity of the key in the attributes of an item of a table.
pub(crate) fn identity_in(table: &TableDescriptor, item: Option<&Attributes>) -> Identity {
    identity_of(table.key_names(), item)
}

/// Returns the identity of these attributes of an item. Numbers are compared as text, which is
/// canonical in what this crate writes and in what DynamoDB returns.
pub(crate) fn identity_of(
    names: impl Iterator<Item = &'static str>,
    item: Option<&Attributes>,
) -> Identity {
    let parts = names.map(|name| match item.and_then(|item| item.get(name)) {
        Some(AttributeValue::S(text)) => ('S', text.as_bytes().to_vec()),
        Some(AttributeValue::N(text)) => ('N', text.as_bytes().to_vec()),
        Some(AttributeValue::B(bytes)) => ('B', bytes.as_ref().to_vec()),
        _ => ('?', Vec::new()),
    });
    Identity(parts.collect())
}

/// Returns the identity of the key of the item at the reader.
pub(crate) fn identity_of_read<'de>(
    table: &TableDescriptor,
    mut reader: impl Reader<'de>,
) -> Result<Identity, DecodeError> {
    let names: Vec<_> = table.key_names().collect();
    let mut parts = vec![('?', Vec::new()); names.len()];
    let mut missing = names.len();
    while missing > 0 {
        let Some(attribute) = reader.next_attribute()? else {
            break;
        };
        let Some(place) = names.iter().position(|name| *name == attribute) else {
            reader.skip()?;
            continue;
        };
        parts[place] = match reader.value()? {
            Value::String(text) => ('S', text.into_owned().into_bytes()),
            Value::Number(text) => ('N', text.into_owned().into_bytes()),
            Value::Binary(bytes) => ('B', bytes.into_owned()),
            other => return Err(DecodeError::new("a key attribute", other.kind())),
        };
        missing -= 1;
    }
    Ok(Identity(parts))
}
