//! The maps of declared types.

use super::fields::{NESTED_FIELD, STORED_AS_KEY};
use super::{DERIVE, DOC, Place, RUST_NAME, SERDE_KEY, Shape, choice, key, required};

/// A nested type in its long form.
pub(crate) const STRUCT: Place = Place {
    id: "nested_type",
    what: "a nested type",
    short: Some(Shape::Each(&NESTED_FIELD)),
    keys: &[
        DOC,
        required("fields", Shape::Each(&NESTED_FIELD), "Fields, by name."),
        key("unknown", choice(&["keep", "drop"], &[]), UNKNOWN),
        key(
            "removed",
            Shape::Names,
            "Attributes of fields that are gone and not renamed: values keep them until a migration drops them.",
        ),
        DERIVE,
        SERDE_KEY,
    ],
};

/// The meaning of `unknown`.
const UNKNOWN: &str = "What becomes of attributes that are not declared, where values are written \
                       as a whole: kept in `rest`, or dropped.";

/// An enum.
pub(crate) const ENUM: Place = Place {
    id: "enum",
    what: "an enum",
    short: None,
    keys: &[
        required("enum", Shape::EnumValues, "The strings that may be stored."),
        key(
            "catch_all",
            Shape::Line,
            "Name of a variant that takes every other string.",
        ),
        DOC,
        DERIVE,
        SERDE_KEY,
    ],
};

/// A value of an enum in its long form.
pub(crate) const ENUM_VALUE: Place = Place {
    id: "enum_value",
    what: "an enum value",
    short: Some(Shape::Scalar),
    keys: &[
        required("value", Shape::Scalar, "The stored string."),
        RUST_NAME,
        DOC,
    ],
};

/// A tagged union.
pub(crate) const UNION: Place = Place {
    id: "union",
    what: "a union",
    short: None,
    keys: &[
        required(
            "union",
            Shape::Each(&VARIANT),
            "Variants, by the tag that is stored.",
        ),
        key(
            "tag",
            Shape::Line,
            "The attribute that says which variant it is. `type` if not given.",
        ),
        key(
            "content",
            Shape::Line,
            "The attribute that holds the fields of the variant. Beside the tag if not given.",
        ),
        key("unknown", choice(&["keep", "drop"], &[]), UNKNOWN),
        DOC,
        DERIVE,
        SERDE_KEY,
    ],
};

/// A union without a tag.
pub(crate) const UNTAGGED: Place = Place {
    id: "untagged_union",
    what: "an untagged union",
    short: None,
    keys: &[
        required(
            "union",
            Shape::Each(&SCALAR_VARIANT),
            "Variants, by name. Each holds one scalar, and no two are stored as the same kind.",
        ),
        required(
            "untagged",
            Shape::Flag,
            "The kind of the stored value says which variant it is.",
        ),
        DOC,
        DERIVE,
        SERDE_KEY,
    ],
};

/// A variant of an untagged union in its long form.
pub(crate) const SCALAR_VARIANT: Place = Place {
    id: "scalar_variant",
    what: "a variant of an untagged union",
    short: Some(Shape::Type),
    keys: &[
        required("type", Shape::Type, "The scalar type of its value."),
        STORED_AS_KEY,
        RUST_NAME,
        DOC,
    ],
};

/// A variant of a union in its long form.
pub(crate) const VARIANT: Place = Place {
    id: "variant",
    what: "a variant",
    short: Some(Shape::Each(&NESTED_FIELD)),
    keys: &[
        required(
            "fields",
            Shape::Each(&NESTED_FIELD),
            "Fields, by name, stored beside the tag or in `content`.",
        ),
        RUST_NAME,
        DOC,
    ],
};

/// A user-defined type.
pub(crate) const RUST_TYPE: Place = Place {
    id: "rust_type",
    what: "a Rust type",
    short: None,
    keys: &[
        required(
            "rust",
            Shape::Line,
            "Path of the type; with a codec also a type such as `u64` or `String`.",
        ),
        key(
            "codec",
            Shape::Line,
            "Path of its codec, if the type is not its own; or `serde`.",
        ),
        key(
            "key",
            choice(&["string", "number", "binary"], &[]),
            "Stored kind, to be used in keys.",
        ),
        DOC,
    ],
};
