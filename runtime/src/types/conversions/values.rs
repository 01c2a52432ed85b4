//! Conversions between decimals, documents and the types of Rust.

use std::collections::BTreeMap;

use dynamite_core::Number;
use fastnum::D128;

use super::super::decimal::{from_fastnum, to_fastnum};
use super::super::{Decimal, Document, NumberError};

macro_rules! decimal_to_integer {
    ($type:ident) => {
        /// Fails if the number has decimals or does not fit.
        impl TryFrom<Decimal> for $type {
            type Error = NumberError;

            fn try_from(value: Decimal) -> Result<Self, NumberError> {
                value.0.integer().ok_or(NumberError::OutOfRange)
            }
        }
    };
}

macro_rules! small_integers {
    ($($type:ident)*) => {$(
        impl From<$type> for Decimal {
            fn from(value: $type) -> Self {
                Self(Number::small(i64::from(value) < 0, i64::from(value).unsigned_abs()))
            }
        }

        impl From<$type> for Document {
            fn from(value: $type) -> Self {
                Self::Number(value.into())
            }
        }

        decimal_to_integer!($type);
    )*};
}

small_integers!(i8 i16 i32 i64 u8 u16 u32);

impl From<u64> for Decimal {
    fn from(value: u64) -> Self {
        Self(Number::small(false, value))
    }
}

impl From<u64> for Document {
    fn from(value: u64) -> Self {
        Self::Number(value.into())
    }
}

decimal_to_integer!(u64);

/// Fails for more than 38 digits.
impl TryFrom<i128> for Decimal {
    type Error = NumberError;

    fn try_from(value: i128) -> Result<Self, NumberError> {
        Number::try_from(value).map(Self)
    }
}

decimal_to_integer!(i128);

/// Fails for more than 38 digits.
impl TryFrom<u128> for Decimal {
    type Error = NumberError;

    fn try_from(value: u128) -> Result<Self, NumberError> {
        Number::new(false, value, 0).map(Self)
    }
}

decimal_to_integer!(u128);

/// Gives the shortest decimal that reads as this float: 0.1 becomes 0.1.
impl TryFrom<f64> for Decimal {
    type Error = NumberError;

    fn try_from(value: f64) -> Result<Self, NumberError> {
        Number::try_from(value).map(Self)
    }
}

impl From<Decimal> for Number {
    fn from(value: Decimal) -> Self {
        value.0
    }
}

impl From<Decimal> for D128 {
    fn from(value: Decimal) -> Self {
        to_fastnum(value)
    }
}

/// Fails for NaN, infinities, and numbers outside DynamoDB's range.
impl TryFrom<D128> for Decimal {
    type Error = NumberError;

    fn try_from(value: D128) -> Result<Self, NumberError> {
        if value.is_finite() {
            from_fastnum(value)
        } else {
            Err(NumberError::NotFinite)
        }
    }
}

impl From<bool> for Document {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<Decimal> for Document {
    fn from(value: Decimal) -> Self {
        Self::Number(value)
    }
}

impl From<&str> for Document {
    fn from(value: &str) -> Self {
        Self::String(value.to_owned())
    }
}

impl From<String> for Document {
    fn from(value: String) -> Self {
        Self::String(value)
    }
}

impl From<Vec<u8>> for Document {
    fn from(value: Vec<u8>) -> Self {
        Self::Binary(value)
    }
}

impl From<Vec<Document>> for Document {
    fn from(elements: Vec<Document>) -> Self {
        Self::List(elements)
    }
}

impl From<BTreeMap<String, Document>> for Document {
    fn from(entries: BTreeMap<String, Document>) -> Self {
        Self::Map(entries)
    }
}

/// Collects a list.
impl FromIterator<Document> for Document {
    fn from_iter<I: IntoIterator<Item = Document>>(elements: I) -> Self {
        Self::List(elements.into_iter().collect())
    }
}

/// Collects a map.
impl<K: Into<String>> FromIterator<(K, Document)> for Document {
    fn from_iter<I: IntoIterator<Item = (K, Document)>>(entries: I) -> Self {
        Self::Map(
            entries
                .into_iter()
                .map(|(key, value)| (key.into(), value))
                .collect(),
        )
    }
}
