//! The fields of a value that is read.

use std::fmt;
use std::marker::PhantomData;

use serde_core::Deserializer;
use serde_core::de::{self, DeserializeSeed, Error as _, IgnoredAny, MapAccess, Visitor};

use super::form::{InputForm, Read};

/// A type that is read from the fields of an object.
pub trait Input<'de>: Sized {
    /// Its name.
    const NAME: &'static str;

    /// The fields that are accepted.
    const FIELDS: &'static [&'static str];

    /// `true` if other fields are errors. They are ignored otherwise.
    const DENIES_UNKNOWN: bool;

    /// Reads the fields.
    fn read<M: MapAccess<'de>>(fields: &mut InputFields<M>) -> Result<Self, M::Error>;
}

/// Reads a value from the fields of an object.
///
/// # Errors
/// What is wrong with a field begins with the field's name.
pub fn deserialize_fields<'de, T: Input<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    deserializer.deserialize_struct(T::NAME, T::FIELDS, Object(PhantomData))
}

struct Object<T>(PhantomData<T>);

impl<'de, T: Input<'de>> Visitor<'de> for Object<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with the fields of {}", T::NAME)
    }

    fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<T, M::Error> {
        let mut fields = InputFields::new(map, T::DENIES_UNKNOWN);
        fields.accept(T::FIELDS);
        T::read(&mut fields)
    }
}

/// The fields of an object.
pub struct InputFields<M> {
    map: M,
    accepted: &'static [&'static str],
    denies_unknown: bool,
    current: &'static str,
    /// The name of the object that would hold the fields, if there is none.
    missing: Option<&'static str>,
}

impl<'de, M: MapAccess<'de>> InputFields<M> {
    pub(super) fn new(map: M, denies_unknown: bool) -> Self {
        Self {
            map,
            accepted: &[],
            denies_unknown,
            current: "",
            missing: None,
        }
    }

    /// Returns those of a union without its content, which is an error if a variant accepts any.
    pub(super) fn without_content(map: M, content: &'static str) -> Self {
        Self {
            missing: Some(content),
            ..Self::new(map, true)
        }
    }

    /// Accepts these fields.
    pub fn accept(&mut self, fields: &'static [&'static str]) {
        self.accepted = fields;
    }

    /// Returns the name of the next accepted field.
    pub fn next_field(&mut self) -> Result<Option<&'static str>, M::Error> {
        if let Some(content) = self.missing.filter(|_| !self.accepted.is_empty()) {
            return Err(M::Error::missing_field(content));
        }
        while let Some(name) = self.map.next_key_seed(FieldName(self.accepted))? {
            match name {
                Ok(name) => {
                    self.current = name;
                    return Ok(Some(name));
                }
                Err(name) if self.denies_unknown => {
                    return Err(M::Error::unknown_field(&name, self.accepted));
                }
                Err(_) => drop(self.map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(None)
    }

    /// Reads the value of the field.
    pub fn read<A: InputForm>(&mut self, slot: &mut Option<A::Value>) -> Result<(), M::Error> {
        self.value(slot, Read::<A>(PhantomData), Self::in_field)
    }

    /// Reads the value of the field, or null.
    pub fn read_optional<A: InputForm>(
        &mut self,
        slot: &mut Option<Option<A::Value>>,
    ) -> Result<(), M::Error> {
        self.value(slot, ReadOptional::<A>(PhantomData), Self::in_field)
    }

    /// Reads the value of the field, of which null is one.
    pub fn read_optional_or_null<A: InputForm>(
        &mut self,
        slot: &mut Option<Option<A::Value>>,
    ) -> Result<(), M::Error> {
        self.value(slot, ReadPresent::<A>(PhantomData), Self::in_field)
    }

    /// Does the same as [`read`](Self::read) for a sensitive field: the error does not show the
    /// value.
    pub fn read_sensitive<A: InputForm>(
        &mut self,
        slot: &mut Option<A::Value>,
    ) -> Result<(), M::Error> {
        self.value(slot, Read::<A>(PhantomData), Self::in_sensitive_field)
    }

    /// Does the same as [`read_optional`](Self::read_optional) for a sensitive field.
    pub fn read_optional_sensitive<A: InputForm>(
        &mut self,
        slot: &mut Option<Option<A::Value>>,
    ) -> Result<(), M::Error> {
        self.value(
            slot,
            ReadOptional::<A>(PhantomData),
            Self::in_sensitive_field,
        )
    }

    /// Does the same as [`read_optional_or_null`](Self::read_optional_or_null) for a sensitive
    /// field.
    pub fn read_optional_or_null_sensitive<A: InputForm>(
        &mut self,
        slot: &mut Option<Option<A::Value>>,
    ) -> Result<(), M::Error> {
        let seed = ReadPresent::<A>(PhantomData);
        self.value(slot, seed, Self::in_sensitive_field)
    }

    /// Returns the value of a field that has to be there.
    pub fn required<T>(&self, slot: Option<T>, name: &'static str) -> Result<T, M::Error> {
        slot.ok_or_else(|| M::Error::missing_field(name))
    }

    fn value<S: DeserializeSeed<'de>>(
        &mut self,
        slot: &mut Option<S::Value>,
        seed: S,
        wrong: fn(&Self, &M::Error) -> M::Error,
    ) -> Result<(), M::Error> {
        if slot.is_some() {
            return Err(M::Error::duplicate_field(self.current));
        }
        let value = self.map.next_value_seed(seed);
        *slot = Some(value.map_err(|error| wrong(self, &error))?);
        Ok(())
    }

    #[cold]
    fn in_field(&self, error: &M::Error) -> M::Error {
        M::Error::custom(format_args!("{}: {error}", self.current))
    }

    #[cold]
    fn in_sensitive_field(&self, _: &M::Error) -> M::Error {
        M::Error::custom(format_args!(
            "{}: not a value of this field, which is sensitive",
            self.current
        ))
    }
}

/// Reads the name of a field: one of these, or any other.
struct FieldName(&'static [&'static str]);

impl<'de> DeserializeSeed<'de> for FieldName {
    type Value = Result<&'static str, String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for FieldName {
    type Value = Result<&'static str, String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<Self::Value, E> {
        let known = self.0.iter().find(|known| **known == name);
        Ok(known.copied().ok_or_else(|| name.to_owned()))
    }
}

/// Reads the value of an optional field that is given, also as null.
struct ReadPresent<A>(PhantomData<A>);

impl<'de, A: InputForm> DeserializeSeed<'de> for ReadPresent<A> {
    type Value = Option<A::Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        A::deserialize(deserializer).map(Some)
    }
}

/// Reads the value of an optional field, for which null is no value.
struct ReadOptional<A>(PhantomData<A>);

impl<'de, A: InputForm> DeserializeSeed<'de> for ReadOptional<A> {
    type Value = Option<A::Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de, A: InputForm> Visitor<'de> for ReadOptional<A> {
    type Value = Option<A::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_none<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        A::deserialize(deserializer).map(Some)
    }
}
