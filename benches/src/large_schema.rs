//! Schemas of any size: models of many types, with keys, indexes, and nested types.

use std::fmt::Write as _;

use dynamite_schema::source::Sources;

/// Models in a file.
const IN_A_FILE: usize = 10;

/// Fields that every model starts with.
const FIRST: [(&str, &str); 4] = [
    ("id", "{ type: ulid, default: generate }"),
    ("owner", "string"),
    ("status", "{ type: Status, default: open }"),
    ("created_at", "{ type: timestamp, auto: created }"),
];

/// Types of the others, over and over.
const OTHERS: [&str; 12] = [
    "string",
    "string?",
    "i64",
    "{ type: u32, default: 0 }",
    "bool",
    "f64",
    "list<string>",
    "timestamp?",
    "{ type: string, default: none, doc: Where it came from. }",
    "map<string>",
    "bytes",
    "set<string>",
];

/// A schema of this many models, each of this many fields, and at least four. Every fifth model
/// has a nested type in place of its last field, and there is one enum.
pub fn sources(models: usize, fields: usize) -> Sources {
    let mut sources = Sources::default();
    for first in (0..models).step_by(IN_A_FILE) {
        let last = models.min(first + IN_A_FILE);
        let mut text = String::from("models:\n");
        for number in first..last {
            model(&mut text, number, fields);
        }
        text.push_str("types:\n");
        if first == 0 {
            text.push_str("  Status: { enum: [open, paid, closed] }\n");
        }
        for number in (first..last).filter(|number| has_nested(*number)) {
            let _ = writeln!(
                text,
                "  Part{number}: {{ street: string, city: string?, rank: u32 }}"
            );
        }
        sources.add(format!("models_{first:05}.yaml"), text);
    }
    sources
}

fn has_nested(number: usize) -> bool {
    number.is_multiple_of(5)
}

fn model(text: &mut String, number: usize, fields: usize) {
    let key = if number.is_multiple_of(2) {
        "id"
    } else {
        "{ partition: owner, sort: id }"
    };
    let _ = writeln!(text, "  Model{number}:\n    key: {key}\n    fields:");
    for (name, ty) in FIRST {
        let _ = writeln!(text, "      {name}: {ty}");
    }
    let types = OTHERS.iter().cycle().enumerate();
    for (position, ty) in types.take(fields.saturating_sub(FIRST.len() + 1)) {
        let _ = writeln!(text, "      field_{position}: {ty}");
    }
    if has_nested(number) {
        let _ = writeln!(text, "      last: Part{number}");
    } else {
        text.push_str("      last: string\n");
    }
    text.push_str("    indexes:\n      by_status: { partition: status, sort: created_at }\n");
}
