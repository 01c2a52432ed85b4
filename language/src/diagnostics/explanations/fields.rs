//! Types and fields.

use super::{Explanation, entry};
use crate::diagnostics::code;

pub(super) const ALL: &[Explanation] = &[
    entry(
        code::UNKNOWN_TYPE,
        "A type is one of `string`, `bool`, `i8` to `i128`, `u8` to `u128`, `f32`, `f64`, \
         `decimal`, `bytes`, `uuid`, `ulid`, `timestamp`, `date`, `json`, a `list<…>`, `map<…>` \
         or `set<…>`, or a name declared below `types:` in any file of the folder.",
        "types:\n  Profile: { age: int }\n",
        "types:\n  Profile: { age: u8 }\n",
    ),
    entry(
        code::TYPE_SYNTAX,
        "A type is a name, for collections followed by the type of what they hold in `<` and \
         `>`, and at its end `?` if the field may be absent. DynamoDB nests values 32 levels \
         deep, so types cannot be nested more deeply either.",
        "types:\n  Profile: { links: list<string }\n",
        "types:\n  Profile: { links: list<string> }\n",
    ),
    entry(
        code::INNER_OPTIONAL,
        "`?` says that a field may be absent, and an absent field is an attribute that is not \
         stored. An item of a list or map has no attribute of its own that could be left out.",
        "types:\n  Profile: { links: list<string?> }\n",
        "types:\n  Profile: { links: list<string>? }\n",
    ),
    entry(
        code::BAD_SET,
        "DynamoDB has sets of strings, of numbers and of bytes. Floats are not allowed in them, \
         because two floats that print alike need not be equal. An empty set cannot be stored; \
         as a field it is stored as an absent attribute, which inside a list or map is not \
         possible.",
        "types:\n  Profile: { flags: set<bool>, groups: list<set<string>> }\n",
        "types:\n  Group: { names: set<string> }\n  Profile: { flags: list<bool>, groups: list<Group> }\n",
    ),
    entry(
        code::MODEL_AS_TYPE,
        "Items of a model live in a table and have a key; a field cannot hold one. Store the key \
         of the other item, and read it when it is needed. What is always stored inside this \
         item is a nested type.",
        "models:\n  User: { key: id, fields: { id: ulid } }\n  Order: { key: id, fields: { id: ulid, user: User } }\n",
        "models:\n  User: { key: id, fields: { id: ulid } }\n  Order: { key: id, fields: { id: ulid, user_id: ulid } }\n",
    ),
    entry(
        code::CYCLE,
        "A type that contains itself, directly or by way of others, has no size in Rust, and \
         unless the field is optional it has no finite value either. Through a list or a map it \
         is possible: they may be empty.",
        "types:\n  Comment: { text: string, answer: Comment? }\n",
        "types:\n  Comment: { text: string, answers: list<Comment> }\n",
    ),
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
         `iso_local`, `iso_offset` or `{ iso_offset: \"+02:00\" }` (text), `epoch_s` or `epoch_ms` \
         (numbers), `epoch_s_text` or `epoch_ms_text` (digits as text); for a `uuid` `lower`, \
         `upper` or `bytes`; for a `ulid` `upper` or `lower`. Other types have one stored form.",
        "types:\n  Visit: { day: { type: date, as: epoch_s } }\n",
        "types:\n  Visit: { day: { type: timestamp, as: epoch_s } }\n",
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
    entry(
        code::EMPTY_TYPE,
        "An enum without values, or a union without variants, has no value, so no item with such \
         a field could ever be made.",
        "types:\n  Role: { enum: [] }\n",
        "types:\n  Role: { enum: [customer] }\n",
    ),
    entry(
        code::TAG_COLLISION,
        "A union is stored as a map: the fields of the variant, and beside them the tag that \
         says which variant it is. The tag is stored as `type`, or as `tag:` says; no field of a \
         variant can be stored under the same name.",
        "types:\n  Payment: { union: { card: { type: string }, cash: {} } }\n",
        "types:\n  Payment: { union: { card: { type: string }, cash: {} }, tag: kind }\n",
    ),
    entry(
        code::NESTED_TOO_DEEP,
        "DynamoDB nests values 32 levels deep, of which the attribute itself is the first; each \
         nested type, union, list and map inside it is one more. An item with more levels is \
         refused, so a field that always has more could never be stored. A type that contains \
         itself by way of a list or map is fine: how deep its values are is not known before \
         they are written, and those that are too deep are refused then.",
        "models:\n  User: { key: id, fields: { id: ulid, tree: Tree } }\ntypes:\n  Tree: { branches: list<list<list<list<list<list<list<list<list<list<list<list<list<list<list<Branch>>>>>>>>>>>>>>> }\n  Branch: { leaves: list<list<list<list<list<list<list<list<list<list<list<list<list<list<list<string>>>>>>>>>>>>>>> }\n",
        "models:\n  User: { key: id, fields: { id: ulid, tree: Tree } }\ntypes:\n  Tree: { branches: list<Branch> }\n  Branch: { leaves: list<string> }\n",
    ),
];
