//! Bytes, stored as `B`.

use dynamite_core::KeyKind;

use crate::codec::mismatch::mismatch;
use crate::codec::{
    Attribute, Bytes, Comparable, DecodeError, EncodeError, KeyAttribute, Reader, SetKind,
    SetMember, Value, Writer,
};
use crate::path::Path;

impl Attribute for Bytes {
    type Value = Vec<u8>;
    type Handle<M: 'static, C: 'static> = Path<M, Self, C>;

    fn read<'de, R: Reader<'de>>(value: Value<'de>, _: &mut R) -> Result<Vec<u8>, DecodeError> {
        match value {
            Value::Binary(bytes) => Ok(bytes.into_owned()),
            found => Err(mismatch("B", &found)),
        }
    }

    fn write<W: Writer>(value: &Vec<u8>, writer: &mut W) -> Result<(), EncodeError> {
        writer.binary(value)
    }

    const EXACT: bool = true;
}

impl KeyAttribute for Bytes {
    const KIND: KeyKind = KeyKind::Binary;
}
impl Comparable for Bytes {}
impl SetMember for Bytes {
    const SET: SetKind = SetKind::Binary;
}
