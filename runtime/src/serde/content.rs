//! Values in memory, from which others are read once their type is known.

use std::{fmt, mem};

use serde_core::de::value::{MapAccessDeserializer, MapDeserializer, SeqDeserializer};
use serde_core::de::{self, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde_core::{Deserialize, Deserializer, forward_to_deserialize_any};

use super::number::NUMBER_AS_TEXT;

/// Any value.
pub(super) enum Content {
    Null,
    Bool(bool),
    Unsigned(u64),
    Signed(i64),
    Float(f64),
    /// The text of another number, with all of its digits.
    Number(String),
    Text(String),
    List(Vec<Content>),
    Map(Vec<(String, Content)>),
}

impl<'de> Deserialize<'de> for Content {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Any)
    }
}

struct Any;

impl<'de> Visitor<'de> for Any {
    type Value = Content;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Content, E> {
        Ok(Content::Null)
    }

    fn visit_none<E: de::Error>(self) -> Result<Content, E> {
        Ok(Content::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Content, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Content, E> {
        Ok(Content::Bool(value))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Content, E> {
        Ok(Content::Unsigned(number))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Content, E> {
        Ok(Content::Signed(number))
    }

    fn visit_u128<E: de::Error>(self, number: u128) -> Result<Content, E> {
        Ok(Content::Number(number.to_string()))
    }

    fn visit_i128<E: de::Error>(self, number: i128) -> Result<Content, E> {
        Ok(Content::Number(number.to_string()))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Content, E> {
        Ok(Content::Float(number))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Content, E> {
        Ok(Content::Text(text.to_owned()))
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut sequence: S) -> Result<Content, S::Error> {
        let mut elements = Vec::new();
        while let Some(element) = sequence.next_element()? {
            elements.push(element);
        }
        Ok(Content::List(elements))
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Content, M::Error> {
        let mut entries = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            entries.push((key, map.next_value()?));
        }
        Ok(match entries.as_mut_slice() {
            [(key, Content::Text(text))] if key == NUMBER_AS_TEXT => number(mem::take(text)),
            _ => Content::Map(entries),
        })
    }
}

fn number(text: String) -> Content {
    if let Ok(number) = text.parse::<u64>() {
        Content::Unsigned(number)
    } else if let Ok(number) = text.parse::<i64>() {
        Content::Signed(number)
    } else {
        Content::Number(text)
    }
}

/// Hands out a number as `serde_json` does with `arbitrary_precision`.
fn visit_number_as_text<'de, V: Visitor<'de>, E: de::Error>(
    text: String,
    visitor: V,
) -> Result<V::Value, E> {
    let entries = [(NUMBER_AS_TEXT, text)].into_iter();
    visitor.visit_map(MapDeserializer::new(entries))
}

/// Reads numbers of a type that has fewer digits.
macro_rules! deserialize_numbers {
    ($($method:ident: $visit:ident,)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
            match self.content {
                Content::Number(text) => visitor.$visit(text.parse().map_err(E::custom)?),
                _ => self.deserialize_any(visitor),
            }
        }
    )*};
}

/// Reads from a value in memory.
pub(super) struct ContentDeserializer<E> {
    content: Content,
    error: std::marker::PhantomData<E>,
}

impl<E: de::Error> IntoDeserializer<'_, E> for Content {
    type Deserializer = ContentDeserializer<E>;

    fn into_deserializer(self) -> ContentDeserializer<E> {
        ContentDeserializer {
            content: self,
            error: std::marker::PhantomData,
        }
    }
}

impl<'de, E: de::Error> Deserializer<'de> for ContentDeserializer<E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.content {
            Content::Null => visitor.visit_unit(),
            Content::Bool(value) => visitor.visit_bool(value),
            Content::Unsigned(number) => visitor.visit_u64(number),
            Content::Signed(number) => visitor.visit_i64(number),
            Content::Float(number) => visitor.visit_f64(number),
            Content::Number(text) => visit_number_as_text(text, visitor),
            Content::Text(text) => visitor.visit_string(text),
            Content::List(elements) => {
                let mut elements = SeqDeserializer::new(elements.into_iter());
                let value = visitor.visit_seq(&mut elements)?;
                elements.end().map(|()| value)
            }
            Content::Map(entries) => {
                let mut entries = MapDeserializer::new(entries.into_iter());
                let value = visitor.visit_map(&mut entries)?;
                entries.end().map(|()| value)
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.content {
            Content::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, E> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, E> {
        match self.content {
            Content::Text(text) => visitor.visit_enum(text.into_deserializer()),
            Content::Map(entries) => {
                let entries = MapDeserializer::new(entries.into_iter());
                visitor.visit_enum(MapAccessDeserializer::new(entries))
            }
            _ => self.deserialize_any(visitor),
        }
    }

    deserialize_numbers! {
        deserialize_f32: visit_f64,
        deserialize_f64: visit_f64,
        deserialize_i128: visit_i128,
        deserialize_u128: visit_u128,
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use serde_core::de::value::Error;

    use super::*;
    use crate::types::{Decimal, Document};

    /// Reads a value from the number with this text, which was read into memory before.
    fn from_number<T: for<'de> Deserialize<'de>>(text: &str) -> T {
        let entries = [(NUMBER_AS_TEXT, text)].into_iter();
        let number = Content::deserialize(MapDeserializer::<_, Error>::new(entries)).unwrap();
        let number: ContentDeserializer<Error> = number.into_deserializer();
        T::deserialize(number).unwrap()
    }

    fn is_read<T: for<'de> Deserialize<'de> + Debug + PartialEq>(text: &str, value: &T) {
        assert_eq!(&from_number::<T>(text), value, "{text}");
    }

    #[test]
    fn numbers_keep_their_digits() {
        is_read("7", &7_u8);
        is_read("-9007199254740993", &-9_007_199_254_740_993_i64);
        is_read("18446744073709551615", &u64::MAX);
        is_read("340282366920938463463374607431768211455", &u128::MAX);
        is_read("-170141183460469231731687303715884105728", &i128::MIN);
        is_read("0.1", &0.1_f64);
        is_read("1e100", &1e100_f64);
        for text in [
            "0.1",
            "-3",
            "1.000000000000000000000000001",
            "9007199254740993.5",
        ] {
            let exact: Decimal = text.parse().unwrap();
            is_read(text, &exact);
            is_read(text, &Document::Number(exact));
        }
    }
}
