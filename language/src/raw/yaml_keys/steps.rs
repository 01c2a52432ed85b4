//! The maps of the steps of a migration.

use super::{Key, Place, Shape, choice, key, planned, required};

/// A new field.
pub(crate) const ADD: Place = Place {
    id: "add",
    what: "`add`",
    short: None,
    keys: &[
        required(
            "field",
            Shape::Line,
            "The field; inside nested types and unions with the names of all fields and variants on the way: \
             `profile.bio`, `payment.card.holder`.",
        ),
        key(
            "value",
            Shape::Constant,
            "The value: a constant of the field's type, as `default` takes it.",
        ),
        key(
            "now",
            Shape::Flag,
            "The value is the time at which the migration was first run, the same for all items.",
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

const EXCLUSIVE: Key = key(
    "exclusive",
    Shape::Flag,
    "No program replaces whole items while the migration is carried out, so an attribute that \
     says what is done is kept.",
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
        EXCLUSIVE,
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

/// A field that is converted.
pub(crate) const RETYPE: Place = Place {
    id: "retype",
    what: "`retype`",
    short: None,
    keys: &[
        FROM,
        TO,
        key(
            "using",
            Shape::Text,
            "The expression that converts it, if there is no one conversion between the two types.",
        ),
        key(
            "map",
            Shape::ScalarMap,
            "Of an enum: the new stored value for each former one. Others stay as they are.",
        ),
        WHERE,
    ],
};

/// A text that is split.
pub(crate) const SPLIT: Place = Place {
    id: "split",
    what: "`split`",
    short: None,
    keys: &[
        FROM,
        required("by", Shape::Text, "The text between the parts."),
        required(
            "to",
            Shape::Scalars,
            "The fields of the schema after the migration, in the order of the parts. The last one gets the rest.",
        ),
        key(
            "missing",
            choice(&["reject", "absent"], &[]),
            "What becomes of an item with fewer parts: it is reported and left as it is, or the fields are absent. `reject` if not given.",
        ),
        WHERE,
    ],
};

/// Texts that are joined.
pub(crate) const CONCAT: Place = Place {
    id: "concat",
    what: "`concat`",
    short: None,
    keys: &[
        required(
            "from",
            Shape::Scalars,
            "The fields of the schema before the migration. Those that are absent are left out.",
        ),
        required("with", Shape::Text, "The text between them."),
        TO,
        WHERE,
    ],
};

/// Values of an enum that are replaced.
pub(crate) const ENUM_STEP: Place = Place {
    id: "enum_step",
    what: "`enum`",
    short: None,
    keys: &[
        required("field", Shape::Line, "The field with the enum."),
        required(
            "map",
            Shape::ScalarMap,
            "The new stored value for each former one. Others stay as they are.",
        ),
        EXCLUSIVE,
        WHERE,
    ],
};

/// An index that changes: one of its keys.
pub(crate) const INDEX_STEP: Place = Place {
    id: "index_step",
    what: "`index`",
    short: None,
    keys: &[
        key(
            "add",
            Shape::Line,
            "An index of the schema after the migration that is built.",
        ),
        key(
            "drop",
            Shape::Line,
            "An index of the schema before the migration that is removed by the contract.",
        ),
        key(
            "replace",
            Shape::Line,
            "An index of both schemas that is another one in DynamoDB: the new one is built, and the former one removed by the contract.",
        ),
    ],
};

/// Expiry that changes: one of its keys.
pub(crate) const TTL_STEP: Place = Place {
    id: "ttl_step",
    what: "`ttl`",
    short: None,
    keys: &[
        key(
            "on",
            Shape::Line,
            "The field of the schema after the migration by which items expire.",
        ),
        key(
            "off",
            Shape::Line,
            "The field of the schema before the migration by which they do not expire any more.",
        ),
    ],
};
