//! Names.

use super::{Explanation, entry};
use crate::diagnostics::code;

pub(super) const ALL: &[Explanation] = &[
    entry(
        code::DUPLICATE_NAME,
        "All files of a folder form one schema, in which models, nested types, enums, unions and \
         Rust types share one set of names. The values of an enum are a set of their own.",
        "models:\n  User: { key: id, fields: { id: ulid } }\ntypes:\n  User: { name: string }\n",
        "models:\n  User: { key: id, fields: { id: ulid } }\ntypes:\n  UserName: { name: string }\n",
    ),
    entry(
        code::NAME_COLLISION,
        "Names become Rust identifiers: fields and indexes in snake_case, enum values and \
         variants in UpperCamel. Two names that differ only in how their words are joined \
         become one identifier. `rust_name:` gives one of them another; what is stored stays.",
        "types:\n  Event: { userID: string, user_id: string }\n",
        "types:\n  Event:\n    userID: { type: string, rust_name: legacy_user_id }\n    user_id: string\n",
    ),
    entry(
        code::GENERATED_COLLISION,
        "For a model `User` Dynamite generates `User`, `NewUser`, `UserDraft`, `UserKey`, the \
         repository `Users` and the module `user`; for an index `by_role` that projects less \
         than everything, the rows `UserByRole`; for a nested type `Profile`, `Profile`, \
         `ProfilePath` and the module `profile`; beside them the module `tables` and the \
         constant `TABLES`. Within a model, every index has a marker such as `ByRole`, and the \
         primary key has `Primary`; an enum has the constant `ALL` beside its values. No two of \
         them may be the same.",
        "models:\n  User: { key: id, fields: { id: ulid } }\n  NewUser: { key: id, fields: { id: ulid } }\n",
        "models:\n  User: { key: id, fields: { id: ulid } }\n  Applicant: { key: id, fields: { id: ulid } }\n",
    ),
    entry(
        code::NO_IDENTIFIER,
        "A Rust identifier starts with a letter or `_` and goes on with letters, digits and `_`, and \
         one without a letter says nothing. Dynamite derives one from ASCII letters, digits and the separators `_ - . : /` and \
         blanks, and refuses to guess for anything else. The stored name can be any text; \
         `rust_name:` says what it is called in Rust. Keywords are fine: they become `r#type`, \
         or `self_` where Rust does not allow even that.",
        "types:\n  Flags: { 2fa: bool }\n",
        "types:\n  Flags:\n    2fa: { type: bool, rust_name: two_factor }\n",
    ),
    entry(
        code::TYPE_NAME,
        "A model or type becomes a Rust type of the same name, so it is called as Rust types \
         are: a capital letter first, then ASCII letters and digits. `Self` is taken. Its file is \
         called like it, so its name has at most 120 letters in snake case.",
        "models:\n  order_line: { key: id, fields: { id: ulid } }\n",
        "models:\n  OrderLine: { key: id, fields: { id: ulid } }\n",
    ),
    entry(
        code::PLURAL,
        "The repository of a model is called by the plural of its name, which follows a few \
         rules of English. Where they give the name itself (`News`), or where `plural:` gives no \
         UpperCamel identifier, there is nothing the repository could be called. `New` and \
         `WithHooks` are the functions that make one.",
        "models:\n  News: { key: id, fields: { id: ulid } }\n",
        "models:\n  News: { key: id, plural: NewsItems, fields: { id: ulid } }\n",
    ),
    entry(
        code::METHOD_TAKEN,
        "Every index becomes a method of the repository, beside `create`, `get`, `query` and \
         the other methods that all repositories have. An index of the same name would take \
         their place.",
        "models:\n  User:\n    key: id\n    fields: { id: ulid, name: string }\n    indexes: { find: name }\n",
        "models:\n  User:\n    key: id\n    fields: { id: ulid, name: string }\n    indexes: { by_name: name }\n",
    ),
    entry(
        code::RUST_PATH,
        "A path names a type or function from the root of a crate: `crate::…` for your own, or \
         the name of a dependency. Generic arguments are not possible (declare a type alias \
         instead), and neither are `self::` and `super::`, which would depend on where the \
         generated code stands.",
        "types:\n  Money: { rust: \"Money\" }\n",
        "types:\n  Money: { rust: \"crate::money::Money\" }\n",
    ),
    entry(
        code::DERIVED_TWICE,
        "Generated types implement some traits anyway: all of them `Clone`, `Debug` and \
         `PartialEq`, enums also `Eq` and `Hash`, and without `catch_all` `Copy` and `Ord`. \
         `derive` adds others, each once: Rust allows one implementation of a trait for a type.",
        "models:\n  User: { key: id, derive: [Debug, Hash], fields: { id: ulid } }\n",
        "models:\n  User: { key: id, derive: [Eq, Hash], fields: { id: ulid } }\n",
    ),
    entry(
        code::NO_CODEC,
        "A Rust type is stored by its codec. A type of your own may be one itself; `u64`, `String` \
         and the other types of Rust cannot, so `codec:` names one whose `Value` is the type, or is \
         `serde`. In their usual form they are types of the schema, and are not declared.",
        "types:\n  Counter: { rust: u64 }\n",
        "types:\n  Counter: { rust: u64, codec: \"crate::codecs::NumberInText\" }\n",
    ),
];
