//! The content of a cursor: the key attributes of an item, and the fingerprint of their query.

use std::collections::HashMap;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use sha2::{Digest, Sha256};

/// The identity of a query: model, index, direction, conditions with their values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fingerprint([u8; 16]);

impl Fingerprint {
    /// Makes the fingerprint of these parts. Lengths are hashed too, so that the boundaries of
    /// parts count.
    pub(crate) fn of<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        let mut fingerprint = [0; 16];
        fingerprint.copy_from_slice(&hash.finalize()[..16]);
        Self(fingerprint)
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// The key attributes of an item in an index: an `ExclusiveStartKey`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Position(HashMap<String, AttributeValue>);

impl Position {
    pub(crate) fn new(attributes: HashMap<String, AttributeValue>) -> Self {
        Self(attributes)
    }

    pub(crate) fn into_attributes(self) -> HashMap<String, AttributeValue> {
        self.0
    }

    /// Writes each attribute as name, kind and value, with lengths, ordered by name. Key attributes
    /// are strings, numbers or binary; other kinds are left out.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut attributes: Vec<_> = self.0.iter().collect();
        attributes.sort_unstable_by_key(|(name, _)| name.as_str());
        let mut bytes = Vec::new();
        for (name, value) in attributes {
            let (kind, value) = match value {
                AttributeValue::S(text) => (b'S', text.as_bytes()),
                AttributeValue::N(text) => (b'N', text.as_bytes()),
                AttributeValue::B(blob) => (b'B', blob.as_ref()),
                _ => continue,
            };
            push_part(&mut bytes, name.as_bytes());
            bytes.push(kind);
            push_part(&mut bytes, value);
        }
        bytes
    }

    pub(crate) fn from_bytes(mut bytes: &[u8]) -> Option<Self> {
        let mut attributes = HashMap::new();
        while !bytes.is_empty() {
            let name = take_text(&mut bytes)?;
            let (&kind, rest) = bytes.split_first()?;
            bytes = rest;
            let value = match kind {
                b'S' => AttributeValue::S(take_text(&mut bytes)?),
                b'N' => AttributeValue::N(take_text(&mut bytes)?),
                b'B' => AttributeValue::B(Blob::new(take_part(&mut bytes)?)),
                _ => return None,
            };
            attributes.insert(name, value);
        }
        (!attributes.is_empty()).then_some(Self(attributes))
    }
}

/// Keys are at most 2,048 bytes and attribute names 255, so a length fits two bytes.
fn push_part(bytes: &mut Vec<u8>, part: &[u8]) {
    let length = u16::try_from(part.len()).unwrap_or(u16::MAX);
    bytes.extend_from_slice(&length.to_le_bytes());
    bytes.extend_from_slice(&part[..usize::from(length)]);
}

fn take_part<'a>(bytes: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (length, rest) = bytes.split_first_chunk::<2>()?;
    let (part, rest) = rest.split_at_checked(usize::from(u16::from_le_bytes(*length)))?;
    *bytes = rest;
    Some(part)
}

fn take_text(bytes: &mut &[u8]) -> Option<String> {
    String::from_utf8(take_part(bytes)?.to_vec()).ok()
}
