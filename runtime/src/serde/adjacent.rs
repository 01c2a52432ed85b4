//! Unions whose tag and content are apart: `{"kind": "moved", "data": {…}}`.

use std::fmt;
use std::marker::PhantomData;

use serde_core::Deserializer;
use serde_core::de::value::MapDeserializer;
use serde_core::de::{Error as _, IgnoredAny, IntoDeserializer, MapAccess, Visitor};

use super::content::{Content, ContentDeserializer};
use super::input::InputFields;
use super::tagged::{TaggedInput, unknown_tag};

/// Reads a value from an object of a tag and a content with this name. The tag may stand behind
/// the content, so that is read into memory first.
///
/// # Errors
/// If the content is missing of a variant that has fields. What is wrong in the content begins with
/// its name.
pub fn deserialize_adjacent<'de, T: TaggedInput<'de>, D: Deserializer<'de>>(
    deserializer: D,
    content: &'static str,
) -> Result<T, D::Error> {
    deserializer.deserialize_map(Adjacent {
        content,
        ty: PhantomData,
    })
}

struct Adjacent<T> {
    content: &'static str,
    ty: PhantomData<T>,
}

impl<'de, T: TaggedInput<'de>> Visitor<'de> for Adjacent<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, tag, content) = (T::NAME, T::TAG, self.content);
        write!(
            f,
            "an object of {name} with the tag `{tag}` and its `{content}`"
        )
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<T, M::Error> {
        let (mut tag, mut content) = (None, None);
        while let Some(name) = map.next_key::<String>()? {
            let is_duplicate = if name == T::TAG {
                tag.replace(map.next_value::<String>()?).is_some()
            } else if name == self.content {
                content.replace(map.next_value::<Content>()?).is_some()
            } else {
                self.ignore::<M>(&name, &mut map)?;
                false
            };
            if is_duplicate {
                return Err(M::Error::custom(format_args!("duplicate field `{name}`")));
            }
        }
        let tag = tag.ok_or_else(|| M::Error::missing_field(T::TAG))?;
        if !T::TAGS.contains(&&*tag) {
            return Err(unknown_tag(&tag, T::TAGS));
        }
        match content {
            None | Some(Content::Null) => self.without_content(&tag),
            Some(content) => self.with_content(&tag, content),
        }
    }
}

impl<'de, T: TaggedInput<'de>> Adjacent<T> {
    fn ignore<M: MapAccess<'de>>(&self, name: &str, map: &mut M) -> Result<(), M::Error> {
        if T::DENIES_UNKNOWN {
            let (tag, content) = (T::TAG, self.content);
            return Err(M::Error::custom(format_args!(
                "unknown field `{name}`, expected `{tag}` or `{content}`"
            )));
        }
        map.next_value::<IgnoredAny>().map(drop)
    }

    fn without_content<E: serde_core::de::Error>(&self, tag: &str) -> Result<T, E> {
        let none = MapDeserializer::new(std::iter::empty::<(String, Content)>());
        T::read(tag, &mut InputFields::without_content(none, self.content))
    }

    fn with_content<E: serde_core::de::Error>(&self, tag: &str, content: Content) -> Result<T, E> {
        let content: ContentDeserializer<E> = content.into_deserializer();
        let fields = Fields {
            tag,
            ty: PhantomData,
        };
        let value = content.deserialize_map(fields);
        value.map_err(|error| E::custom(format_args!("{}: {error}", self.content)))
    }
}

/// Reads the fields of the variant with this tag.
struct Fields<'t, T> {
    tag: &'t str,
    ty: PhantomData<T>,
}

impl<'de, T: TaggedInput<'de>> Visitor<'de> for Fields<'_, T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with the fields of {} `{}`", T::NAME, self.tag)
    }

    fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<T, M::Error> {
        T::read(self.tag, &mut InputFields::new(map, T::DENIES_UNKNOWN))
    }
}
