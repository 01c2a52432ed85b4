//! Checksums of migration files: the same for two files that do the same, however they are laid out.

use std::fmt;
use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use crate::diagnostics::Problems;
use crate::raw::{FORMAT, number};
use crate::source::{FileId, Sources};
use crate::yaml::print::quoted;
use crate::yaml::{self, Entry, Node, Scalar, Value};

/// What is hashed begins with this, so that a later canonical form cannot be taken for this one.
const FORM: &str = "dynamite migration 1\n";

/// The length of a checksum in hexadecimal digits.
const DIGITS: usize = 64;

/// The checksum of what a migration does.
///
/// Comments, line breaks, indentation, the order of keys and quotes do not count, nor do the
/// documentation of the migration and the format that every file has. Quotes count where they decide
/// what a value is: `"5"` is text, and `5` is a number.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Checksum(String);

impl Checksum {
    /// Returns the checksum of the text of a migration file; `None` if it is no YAML, which
    /// [`super::check`] has the reason for.
    pub fn of(text: &str) -> Option<Self> {
        let mut canonical = FORM.to_owned();
        write_file(&parsed(text)?, &mut canonical);
        let digest = Sha256::digest(canonical.as_bytes());
        let mut hexadecimal = String::with_capacity(DIGITS);
        for byte in digest {
            // Writing to a string cannot fail.
            let _ = write!(hexadecimal, "{byte:02x}");
        }
        Some(Self(hexadecimal))
    }

    /// Returns the checksum that is written like this.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let is_digit = |byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        let is_checksum = text.len() == DIGITS && text.bytes().all(is_digit);
        is_checksum.then(|| Self(text.to_owned()))
    }
}

impl fmt::Display for Checksum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn parsed(text: &str) -> Option<Node> {
    let mut problems = Problems::default();
    let mut sources = Sources::default();
    let file: FileId = sources.add("", text);
    let node = yaml::parse(file, text, &mut problems)?;
    (!problems.has_errors()).then_some(node)
}

/// Writes the whole file, without what changes nothing that is done.
fn write_file(file: &Node, canonical: &mut String) {
    let Value::Map(entries) = &file.value else {
        return write(file, canonical);
    };
    let is_format = |entry: &Entry| {
        let format = entry.value.scalar();
        entry.key.value == "format" && format.is_some_and(|it| it.text == FORMAT)
    };
    let counts = |entry: &&Entry| entry.key.value != "doc" && !is_format(entry);
    write_map(entries.iter().filter(counts), canonical);
}

fn write(node: &Node, canonical: &mut String) {
    match &node.value {
        Value::Scalar(scalar) => canonical.push_str(&word(scalar)),
        Value::Map(entries) => write_map(entries.iter(), canonical),
        Value::List(items) => {
            canonical.push('[');
            for item in items {
                write(item, canonical);
                canonical.push(',');
            }
            canonical.push(']');
        }
    }
}

/// Writes the entries of a map in the order of their keys.
fn write_map<'n>(entries: impl Iterator<Item = &'n Entry>, canonical: &mut String) {
    let mut entries: Vec<_> = entries.collect();
    entries.sort_by_key(|entry| entry.key.value.as_str());
    canonical.push('{');
    for entry in entries {
        canonical.push_str(&quoted(&entry.key.value));
        canonical.push(':');
        write(&entry.value, canonical);
        canonical.push(',');
    }
    canonical.push('}');
}

/// A scalar: text in quotes, anything else without.
fn word(scalar: &Scalar) -> String {
    let is_flag = matches!(scalar.text.as_str(), "true" | "false");
    if scalar.is_null() {
        "null".to_owned()
    } else if scalar.plain && (is_flag || number::is_number(&scalar.text)) {
        scalar.text.clone()
    } else {
        quoted(&scalar.text)
    }
}

#[cfg(test)]
mod tests;
