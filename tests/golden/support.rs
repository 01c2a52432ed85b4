//! Types of the user's own that the golden schemas name.

use dynamite::codec::{Codec, CodecError};
use dynamite::codegen_support::serde::{Deserialize, Deserializer, Serialize, Serializer};

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
#[derive(Debug)]
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

/// Serializes a type as the number in it.
macro_rules! serialized {
    ($($type:ident)*) => {$(
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.0.serialize(serializer)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                i64::deserialize(deserializer).map(Self)
            }
        }
    )*};
}

serialized!(Money Price);

/// A default.
#[must_use]
pub fn made() -> String {
    "made".to_owned()
}

/// A normalization.
#[must_use]
pub fn squeezed(text: &str) -> String {
    text.replace(' ', "")
}

/// A check of a string.
///
/// # Errors
/// If it is shouted.
pub fn is_calm(text: &str) -> Result<(), &'static str> {
    if text.contains('!') {
        return Err("must not be shouted");
    }
    Ok(())
}

/// A check of a type of the user's own.
///
/// # Errors
/// If it is not.
pub fn is_fair(money: &Money) -> Result<(), String> {
    if money.0 < 0 {
        return Err(format!("must not be {}", money.0));
    }
    Ok(())
}

/// A codec for strings.
#[derive(Debug)]
pub struct Reversed;

impl Codec for Reversed {
    type Value = String;
    type Stored = String;

    fn encode(value: &String) -> Result<String, CodecError> {
        Ok(value.chars().rev().collect())
    }

    fn decode(stored: String) -> Result<String, CodecError> {
        Ok(stored.chars().rev().collect())
    }
}

/// A codec for numbers.
#[derive(Debug)]
pub struct Digits;

impl Codec for Digits {
    type Value = u64;
    type Stored = String;

    fn encode(value: &u64) -> Result<String, CodecError> {
        Ok(value.to_string())
    }

    fn decode(stored: String) -> Result<u64, CodecError> {
        stored.parse().map_err(|_| CodecError::new("no number"))
    }
}

/// A codec for truth values.
#[derive(Debug)]
pub struct Letter;

impl Codec for Letter {
    type Value = bool;
    type Stored = String;

    fn encode(value: &bool) -> Result<String, CodecError> {
        Ok(if *value { "Y" } else { "N" }.to_owned())
    }

    fn decode(stored: String) -> Result<bool, CodecError> {
        Ok(stored == "Y")
    }
}

/// A codec for lists.
#[derive(Debug)]
pub struct Joined;

impl Codec for Joined {
    type Value = Vec<String>;
    type Stored = String;

    fn encode(value: &Vec<String>) -> Result<String, CodecError> {
        Ok(value.join("\n"))
    }

    fn decode(stored: String) -> Result<Vec<String>, CodecError> {
        Ok(stored.lines().map(str::to_owned).collect())
    }
}
