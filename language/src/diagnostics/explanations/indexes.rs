//! Indexes.

use super::{Explanation, entry};
use crate::diagnostics::code;

pub(super) const ALL: &[Explanation] = &[
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
         have them. Of an index that exists DynamoDB does not change the projection: declare \
         another one beside it, and leave the first out of the schema, which does not delete it.",
        "models:\n  Note:\n    key: id\n    fields: { id: ulid, author: string, gone_at: { type: timestamp?, auto: deleted } }\n    indexes: { by_author: { partition: author, project: keys } }\n",
        "models:\n  Note:\n    key: id\n    fields: { id: ulid, author: string, gone_at: { type: timestamp?, auto: deleted } }\n    indexes: { by_author: { partition: author, project: [gone_at] } }\n",
    ),
];
