//! Files and YAML.

use super::{Explanation, entry, of_file};
use crate::diagnostics::code;

pub(super) const ALL: &[Explanation] = &[
    of_file(
        code::UNREADABLE,
        "The schema folder, or a file in it, could not be opened: it is missing, is not a folder, \
         or may not be read by this user. The message ends in the reason the system gives.",
    ),
    of_file(
        code::NO_FILES,
        "A schema folder holds files that end in `.yaml` or `.yml`, also in folders below it. \
         Files and folders whose names start with a dot are not read, and links to folders are \
         not followed.",
    ),
    of_file(
        code::NOT_TEXT,
        "Schema files are UTF-8 text without NUL bytes. A file in another encoding (UTF-16 is the \
         usual one) or a binary file that happens to end in `.yaml` is refused at the first byte \
         that cannot be read.",
    ),
    of_file(
        code::TOO_LARGE,
        "A schema file may be 16 MiB long and hold two million keys and values, which is far more than \
         anyone writes by hand. A larger file is probably data rather than a schema. All files \
         of a folder form one schema, so a large one can be split anywhere.",
    ),
    entry(
        code::EMPTY_FILE,
        "A file with nothing in it, or only comments, is more often an accident (an editor that \
         did not save, a merge that went wrong) than meant. A file whose declarations are all \
         gone can be deleted.",
        "# The models moved elsewhere.\n",
        "models: {}\n",
    ),
    entry(
        code::INVALID_YAML,
        "The file could not be read as YAML 1.2, so nothing is known about what comes after this \
         place. Usual causes are a colon without a blank behind it (`id:ulid` is one word), lines of \
         one map that are not indented alike, tabs, a bracket or quote that is not closed, and text that starts with a character that means something in YAML, such as `{`, `[`, \
         `*`, `&`, `!`, `%`, `@` or a backtick: such text needs quotes.",
        "models:\n  User: { key: id, fields: { id: ulid }\n",
        "models:\n  User: { key: id, fields: { id: ulid } }\n",
    ),
    entry(
        code::DUPLICATE_KEY,
        "YAML readers differ in which of two equal keys they keep. Neither is safe to ignore, so \
         the second one is refused.",
        "models:\n  User:\n    key: id\n    fields:\n      id: ulid\n      name: string\n      name: string?\n",
        "models:\n  User:\n    key: id\n    fields:\n      id: ulid\n      name: string\n",
    ),
    entry(
        code::MERGE_KEY,
        "`<<` copied keys from another map in YAML 1.1 and means nothing in YAML 1.2. What \
         several models share is better declared as a nested type, which also gives it a name \
         in Rust.",
        "types:\n  Base: &base { street: string }\n  Address: { <<: *base, city: string }\n",
        "types:\n  Base: { street: string }\n  Address: { base: Base, city: string }\n",
    ),
    entry(
        code::TAG,
        "A tag such as `!!str` or `!Ref` says how a value is to be read. What a value of a schema \
         file is follows from where it stands, and text can always be put in quotes.",
        "types:\n  Level: { enum: [!!str 1, !!str 2], catch_all: Other }\n",
        "types:\n  Level: { enum: [{ value: \"1\", rust_name: Low }, { value: \"2\", rust_name: High }] }\n",
    ),
    entry(
        code::SEVERAL_DOCUMENTS,
        "`---` starts another YAML document. A schema file holds one; all files of a folder form \
         one schema, so the second document can be a file of its own, or its `models:` and \
         `types:` can be added to the first.",
        "types:\n  A: { enum: [a] }\n---\ntypes:\n  B: { enum: [b] }\n",
        "types:\n  A: { enum: [a] }\n  B: { enum: [b] }\n",
    ),
    entry(
        code::ALIASES,
        "An alias (`*name`) repeats the value of an anchor (`&name`). Ten lines of aliases of \
         aliases can stand for a thousand million values, so what anchors and aliases of a file \
         amount to is limited to 100,000 values; and an alias inside its own anchor would have \
         no end.",
        "types: &all\n  A: { enum: [a] }\n  B: *all\n",
        "types:\n  A: { enum: &values [a, b] }\n  B: { enum: *values }\n",
    ),
    entry(
        code::TOO_DEEP,
        "Nothing in a schema is nested more than about ten deep. A file in which lists or maps \
         are nested more than 64 deep is either no schema or lacks a closing bracket.",
        "types:\n  A: { enum: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[a]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]] }\n",
        "types:\n  A: { enum: [a] }\n",
    ),
    entry(
        code::KEY_NOT_TEXT,
        "YAML allows lists, maps and nothing at all as keys; in a schema every key is a name. A \
         name that starts with `{` or `[` needs quotes, and so do `null` and `~`, which are nothing \
         to YAML.",
        "types:\n  Point: { [x, y]: i64 }\n",
        "types:\n  Point: { x: i64, y: i64 }\n",
    ),
    entry(
        code::MISLEADING_TEXT,
        "The text holds a character that is not seen: a control character, a character of no \
         width, or one that changes the direction of the text around it. Two names that look \
         alike would be different, or the text would read differently from what it says. In \
         documentation only the characters that change direction are refused, because rustc \
         refuses them as well.",
        "types:\n  Profile: { \"na\\u200Bme\": string }\n",
        "types:\n  Profile: { name: string }\n",
    ),
];
