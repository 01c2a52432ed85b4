//! Fields.

use super::{Explanation, entry};
use crate::diagnostics::code;

pub(super) const ALL: &[Explanation] = &[
    entry(
        code::BAD_DEFAULT,
        "A default is a constant of the field's type; `generate` for `ulid` and `uuid` (for \
         `uuid` also `generate_v4` and `generate_v7`); `now` for `timestamp` and `date`; `[]` or \
         `{}` for collections; a value of the enum; or `{ rust: path }`, a function without \
         arguments. Numbers and bools are written without quotes, have to be in range, and \
         decimals have 38 digits at most. In a key it is not empty.",
        "models:\n  User:\n    key: id\n    fields:\n      id: ulid\n      level: { type: u8, default: 256 }\n",
        "models:\n  User:\n    key: id\n    fields:\n      id: ulid\n      level: { type: u8, default: 255 }\n",
    ),
    entry(
        code::KEY_DEFAULT,
        "Every new item that is given no key would get the same one, and all but the first \
         would be refused. Of a key of two fields, one may have a constant default.",
        "models:\n  User:\n    key: id\n    fields:\n      id: { type: string, default: user }\n",
        "models:\n  User:\n    key: id\n    fields:\n      id: { type: ulid, default: generate }\n",
    ),
    entry(
        code::BAD_AUTO,
        "`auto: created` and `auto: updated` are times that Dynamite sets when an item is made or \
         written: of type `timestamp`. `auto: deleted` is the time of a soft delete: of type \
         `timestamp?`, since it is absent until then. `auto: version` counts the writes: an \
         integer of 32 or 64 bits, in no key of an index. `auto: write_id` is a random token of \
         the last write: of type `string`, or `string?` where items without it are stored, in no \
         key of an index. None of them has a default or is part of the primary key, which can \
         never change, and a model keeps each of the last four once.",
        "models:\n  User:\n    key: id\n    fields:\n      id: ulid\n      made: { type: date, auto: created }\n",
        "models:\n  User:\n    key: id\n    fields:\n      id: ulid\n      made: { type: timestamp, auto: created }\n",
    ),
    entry(
        code::BAD_AS,
        "`as` says how a value is stored. For a `timestamp` it is `iso_ms`, `iso_s`, `iso_us`, \
         `iso_local`, `iso_offset` or `{ iso_offset: \"+02:00\" }` (text), `epoch_s`, \
         `{ epoch_s_or_never: 9223372036854775807 }` or `epoch_ms` (numbers), `epoch_s_text` or \
         `epoch_ms_text` (digits as text); for a `uuid` `lower`, `upper` or `bytes`; for a `ulid` `upper` or `lower`. Other types have one stored form.",
        "types:\n  Visit: { day: { type: date, as: epoch_s } }\n",
        "types:\n  Visit: { day: { type: timestamp, as: epoch_s } }\n",
    ),
    entry(
        code::BAD_ABSENT,
        "`absent:` is the value of a field in items that are older than it: a number, a text, a \
         bool, a time, an id or a value of an enum. An optional field is `None` there, a collection is \
         empty. A field of the primary key, of `unique`, of `ttl` or with a codec has none, and an \
         absent version is 0.",
        "types:\n  Profile: { visits: { type: u32?, absent: 0 } }\n",
        "types:\n  Profile: { visits: { type: u32, absent: 0 } }\n",
    ),
    entry(
        code::ABSENT_IN_INDEX,
        "DynamoDB puts an item into an index only if it has all attributes of its key. Items that are \
         older than a field lack the attribute, so an index keyed by it does not hold them, whatever \
         `absent:` says. A `find` by this value reads no index for that reason. If the index is for \
         the other items, `sparse: true` says so.",
        "models:\n  User:\n    key: id\n    fields:\n      id: ulid\n      plan: { type: string, absent: free }\n    indexes:\n      by_plan: plan\n",
        "models:\n  User:\n    key: id\n    fields:\n      id: ulid\n      plan: { type: string, absent: free }\n    indexes:\n      by_plan: { partition: plan, sparse: true }\n",
    ),
    entry(
        code::BAD_FLATTEN,
        "A flattened union has no attribute of its own: its tag and the fields of its variant are \
         attributes of the item, beside those of the other fields. With `content:` it is the tag and \
         the content. So only a union with a tag can be flattened, its field has neither \
         `attribute:` nor `codec:`, and its values do not hold undeclared attributes, which are \
         those of the whole item there.",
        "models:\n  Event: { key: id, fields: { id: ulid, at: { type: Place, flatten: true } } }\ntypes:\n  Place: { city: string }\n",
        "models:\n  Event: { key: id, fields: { id: ulid, at: { type: Place, flatten: true } } }\ntypes:\n  Place: { union: { city: { name: string }, nowhere: {} }, tag: place }\n",
    ),
    entry(
        code::DUPLICATE_ATTRIBUTE,
        "A field is stored under its name, or under what `attribute:` says. Of two fields under \
         one attribute the second would overwrite the first.",
        "types:\n  Profile:\n    mail: string\n    email: { type: string, attribute: mail }\n",
        "types:\n  Profile:\n    mail: string\n    email: { type: string, attribute: email_address }\n",
    ),
    entry(
        code::ATTRIBUTE_LENGTH,
        "DynamoDB allows attribute names of 1 to 65,535 bytes, and of at most 255 bytes for the \
         attributes of keys and those that an index projects by name. Every item stores the \
         names of its attributes, so short ones also cost less.",
        "types:\n  Profile:\n    name: { type: string, attribute: \"\" }\n",
        "types:\n  Profile:\n    name: { type: string, attribute: n }\n",
    ),
];
