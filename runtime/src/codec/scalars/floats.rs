//! Floats, stored as `N`.

use dynamite_core::Number;

use crate::codec::mismatch::mismatch;
use crate::codec::{
    Attribute, Comparable, DecodeError, EncodeError, EncodeProblem, Reader, Value, Writer,
};
use crate::path::Path;
use crate::rules::Measured;

/// The magnitudes that DynamoDB can store, zero aside. The upper end is the next power of ten: no
/// float lies between it and the largest number of 38 digits.
const SMALLEST: f64 = 1e-130;
const LARGEST: f64 = 1e126;

macro_rules! floats {
    ($($type:ident)*) => {$(
        impl Attribute for $type {
            type Value = Self;
            type Handle<M: 'static, C: 'static> = Path<M, Self, C>;

            fn read<'de, R: Reader<'de>>(
                value: Value<'de>,
                _: &mut R,
            ) -> Result<Self, DecodeError> {
                match &value {
                    Value::Number(text) if is_decimal(text) => match text.parse::<$type>() {
                        Ok(float) if float.is_finite() => Ok(float),
                        _ => Err(mismatch(stringify!($type), &value)),
                    },
                    found => Err(mismatch(concat!(stringify!($type), " (N)"), found)),
                }
            }

            fn write<W: Writer>(value: &Self, writer: &mut W) -> Result<(), EncodeError> {
                check(f64::from(*value))?;
                // Adding zero turns -0 into 0, as DynamoDB would return it.
                writer.number(&(*value + 0.0).to_string())
            }

            fn measure(value: &Self) -> Measured<'_> {
                // Non-finite values are rejected when they are written.
                Measured::Number(Number::try_from(*value).ok())
            }
        }

        impl Comparable for $type {}
    )*};
}

floats!(f32 f64);

/// Excludes words such as `inf` and `nan`, which `parse` accepts too.
fn is_decimal(text: &str) -> bool {
    text.ends_with(|last: char| last.is_ascii_digit() || last == '.')
}

fn check(value: f64) -> Result<(), EncodeError> {
    let magnitude = value.abs();
    if !value.is_finite() {
        Err(EncodeError::new(EncodeProblem::NotFinite))
    } else if magnitude != 0.0 && !(SMALLEST..LARGEST).contains(&magnitude) {
        Err(EncodeError::new(EncodeProblem::NumberOutOfRange))
    } else {
        Ok(())
    }
}
