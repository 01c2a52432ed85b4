//! Decimals: text in output, or numbers on request; text or numbers in input.

use std::fmt::{self, Display};

use serde_core::de::{self, Error as _, MapAccess, Visitor};
use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use super::form::{Decimals, InputForm, OutputForm};
use crate::types::Decimal;

/// The key under which `serde_json` hands out a number as text, if its `arbitrary_precision` is on.
pub(super) const NUMBER_AS_TEXT: &str = "$serde_json::private::Number";

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl OutputForm for Decimal {
    fn serialize<S: Serializer>(
        value: &Decimal,
        decimals: Decimals,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match decimals {
            Decimals::Text => Serialize::serialize(value, serializer),
            Decimals::Numbers => Exact(*value).serialize(serializer),
        }
    }
}

impl InputForm for Decimal {
    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Deserialize::deserialize(deserializer)
    }
}

/// A number that stays what it is: an integer or a float if it is one, text otherwise.
pub(super) struct Exact(pub(super) Decimal);

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let float = self.0.to_f64();
        if let Ok(integer) = u64::try_from(self.0) {
            serializer.serialize_u64(integer)
        } else if let Ok(integer) = i64::try_from(self.0) {
            serializer.serialize_i64(integer)
        } else if Decimal::try_from(float) == Ok(self.0) {
            serializer.serialize_f64(float)
        } else {
            serializer.collect_str(&self.0)
        }
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyNumber)
    }
}

struct AnyNumber;

fn fits<T: TryInto<Decimal, Error: Display>, E: de::Error>(number: T) -> Result<Decimal, E> {
    number.try_into().map_err(E::custom)
}

impl<'de> Visitor<'de> for AnyNumber {
    type Value = Decimal;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a decimal number, or its text")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Decimal, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Decimal, E> {
        Ok(number.into())
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Decimal, E> {
        Ok(number.into())
    }

    fn visit_u128<E: de::Error>(self, number: u128) -> Result<Decimal, E> {
        fits(number)
    }

    fn visit_i128<E: de::Error>(self, number: i128) -> Result<Decimal, E> {
        fits(number)
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Decimal, E> {
        fits(number)
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Decimal, M::Error> {
        match map.next_key::<String>()? {
            Some(key) if key == NUMBER_AS_TEXT => self.visit_str(&map.next_value::<String>()?),
            _ => Err(M::Error::invalid_type(de::Unexpected::Map, &self)),
        }
    }
}
