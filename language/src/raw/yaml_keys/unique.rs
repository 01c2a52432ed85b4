//! The maps of unique fields.

use super::{Key, Place, Shape, choice, key, required};

/// The set of items among which values are unique.
const AMONG: Key = key(
    "among",
    choice(&["live"], &[]),
    "`live`: a soft-deleted item gives its values up.",
);

/// The name of guards.
const GUARD: Key = key(
    "guard",
    Shape::Names,
    "What guards call its attributes, if not by their stored names: one name for each field.",
);

/// A unique field in its long form.
pub(crate) const UNIQUE: Place = Place {
    id: "unique",
    what: "`unique`",
    short: Some(Shape::Flag),
    keys: &[AMONG, GUARD],
};

/// Fields that are unique together, in their long form.
pub(crate) const UNIQUE_FIELDS: Place = Place {
    id: "unique_fields",
    what: "`unique`",
    short: Some(Shape::Names),
    keys: &[
        required(
            "fields",
            Shape::Names,
            "The fields whose values together are one item's only.",
        ),
        AMONG,
        GUARD,
    ],
};
