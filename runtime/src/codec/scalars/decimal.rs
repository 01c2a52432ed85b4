//! `Decimal`, stored as `N`.

use dynamite_core::KeyKind;

use crate::codec::mismatch::mismatch;
use crate::codec::{
    Attribute, Comparable, DecodeError, EncodeError, KeyAttribute, Reader, SetKind, SetMember,
    Value, Writer,
};
use crate::path::Path;
use crate::rules::Measured;
use crate::types::Decimal;

impl Attribute for Decimal {
    type Value = Self;
    type Handle<M: 'static, C: 'static> = Path<M, Self, C>;

    fn read<'de, R: Reader<'de>>(value: Value<'de>, _: &mut R) -> Result<Self, DecodeError> {
        match &value {
            Value::Number(text) => text
                .parse()
                .map_err(|_| mismatch("a number of up to 38 digits", &value)),
            found => Err(mismatch("N", found)),
        }
    }

    fn write<W: Writer>(value: &Self, writer: &mut W) -> Result<(), EncodeError> {
        writer.number(&value.to_string())
    }

    fn measure(value: &Self) -> Measured<'_> {
        Measured::Number(Some((*value).into()))
    }
}

impl KeyAttribute for Decimal {
    const KIND: KeyKind = KeyKind::Number;
}
impl Comparable for Decimal {}
impl SetMember for Decimal {
    const SET: SetKind = SetKind::Number;
}
