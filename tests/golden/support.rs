//! Types of the user's own that the golden schemas name.

use dynamite::codec::{Codec, CodecError};

/// A type that is its own codec.
#[derive(Clone, Debug, PartialEq)]
pub struct Money(i64);

impl Codec for Money {
    type Value = Self;
    type Stored = i64;

    fn encode(value: &Self) -> Result<i64, CodecError> {
        Ok(value.0)
    }

    fn decode(stored: i64) -> Result<Self, CodecError> {
        Ok(Self(stored))
    }
}

/// A type with a codec beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Price(i64);

/// The codec of [`Price`].
pub struct PriceCodec;

impl Codec for PriceCodec {
    type Value = Price;
    type Stored = i64;

    fn encode(value: &Price) -> Result<i64, CodecError> {
        Ok(value.0)
    }

    fn decode(stored: i64) -> Result<Price, CodecError> {
        Ok(Price(stored))
    }
}

/// A default.
#[must_use]
pub fn made() -> String {
    "made".to_owned()
}
