//! The maps of a field: the field itself, its default and its rules.

use dynamite_core::UuidFormat;
use dynamite_core::rules::Format;
use dynamite_core::time::TimestampFormat;

use super::phases::{PHASE, RETYPED_FROM_KEY};
use super::{DOC, Key, Place, RUST_NAME, Shape, choice, key, of_models, planned, required};

const NOT_BLANK: Key = key(
    "not_blank",
    Shape::Flag,
    "There has to be something else in the string than white space.",
);

const MIN_LENGTH: Key = key(
    "min_length",
    Shape::Count,
    "The least number of characters, bytes or members.",
);

const MAX_LENGTH: Key = key(
    "max_length",
    Shape::Count,
    "The greatest number of characters, bytes or members.",
);

const MIN: Key = key("min", Shape::Number, "The least number.");

const MAX: Key = key("max", Shape::Number, "The greatest number.");

const PATTERN: Key = key(
    "pattern",
    Shape::Text,
    "A regular expression that is found in the string; anchor it with `^` and `$`.",
);

const FORMAT: Key = key(
    "format",
    choice(Format::NAMES, &[]),
    "A well-known form that the string has.",
);

/// The stored form of a value.
pub(super) const STORED_AS_KEY: Key = key(
    "as",
    Shape::StoredAs,
    "How a timestamp, uuid or ulid is stored.",
);

/// A field of a model.
pub(crate) const FIELD: Place = Place {
    id: "field",
    what: "a field",
    short: Some(Shape::Type),
    keys: &[
        required(
            "type",
            Shape::Type,
            "Type of its values; `?` at the end if it may be absent.",
        ),
        of_models(
            "default",
            Shape::Default,
            "What a new item gets if nothing is given.",
        ),
        key(
            "absent",
            Shape::Scalar,
            "What an absent attribute means, of an item that is older than the field.",
        ),
        key(
            "since",
            Shape::Count,
            "Number of the migration that brought the field: older items have its `absent:`, or its constant \
             default.",
        ),
        key(
            "attribute",
            Shape::Line,
            "Name of the stored attribute, if not the field's name.",
        ),
        key(
            "renamed_from",
            Shape::Line,
            "Name of the stored attribute that the field had before, while it is being renamed.",
        ),
        RETYPED_FROM_KEY,
        PHASE,
        RUST_NAME,
        DOC,
        key(
            "sensitive",
            Shape::Flag,
            "Keep the value out of Debug output, errors and spans.",
        ),
        key(
            "keep_null",
            Shape::Flag,
            "Of `json?`: a stored NULL is a value, and not the same as an absent attribute.",
        ),
        of_models(
            "flatten",
            Shape::Flag,
            "Of a union: its tag, and its fields or its content, are attributes of the item itself.",
        ),
        of_models(
            "auto",
            choice(
                &["created", "updated", "deleted", "version", "write_id"],
                &[],
            ),
            "Kept by Dynamite.",
        ),
        STORED_AS_KEY,
        key(
            "normalize",
            Shape::Normalize,
            "What is done to a string before it is checked and written.",
        ),
        NOT_BLANK,
        MIN_LENGTH,
        MAX_LENGTH,
        MIN,
        MAX,
        PATTERN,
        FORMAT,
        key(
            "validate",
            Shape::Checks,
            "More checks, each with a message of its own if it is given.",
        ),
        key(
            "codec",
            Shape::Line,
            "Path of a codec that keeps the value in another stored form.",
        ),
        of_models(
            "unique",
            Shape::Unique,
            "No two items of the model hold the same value.",
        ),
        key(
            "serde",
            choice(&["both", "create", "output", "input", "none"], &[]),
            "Where the field is with `serde`: in what is written, in what is read, or both; with \
             `create`, in what is written, and in what is read of new items.",
        ),
        planned("one_of"),
    ],
};

/// A field of a nested type or of a union variant.
pub(crate) const NESTED_FIELD: Place = Place {
    id: "nested_field",
    what: "a field of a nested type",
    ..FIELD
};

/// The words for stored forms of all types that have several, each once.
pub(crate) const STORED_FORMS: &[&str] = &{
    let [times, ids] = [TimestampFormat::NAMES, UuidFormat::NAMES];
    let mut words = [""; TimestampFormat::NAMES.len() + UuidFormat::NAMES.len()];
    let mut at = 0;
    while at < words.len() {
        words[at] = if at < times.len() {
            times[at]
        } else {
            ids[at - times.len()]
        };
        at += 1;
    }
    words
};

/// A stored form that needs more than a word.
pub(crate) const STORED_AS: Place = Place {
    id: "stored_as",
    what: "`as`",
    short: Some(choice(STORED_FORMS, &[])),
    keys: &[
        key(
            "iso_offset",
            Shape::Offset,
            "The offset in which a time is written.",
        ),
        key(
            "epoch_s_or_never",
            Shape::Count,
            "The number that is stored for \"never\", where others are seconds since 1970.",
        ),
    ],
};

/// A default made by a user-defined function.
pub(crate) const RUST_DEFAULT: Place = Place {
    id: "rust_default",
    what: "a default",
    short: None,
    keys: &[required(
        "rust",
        Shape::Line,
        "Path of a Rust function without arguments.",
    )],
};

/// A normalization by a user-defined function.
pub(crate) const RUST_NORMALIZE: Place = Place {
    id: "rust_normalize",
    what: "a normalization",
    short: None,
    keys: &[required(
        "rust",
        Shape::Line,
        "Path of a Rust function from `&str` to `String`.",
    )],
};

/// An entry of `validate`: one of the rules.
pub(crate) const CHECK: Place = Place {
    id: "check",
    what: "a check",
    short: None,
    keys: &[
        NOT_BLANK,
        MIN_LENGTH,
        MAX_LENGTH,
        MIN,
        MAX,
        PATTERN,
        FORMAT,
        key(
            "rust",
            Shape::Line,
            "Path of a Rust function that returns an error for what it does not accept.",
        ),
        key(
            "message",
            Shape::Text,
            "What an error says, as the end of a sentence about the field.",
        ),
    ],
};

#[cfg(test)]
mod tests {
    use super::STORED_FORMS;
    use crate::ir::Scalar;

    #[test]
    fn stored_forms_are_those_of_the_types() {
        let forms = || Scalar::ALL.into_iter().flat_map(Scalar::form_names);
        assert!(STORED_FORMS.iter().all(|form| forms().any(|it| it == form)));
        assert!(forms().all(|form| STORED_FORMS.contains(form)));
    }
}
