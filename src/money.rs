//! Money, as the schemas store it: a type of the user's own with its codec.

use dynamite::codec::{Codec, CodecError};

/// An amount of money in hundredths. Negative amounts cannot be stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cents(pub i64);

impl Codec for Cents {
    type Value = Self;
    type Stored = i64;

    fn encode(value: &Self) -> Result<i64, CodecError> {
        if value.0 < 0 {
            return Err(CodecError::new("an amount of money is not negative"));
        }
        Ok(value.0)
    }

    fn decode(stored: i64) -> Result<Self, CodecError> {
        if stored < 0 {
            return Err(CodecError::new("an amount of money is not negative"));
        }
        Ok(Self(stored))
    }
}
