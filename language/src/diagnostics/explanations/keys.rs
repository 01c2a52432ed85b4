//! Keys and expiry.

use super::{Explanation, entry};
use crate::diagnostics::code;

pub(super) const ALL: &[Explanation] = &[
    entry(
        code::NO_SUCH_FIELD,
        "`key`, `ttl`, and the `partition`, `sort` and `project` of an index name fields of the \
         model, by the names they are declared with (not by their stored names).",
        "models:\n  User:\n    key: user_id\n    fields: { id: ulid }\n",
        "models:\n  User:\n    key: id\n    fields: { id: ulid }\n",
    ),
    entry(
        code::OPTIONAL_KEY,
        "Every item has a complete primary key, so its fields can never be absent. (A key of an \
         index may be: see `sparse`.)",
        "models:\n  User:\n    key: id\n    fields: { id: ulid? }\n",
        "models:\n  User:\n    key: id\n    fields: { id: ulid }\n",
    ),
    entry(
        code::UNINDEXABLE,
        "DynamoDB keys, of tables and of indexes, are strings, numbers or bytes. Bools, \
         collections, nested types, unions and `json` have another stored form, and floats are \
         refused because two that print alike need not be equal. A Rust type can be a key if \
         it says what it is stored as, with `key: string`, `number` or `binary`. An enum can be one \
         unless one of its values is empty text, which DynamoDB does not accept in keys.",
        "models:\n  Setting:\n    key: enabled\n    fields: { enabled: bool }\n",
        "models:\n  Setting:\n    key: name\n    fields: { name: string, enabled: bool }\n",
    ),
    entry(
        code::REPEATED_KEY_FIELD,
        "All items with one partition key have the same value in a sort key that is the same \
         field, so it would order nothing. DynamoDB refuses it.",
        "models:\n  User:\n    key: { partition: id, sort: id }\n    fields: { id: ulid }\n",
        "models:\n  User:\n    key: id\n    fields: { id: ulid }\n",
    ),
    entry(
        code::BAD_TTL,
        "DynamoDB deletes an item some time after the time in its expiry attribute, which it \
         reads as whole seconds since 1970. So the field is a `timestamp` (or `timestamp?`, for \
         items that may live for ever), is stored as `epoch_s`, and is neither part of the \
         primary key nor a time that has come already: `now`, `auto`.",
        "models:\n  Session:\n    key: id\n    ttl: expires\n    fields: { id: ulid, expires: i64 }\n",
        "models:\n  Session:\n    key: id\n    ttl: expires\n    fields: { id: ulid, expires: timestamp }\n",
    ),
    entry(
        code::KEY_OFFSET,
        "DynamoDB tells keys apart by what is stored, and one time with two offsets is two keys. \
         So a time in a key, of the table or of an index, has one offset, which the schema names; \
         an item whose primary key is stored with another cannot be read. Outside of keys `iso_offset` \
         reads any offset, and writes `+00:00`.",
        "models:\n  Visit:\n    key: { partition: place, sort: at }\n    fields: { place: string, at: { type: timestamp, as: iso_offset } }\n",
        "models:\n  Visit:\n    key: { partition: place, sort: at }\n    fields: { place: string, at: { type: timestamp, as: { iso_offset: \"+02:00\" } } }\n",
    ),
    entry(
        code::TEXT_ORDER,
        "DynamoDB orders text by its bytes, in which `1000000000` comes before `999999999`. Times \
         in digits sort as time does only as long as they have the same number of digits: from \
         2001-09-09T01:46:40Z to 2286-11-20T17:46:39Z. A query returns items in the order of the \
         text, and has no `lt`, `between` and the like. This is a warning: a table that is there \
         already has the sort keys that it has.",
        "models:\n  Visit:\n    key: { partition: place, sort: at }\n    fields: { place: string, at: { type: timestamp, as: epoch_s_text } }\n",
        "models:\n  Visit:\n    key: { partition: place, sort: at }\n    fields: { place: string, at: { type: timestamp, as: epoch_s } }\n",
    ),
];
