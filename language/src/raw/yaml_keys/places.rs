//! The maps of the language, from the file inwards.

use super::fields::FIELD;
use super::unique::UNIQUE_FIELDS;
use super::{DERIVE, DOC, FORMAT_KEY, Place, SERDE_KEY, Shape, choice, key, planned, required};

/// A schema file.
pub(crate) const FILE: Place = Place {
    id: "file",
    what: "a schema file",
    short: None,
    keys: &[
        FORMAT_KEY,
        key("models", Shape::Each(&MODEL), "Models, by name."),
        key(
            "types",
            Shape::EachType,
            "Nested types, enums, unions and Rust types, by name.",
        ),
        SERDE_KEY,
        planned("tables"),
        planned("queries"),
        planned("migrations"),
    ],
};

/// A model.
pub(crate) const MODEL: Place = Place {
    id: "model",
    what: "a model",
    short: None,
    keys: &[
        DOC,
        required(
            "key",
            Shape::ModelKey,
            "The primary key: a field, or partition and sort.",
        ),
        required(
            "fields",
            Shape::Each(&FIELD),
            "Fields, by name, in the order they have in Rust.",
        ),
        key(
            "indexes",
            Shape::Each(&INDEX),
            "Secondary indexes, by name.",
        ),
        key(
            "relations",
            Shape::Each(&RELATION),
            "Relations to other models, by name.",
        ),
        key(
            "table",
            Shape::Line,
            "Table name, without prefix. The plural in snake case if not given.",
        ),
        key(
            "plural",
            Shape::Line,
            "Plural of the name, if English rules do not give it.",
        ),
        key(
            "ttl",
            Shape::Line,
            "The timestamp field that holds when an item expires.",
        ),
        key(
            "removed",
            Shape::Names,
            "Attributes of fields that are gone and not renamed: items keep them until a migration drops them.",
        ),
        planned("queries"),
        planned("phase"),
        planned("hooks"),
        planned("validate"),
        key(
            "unique",
            Shape::Each(&UNIQUE_FIELDS),
            "Fields that no two items hold the same values in, by the name of the lookup.",
        ),
        DERIVE,
        SERDE_KEY,
    ],
};

/// How a type is serialized.
pub(crate) const SERDE: Place = Place {
    id: "serde",
    what: "`serde`",
    short: Some(Shape::Flag),
    keys: &[
        key(
            "unknown",
            choice(&["ignore", "deny"], &[]),
            "What becomes of fields in the input that the type does not have.",
        ),
        key(
            "decimals",
            choice(&["text", "number"], &[]),
            "What decimals are written as.",
        ),
    ],
};

/// A primary key of two fields.
pub(crate) const COMPOSITE_KEY: Place = Place {
    id: "composite_key",
    what: "a primary key",
    short: None,
    keys: &[
        required(
            "partition",
            Shape::Line,
            "The field that is the partition key.",
        ),
        key("sort", Shape::Line, "The field that is the sort key."),
    ],
};

/// A secondary index.
pub(crate) const INDEX: Place = Place {
    id: "index",
    what: "an index",
    short: Some(Shape::Line),
    keys: &[
        key(
            "name",
            Shape::Line,
            "Name in DynamoDB, if it is not the one that it is declared by.",
        ),
        key(
            "renamed_from",
            Shape::Line,
            "Name in DynamoDB of the index over the former attributes, while fields of this one are renamed.",
        ),
        key(
            "partition",
            Shape::Names,
            "Partition key: a field, or up to four on a global index.",
        ),
        key(
            "sort",
            Shape::Names,
            "Sort key: a field, or up to four on a global index.",
        ),
        key(
            "project",
            Shape::Projection,
            "What the index holds besides keys. `all` if not given.",
        ),
        key(
            "local",
            Shape::Flag,
            "A local index: the table's partition key, another sort key.",
        ),
        key(
            "sparse",
            Shape::Flag,
            "Items without a value for its key are meant to be left out.",
        ),
        planned("index"),
        DOC,
    ],
};

/// A relation between models.
pub(crate) const RELATION: Place = Place {
    id: "relation",
    what: "a relation",
    short: None,
    keys: &[
        key(
            "has_many",
            Shape::Line,
            "The model of which any number of items hold the key of one of this model.",
        ),
        key(
            "has_one",
            Shape::Line,
            "The model of which one item holds the key of one of this model.",
        ),
        key(
            "belongs_to",
            Shape::Line,
            "The model whose key is in the items of this one.",
        ),
        key(
            "many_to_many",
            Shape::Line,
            "The model that this one is paired with.",
        ),
        key(
            "foreign_key",
            Shape::Names,
            "The field that holds the key; one for each part of it.",
        ),
        key(
            "through",
            Shape::Line,
            "Of `many_to_many`: the model whose items are the pairs.",
        ),
        key(
            "other_key",
            Shape::Line,
            "Of `many_to_many`: the field of a pair that holds the key of the other model.",
        ),
        key(
            "via",
            Shape::Line,
            "The index to read by, where several would do.",
        ),
        DOC,
    ],
};
