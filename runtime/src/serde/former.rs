//! Serialized forms of fields that are read in their former stored form.

use serde_core::{Deserializer, Serializer};

use super::form::{Decimals, InputForm, OutputForm};
use crate::codec::{Attribute, Former};

/// A field that is read in its former stored form: the form of its type.
impl<A: OutputForm, F> OutputForm for Former<A, F>
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

impl<A: InputForm, F> InputForm for Former<A, F>
where
    Self: Attribute<Value = A::Value>,
{
    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<A::Value, D::Error> {
        A::deserialize(deserializer)
    }
}
