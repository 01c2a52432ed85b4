//! Rules and codecs of fields.

use super::{Explanation, entry};
use crate::diagnostics::code;

pub(super) const ALL: &[Explanation] = &[
    entry(
        code::UNFIT_RULE,
        "`normalize`, and rules about text such as `pattern`, are for strings; bounds such as `min` \
         are for integers, floats and decimals; those of a length, such as `min_length`, are for \
         strings, bytes, lists, maps and sets. Everything else can be checked in a function, with \
         `validate: [{ rust: path }]`. Rules are about the whole field: those of what is inside a \
         list or map belong to the fields of a nested type. A field with `auto:` has none, \
         because Dynamite sets it.",
        "types:\n  Profile:\n    links: { type: list<string>, pattern: \"^https:\" }\n",
        "types:\n  Profile:\n    links: { type: list<Link>, max_length: 5 }\n  Link:\n    url: { type: string, pattern: \"^https:\" }\n",
    ),
    entry(
        code::BOUND_OUT_OF_RANGE,
        "The bounds `min` and `max` are values of the field's type, so that they say something: \
         whole numbers for integers, in their range, and at most 38 digits. `min_length` and \
         `max_length` are at most 409,600, the bytes of the largest item.",
        "types:\n  Line:\n    count: { type: u8, max: 1000 }\n",
        "types:\n  Line:\n    count: { type: u8, max: 100 }\n",
    ),
    entry(
        code::CROSSED_BOUNDS,
        "The least value that is allowed is greater than the greatest, so no value could ever be \
         written.",
        "types:\n  Line:\n    count: { type: u8, min: 10, max: 1 }\n",
        "types:\n  Line:\n    count: { type: u8, min: 1, max: 10 }\n",
    ),
    entry(
        code::BAD_PATTERN,
        "A pattern is a regular expression with the syntax of the crate regex-lite, which the \
         program uses as well. It has neither look-around nor back references, so that matching \
         takes time in proportion to the text, and no Unicode classes. In a schema file, single \
         quotes keep backslashes as they are.",
        "types:\n  Line:\n    sku: { type: string, pattern: \"^[A-Z+\" }\n",
        "types:\n  Line:\n    sku: { type: string, pattern: \"^[A-Z]+\" }\n",
    ),
    entry(
        code::NOT_ONE_RULE,
        "Each entry of `validate` is one rule, so that its message can say what is wrong. \
         `not_blank: false` is none.",
        "types:\n  Line:\n    sku: { type: string, validate: [{ min_length: 2, max_length: 9, message: has 2 to 9 letters }] }\n",
        "types:\n  Line:\n    sku: { type: string, validate: [{ min_length: 2 }, { max_length: 9, message: has 9 letters at most }] }\n",
    ),
    entry(
        code::DEFAULT_BREAKS_RULE,
        "An item that is created without the field gets the default, and then the rules are \
         checked, so it could never be created. The default is normalized first. Functions are \
         called when the program runs.",
        "models:\n  User:\n    key: id\n    fields:\n      id: ulid\n      name: { type: string, not_blank: true, default: \"\" }\n",
        "models:\n  User:\n    key: id\n    fields:\n      id: ulid\n      name: { type: string, not_blank: true, default: somebody }\n",
    ),
    entry(
        code::BAD_CODEC,
        "A codec keeps the value of a field in another form, which may be of another kind and in \
         another order. DynamoDB has to know the form of keys, of the table and of indexes, and \
         of the expiry time; Dynamite has to know that of the times it keeps with `auto:`; and \
         `as:` says what a codec would decide. For a key, declare a type with `rust:` and `key:`.",
        "models:\n  User:\n    key: id\n    fields:\n      id: { type: string, codec: \"crate::vault::Sealed\" }\n",
        "models:\n  User:\n    key: id\n    fields:\n      id: ulid\n      name: { type: string, codec: \"crate::vault::Sealed\" }\n",
    ),
    entry(
        code::NORMALIZED_KEY,
        "What is read, updated or deleted is named by its key, exactly as it is stored. If \
         writing changed keys, an item that another program has stored under a key that is not \
         normalized could never be written back: it would become another item, or overwrite one. \
         So a key is normalized before it is used. Its rules are checked all the same.",
        "models:\n  User:\n    key: login\n    fields:\n      login: { type: string, normalize: lowercase }\n",
        "models:\n  User:\n    key: login\n    fields:\n      login: { type: string, pattern: \"^[a-z0-9]+$\" }\n",
    ),
    entry(
        code::KEEP_NULL,
        "An optional field whose attribute holds NULL is read as absent, because other programs \
         store NULL for that. Where both have a meaning of their own, `keep_null: true` makes NULL \
         a value. Only `json` has a value for it, and a required field is never absent.",
        "models:\n  User: { key: id, fields: { id: ulid, name: { type: string?, keep_null: true } } }\n",
        "models:\n  User: { key: id, fields: { id: ulid, name: { type: json?, keep_null: true } } }\n",
    ),
];
