//! Nested types, enums, unions and Rust types.

use super::fields::{Declared, field};
use super::lines::Lines;
use super::names::{self, Random, member, one, quoted};

/// Adds types below `types:`, and returns what they are called.
pub(super) struct Types {
    pub(super) declared: Declared,
    pub(super) enums: Vec<String>,
}

impl Types {
    /// Some names. What they are is decided where they are added.
    pub(super) fn new(rng: &mut Random) -> Self {
        let names: Vec<_> = (0..rng.usize(2..7)).map(|_| names::declared(rng)).collect();
        let enums = names.iter().take(2).cloned().collect();
        Self {
            declared: Declared(names),
            enums,
        }
    }

    pub(super) fn add(&self, rng: &mut Random, lines: &mut Lines) {
        lines.add(0, "types:");
        lines.add(2, "Money: { rust: \"crate::support::Money\", key: number }");
        lines.add(2, "Price: { rust: \"crate::support::Price\", codec: \"crate::support::PriceCodec\", key: number }");
        for name in &self.declared.0 {
            lines.add(2, format!("{name}:"));
            match rng.u8(..4) {
                _ if self.enums.contains(name) => add_enum(rng, lines),
                0 => add_enum(rng, lines),
                1 if rng.u8(..3) == 0 => add_untagged(rng, lines),
                1 => self.add_union(rng, lines),
                _ => self.add_struct(rng, lines),
            }
        }
    }

    fn add_struct(&self, rng: &mut Random, lines: &mut Lines) {
        add_unknown(rng, lines);
        lines.block(4, "fields:", self.fields(rng, 1));
    }

    fn add_union(&self, rng: &mut Random, lines: &mut Lines) {
        add_unknown(rng, lines);
        if rng.bool() {
            lines.add(4, format!("tag: {}", quoted(&member(rng))));
        }
        if rng.u8(..3) == 0 {
            lines.add(4, format!("content: {}", quoted(&member(rng))));
        }
        lines.add(4, "union:");
        for _ in 0..rng.usize(1..5) {
            let name = quoted(&member(rng));
            if rng.u8(..4) == 0 {
                lines.add(6, format!("{name}: {{}}"));
                continue;
            }
            lines.add(6, format!("{name}:"));
            if rng.u8(..4) == 0 {
                lines.add(8, format!("rust_name: {}", names::declared(rng)));
            }
            lines.block(8, "fields:", self.fields(rng, 1));
        }
    }

    fn fields(&self, rng: &mut Random, least: usize) -> Vec<String> {
        let count = rng.usize(least..8);
        (0..count).map(|_| field(rng, &self.declared)).collect()
    }
}

/// Two to four variants, each of a kind of its own.
fn add_untagged(rng: &mut Random, lines: &mut Lines) {
    lines.add(4, "untagged: true");
    lines.add(4, "union:");
    let mut kinds = [
        &[
            "string",
            "date",
            "ulid",
            "{ type: uuid, as: upper }",
            "timestamp",
        ][..],
        &[
            "decimal",
            "u64",
            "f32",
            "i128",
            "{ type: timestamp, as: epoch_ms }",
        ],
        &["bytes", "{ type: uuid, as: bytes }"],
        &["bool"],
    ];
    rng.shuffle(&mut kinds);
    for types in kinds.into_iter().take(rng.usize(2..5)) {
        lines.add(6, format!("{}: {}", names::declared(rng), one(rng, types)));
    }
}

fn add_unknown(rng: &mut Random, lines: &mut Lines) {
    if let Some(word) = [None, Some("keep"), Some("drop")][rng.usize(..3)] {
        lines.add(4, format!("unknown: {word}"));
    }
}

fn add_enum(rng: &mut Random, lines: &mut Lines) {
    if rng.bool() {
        lines.add(4, format!("catch_all: {}", names::declared(rng)));
    }
    let values = (0..rng.usize(1..6)).map(|_| {
        let value = quoted(&member(rng));
        match rng.u8(..4) {
            0 => format!(
                "- {{ value: {value}, rust_name: {} }}",
                names::declared(rng)
            ),
            1 => format!(
                "- {{ value: {value}, doc: \"{}\" }}",
                one(rng, &["[x]", "    code", "*/"])
            ),
            _ => format!("- {value}"),
        }
    });
    let values = values.collect();
    lines.block(4, "enum:", values);
}
