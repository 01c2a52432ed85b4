//! The maps of a migration file.

use super::{DOC, FORMAT_KEY, Key, Need, Place, Shape, key, planned, required};

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
        planned("retype"),
        planned("split"),
        planned("concat"),
        planned("enum"),
        planned("increment"),
        planned("append"),
        planned("index"),
        planned("ttl"),
        planned("unique"),
        planned("rekey"),
        planned("move"),
        planned("custom"),
    ],
};

/// A new field.
pub(crate) const ADD: Place = Place {
    id: "add",
    what: "`add`",
    short: None,
    keys: &[
        required(
            "field",
            Shape::Line,
            "The field; inside nested types with the names of all fields on the way: `profile.bio`.",
        ),
        key(
            "value",
            Shape::Constant,
            "The value: a constant of the field's type, as `default` takes it.",
        ),
        key(
            "now",
            Shape::Flag,
            "The value is the time at which the migration began, the same for all items.",
        ),
        key(
            "to",
            Shape::Text,
            "The value is that of an expression over the fields of the schema before the migration.",
        ),
        key(
            "generate",
            Shape::Flag,
            "The value is an id that follows from the migration and the key of the item.",
        ),
        WHERE,
    ],
};

const WHERE: Key = key(
    "where",
    Shape::Text,
    "An expression that is a condition: other items are left as they are.",
);

/// A field that gets the value of an expression.
pub(crate) const SET: Place = Place {
    id: "set",
    what: "`set`",
    short: None,
    keys: &[
        required(
            "field",
            Shape::Line,
            "The field of the schema after the migration.",
        ),
        required(
            "to",
            Shape::Text,
            "An expression over the fields of the schema before the migration.",
        ),
        key(
            "exclusive",
            Shape::Flag,
            "No program replaces whole items while the migration is carried out, so an attribute that \
             says what is done is kept.",
        ),
        WHERE,
    ],
};

const FROM: Key = required(
    "from",
    Shape::Line,
    "The field of the schema before the migration.",
);

const TO: Key = required("to", Shape::Line, "The field of the schema after it.");

/// A field whose attribute becomes another.
pub(crate) const RENAME: Place = Place {
    id: "rename",
    what: "`rename`",
    short: None,
    keys: &[FROM, TO, planned("where")],
};

/// A field that is copied.
pub(crate) const COPY: Place = Place {
    id: "copy",
    what: "`copy`",
    short: None,
    keys: &[FROM, TO, WHERE],
};

/// A field that is gone.
pub(crate) const DROP: Place = Place {
    id: "drop",
    what: "`drop`",
    short: Some(Shape::Line),
    keys: &[
        required(
            "field",
            Shape::Line,
            "The field of the schema before the migration.",
        ),
        WHERE,
    ],
};

/// Members of a set.
pub(crate) const MEMBERS: Place = Place {
    id: "members",
    what: "members of a set",
    short: None,
    keys: &[
        required("field", Shape::Line, "The field with the set."),
        required("members", Shape::Scalars, "The members."),
        WHERE,
    ],
};
