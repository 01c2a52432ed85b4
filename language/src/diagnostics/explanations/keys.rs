//! Keys and indexes.

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
    entry(
        code::INDEX_NOT_SPARSE,
        "An item that lacks an attribute of an index's key is not in the index: a query through \
         it does not return the item. That is often what is wanted (an index of all orders that \
         are still open, and nothing else), and `sparse: true` says so.",
        "models:\n  User:\n    key: id\n    fields: { id: ulid, email: string? }\n    indexes: { by_email: email }\n",
        "models:\n  User:\n    key: id\n    fields: { id: ulid, email: string? }\n    indexes: { by_email: { partition: email, sparse: true } }\n",
    ),
    entry(
        code::TOO_MANY_PARTS,
        "The partition key and the sort key of a global index have up to four attributes each; \
         those of a local index have one.",
        "models:\n  Part:\n    key: id\n    fields: { id: ulid, a: i8, b: i8, c: i8, d: i8, e: i8 }\n    indexes: { by_all: { partition: [a, b, c, d, e] } }\n",
        "models:\n  Part:\n    key: id\n    fields: { id: ulid, a: i8, b: i8, c: i8, d: i8, e: i8 }\n    indexes: { by_all: { partition: [a, b, c, d], sort: e } }\n",
    ),
    entry(
        code::LOCAL_INDEX,
        "A local index orders the items of one partition differently. So its table has a sort \
         key, it has a sort key of its own, and its partition key is the table's, which need not \
         be written.",
        "models:\n  Order:\n    key: id\n    fields: { id: ulid, total: decimal }\n    indexes: { by_total: { local: true, sort: total } }\n",
        "models:\n  Order:\n    key: { partition: customer, sort: id }\n    fields: { customer: ulid, id: ulid, total: decimal }\n    indexes: { by_total: { local: true, sort: total } }\n",
    ),
    entry(
        code::TOO_MANY_LOCAL,
        "A table has five local indexes at most. This limit cannot be raised.",
        "models:\n  Part:\n    key: { partition: p, sort: s }\n    fields: { p: i8, s: i8, a: i8, b: i8, c: i8, d: i8, e: i8, f: i8 }\n    indexes:\n      by_a: { local: true, sort: a }\n      by_b: { local: true, sort: b }\n      by_c: { local: true, sort: c }\n      by_d: { local: true, sort: d }\n      by_e: { local: true, sort: e }\n      by_f: { local: true, sort: f }\n",
        "models:\n  Part:\n    key: { partition: p, sort: s }\n    fields: { p: i8, s: i8, a: i8, b: i8, c: i8, d: i8, e: i8, f: i8 }\n    indexes:\n      by_a: { local: true, sort: a }\n      by_b: { local: true, sort: b }\n      by_c: { local: true, sort: c }\n      by_d: { local: true, sort: d }\n      by_e: { local: true, sort: e }\n      by_f: { partition: p, sort: f }\n",
    ),
    entry(
        code::MANY_GLOBAL,
        "A table has twenty global indexes by default. The quota belongs to the account and \
         region and can be raised on request, so this is a warning: creating the table fails \
         where it has not been raised.",
        "models:\n  Part:\n    key: id\n    fields: { id: ulid, x: i8 }\n    indexes: { i01: x, i02: x, i03: x, i04: x, i05: x, i06: x, i07: x, i08: x, i09: x, i10: x, i11: x, i12: x, i13: x, i14: x, i15: x, i16: x, i17: x, i18: x, i19: x, i20: x, i21: x }\n",
        "models:\n  Part:\n    key: id\n    fields: { id: ulid, x: i8 }\n    indexes: { i01: x }\n",
    ),
    entry(
        code::TOO_MANY_PROJECTED,
        "The attributes that the indexes of a table project by name are 100 at most, counted once \
         for each index that projects them. The limit cannot be raised. `project: all` and \
         `project: keys` do not count.",
        "models:\n  Part:\n    key: id\n    fields: { id: i8, a: i8, b: i8, c: i8, d: i8, e: i8, f: i8, g: i8, h: i8, i: i8, j: i8, k: i8, l: i8, m: i8, n: i8, o: i8, p: i8, q: i8, r: i8, s: i8, t: i8, u: i8, v: i8, w: i8, x: i8, y: i8, z: i8 }\n    indexes:\n      one: { partition: id, project: &most [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z] }\n      two: { partition: id, project: *most }\n      three: { partition: id, project: *most }\n      four: { partition: id, project: *most }\n",
        "models:\n  Part:\n    key: id\n    fields: { id: i8, a: i8 }\n    indexes:\n      one: { partition: id, project: [a] }\n",
    ),
    entry(
        code::COLLECTION_LIMIT,
        "With a local index, all items of one partition key value, and their copies in the local \
         indexes, may take 10 GB together; a write beyond that fails. Without one there is no \
         such limit. A local index is made with its table and cannot be removed later.",
        "models:\n  Order:\n    key: { partition: customer, sort: id }\n    fields: { customer: ulid, id: ulid, total: decimal }\n    indexes: { by_total: { local: true, sort: total } }\n",
        "models:\n  Order:\n    key: { partition: customer, sort: id }\n    fields: { customer: ulid, id: ulid, total: decimal }\n    indexes: { by_total: { partition: customer, sort: total } }\n",
    ),
    entry(
        code::BAD_PROJECTION,
        "A field is projected once. And an index of a model with a `ttl` holds the expiry time: \
         DynamoDB deletes items some time after they have expired, and until then a reader has \
         to be able to tell. An index that projects named fields gets it without being asked; \
         one that projects only keys cannot have it.",
        "models:\n  User:\n    key: id\n    fields: { id: ulid, email: string, name: string }\n    indexes: { by_email: { partition: email, project: [name, name] } }\n",
        "models:\n  User:\n    key: id\n    fields: { id: ulid, email: string, name: string }\n    indexes: { by_email: { partition: email, project: [name] } }\n",
    ),
    entry(
        code::NO_LIFE_CYCLE,
        "An index of a model with `auto: deleted` or `auto: version` holds these fields. A query \
         leaves out what is deleted, which it can only do if the index says so. An index that \
         projects named fields gets both without being asked; one that projects only keys cannot \
         have them.",
        "models:\n  Note:\n    key: id\n    fields: { id: ulid, author: string, gone_at: { type: timestamp?, auto: deleted } }\n    indexes: { by_author: { partition: author, project: keys } }\n",
        "models:\n  Note:\n    key: id\n    fields: { id: ulid, author: string, gone_at: { type: timestamp?, auto: deleted } }\n    indexes: { by_author: { partition: author, project: [gone_at] } }\n",
    ),
];
