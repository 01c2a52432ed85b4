//! What things are called in random schemas: words that mean something elsewhere.

use std::ops::{Deref, DerefMut};

use fastrand::Rng;

/// Keywords, of all editions.
const KEYWORDS: &[&str] = &[
    "type",
    "fn",
    "match",
    "self",
    "Self",
    "super",
    "crate",
    "async",
    "await",
    "dyn",
    "try",
    "gen",
    "union",
    "yield",
    "abstract",
    "become",
    "box",
    "do",
    "final",
    "macro",
    "override",
    "priv",
    "typeof",
    "unsized",
    "virtual",
    "static",
    "const",
    "raw",
    "safe",
    "macro_rules",
    "auto",
    "default",
    "_",
    "in",
    "for",
    "where",
    "mut",
    "ref",
    "pub",
    "use",
    "move",
    "impl",
    "true",
    "false",
    "loop",
    "extern",
    "unsafe",
    "enum",
    "struct",
    "trait",
    "mod",
    "return",
];

/// Methods and traits of the standard library, and prefixes that clippy has ideas about.
const METHODS: &[&str] = &[
    "iter",
    "into_iter",
    "next",
    "new",
    "default",
    "len",
    "is_empty",
    "eq",
    "cmp",
    "hash",
    "add",
    "sub",
    "mul",
    "div",
    "neg",
    "not",
    "shl",
    "deref",
    "drop",
    "index",
    "borrow",
    "clone",
    "fmt",
    "from_str",
    "as_ref",
    "to_owned",
    "to_string",
    "into",
    "from",
    "try_from",
    "get_name",
    "is_open",
    "to_city",
    "from_city",
    "into_city",
    "as_city",
    "set_city",
    "with_city",
    "bitand",
    "from_iter",
    "as_mut",
    "partial_cmp",
    "rem",
    "bitor",
];

/// What generated code and the runtime call things.
const GENERATED: &[&str] = &[
    "rt",
    "rest",
    "fields",
    "tag",
    "reader",
    "writer",
    "value",
    "link",
    "item",
    "mine",
    "other",
    "key",
    "source",
    "partition",
    "sort",
    "checker",
    "fresh",
    "_fresh",
    "stored",
    "f",
    "attribute",
    "hooks",
    "client",
    "field",
    "field_x",
    "query",
    "create",
    "get",
    "find",
    "table",
    "tables",
    "models",
    "primary",
    "all",
    "shape",
    "nested",
    "rules",
    "name",
    "draft",
    "model",
    "handle",
    "by_id",
    "check",
    "settle",
    "normalize",
    "finish",
    "read",
    "write",
    "child",
    "at",
    "size",
    "exists",
    "set",
    "add_to",
    "remove",
    "path",
    "row",
    "none",
    "some",
    "ok",
    "err",
    "p",
    "s",
    "m",
    "c",
    "h",
    "r",
    "w",
    "d",
    "v",
    "a",
    "b",
    "x",
    "core",
    "std",
    "alloc",
    "dynamite",
    "support",
    "rules_of_x",
    "pattern",
    "with_hooks",
    "as_str",
    "into_path",
    "problem",
    "skip",
    "version",
    "key_condition",
    "included",
    "pairs",
    "TABLES",
    "ALL",
    "SHAPE",
    "NESTED",
];

/// Names that Windows keeps for devices.
const DEVICES: &[&str] = &["aux", "con", "nul", "prn", "com1", "lpt9", "com0", "clock"];

/// Names that differ in little.
const ALIKE: &[&str] = &[
    "userId",
    "user_id",
    "UserID",
    "userID",
    "a1",
    "a_1",
    "A1",
    "x-y",
    "x.y",
    "x y",
    "x/y",
    "x_y",
    "xY",
    "__x",
    "x__y",
    "_x",
    "x_",
    "a__b",
    "A_B",
    "s3",
    "S3Bucket",
    "http2",
    "HTTPServer",
];

/// Names that no identifier follows from.
const FOREIGN: &[&str] = &[
    "naïve", "größe", "ключ", "名前", "2fa", "50%", "a+b", "#", "😀", "a\\\"b",
];

/// Types of the standard library, of the runtime, and what generated code makes of names.
const TYPES: &[&str] = &[
    "String",
    "Vec",
    "Option",
    "Some",
    "None",
    "Ok",
    "Err",
    "Result",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Drop",
    "Iterator",
    "Into",
    "From",
    "ToString",
    "Send",
    "Sync",
    "Sized",
    "Fn",
    "PartialEq",
    "Eq",
    "Hash",
    "Ord",
    "Str",
    "U8",
    "Bool",
    "Char",
    "F64",
    "Client",
    "Repository",
    "Path",
    "Query",
    "Model",
    "Row",
    "Key",
    "Draft",
    "Index",
    "Table",
    "TableDescriptor",
    "Fresh",
    "Reader",
    "Writer",
    "Document",
    "Ulid",
    "Uuid",
    "Timestamp",
    "Date",
    "Decimal",
    "Hooks",
    "NoHooks",
    "Capabilities",
    "Required",
    "Optional",
    "KeyField",
    "List",
    "Map",
    "Set",
    "Coded",
    "Primary",
    "New",
    "Handle",
    "Attribute",
    "Value",
    "Names",
    "Shape",
    "Rules",
    "Rule",
    "Check",
    "Lookup",
    "Tables",
    "ALL",
    "Self",
    "Aux",
    "Con",
    "Nul",
    "Prn",
    "Com1",
    "Lpt1",
    "A",
    "B",
    "C",
    "D",
    "H",
    "M",
    "P",
    "R",
    "S",
    "T",
    "W",
    "Rt",
    "Mod",
    "Lib",
    "Main",
    "Core",
    "Std",
    "Crate",
    "Super",
    "Type",
    "Async",
    "Gen",
    "Try",
    "Union",
    "Dynamite",
    "Support",
    "I",
    "X1",
    "HTTPServer",
    "HttpServer",
    "ABC",
    "Abc",
    "AB",
    "Ab",
    "Users",
    "User",
    "NewUser",
    "UserKey",
    "UserPath",
    "UserDraft",
    "UserByName",
    "Order",
    "OrderLine",
    "Profile",
    "News",
    "Box2",
    "Never",
    "Static",
    "Enum",
    "Struct",
    "Impl",
    "E",
    "Error",
    "Deref",
    "Display",
    "Write",
    "Read",
    "AsRef",
    "BTreeMap",
    "Codec",
    "Item",
];

/// Choices, and a few names that one schema has a liking for, so that they meet.
pub(super) struct Random {
    rng: Rng,
    members: Vec<String>,
    declared: Vec<String>,
}

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        let mut rng = Rng::with_seed(seed);
        let members = (0..4).map(|_| any_member(&mut rng)).collect::<Vec<_>>();
        let declared = (0..3).map(|_| any_declared(&mut rng)).collect();
        Self {
            rng,
            members,
            declared,
        }
    }
}

impl Deref for Random {
    type Target = Rng;

    fn deref(&self) -> &Rng {
        &self.rng
    }
}

impl DerefMut for Random {
    fn deref_mut(&mut self) -> &mut Rng {
        &mut self.rng
    }
}

/// A name of a field, an index, a relation, a variant.
pub(super) fn member(random: &mut Random) -> String {
    if random.u8(..3) > 0 {
        return any_member(random);
    }
    let name = random.members[random.rng.usize(..random.members.len())].clone();
    match random.u8(..8) {
        0 => format!("field_{name}"),
        1 => format!("{name}_2"),
        2 => format!("by_{name}"),
        3 => format!("_{name}"),
        4 => format!("rules_of_{name}"),
        _ => name,
    }
}

fn any_member(rng: &mut Rng) -> String {
    let pool = match rng.u8(..20) {
        0..4 => KEYWORDS,
        4..8 => METHODS,
        8..14 => GENERATED,
        14 => DEVICES,
        15..17 => ALIKE,
        17 => FOREIGN,
        _ => return one(rng, TYPES).to_lowercase(),
    };
    one(rng, pool).to_owned()
}

/// A name of a model or type, of a repository, of a variant.
pub(super) fn declared(random: &mut Random) -> String {
    if random.u8(..3) > 0 {
        return any_declared(random);
    }
    let name = random.declared[random.rng.usize(..random.declared.len())].clone();
    match random.u8(..8) {
        0 => format!("New{name}"),
        1 => format!("{name}s"),
        2..5 => format!(
            "{name}{}",
            one(random, &["Key", "Draft", "Path", "ByName", "2", "X"])
        ),
        _ => name,
    }
}

fn any_declared(rng: &mut Rng) -> String {
    one(rng, TYPES).to_owned()
}

/// A Rust name of a field.
pub(super) fn snake(random: &mut Random) -> String {
    let name = member(random);
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    name.chars().filter(|c| fits(*c)).collect()
}

/// One of these.
pub(super) fn one<'w>(rng: &mut Rng, words: &[&'w str]) -> &'w str {
    words[rng.usize(..words.len())]
}

/// A name as a YAML key or scalar.
pub(super) fn quoted(name: &str) -> String {
    let is_plain = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c));
    if is_plain {
        name.to_owned()
    } else {
        format!("\"{name}\"")
    }
}
