//! Types.

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
         variant can be stored under the same name. With `content:` the fields are in a map of \
         their own beside the tag, which needs another name than that.",
        "types:\n  Payment: { union: { card: { type: string }, cash: {} } }\n",
        "types:\n  Payment: { union: { card: { type: string }, cash: {} }, tag: kind }\n",
    ),
    entry(
        code::UNTAGGED,
        "A value of an untagged union is stored as a plain scalar, and the kind of DynamoDB that it \
         has (`S`, `N`, `B` or `BOOL`) says which variant it is. So each variant holds a scalar \
         that is stored as one kind, no two have the same, and there are at least two. `json` is \
         stored as any kind.",
        "types:\n  Amount: { union: { text: string, day: date }, untagged: true }\n",
        "types:\n  Amount: { union: { text: string, number: decimal }, untagged: true }\n",
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
    entry(
        code::UNKNOWN_IS_LOST,
        "While a new version of a program is rolled out, an older one reads and saves what the newer \
     has stored. What it does not know survives: `save` writes a nested type attribute by \
     attribute. The elements of a list and the entries of a map are written as a whole, so there \
     it does not, unless the values themselves hold it: `unknown: keep` gives the type a field \
     `rest`, which reads all attributes that the type does not declare and writes them back. \
     `unknown: drop` says that there are none, or that they may be lost. The schema is accepted \
     either way.",
        "types:\n  Order: { lines: list<Line> }\n  Line: { sku: string }\n",
        "types:\n  Order: { lines: list<Line> }\n  Line: { fields: { sku: string }, unknown: keep }\n",
    ),
];
