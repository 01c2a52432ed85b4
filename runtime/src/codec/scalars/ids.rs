//! UUIDs and ULIDs, stored as `S`, and UUIDs as `B`.

use dynamite_core::{KeyKind, id};

use crate::codec::mismatch::mismatch;
use crate::codec::{
    Attribute, Comparable, DecodeError, EncodeError, KeyAttribute, Reader, SetKind, SetMember,
    Value, Writer,
};
use crate::path::Path;
use crate::types::{Ulid, UlidLower, Uuid, UuidBytes, UuidUpper};

macro_rules! ids {
    ($($id:ident as $form:ty: $kind:ident $read:expr, $write:expr, $expected:literal ($letter:literal);)*) => {$(
        impl Attribute for $form {
            type Value = $id;
            type Handle<M: 'static, C: 'static> = Path<M, Self, C>;

            fn read<'de, R: Reader<'de>>(
                value: Value<'de>,
                _: &mut R,
            ) -> Result<$id, DecodeError> {
                match &value {
                    Value::$kind(stored) => {
                        $read(stored).ok_or_else(|| mismatch($expected, &value))
                    }
                    found => Err(mismatch(concat!($expected, " (", $letter, ")"), found)),
                }
            }

            fn write<W: Writer>(value: &$id, writer: &mut W) -> Result<(), EncodeError> {
                $write(*value, writer)
            }
        }

        impl Comparable for $form {}
    )*};
}

ids! {
    Uuid as Uuid: String hyphenated, write_uuid, "a UUID" ("S");
    Uuid as UuidUpper: String hyphenated, write_upper_uuid, "a UUID" ("S");
    Uuid as UuidBytes: Binary of_bytes, write_uuid_bytes, "a UUID of 16 bytes" ("B");
    Ulid as Ulid: String base_32, write_ulid, "a ULID" ("S");
    Ulid as UlidLower: String base_32, write_lower_ulid, "a ULID" ("S");
}

impl KeyAttribute for Uuid {
    const KIND: KeyKind = KeyKind::String;
}
impl KeyAttribute for UuidUpper {
    const KIND: KeyKind = KeyKind::String;
}
impl KeyAttribute for UuidBytes {
    const KIND: KeyKind = KeyKind::Binary;
}

impl KeyAttribute for Ulid {
    const KIND: KeyKind = KeyKind::String;

    /// The implementation of the type accepts text of more than 128 bits, which is another id.
    fn parse(text: &str) -> Result<Ulid, String> {
        base_32(text).ok_or_else(|| NO_ULID.to_owned())
    }
}
impl KeyAttribute for UlidLower {
    const KIND: KeyKind = KeyKind::String;

    fn parse(text: &str) -> Result<Ulid, String> {
        Ulid::parse(text)
    }
}

/// What text is that no ULID has.
const NO_ULID: &str = "not a ULID, which is 26 characters of Crockford's base 32, up to 7ZZZ…";

impl SetMember for Uuid {
    const SET: SetKind = SetKind::String;
}
impl SetMember for Ulid {
    const SET: SetKind = SetKind::String;
}

fn write_uuid<W: Writer>(value: Uuid, writer: &mut W) -> Result<(), EncodeError> {
    let mut text = Uuid::encode_buffer();
    writer.string(value.hyphenated().encode_lower(&mut text))
}

fn write_upper_uuid<W: Writer>(value: Uuid, writer: &mut W) -> Result<(), EncodeError> {
    let mut text = Uuid::encode_buffer();
    writer.string(value.hyphenated().encode_upper(&mut text))
}

fn write_uuid_bytes<W: Writer>(value: Uuid, writer: &mut W) -> Result<(), EncodeError> {
    writer.binary(value.as_bytes())
}

fn write_ulid<W: Writer>(value: Ulid, writer: &mut W) -> Result<(), EncodeError> {
    let mut text = [0; ulid::ULID_LEN];
    writer.string(value.array_to_str(&mut text))
}

fn write_lower_ulid<W: Writer>(value: Ulid, writer: &mut W) -> Result<(), EncodeError> {
    let mut text = [0; ulid::ULID_LEN];
    let text = value.array_to_str(&mut text);
    text.make_ascii_lowercase();
    writer.string(text)
}

fn of_bytes(bytes: &[u8]) -> Option<Uuid> {
    Uuid::from_slice(bytes).ok()
}

fn hyphenated(text: &str) -> Option<Uuid> {
    id::Uuid::parse(text).map(|id| Uuid::from_u128(id.0))
}

fn base_32(text: &str) -> Option<Ulid> {
    id::Ulid::parse(text).map(|id| Ulid(id.0))
}
