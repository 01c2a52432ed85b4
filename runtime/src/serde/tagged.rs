//! Unions: objects with a tag beside their fields, or beside their content.

use std::fmt;
use std::marker::PhantomData;

use serde_core::Deserializer;
use serde_core::de::value::MapDeserializer;
use serde_core::de::{self, Error as _, MapAccess, Visitor};

use super::content::Content;
use super::input::InputFields;

/// A type that is read from an object with a tag, and the fields of the variant in it or in its
/// content.
pub trait TaggedInput<'de>: Sized {
    /// Its name.
    const NAME: &'static str;

    /// The name of the tag.
    const TAG: &'static str;

    /// Its values, one for each variant.
    const TAGS: &'static [&'static str];

    /// `true` if fields that the variant does not have are errors. They are ignored otherwise.
    const DENIES_UNKNOWN: bool;

    /// Reads the fields of the variant with this tag.
    fn read<M: MapAccess<'de>>(tag: &str, fields: &mut InputFields<M>) -> Result<Self, M::Error>;
}

/// Reads a value from an object with a tag. The tag may stand behind the fields, so they are read
/// into memory first.
///
/// # Errors
/// What is wrong with a field begins with the field's name.
pub fn deserialize_tagged<'de, T: TaggedInput<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    deserializer.deserialize_map(Tagged(PhantomData))
}

/// Makes the error for a tag that no variant has.
pub fn unknown_tag<E: de::Error>(tag: &str, known: &'static [&'static str]) -> E {
    E::unknown_variant(tag, known)
}

struct Tagged<T>(PhantomData<T>);

impl<'de, T: TaggedInput<'de>> Visitor<'de> for Tagged<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object of {} with the tag `{}`", T::NAME, T::TAG)
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<T, M::Error> {
        let mut tag = None;
        let mut entries: Vec<(String, Content)> = Vec::new();
        while let Some(name) = map.next_key::<String>()? {
            if name != T::TAG {
                entries.push((name, map.next_value()?));
            } else if tag.replace(map.next_value::<String>()?).is_some() {
                return Err(M::Error::duplicate_field(T::TAG));
            }
        }
        let tag = tag.ok_or_else(|| M::Error::missing_field(T::TAG))?;
        let fields = MapDeserializer::new(entries.into_iter());
        T::read(&tag, &mut InputFields::new(fields, T::DENIES_UNKNOWN))
    }
}
