//! UUIDs and ULIDs, stored as `S`.

use crate::codec::mismatch::mismatch;
use crate::codec::{
    Attribute, Comparable, DecodeError, EncodeError, KeyAttribute, Reader, SetKind, SetMember,
    Value, Writer,
};
use crate::expr::Path;
use crate::model::KeyKind;
use crate::types::{Ulid, Uuid};

impl Attribute for Uuid {
    type Value = Self;
    type Handle<M: 'static, C: 'static> = Path<M, Self, C>;

    fn read<'de, R: Reader<'de>>(value: Value<'de>, _: &mut R) -> Result<Self, DecodeError> {
        match &value {
            Value::String(text) => hyphenated(text).ok_or_else(|| mismatch("a UUID", &value)),
            found => Err(mismatch("a UUID (S)", found)),
        }
    }

    fn write<W: Writer>(value: &Self, writer: &mut W) -> Result<(), EncodeError> {
        let mut text = Uuid::encode_buffer();
        writer.string(value.hyphenated().encode_lower(&mut text))
    }
}

impl KeyAttribute for Uuid {
    const KIND: KeyKind = KeyKind::String;
}
impl Comparable for Uuid {}
impl SetMember for Uuid {
    const SET: SetKind = SetKind::String;
}

impl Attribute for Ulid {
    type Value = Self;
    type Handle<M: 'static, C: 'static> = Path<M, Self, C>;

    fn read<'de, R: Reader<'de>>(value: Value<'de>, _: &mut R) -> Result<Self, DecodeError> {
        match &value {
            Value::String(text) => base_32(text).ok_or_else(|| mismatch("a ULID", &value)),
            found => Err(mismatch("a ULID (S)", found)),
        }
    }

    fn write<W: Writer>(value: &Self, writer: &mut W) -> Result<(), EncodeError> {
        let mut text = [0; ulid::ULID_LEN];
        writer.string(value.array_to_str(&mut text))
    }
}

impl KeyAttribute for Ulid {
    const KIND: KeyKind = KeyKind::String;
}
impl Comparable for Ulid {}
impl SetMember for Ulid {
    const SET: SetKind = SetKind::String;
}

/// The notation that is written, in either case; not the ones with braces or `urn:uuid:`.
fn hyphenated(text: &str) -> Option<Uuid> {
    const LENGTH: usize = uuid::fmt::Hyphenated::LENGTH;
    if text.len() == LENGTH {
        Uuid::try_parse(text).ok()
    } else {
        None
    }
}

/// 26 characters hold 130 bits: the first one has to be at most 7.
fn base_32(text: &str) -> Option<Ulid> {
    if matches!(text.as_bytes(), [b'0'..=b'7', ..]) {
        Ulid::from_string(text).ok()
    } else {
        None
    }
}
