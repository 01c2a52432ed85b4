//! Errors of writing a value.

use std::fmt;

use super::CodecError;
use super::place::Place;
use crate::types::NumberError;
use dynamite_core::KeyKind;

/// An error of writing a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodeError(Box<Encode>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Encode {
    model: &'static str,
    place: Place,
    problem: EncodeProblem,
}

/// The reason why a value cannot be written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EncodeProblem {
    /// A key attribute is an empty string or empty bytes.
    EmptyKey,
    /// A key attribute is too long: 2,048 bytes for partition keys, 1,024 for sort keys.
    KeyTooLong {
        /// Length of the key in bytes.
        bytes: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// NaN or infinite.
    NotFinite,
    /// More than 38 significant digits.
    TooManyDigits,
    /// Magnitude outside 1E-130 to 9.9999999999999999999999999999999999999E+125.
    NumberOutOfRange,
    /// A timestamp or date outside the years 0000 to 9999.
    YearOutOfRange,
    /// The item is larger than 400 KB.
    ItemTooLarge {
        /// Size in bytes, as DynamoDB counts: names and values.
        bytes: usize,
    },
    /// A value inside more than 31 lists and maps, which exceeds DynamoDB's 32 levels.
    NestedTooDeep,
    /// An empty set that cannot be left out, because it is in a list or in a `json` field: DynamoDB
    /// has no empty sets.
    EmptySet,
    /// An entry of a map has an empty key, which DynamoDB does not support.
    EmptyName,
    /// Text that is no number. Only items that are not encoded by a generated type can hold it.
    NotANumber,
    /// A set with the same member twice, of the same kind of item.
    RepeatedMember,
    /// A key attribute that is absent or of another type, of the same kind of item.
    NoKey {
        /// The type of the key attribute.
        expected: KeyKind,
    },
    /// A change of a key attribute: DynamoDB does not change keys.
    KeyChange,
    /// The key of a new item that is not the key of the update that inserts it.
    OtherKey,
    /// A declared attribute in `rest`, which is for undeclared ones.
    Declared,
    /// A user-defined codec rejected the value.
    Codec(CodecError),
}

impl EncodeProblem {
    /// Returns `true` if the program is wrong, whatever the values are that it was given.
    pub(crate) fn is_of_program(&self) -> bool {
        matches!(
            self,
            Self::NotANumber
                | Self::RepeatedMember
                | Self::NoKey { .. }
                | Self::KeyChange
                | Self::OtherKey
                | Self::Declared
        )
    }
}

impl EncodeError {
    /// Makes an error of this problem. [`in_attribute`](Self::in_attribute) adds the place.
    #[cold]
    pub fn new(problem: EncodeProblem) -> Self {
        Self(Box::new(Encode {
            model: "",
            place: Place::default(),
            problem,
        }))
    }

    #[cold]
    pub(crate) fn codec(error: CodecError) -> Self {
        Self::new(EncodeProblem::Codec(error))
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

    /// Adds the model.
    #[cold]
    #[must_use]
    pub fn of_model(mut self, model: &'static str) -> Self {
        self.0.model = model;
        self
    }

    /// Hides the path inside the field from messages, since map keys are values too, and what a codec
    /// says of the value.
    #[cold]
    #[must_use]
    pub fn sensitive(mut self) -> Self {
        self.0.place.clear();
        if let EncodeProblem::Codec(message) = &mut self.0.problem {
            *message = CodecError::new("its message is not shown, since the field is sensitive");
        }
        self
    }

    /// Returns the name of the model, empty if not known.
    pub fn model(&self) -> &str {
        self.0.model
    }

    /// Returns the attribute as a document path such as `lines[2].price`; empty for the whole item.
    pub fn attribute(&self) -> String {
        self.0.place.to_string()
    }

    /// Returns the problem.
    pub fn problem(&self) -> &EncodeProblem {
        &self.0.problem
    }
}

impl From<NumberError> for EncodeError {
    #[cold]
    fn from(error: NumberError) -> Self {
        Self::new(match error {
            NumberError::NotFinite => EncodeProblem::NotFinite,
            NumberError::TooManyDigits => EncodeProblem::TooManyDigits,
            NumberError::OutOfRange => EncodeProblem::NumberOutOfRange,
            NumberError::Syntax => EncodeProblem::NotANumber,
        })
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Encode {
            model,
            place,
            problem,
        } = &*self.0;
        match (place.is_empty(), model.is_empty()) {
            (true, true) => f.write_str("invalid value")?,
            (true, false) => write!(f, "invalid {model}")?,
            (false, true) => write!(f, "invalid value for attribute `{place}`")?,
            (false, false) => write!(f, "invalid value for attribute `{place}` of {model}")?,
        }
        write!(f, ": {problem}")
    }
}

impl std::error::Error for EncodeError {}

impl fmt::Display for EncodeProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EmptyKey => f.write_str(
                "it is empty, and DynamoDB keys must not be: give it a value, or make it absent if it only belongs to an index",
            ),
            Self::KeyTooLong { bytes, limit } => write!(
                f,
                "it is {bytes} bytes long, and this key takes at most {limit}: shorten it, or store a hash of it"
            ),
            Self::NotFinite => {
                f.write_str("it is NaN or infinite, which DynamoDB cannot store: make it absent")
            }
            Self::TooManyDigits => f.write_str(
                "it has more than the 38 significant digits that DynamoDB keeps: round it first",
            ),
            Self::NumberOutOfRange => f.write_str(
                "it is outside the range of DynamoDB numbers, 1E-130 to 9.99E+125 and the same below zero",
            ),
            Self::YearOutOfRange => f.write_str(
                "its year is not between 0000 and 9999, and would not sort with the others",
            ),
            Self::ItemTooLarge { bytes } => write!(
                f,
                "it has {bytes} bytes, and DynamoDB takes 409,600 (400 KB): move large attributes to items of their own, or to S3"
            ),
            Self::NestedTooDeep => f.write_str(
                "it is nested deeper than DynamoDB allows, which is 31 lists and maps: flatten it",
            ),
            Self::EmptySet => f.write_str(
                "it is an empty set, which DynamoDB does not have: leave it out, or use an empty list",
            ),
            Self::EmptyName => f.write_str(
                "it has an entry with an empty key, and DynamoDB has none: give the key at least one character",
            ),
            Self::NotANumber => {
                f.write_str("it is stored as a number, and its text is none: correct it")
            }
            Self::RepeatedMember => f.write_str(
                "it is a set with the same member twice, which DynamoDB does not have: leave one out",
            ),
            Self::NoKey { expected } => write!(
                f,
                "it is part of the key and absent or of another type: give it as `{}`",
                expected.name()
            ),
            Self::KeyChange => f.write_str(
                "it is part of the key, which no update changes: create an item with the new key, and delete this one",
            ),
            Self::OtherKey => f.write_str(
                "the new item has another key than the update that inserts it: give both the same",
            ),
            Self::Declared => f.write_str(
                "it is in `rest`, and the type has a field of its own for it: set the field",
            ),
            Self::Codec(error) => write!(f, "its codec refused it: {error}"),
        }
    }
}
