//! `bool`, stored as `BOOL`.

use crate::codec::mismatch::mismatch;
use crate::codec::{Attribute, DecodeError, EncodeError, Reader, Value, Writer};
use crate::path::Path;

impl Attribute for bool {
    type Value = Self;
    type Handle<M: 'static, C: 'static> = Path<M, Self, C>;

    fn read<'de, R: Reader<'de>>(value: Value<'de>, _: &mut R) -> Result<Self, DecodeError> {
        match value {
            Value::Bool(value) => Ok(value),
            found => Err(mismatch("BOOL", &found)),
        }
    }

    fn write<W: Writer>(value: &Self, writer: &mut W) -> Result<(), EncodeError> {
        writer.boolean(*value)
    }
}
