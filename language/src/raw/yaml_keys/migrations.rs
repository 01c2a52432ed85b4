//! The maps of a migration file.

use super::steps::{
    ADD, CONCAT, COPY, DROP, ENUM_STEP, INDEX_STEP, MEMBERS, RENAME, RETYPE, SET, SPLIT, TTL_STEP,
};
use super::{DOC, FORMAT_KEY, Key, Need, Place, Shape, key, planned};

const STEPS: Key = key(
    "steps",
    Shape::ListOf(&STEP),
    "What is changed. The order makes no difference to items: no two steps change one attribute.",
);

/// A migration file.
pub(crate) const MIGRATION_FILE: Place = Place {
    id: "migration",
    what: "a migration file",
    short: None,
    keys: &[
        FORMAT_KEY,
        DOC,
        key("model", Shape::Line, "The model whose items are changed."),
        STEPS,
        key(
            "models",
            Shape::Each(&MODEL_STEPS),
            "In place of `model` and `steps`: what is changed in items of several models.",
        ),
    ],
};

/// What is changed in the items of one of several models.
pub(crate) const MODEL_STEPS: Place = Place {
    id: "model_steps",
    what: "a model with steps",
    short: Some(Shape::ListOf(&STEP)),
    keys: &[Key {
        need: Need::Required,
        ..STEPS
    }],
};

/// A step: one of its keys.
pub(crate) const STEP: Place = Place {
    id: "step",
    what: "a step",
    short: None,
    keys: &[
        key(
            "add",
            Shape::Of(&ADD),
            "Give a new field a value in all items that lack its attribute.",
        ),
        key(
            "set",
            Shape::Of(&SET),
            "Give a field the value of an expression in all items.",
        ),
        key(
            "rename",
            Shape::Of(&RENAME),
            "Store a field in another attribute: copy it, then remove the former one.",
        ),
        key(
            "copy",
            Shape::Of(&COPY),
            "Copy a field to another in all items that lack the attribute of that.",
        ),
        key(
            "drop",
            Shape::Of(&DROP),
            "Remove the attribute of a field that the schema does not have any more.",
        ),
        key(
            "add_members",
            Shape::Of(&MEMBERS),
            "Add members to a set in all items.",
        ),
        key(
            "remove_members",
            Shape::Of(&MEMBERS),
            "Remove members from a set in all items.",
        ),
        key(
            "retype",
            Shape::Of(&RETYPE),
            "Convert a field to a new one of another type or stored form.",
        ),
        key(
            "split",
            Shape::Of(&SPLIT),
            "Split a text into several fields.",
        ),
        key(
            "concat",
            Shape::Of(&CONCAT),
            "Join texts of several fields in one.",
        ),
        key(
            "enum",
            Shape::Of(&ENUM_STEP),
            "Replace stored values of an enum by others.",
        ),
        key(
            "index",
            Shape::Of(&INDEX_STEP),
            "Add an index to the table, drop one, or replace one by another.",
        ),
        key(
            "ttl",
            Shape::Of(&TTL_STEP),
            "Turn the expiry of items on or off.",
        ),
        planned("increment"),
        planned("append"),
        planned("unique"),
        planned("rekey"),
        planned("move"),
        planned("custom"),
    ],
};
