//! Untagged unions: objects whose only field is called by the name of the variant,
//! `{"number": "1.5"}`.
//!
//! Stored values are told apart by their kind, of which JSON has fewer: bytes and strings, decimals
//! and strings are all text.

use std::fmt;
use std::marker::PhantomData;

use serde_core::Deserializer;
use serde_core::de::{Error as _, MapAccess, Visitor};

use super::form::{InputForm, Read};

/// A type that is read from an object of a variant's name and its value.
pub trait VariantInput<'de>: Sized {
    /// Its name.
    const NAME: &'static str;

    /// The names of the variants.
    const VARIANTS: &'static [&'static str];

    /// Reads the value of a variant.
    fn read<M: MapAccess<'de>>(value: &mut VariantValue<'_, M>) -> Result<Self, M::Error>;
}

/// Reads a value from an object of a variant's name and its value.
///
/// # Errors
/// If the object does not have exactly one field. What is wrong with the value begins with the name
/// of the variant.
pub fn deserialize_variant<'de, T: VariantInput<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    deserializer.deserialize_map(OneVariant(PhantomData))
}

struct OneVariant<T>(PhantomData<T>);

impl<'de, T: VariantInput<'de>> Visitor<'de> for OneVariant<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with one variant of {}: ", T::NAME)?;
        for (at, variant) in T::VARIANTS.iter().enumerate() {
            let separator = if at == 0 { "" } else { " or " };
            write!(f, "{separator}`{variant}`")?;
        }
        Ok(())
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<T, M::Error> {
        let Some(variant) = map.next_key::<String>()? else {
            return Err(M::Error::invalid_length(0, &self));
        };
        let mut value = VariantValue {
            map,
            variant: &variant,
        };
        let read = T::read(&mut value)?;
        match value.map.next_key::<String>()? {
            Some(_) => Err(M::Error::invalid_length(2, &self)),
            None => Ok(read),
        }
    }
}

/// The value of a variant.
pub struct VariantValue<'v, M> {
    map: M,
    variant: &'v str,
}

impl<'v, 'de, M: MapAccess<'de>> VariantValue<'v, M> {
    /// Returns the name of the variant.
    pub fn variant(&self) -> &'v str {
        self.variant
    }

    /// Reads the value.
    pub fn read<A: InputForm>(&mut self) -> Result<A::Value, M::Error> {
        let value = self.map.next_value_seed(Read::<A>(PhantomData));
        value.map_err(|error| M::Error::custom(format_args!("{}: {error}", self.variant)))
    }
}
