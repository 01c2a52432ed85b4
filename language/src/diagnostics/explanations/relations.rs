//! Relations.

use super::{Explanation, entry};
use crate::diagnostics::code;

pub(super) const ALL: &[Explanation] = &[
    entry(
        code::BAD_RELATION,
        "A relation is one of `has_many`, `has_one`, `belongs_to` and `many_to_many`, each with the \
         name of a model. `through` and `other_key` are for `many_to_many`; `via`, the index to read \
         by, is for all but `belongs_to`, which reads by the primary key.",
        "models:\n  User:\n    key: id\n    fields: { id: ulid }\n    relations: { orders: { foreign_key: user_id } }\n  Order:\n    key: { partition: user_id, sort: id }\n    fields: { user_id: ulid, id: ulid }\n",
        "models:\n  User:\n    key: id\n    fields: { id: ulid }\n    relations: { orders: { has_many: Order, foreign_key: user_id } }\n  Order:\n    key: { partition: user_id, sort: id }\n    fields: { user_id: ulid, id: ulid }\n",
    ),
    entry(
        code::NO_SUCH_MODEL,
        "A relation is to the items of a model, in any schema file of the folder. A nested type is \
         no model: its values are inside items.",
        "models:\n  Order:\n    key: id\n    fields: { id: ulid, user_id: ulid }\n    relations: { user: { belongs_to: Usr, foreign_key: user_id } }\n  User:\n    key: id\n    fields: { id: ulid }\n",
        "models:\n  Order:\n    key: id\n    fields: { id: ulid, user_id: ulid }\n    relations: { user: { belongs_to: User, foreign_key: user_id } }\n  User:\n    key: id\n    fields: { id: ulid }\n",
    ),
    entry(
        code::FOREIGN_KEY,
        "A foreign key holds the whole primary key of an item of the other model: a field for the \
         partition key, and one more for the sort key, if there is one, in this order. What is stored \
         in both has to be the same, so they have the same type (any two number types will do, and \
         `string` goes with whatever is stored as a string).",
        "models:\n  Order:\n    key: id\n    fields: { id: ulid, user_id: i64 }\n    relations: { user: { belongs_to: User, foreign_key: user_id } }\n  User:\n    key: id\n    fields: { id: ulid }\n",
        "models:\n  Order:\n    key: id\n    fields: { id: ulid, user_id: ulid }\n    relations: { user: { belongs_to: User, foreign_key: user_id } }\n  User:\n    key: id\n    fields: { id: ulid }\n",
    ),
    entry(
        code::WOULD_SCAN,
        "The related items are found by their foreign key, so it has to be the partition key of their \
         table or of one of their indexes. Otherwise every item of the table would be read, and paid \
         for, each time.",
        "models:\n  User:\n    key: id\n    fields: { id: ulid }\n    relations: { orders: { has_many: Order, foreign_key: user_id } }\n  Order:\n    key: id\n    fields: { id: ulid, user_id: ulid }\n",
        "models:\n  User:\n    key: id\n    fields: { id: ulid }\n    relations: { orders: { has_many: Order, foreign_key: user_id } }\n  Order:\n    key: id\n    fields: { id: ulid, user_id: ulid }\n    indexes: { by_user: { partition: user_id } }\n",
    ),
    entry(
        code::SEVERAL_WAYS,
        "Where two indexes begin with the foreign key, `via` says which one the related items are \
         read by: it gives them their order, and holds all or some of their fields. Where a pair of a \
         many-to-many relation has several fields that could hold the key of a model, `foreign_key` \
         and `other_key` say which.",
        "models:\n  User:\n    key: id\n    fields: { id: ulid }\n    relations: { orders: { has_many: Order, foreign_key: user_id } }\n  Order:\n    key: id\n    fields: { id: ulid, user_id: ulid, total: decimal }\n    indexes: { by_user: { partition: user_id, sort: id }, by_total: { partition: user_id, sort: total } }\n",
        "models:\n  User:\n    key: id\n    fields: { id: ulid }\n    relations: { orders: { has_many: Order, foreign_key: user_id, via: by_total } }\n  Order:\n    key: id\n    fields: { id: ulid, user_id: ulid, total: decimal }\n    indexes: { by_user: { partition: user_id, sort: id }, by_total: { partition: user_id, sort: total } }\n",
    ),
    entry(
        code::BAD_JOIN,
        "A pair of a many-to-many relation is an item whose primary key is the keys of both ends, \
         which are there once then, however often they are attached. So both ends have a key of one \
         field, of the same types as the two fields of the pair's key.",
        "models:\n  User:\n    key: id\n    fields: { id: ulid }\n    relations: { groups: { many_to_many: Group, through: Membership, foreign_key: user_id, other_key: group_id } }\n  Group: { key: id, fields: { id: ulid } }\n  Membership:\n    key: id\n    fields: { id: ulid, user_id: ulid, group_id: ulid }\n",
        "models:\n  User:\n    key: id\n    fields: { id: ulid }\n    relations: { groups: { many_to_many: Group, through: Membership, foreign_key: user_id, other_key: group_id } }\n  Group: { key: id, fields: { id: ulid } }\n  Membership:\n    key: { partition: user_id, sort: group_id }\n    fields: { user_id: ulid, group_id: ulid }\n",
    ),
    entry(
        code::ONE_AT_MOST,
        "The foreign key is the whole primary key of the related model, and there is one item with a \
         key. `has_one` says so, and gives an `Option` where `has_many` gives a `Vec`.",
        "models:\n  User:\n    key: id\n    fields: { id: ulid }\n    relations: { settings: { has_many: Settings, foreign_key: user_id } }\n  Settings: { key: user_id, plural: AllSettings, fields: { user_id: ulid } }\n",
        "models:\n  User:\n    key: id\n    fields: { id: ulid }\n    relations: { settings: { has_one: Settings, foreign_key: user_id } }\n  Settings: { key: user_id, plural: AllSettings, fields: { user_id: ulid } }\n",
    ),
];
