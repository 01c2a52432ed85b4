//! The serialized form of each stored form: that of its Rust type, except for those in files
//! of their own.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::marker::PhantomData;

use serde_core::de::{DeserializeOwned, DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use crate::codec::{Attribute, Codec, Coded, List, Map, Recoded, Set};
use crate::types::{
    Date, Document, EpochMillis, EpochMillisText, EpochSeconds, EpochSecondsOrNever,
    EpochSecondsText, IsoAtOffset, IsoLocal, IsoMicros, IsoOffset, IsoSeconds, Timestamp, Uuid,
    UuidBytes, UuidUpper,
};

/// What decimals are written as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Decimals {
    /// As text.
    #[default]
    Text,
    /// As numbers where a 64-bit integer or a float prints the same, and as text otherwise.
    Numbers,
}

/// A stored form whose values can be serialized.
pub trait OutputForm: Attribute {
    /// Serializes a value.
    fn serialize<S: Serializer>(
        value: &Self::Value,
        decimals: Decimals,
        serializer: S,
    ) -> Result<S::Ok, S::Error>;
}

/// A stored form whose values can be deserialized.
pub trait InputForm: Attribute {
    /// Deserializes a value.
    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self::Value, D::Error>;
}

/// A type that is its own stored form, and serialized by its own implementation: types of a schema,
/// and scalars that say no more and no less in JSON than they should.
pub trait OwnForm: Attribute<Value = Self> {}

macro_rules! own_forms {
    ($($type:ty,)*) => {$(
        impl OwnForm for $type {}
    )*};
}

own_forms! {
    bool, f32, f64, i8, i16, i32, i64, u8, u16, u32, u64,
    Date, Document, String, Timestamp, Uuid,
}

impl<A: OwnForm + Serialize> OutputForm for A {
    fn serialize<S: Serializer>(value: &A, _: Decimals, serializer: S) -> Result<S::Ok, S::Error> {
        Serialize::serialize(value, serializer)
    }
}

impl<A: OwnForm + DeserializeOwned> InputForm for A {
    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<A, D::Error> {
        Deserialize::deserialize(deserializer)
    }
}

/// Other stored forms of these types.
macro_rules! as_the_type {
    ($($form:ty => $type:ty,)*) => {$(
        impl OutputForm for $form {
            fn serialize<S: Serializer>(
                value: &$type,
                _: Decimals,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                Serialize::serialize(value, serializer)
            }
        }

        impl InputForm for $form {
            fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<$type, D::Error> {
                Deserialize::deserialize(deserializer)
            }
        }
    )*};
}

as_the_type! {
    EpochMillis => Timestamp,
    EpochMillisText => Timestamp,
    EpochSeconds => Timestamp,
    EpochSecondsText => Timestamp,
    IsoLocal => Timestamp,
    IsoMicros => Timestamp,
    IsoOffset => Timestamp,
    IsoSeconds => Timestamp,
    UuidBytes => Uuid,
    UuidUpper => Uuid,
}

/// The same for forms that have a parameter.
macro_rules! as_a_timestamp {
    ($(const $parameter:ident: $type:ty, $form:ty;)*) => {$(
        impl<const $parameter: $type> OutputForm for $form
        where
            Self: Attribute<Value = Timestamp>,
        {
            fn serialize<S: Serializer>(
                value: &Timestamp,
                _: Decimals,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                Serialize::serialize(value, serializer)
            }
        }

        impl<const $parameter: $type> InputForm for $form
        where
            Self: Attribute<Value = Timestamp>,
        {
            fn deserialize<'de, D: Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Timestamp, D::Error> {
                Deserialize::deserialize(deserializer)
            }
        }
    )*};
}

as_a_timestamp! {
    const MINUTES: i16, IsoAtOffset<MINUTES>;
    const NUMBER: i64, EpochSecondsOrNever<NUMBER>;
}

/// A value that a codec stores: its own form.
impl<C: Codec<Value: Serialize>> OutputForm for Coded<C> {
    fn serialize<S: Serializer>(
        value: &C::Value,
        _: Decimals,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        value.serialize(serializer)
    }
}

impl<C: Codec<Value: DeserializeOwned>> InputForm for Coded<C> {
    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<C::Value, D::Error> {
        Deserialize::deserialize(deserializer)
    }
}

/// A field with a codec: the form of its type.
impl<A: OutputForm, C> OutputForm for Recoded<A, C>
where
    Self: Attribute<Value = A::Value>,
{
    fn serialize<S: Serializer>(
        value: &A::Value,
        decimals: Decimals,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        A::serialize(value, decimals, serializer)
    }
}

impl<A: InputForm, C> InputForm for Recoded<A, C>
where
    Self: Attribute<Value = A::Value>,
{
    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<A::Value, D::Error> {
        A::deserialize(deserializer)
    }
}

impl<A: OutputForm> OutputForm for List<A> {
    fn serialize<S: Serializer>(
        value: &Vec<A::Value>,
        decimals: Decimals,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(value.iter().map(|it| Written::<A>(it, decimals)))
    }
}

impl<A: InputForm> InputForm for List<A> {
    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<A::Value>, D::Error> {
        deserializer.deserialize_seq(Elements::<A>(PhantomData))
    }
}

impl<A: OutputForm> OutputForm for Set<A>
where
    Self: Attribute<Value = BTreeSet<A::Value>>,
{
    fn serialize<S: Serializer>(
        value: &BTreeSet<A::Value>,
        decimals: Decimals,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(value.iter().map(|it| Written::<A>(it, decimals)))
    }
}

impl<A: InputForm<Value: Ord>> InputForm for Set<A>
where
    Self: Attribute<Value = BTreeSet<A::Value>>,
{
    fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<BTreeSet<A::Value>, D::Error> {
        let elements = deserializer.deserialize_seq(Elements::<A>(PhantomData))?;
        Ok(elements.into_iter().collect())
    }
}

impl<A: OutputForm> OutputForm for Map<A> {
    fn serialize<S: Serializer>(
        value: &BTreeMap<String, A::Value>,
        decimals: Decimals,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let entries = value.iter();
        serializer.collect_map(entries.map(|(key, it)| (key, Written::<A>(it, decimals))))
    }
}

impl<A: InputForm> InputForm for Map<A> {
    fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<BTreeMap<String, A::Value>, D::Error> {
        deserializer.deserialize_map(Entries::<A>(PhantomData))
    }
}

/// A value that is serialized in a form.
pub(super) struct Written<'v, A: Attribute>(pub(super) &'v A::Value, pub(super) Decimals);

impl<A: OutputForm> Serialize for Written<'_, A> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        A::serialize(self.0, self.1, serializer)
    }
}

/// Reads a value in a form.
pub(super) struct Read<A>(pub(super) PhantomData<A>);

impl<'de, A: InputForm> DeserializeSeed<'de> for Read<A> {
    type Value = A::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<A::Value, D::Error> {
        A::deserialize(deserializer)
    }
}

/// Reads the elements of an array.
struct Elements<A>(PhantomData<A>);

impl<'de, A: InputForm> Visitor<'de> for Elements<A> {
    type Value = Vec<A::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut sequence: S) -> Result<Self::Value, S::Error> {
        let mut elements = Vec::new();
        while let Some(element) = sequence.next_element_seed(Read::<A>(PhantomData))? {
            elements.push(element);
        }
        Ok(elements)
    }
}

/// Reads the entries of an object.
struct Entries<A>(PhantomData<A>);

impl<'de, A: InputForm> Visitor<'de> for Entries<A> {
    type Value = BTreeMap<String, A::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
        let mut entries = BTreeMap::new();
        while let Some(key) = map.next_key()? {
            entries.insert(key, map.next_value_seed(Read::<A>(PhantomData))?);
        }
        Ok(entries)
    }
}
