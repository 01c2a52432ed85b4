//! Integers, stored as `N`.

use dynamite_core::{KeyKind, Number};

use crate::codec::mismatch::mismatch;
use crate::codec::{
    Attribute, Comparable, DecodeError, EncodeError, KeyAttribute, Reader, SetKind, SetMember,
    Value, Writer,
};
use crate::path::Path;
use crate::rules::Measured;

macro_rules! integers {
    ($check:expr => $($type:ident)*) => {$(
        impl Attribute for $type {
            type Value = Self;
            type Handle<M: 'static, C: 'static> = Path<M, Self, C>;

            fn read<'de, R: Reader<'de>>(
                value: Value<'de>,
                _: &mut R,
            ) -> Result<Self, DecodeError> {
                match &value {
                    Value::Number(text) => match text.parse() {
                        Ok(integer) => Ok(integer),
                        Err(_) => other_notation(text)
                            .ok_or_else(|| mismatch(stringify!($type), &value)),
                    },
                    found => Err(mismatch(concat!(stringify!($type), " (N)"), found)),
                }
            }

            fn write<W: Writer>(value: &Self, writer: &mut W) -> Result<(), EncodeError> {
                $check(*value)?;
                writer.number(itoa::Buffer::new().format(*value))
            }

            fn measure(value: &Self) -> Measured<'_> {
                // A number with 39 digits is rejected when it is written.
                Measured::Number(i128::try_from(*value).ok().and_then(|it| Number::try_from(it).ok()))
            }
        }

        impl KeyAttribute for $type {
            const KIND: KeyKind = KeyKind::Number;
        }
        impl Comparable for $type {}
        impl SetMember for $type {
            const SET: SetKind = SetKind::Number;
        }
    )*};
}

integers!(always_fits => i8 i16 i32 i64 u8 u16 u32 u64);
integers!(signed_fits => i128);
integers!(unsigned_fits => u128);

/// Parses a whole number in another notation, such as `1e2` or `3.0`.
#[cold]
fn other_notation<T: TryFrom<i128> + TryFrom<u128>>(text: &str) -> Option<T> {
    Number::parse(text.as_bytes()).ok()?.integer()
}

#[expect(clippy::unnecessary_wraps, reason = "the same shape as its neighbours")]
fn always_fits<T>(_: T) -> Result<(), EncodeError> {
    Ok(())
}

/// Fails for 39 digits, one more than DynamoDB stores.
fn signed_fits(value: i128) -> Result<(), EncodeError> {
    unsigned_fits(value.unsigned_abs())
}

fn unsigned_fits(value: u128) -> Result<(), EncodeError> {
    Number::new(false, value, 0)?;
    Ok(())
}
