//! The keys of fields that are changed in phases.

use crate::ir::Phase;

use super::fields::STORED_AS_KEY;
use super::{Key, Place, Shape, choice, key, of_models, planned, required};

/// How far a change is.
pub(super) const PHASE: Key = key(
    "phase",
    choice(Phase::NAMES, &[]),
    "How far the change is: `expand` reads the former attribute and `switch` the new one, and \
     both write both; `contract` removes the former one.",
);

/// The former stored form of a field.
pub(super) const RETYPED_FROM_KEY: Key = of_models(
    "retyped_from",
    Shape::Of(&RETYPED_FROM),
    "The stored attribute that held the field before in another type or stored form, while that is changed.",
);

/// A former stored form.
pub(crate) const RETYPED_FROM: Place = Place {
    id: "retyped_from",
    what: "`retyped_from`",
    short: None,
    keys: &[
        required(
            "attribute",
            Shape::Line,
            "Name of the stored attribute that the field had before.",
        ),
        key(
            "type",
            Shape::Type,
            "The type that it had before, without `?`. That of the field, if it is not given.",
        ),
        STORED_AS_KEY,
        key(
            "values",
            Shape::ScalarMap,
            "Of an enum: what was stored for its values before. Values that are not listed keep theirs.",
        ),
        planned("in_place"),
        planned("concat"),
        planned("split"),
    ],
};
