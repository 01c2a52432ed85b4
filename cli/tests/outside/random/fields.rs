//! Fields: their types, stored forms, defaults, rules and codecs.

use super::names::{self, Random, member, one, quoted};

/// Types that can be keys, with a stored form where they have several.
const KEY_TYPES: &[&str] = &[
    "type: string",
    "type: ulid",
    "type: uuid",
    "type: i64",
    "type: u8",
    "type: decimal",
    "type: bytes",
    "type: date",
    "type: timestamp",
    "type: uuid, as: bytes",
    "type: uuid, as: upper",
    "type: ulid, as: lower",
    "type: timestamp, as: epoch_ms",
    "type: timestamp, as: iso_s",
    "type: timestamp, as: { iso_offset: \"-05:30\" }",
    "type: timestamp, as: { epoch_s_or_never: 253402300799 }",
    "type: u128",
    "type: Money",
    "type: Price",
];

const SCALARS: &[&str] = &[
    "string",
    "bool",
    "i8",
    "i16",
    "i32",
    "i64",
    "i128",
    "u8",
    "u16",
    "u32",
    "u64",
    "u128",
    "f32",
    "f64",
    "decimal",
    "bytes",
    "uuid",
    "ulid",
    "timestamp",
    "date",
    "json",
    "Money",
    "Price",
];

/// What follows a type of some name: rules, forms, defaults.
const DETAILS: &[(&str, &str)] = &[
    ("string", "normalize: [trim, lowercase], format: email"),
    (
        "string",
        "normalize: { rust: \"crate::support::squeezed\" }",
    ),
    ("string", "not_blank: true, max_length: 9"),
    ("string", "pattern: '^[\"\\{}*/#]+(//|/\\*)?'"),
    ("string", "codec: \"crate::support::Reversed\""),
    (
        "string",
        "validate: [{ rust: \"crate::support::is_calm\", message: \"\\\"}}\" }, { max_length: 3 }]",
    ),
    ("string", "default: \"it's \\\"}\\n{{ x }}\""),
    ("string", "default: \"\""),
    ("string", "default: { rust: \"crate::support::made\" }"),
    ("string", "unique: true"),
    ("string", "unique: { guard: other }"),
    ("bool", "default: true"),
    ("bool", "default: false, since: 2"),
    ("string", "default: \"it's\", since: 3"),
    (
        "string",
        "unique: { guard: former }, renamed_from: former, phase: expand",
    ),
    ("i8", "default: -128"),
    ("u8", "min: 1, max: 1, default: 1"),
    ("u32", "unique: true"),
    ("i64", "default: 1234567890123"),
    ("i128", "default: -170141183460469231731687303715884105728"),
    ("u128", "default: 99999999999999999999999999999999999999"),
    ("f32", "default: 3.1415927"),
    ("f32", "default: 0.1"),
    ("f64", "default: 3.141592653589793"),
    ("f64", "default: 2.718281828, min: -1e10"),
    ("f64", "default: 1e100"),
    ("decimal", "default: 9.90, min: 0"),
    ("bytes", "default: \"aGVsbG8=\""),
    ("bytes", "max_length: 9"),
    ("uuid", "default: generate"),
    ("uuid", "default: generate_v4, as: bytes"),
    ("ulid", "default: generate, as: lower"),
    ("timestamp", "default: now"),
    (
        "timestamp",
        "default: \"2026-01-31T12:00:00Z\", as: epoch_s_text",
    ),
    ("timestamp", "as: iso_local"),
    ("timestamp", "as: iso_offset"),
    ("timestamp", "auto: created"),
    ("date", "default: now"),
    ("date", "default: 2026-02-28"),
    ("Money", "validate: [{ rust: \"crate::support::is_fair\" }]"),
];

/// Names of the types that are declared.
#[derive(Clone, Default)]
pub(super) struct Declared(pub(super) Vec<String>);

/// A field of anything.
pub(super) fn field(rng: &mut Random, declared: &Declared) -> String {
    let name = member(rng);
    let ty = ty(rng, declared, 0);
    let mut parts = vec![format!("type: {ty}")];
    let plain = ty.trim_end_matches('?');
    let details: Vec<_> = DETAILS.iter().filter(|(of, _)| *of == plain).collect();
    if !details.is_empty() && rng.bool() {
        parts.push(details[rng.usize(..details.len())].1.to_owned());
    } else if plain == "list<string>" && rng.bool() {
        parts.push(
            one(
                rng,
                &[
                    "codec: \"crate::support::Joined\"",
                    "min_length: 1",
                    "default: []",
                ],
            )
            .to_owned(),
        );
    }
    if ty == "json?" && rng.bool() {
        parts.push("keep_null: true".to_owned());
    }
    if let Some(part) = extra(rng, &name) {
        parts.push(part);
    }
    if parts.len() == 1 && !ty.contains(' ') {
        return format!("{}: {ty}", quoted(&name));
    }
    format!("{}: {{ {} }}", quoted(&name), parts.join(", "))
}

/// What any field may have.
fn extra(rng: &mut Random, name: &str) -> Option<String> {
    let is_foreign = names::quoted(name).starts_with('"');
    match rng.u8(..13) {
        0 => Some("sensitive: true".to_owned()),
        1 => Some(format!("attribute: {}", quoted(&member(rng)))),
        2 => Some(format!("rust_name: \"{}\"", names::snake(rng))),
        3 => Some(
            "doc: \"Ends */ a `comment` [x](y) <b> https://example.com \\n\\n    code\\n- list\""
                .to_owned(),
        ),
        4 => {
            let places = ["both", "create", "output", "input", "none"];
            Some(format!("serde: {}", one(rng, &places)))
        }
        5 => {
            let phase = one(rng, &["expand", "switch", "contract"]);
            let former = quoted(&member(rng));
            Some(format!("renamed_from: {former}, phase: {phase}"))
        }
        6.. if is_foreign => Some(format!("rust_name: \"{}\"", names::snake(rng))),
        _ => None,
    }
}

/// A type, optional or not.
fn ty(rng: &mut Random, declared: &Declared, depth: usize) -> String {
    let optional = if depth == 0 && rng.u8(..3) == 0 {
        "?"
    } else {
        ""
    };
    let ty = match rng.u8(..10) {
        0 if depth < 4 => format!("list<{}>", ty(rng, declared, depth + 1)),
        1 if depth < 4 => format!("map<{}>", ty(rng, declared, depth + 1)),
        2 if depth == 0 => format!(
            "set<{}>",
            one(rng, &["string", "u64", "bytes", "date", "uuid", "decimal"])
        ),
        3..6 if !declared.0.is_empty() => declared.0[rng.usize(..declared.0.len())].clone(),
        _ => one(rng, SCALARS).to_owned(),
    };
    format!("{ty}{optional}")
}

/// The type of a field in a key, with its stored form, and perhaps one of these enums.
pub(super) fn key_type(rng: &mut Random, enums: &[String]) -> String {
    if !enums.is_empty() && rng.u8(..5) == 0 {
        return format!("type: {}", enums[rng.usize(..enums.len())]);
    }
    one(rng, KEY_TYPES).to_owned()
}
