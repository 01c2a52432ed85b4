//! `String`, stored as `S`.

use dynamite_core::KeyKind;

use crate::codec::mismatch::mismatch;
use crate::codec::{
    Attribute, Comparable, DecodeError, EncodeError, KeyAttribute, Reader, SetKind, SetMember,
    Value, Writer,
};
use crate::path::Path;

impl Attribute for String {
    type Value = Self;
    type Handle<M: 'static, C: 'static> = Path<M, Self, C>;

    fn read<'de, R: Reader<'de>>(value: Value<'de>, _: &mut R) -> Result<Self, DecodeError> {
        match value {
            Value::String(text) => Ok(text.into_owned()),
            found => Err(mismatch("S", &found)),
        }
    }

    fn write<W: Writer>(value: &Self, writer: &mut W) -> Result<(), EncodeError> {
        writer.string(value)
    }

    const EXACT: bool = true;
}

impl KeyAttribute for String {
    const KIND: KeyKind = KeyKind::String;
}
impl Comparable for String {}
impl SetMember for String {
    const SET: SetKind = SetKind::String;
}
