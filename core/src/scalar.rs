//! Scalar types and the forms in which some of them are stored.

mod attribute_type;
mod former;

pub use former::{FormerForm, NoWayBack, bool_of_text};

use crate::KeyKind;
use crate::time::TimestampFormat;

/// A scalar type, in one of its stored forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(
    missing_docs,
    reason = "the integers and floats are what they are called"
)]
pub enum Scalar {
    /// `S`
    String,
    /// `BOOL`
    Bool,
    I8,
    I16,
    I32,
    I64,
    I128,
    U8,
    U16,
    U32,
    U64,
    U128,
    F32,
    F64,
    /// `N` with up to 38 significant digits, exactly.
    Decimal,
    /// `B`
    Bytes,
    /// `S`, hyphenated, or `B`.
    Uuid(UuidFormat),
    /// `S`, 26 characters of Crockford base 32.
    Ulid(UlidFormat),
    /// `S` or `N`.
    Timestamp(TimestampFormat),
    /// `S`, `YYYY-MM-DD`.
    Date,
    /// Any DynamoDB value.
    Json,
}

impl Scalar {
    /// Every scalar type, in its default stored form.
    pub const ALL: [Self; 21] = [
        Self::String,
        Self::Bool,
        Self::I8,
        Self::I16,
        Self::I32,
        Self::I64,
        Self::I128,
        Self::U8,
        Self::U16,
        Self::U32,
        Self::U64,
        Self::U128,
        Self::F32,
        Self::F64,
        Self::Decimal,
        Self::Bytes,
        Self::Uuid(UuidFormat::Lower),
        Self::Ulid(UlidFormat::Upper),
        Self::Timestamp(TimestampFormat::IsoMs),
        Self::Date,
        Self::Json,
    ];

    /// Returns the name of the type in a schema file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Bool => "bool",
            Self::I8 => "i8",
            Self::I16 => "i16",
            Self::I32 => "i32",
            Self::I64 => "i64",
            Self::I128 => "i128",
            Self::U8 => "u8",
            Self::U16 => "u16",
            Self::U32 => "u32",
            Self::U64 => "u64",
            Self::U128 => "u128",
            Self::F32 => "f32",
            Self::F64 => "f64",
            Self::Decimal => "decimal",
            Self::Bytes => "bytes",
            Self::Uuid(_) => "uuid",
            Self::Ulid(_) => "ulid",
            Self::Timestamp(_) => "timestamp",
            Self::Date => "date",
            Self::Json => "json",
        }
    }

    /// Returns the type with this name, in its default stored form.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scalar| scalar.name() == name)
    }

    /// Returns the family of the type.
    pub const fn family(self) -> Family {
        match self {
            Self::String => Family::String,
            Self::Bool => Family::Bool,
            Self::I8
            | Self::I16
            | Self::I32
            | Self::I64
            | Self::I128
            | Self::U8
            | Self::U16
            | Self::U32
            | Self::U64
            | Self::U128 => Family::Integer,
            Self::F32 | Self::F64 => Family::Float,
            Self::Decimal => Family::Decimal,
            Self::Bytes => Family::Bytes,
            Self::Uuid(form) => Family::Uuid(form),
            Self::Ulid(form) => Family::Ulid(form),
            Self::Timestamp(form) => Family::Timestamp(form),
            Self::Date => Family::Date,
            Self::Json => Family::Json,
        }
    }

    /// Returns the words for its stored forms; none if there is only one.
    pub const fn form_names(self) -> &'static [&'static str] {
        match self.family() {
            Family::Timestamp(_) => TimestampFormat::NAMES,
            Family::Uuid(_) => UuidFormat::NAMES,
            Family::Ulid(_) => UlidFormat::NAMES,
            Family::String
            | Family::Bool
            | Family::Integer
            | Family::Float
            | Family::Decimal
            | Family::Bytes
            | Family::Date
            | Family::Json => &[],
        }
    }

    /// Returns the same type in the stored form with this word, if it has that form.
    pub fn in_form(self, word: &str) -> Option<Self> {
        match self.family() {
            Family::Timestamp(_) => TimestampFormat::named(word).map(Self::Timestamp),
            Family::Uuid(_) => UuidFormat::named(word).map(Self::Uuid),
            Family::Ulid(_) => UlidFormat::named(word).map(Self::Ulid),
            Family::String
            | Family::Bool
            | Family::Integer
            | Family::Float
            | Family::Decimal
            | Family::Bytes
            | Family::Date
            | Family::Json => None,
        }
    }

    /// Returns `true` if its values are numbers. Times are not, however they are stored.
    pub const fn is_number(self) -> bool {
        match self.family() {
            Family::Integer | Family::Float | Family::Decimal => true,
            Family::String
            | Family::Bool
            | Family::Bytes
            | Family::Uuid(_)
            | Family::Ulid(_)
            | Family::Timestamp(_)
            | Family::Date
            | Family::Json => false,
        }
    }

    /// Returns its kind of key attribute, if it can be in a key.
    pub const fn key_kind(self) -> Option<KeyKind> {
        match self.family() {
            Family::Bool | Family::Float | Family::Json => None,
            Family::Bytes | Family::Uuid(UuidFormat::Bytes) => Some(KeyKind::Binary),
            Family::String
            | Family::Uuid(UuidFormat::Lower | UuidFormat::Upper)
            | Family::Ulid(_)
            | Family::Date => Some(KeyKind::String),
            Family::Timestamp(format) => Some(format.key_kind()),
            Family::Integer | Family::Decimal => Some(KeyKind::Number),
        }
    }
}

/// Scalar types that differ at most in their range. Code that depends on the kind of a type matches
/// its family, so that only a new family is looked at everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// `string`
    String,
    /// `bool`
    Bool,
    /// `i8` to `u128`
    Integer,
    /// `f32` and `f64`
    Float,
    /// `decimal`
    Decimal,
    /// `bytes`
    Bytes,
    /// `uuid`
    Uuid(UuidFormat),
    /// `ulid`
    Ulid(UlidFormat),
    /// `timestamp`
    Timestamp(TimestampFormat),
    /// `date`
    Date,
    /// `json`
    Json,
}

impl Family {
    /// Returns what a type of the family is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Bool => "bool",
            Self::Integer => "integer",
            Self::Float => "float",
            Self::Decimal => "decimal",
            Self::Bytes => "bytes",
            Self::Uuid(_) => "uuid",
            Self::Ulid(_) => "ulid",
            Self::Timestamp(_) => "timestamp",
            Self::Date => "date",
            Self::Json => "json",
        }
    }

    /// Returns what its values are, with an article.
    pub const fn value(self) -> &'static str {
        match self {
            Self::String => "a string",
            Self::Bool => "a bool",
            Self::Integer | Self::Float | Self::Decimal => "a number",
            Self::Bytes => "bytes",
            Self::Uuid(_) | Self::Ulid(_) => "an id",
            Self::Timestamp(_) | Self::Date => "a time",
            Self::Json => "a JSON document",
        }
    }
}

/// The stored forms of a UUID.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UuidFormat {
    /// `S`, lower case with hyphens.
    Lower,
    /// `S`, upper case with hyphens.
    Upper,
    /// `B`, its 16 bytes.
    Bytes,
}

words!(UuidFormat {
    Lower = "lower",
    Upper = "upper",
    Bytes = "bytes",
});

/// The stored forms of a ULID.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UlidFormat {
    /// `S`, upper case.
    Upper,
    /// `S`, lower case.
    Lower,
}

words!(UlidFormat {
    Upper = "upper",
    Lower = "lower",
});

#[cfg(test)]
mod tests;
