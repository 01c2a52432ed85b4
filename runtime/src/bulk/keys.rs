//! Finds items by their stored keys alone.

use std::marker::PhantomData;

use crate::codec::{DecodeError, WireReader};
use crate::item::{Shape, StoredItem, of_item, stored};
use crate::model::{Key as _, Model, StoredKey};
use crate::path::DocumentPath;

/// The key attributes of items, as they are stored. Nothing else is requested, and the values need
/// not have the form that the model requires.
pub(super) struct StoredKeys<M> {
    paths: Vec<DocumentPath>,
    model: PhantomData<fn() -> M>,
}

/// A key that the model cannot read, with the error.
pub(super) struct Unreadable {
    pub(super) key: StoredItem,
    pub(super) error: DecodeError,
}

impl<M: Model> StoredKeys<M> {
    pub(super) fn new() -> Self {
        let names = M::DESCRIPTOR.table.key_names();
        Self {
            paths: names.map(DocumentPath::attribute).collect(),
            model: PhantomData,
        }
    }
}

/// Separates the keys that the model can read from the others.
pub(super) fn read<M: Model>(keys: Vec<StoredItem>) -> (Vec<M::Key>, Vec<Unreadable>) {
    let (mut readable, mut unreadable) = (Vec::with_capacity(keys.len()), Vec::new());
    for key in keys {
        match M::Key::read(&StoredKey::of(key.attributes())) {
            Ok(key) => readable.push(key),
            Err(error) => {
                let error = of_item::<M>(error, Some(&key));
                unreadable.push(Unreadable { key, error });
            }
        }
    }
    (readable, unreadable)
}

impl<M: Model> Shape for StoredKeys<M> {
    type Row = StoredItem;

    fn selected(&self) -> Option<&[DocumentPath]> {
        Some(&self.paths)
    }

    fn lift(&self, reader: &mut WireReader<'_>) -> Result<StoredItem, DecodeError> {
        let is_key = |name: &str| self.paths.iter().any(|path| path.root == name);
        stored(reader, is_key, usize::MAX)
    }

    fn blame(error: DecodeError, item: Option<&StoredItem>) -> DecodeError {
        of_item::<M>(error, item)
    }
}

impl<M> Clone for StoredKeys<M> {
    fn clone(&self) -> Self {
        Self {
            paths: self.paths.clone(),
            model: PhantomData,
        }
    }
}

impl<M: Model> Default for StoredKeys<M> {
    fn default() -> Self {
        Self::new()
    }
}
