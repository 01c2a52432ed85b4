//! Errors of reading an item.

use std::borrow::Cow;
use std::fmt;

use super::CodecError;
use super::place::Place;

/// What is found where there is nothing.
const ABSENT: &str = "nothing: the attribute is absent";

/// An error of reading a stored item or one of its attributes.
#[derive(Clone, PartialEq, Eq)]
pub struct DecodeError(Box<Decode>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Decode {
    model: &'static str,
    key: Option<String>,
    place: Place,
    expected: Cow<'static, str>,
    found: Cow<'static, str>,
}

impl DecodeError {
    /// Makes the error for a stored value that differs from the expected one.
    #[cold]
    pub fn new(
        expected: impl Into<Cow<'static, str>>,
        found: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self(Box::new(Decode {
            model: "",
            key: None,
            place: Place::default(),
            expected: expected.into(),
            found: found.into(),
        }))
    }

    /// Makes the error for an absent required attribute.
    #[cold]
    pub fn absent(attribute: &str) -> Self {
        Self::nothing().in_attribute(attribute)
    }

    /// Makes the error for an absent required value. [`in_attribute`](Self::in_attribute) adds the
    /// place.
    #[cold]
    pub(crate) fn nothing() -> Self {
        Self::new("a value", ABSENT)
    }

    /// Makes the error of a user-defined codec.
    #[cold]
    pub(crate) fn codec(error: &CodecError) -> Self {
        Self::new("a value its codec accepts", error.to_string())
    }

    /// Adds the enclosing attribute. Called from the inside out.
    #[cold]
    #[must_use]
    pub fn in_attribute(mut self, name: &str) -> Self {
        self.0.place.in_attribute(name);
        self
    }

    /// Adds the enclosing list element. Called from the inside out.
    #[cold]
    #[must_use]
    pub fn in_element(mut self, index: usize) -> Self {
        self.0.place.in_element(index);
        self
    }

    /// Hides from messages the found value and the path inside the field, since map keys are values
    /// too. That there is no value may be said.
    #[cold]
    #[must_use]
    pub fn sensitive(mut self) -> Self {
        self.0.place.clear();
        if self.0.found != ABSENT {
            self.0.found = Cow::Borrowed("something else (the field is sensitive)");
        }
        self
    }

    /// Adds the item.
    #[cold]
    #[must_use]
    pub fn of_item(mut self, model: &'static str, key: Option<String>) -> Self {
        self.0.model = model;
        self.0.key = key;
        self
    }

    /// Returns the name of the model, empty if not known.
    pub fn model(&self) -> &str {
        self.0.model
    }

    /// Returns the item's key as text, if it could be read.
    pub fn key(&self) -> Option<&str> {
        self.0.key.as_deref()
    }

    /// Returns the attribute as a document path such as `lines[2].price`.
    pub fn attribute(&self) -> String {
        self.0.place.to_string()
    }

    /// Returns a description of the expected value.
    pub fn expected(&self) -> &str {
        &self.0.expected
    }

    /// Returns a description of the stored value.
    pub fn found(&self) -> &str {
        &self.0.found
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("cannot read ")?;
        f.write_str(if self.model().is_empty() {
            "an item"
        } else {
            self.model()
        })?;
        if let Some(key) = self.key() {
            write!(f, " {key}")?;
        }
        if !self.0.place.is_empty() {
            write!(f, ", attribute `{}`", self.0.place)?;
        }
        write!(f, ": expected {}, found {}", self.expected(), self.found())
    }
}

impl std::error::Error for DecodeError {}
