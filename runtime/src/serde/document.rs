//! Documents as JSON values.
//!
//! JSON has fewer kinds than DynamoDB: bytes become base64 text and sets arrays, which read back as
//! strings and lists. A number that no 64-bit integer holds, and no float prints as, becomes text.

use std::collections::BTreeMap;
use std::fmt;

use base64::Engine as _;
use serde_core::de::{self, MapAccess, SeqAccess, Visitor};
use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use super::bytes::BASE64;
use super::number::{Exact, NUMBER_AS_TEXT};
use crate::types::{Decimal, Document, NumberError};

impl Serialize for Document {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(value) => Exact(*value).serialize(serializer),
            Self::String(value) => serializer.serialize_str(value),
            Self::Binary(value) => serializer.serialize_str(&BASE64.encode(value)),
            Self::List(elements) => serializer.collect_seq(elements),
            Self::Map(entries) => serializer.collect_map(entries),
            Self::StringSet(members) => serializer.collect_seq(members),
            Self::NumberSet(members) => {
                serializer.collect_seq(members.iter().map(|member| Exact(*member)))
            }
            Self::BinarySet(members) => {
                serializer.collect_seq(members.iter().map(|member| BASE64.encode(member)))
            }
        }
    }
}

impl<'de> Deserialize<'de> for Document {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Any)
    }
}

struct Any;

impl<'de> Visitor<'de> for Any {
    type Value = Document;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Document, E> {
        Ok(Document::Null)
    }

    fn visit_none<E: de::Error>(self) -> Result<Document, E> {
        Ok(Document::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Document, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Document, E> {
        Ok(Document::Bool(value))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Document, E> {
        Ok(number.into())
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Document, E> {
        Ok(number.into())
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Document, E> {
        let number = Decimal::try_from(number).map_err(E::custom)?;
        Ok(Document::Number(number))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Document, E> {
        Ok(text.into())
    }

    fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Document, E> {
        Ok(bytes.to_vec().into())
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut sequence: S) -> Result<Document, S::Error> {
        let mut elements = Vec::new();
        while let Some(element) = sequence.next_element()? {
            elements.push(element);
        }
        Ok(Document::List(elements))
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Document, M::Error> {
        let mut entries = BTreeMap::new();
        while let Some(key) = map.next_key::<String>()? {
            entries.insert(key, map.next_value()?);
        }
        match number(&entries) {
            Some(Err(error)) => Err(de::Error::custom(error)),
            Some(Ok(number)) => Ok(Document::Number(number)),
            None => Ok(Document::Map(entries)),
        }
    }
}

/// Returns the number that `serde_json` hands out as a map; `None` for any other map, also one that
/// has its key by chance.
fn number(entries: &BTreeMap<String, Document>) -> Option<Result<Decimal, NumberError>> {
    let text = entries.get(NUMBER_AS_TEXT).filter(|_| entries.len() == 1)?;
    let Document::String(text) = text else {
        return None;
    };
    Some(text.parse()).filter(|number| *number != Err(NumberError::Syntax))
}
