//! Integers of 128 bits: text in output, because most readers of JSON keep 53 bits of a number; text
//! or numbers in input.

use std::fmt;

use serde_core::de::{self, Error as _, MapAccess, Unexpected, Visitor};
use serde_core::{Deserializer, Serializer};

use super::form::{Decimals, InputForm, OutputForm};
use super::number::NUMBER_AS_TEXT;

macro_rules! large_integers {
    ($($integer:ident: $visitor:ident,)*) => {$(
        impl OutputForm for $integer {
            fn serialize<S: Serializer>(
                value: &$integer,
                _: Decimals,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                serializer.collect_str(value)
            }
        }

        impl InputForm for $integer {
            fn deserialize<'de, D: Deserializer<'de>>(
                deserializer: D,
            ) -> Result<$integer, D::Error> {
                deserializer.deserialize_any($visitor)
            }
        }

        struct $visitor;

        impl<'de> Visitor<'de> for $visitor {
            type Value = $integer;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(
                    "the text of an integer (", stringify!($integer), "), or one of at most 64 bits"
                ))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<$integer, E> {
                text.parse().map_err(E::custom)
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<$integer, E> {
                Ok(number.into())
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<$integer, E> {
                number.try_into().map_err(E::custom)
            }

            fn visit_u128<E: de::Error>(self, number: u128) -> Result<$integer, E> {
                number.try_into().map_err(E::custom)
            }

            fn visit_i128<E: de::Error>(self, number: i128) -> Result<$integer, E> {
                number.try_into().map_err(E::custom)
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<$integer, M::Error> {
                match map.next_key::<String>()? {
                    Some(key) if key == NUMBER_AS_TEXT => {
                        self.visit_str(&map.next_value::<String>()?)
                    }
                    _ => Err(M::Error::invalid_type(Unexpected::Map, &self)),
                }
            }
        }
    )*};
}

large_integers! {
    i128: AnyI128,
    u128: AnyU128,
}

#[cfg(test)]
mod tests {
    use serde_core::de::value::{Error, MapDeserializer};

    use super::*;

    /// Reads the number with this text, as `serde_json` hands it out with `arbitrary_precision`.
    fn read<A: InputForm>(text: &str) -> Result<A::Value, Error> {
        let entries = [(NUMBER_AS_TEXT, text)].into_iter();
        A::deserialize(MapDeserializer::new(entries))
    }

    #[test]
    fn numbers_that_come_as_text_keep_their_digits() {
        let (least, greatest) = (i128::MIN, u128::MAX);
        assert_eq!(read::<i128>(&least.to_string()), Ok(least));
        assert_eq!(read::<u128>(&greatest.to_string()), Ok(greatest));
        for wrong in ["-1", "1.0", "340282366920938463463374607431768211456"] {
            assert!(read::<u128>(wrong).is_err(), "{wrong}");
        }
    }
}
