//! The fields of a value that is written.

use serde_core::ser::SerializeStruct;
use serde_core::{Serialize, Serializer};

use super::form::{Decimals, OutputForm, Written};

/// A union whose tag and content are apart.
pub trait ContentOutput {
    /// Serializes the content: an object of the variant's fields.
    fn serialize_content<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

struct ContentOf<'v, T>(&'v T);

impl<T: ContentOutput> Serialize for ContentOf<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize_content(serializer)
    }
}

/// Writes the fields of a value one after another, until one fails.
pub struct Output<S: Serializer> {
    fields: Result<S::SerializeStruct, S::Error>,
    decimals: Decimals,
}

impl<S: Serializer> Output<S> {
    /// Begins a value of a type with at most this many fields.
    pub fn new(serializer: S, name: &'static str, fields: usize) -> Self {
        Self {
            fields: serializer.serialize_struct(name, fields),
            decimals: Decimals::default(),
        }
    }

    /// Writes decimals as numbers.
    #[must_use]
    pub fn decimals_as_numbers(mut self) -> Self {
        self.decimals = Decimals::Numbers;
        self
    }

    /// Writes the tag of a union.
    #[must_use]
    pub fn tag(self, name: &'static str, tag: &'static str) -> Self {
        self.field(name, tag)
    }

    /// Writes the content of a union.
    #[must_use]
    pub fn content<T: ContentOutput>(self, name: &'static str, value: &T) -> Self {
        self.field(name, &ContentOf(value))
    }

    /// Writes a field.
    #[must_use]
    pub fn write<A: OutputForm>(self, name: &'static str, value: &A::Value) -> Self {
        let decimals = self.decimals;
        self.field(name, &Written::<A>(value, decimals))
    }

    /// Writes a field, if it has a value.
    #[must_use]
    pub fn write_optional<A: OutputForm>(
        mut self,
        name: &'static str,
        value: &Option<A::Value>,
    ) -> Self {
        if let Some(value) = value {
            return self.write::<A>(name, value);
        }
        if let Ok(output) = &mut self.fields
            && let Err(error) = output.skip_field(name)
        {
            self.fields = Err(error);
        }
        self
    }

    fn field<T: Serialize + ?Sized>(mut self, name: &'static str, value: &T) -> Self {
        if let Ok(output) = &mut self.fields
            && let Err(error) = output.serialize_field(name, value)
        {
            self.fields = Err(error);
        }
        self
    }

    /// Ends the value.
    pub fn finish(self) -> Result<S::Ok, S::Error> {
        self.fields?.end()
    }
}
