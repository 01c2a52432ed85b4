//! The shape of declarations.

use super::{Explanation, entry};
use crate::diagnostics::code;

pub(super) const ALL: &[Explanation] = &[
    entry(
        code::UNKNOWN_KEY,
        "The key has no meaning here. It is refused rather than ignored, because a misspelt \
         `default:` or `sparse:` would otherwise have no effect and nobody would notice. Names that \
         other languages and DynamoDB itself have for the same thing (`pk`, `minimum`, `index`) are \
         known, and the help says what is written here.",
        "models:\n  User:\n    key: id\n    fields:\n      id: { type: ulid, defualt: generate }\n",
        "models:\n  User:\n    key: id\n    fields:\n      id: { type: ulid, default: generate }\n",
    ),
    entry(
        code::NOT_SUPPORTED_YET,
        "The schema language has a place for this, and this version of Dynamite cannot do it. \
         Accepting it without doing it would be worse than refusing it.",
        "models:\n  User:\n    key: id\n    fields:\n      id: ulid\n      email: { type: string, one_of: [a] }\n",
        "models:\n  User:\n    key: id\n    fields:\n      id: ulid\n      email: string\n",
    ),
    entry(
        code::WRONG_SHAPE,
        "A map was expected where there is a single value, or text where there is a list, and so \
         on. A key with nothing after it holds nothing, which is never what is expected. Only \
         `true` and `false` are bools; `yes`, `no`, `on` and `off` are text.",
        "models:\n  User:\n    key: id\n    fields:\n      id: ulid\n      pin: { type: string, sensitive: yes }\n",
        "models:\n  User:\n    key: id\n    fields:\n      id: ulid\n      pin: { type: string, sensitive: true }\n",
    ),
    entry(
        code::MISSING_KEY,
        "The declaration does not say something it has to. A model needs a `key` and `fields`; a \
         field in its long form needs a `type`; a global index needs a `partition`.",
        "models:\n  User:\n    fields:\n      id: ulid\n",
        "models:\n  User:\n    key: id\n    fields:\n      id: ulid\n",
    ),
    entry(
        code::UNKNOWN_CHOICE,
        "The key takes one of a few words, and this is none of them. The message lists them.",
        "models:\n  User:\n    key: id\n    fields:\n      id: ulid\n      seen: { type: timestamp, as: epoch }\n",
        "models:\n  User:\n    key: id\n    fields:\n      id: ulid\n      seen: { type: timestamp, as: epoch_s }\n",
    ),
    entry(
        code::NEWER_FORMAT,
        "`format:` says which version of the schema language a file is written in. A newer \
         version may mean something else by the same words, so the rest of the file is not read.",
        "format: 2\nmodels: {}\n",
        "format: 1\nmodels: {}\n",
    ),
    entry(
        code::TYPE_FORM,
        "The keys `enum`, `union`, `rust` and `fields` say what a declared type is, and only one \
         of them can. A nested type whose own fields have such names is written in its long \
         form, with all fields below `fields:`.",
        "types:\n  Car: { enum: string, fields: i64 }\n",
        "types:\n  Car: { fields: { enum: string, fields: i64 } }\n",
    ),
];
