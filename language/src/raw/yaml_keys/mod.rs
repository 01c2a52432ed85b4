//! The keys of the schema language: their places, shapes and meanings.
//!
//! Both the reader and the JSON Schema that editors use take keys and shapes from here; the reader
//! also derives its messages about unknown and misspelt keys.

pub(crate) mod elsewhere;
mod fields;
mod migrations;
mod phases;
mod places;
mod steps;
mod types;
mod unique;

pub(crate) use fields::{
    CHECK, FIELD, NESTED_FIELD, RUST_DEFAULT, RUST_NORMALIZE, STORED_AS, STORED_FORMS,
};
pub(crate) use migrations::{MIGRATION_FILE, MODEL_STEPS, STEP};
pub(crate) use phases::RETYPED_FROM;
pub(crate) use places::*;
pub(crate) use steps::{
    ADD, CONCAT, COPY, DROP, ENUM_STEP, INDEX_STEP, MEMBERS, RENAME, RETYPE, SET, SPLIT, TTL_STEP,
};
pub(crate) use types::*;
pub(crate) use unique::{UNIQUE, UNIQUE_FIELDS};

/// A kind of map in a schema file.
#[derive(Debug)]
pub(crate) struct Place {
    /// Name of its definition in the JSON Schema.
    pub(crate) id: &'static str,
    /// Its name in messages.
    pub(crate) what: &'static str,
    /// A shorter form that may replace the whole map.
    pub(crate) short: Option<Shape>,
    /// The keys it may hold.
    pub(crate) keys: &'static [Key],
}

impl Place {
    /// Returns `true` if this key is planned here, and not allowed yet.
    pub(crate) fn plans(&self, key: &Key) -> bool {
        match key.need {
            Need::Planned => true,
            Need::OfModels => self.id == NESTED_FIELD.id,
            Need::Required | Need::Optional => false,
        }
    }
}

/// A key.
#[derive(Debug)]
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) shape: Shape,
    pub(crate) need: Need,
    pub(crate) doc: &'static str,
}

/// Requirement of a key: required, optional, or not allowed yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    Required,
    Optional,
    /// Optional in a field of a model, and planned in other fields.
    OfModels,
    /// Reserved: refused with a message of its own, never accepted and ignored.
    Planned,
}

/// The shape of a key's value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shape {
    /// Text on one or more lines.
    Text,
    /// A name or a path: text in one line.
    Line,
    /// `true` or `false`.
    Flag,
    /// The number of a format.
    FormatNumber,
    /// Text that may look like a number or a bool.
    Scalar,
    /// A whole number that is not negative.
    Count,
    /// A number.
    Number,
    /// One of these words, some of which are planned.
    Choice {
        words: &'static [&'static str],
        planned: &'static [&'static str],
    },
    /// A type expression.
    Type,
    /// The name of a field, or a list of such names.
    Names,
    /// A list of paths.
    Paths,
    /// `true`, `false`, or how the type is serialized.
    Serde,
    /// A default.
    Default,
    /// A stored form: a word, or a map.
    StoredAs,
    /// An offset from UTC.
    Offset,
    /// `true`, or the set of items.
    Unique,
    /// A step of a normalization, or a list of them.
    Normalize,
    /// A list of checks.
    Checks,
    /// The key of a model.
    ModelKey,
    /// The projection of an index.
    Projection,
    /// The values of an enum.
    EnumValues,
    /// A map of this place, or its short form.
    Of(&'static Place),
    /// A list of maps of this place.
    ListOf(&'static Place),
    /// A constant: a scalar, or an empty collection.
    Constant,
    /// A list of scalars.
    Scalars,
    /// A map from text to scalars.
    ScalarMap,
    /// A map from names to values of this place.
    Each(&'static Place),
    /// A map from names to declarations of types.
    EachType,
    /// The value of a planned key, which is not known yet.
    Unknown,
}

/// The version of a file.
const FORMAT_KEY: Key = key(
    "format",
    Shape::FormatNumber,
    "Version of the language. 1 if not given.",
);

const fn key(name: &'static str, shape: Shape, doc: &'static str) -> Key {
    Key {
        name,
        shape,
        need: Need::Optional,
        doc,
    }
}

const fn required(name: &'static str, shape: Shape, doc: &'static str) -> Key {
    Key {
        name,
        shape,
        need: Need::Required,
        doc,
    }
}

const fn of_models(name: &'static str, shape: Shape, doc: &'static str) -> Key {
    Key {
        need: Need::OfModels,
        ..key(name, shape, doc)
    }
}

const fn planned(name: &'static str) -> Key {
    Key {
        name,
        shape: Shape::Unknown,
        need: Need::Planned,
        doc: "Not supported yet.",
    }
}

const fn choice(words: &'static [&'static str], planned: &'static [&'static str]) -> Shape {
    Shape::Choice { words, planned }
}

const DOC: Key = key(
    "doc",
    Shape::Text,
    "Documentation; becomes rustdoc on the generated item.",
);

const DERIVE: Key = key(
    "derive",
    Shape::Paths,
    "Derive macros of the generated type, besides those that it has anyway.",
);

const SERDE_KEY: Key = key(
    "serde",
    Shape::Serde,
    "Serialize and deserialize what is generated, with serde.",
);

const RUST_NAME: Key = key(
    "rust_name",
    Shape::Line,
    "The name in Rust, if it is not to follow from the stored one.",
);
