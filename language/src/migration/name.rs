//! Names of migrations.

use std::fmt;

use crate::diagnostics::{Problems, catalogue};
use crate::source::{FileId, Span};

/// The name of a migration: `0007_full_name`. Migrations are applied in the order of their numbers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MigrationName {
    number: u32,
    text: String,
}

impl MigrationName {
    /// Returns the name that this text is: four or more digits, `_`, and a word of small letters,
    /// digits and `_`.
    pub fn parse(text: &str) -> Option<Self> {
        let (digits, word) = text.split_once('_')?;
        let is_number = digits.len() >= 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
        let is_word = !word.is_empty()
            && word
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
        let number = digits.parse().ok().filter(|number| *number > 0)?;
        (is_number && is_word).then(|| Self {
            number,
            text: text.to_owned(),
        })
    }

    /// Returns the number.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Returns the name with another number.
    #[must_use]
    pub(super) fn with_number(&self, number: u32) -> Self {
        let word = self.text.split_once('_').map_or("", |(_, word)| word);
        let text = format!("{number:04}_{word}");
        Self { number, text }
    }

    /// Returns the whole name.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for MigrationName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The name of the migration in a file.
pub(super) fn of_file(path: &str, file: FileId, problems: &mut Problems) -> Option<MigrationName> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name
        .strip_suffix(".yaml")
        .or_else(|| name.strip_suffix(".yml"));
    let parsed = stem.and_then(MigrationName::parse);
    if parsed.is_none() {
        let (start, end) = (0, 0);
        problems.push_aside(catalogue::migration_name(Span { file, start, end }, name));
    }
    parsed
}

#[cfg(test)]
mod tests {
    use super::MigrationName;

    #[test]
    fn a_name_is_a_number_and_a_word() {
        for (text, number) in [("0001_a", 1), ("0042_full_name2", 42), ("12345_x", 12_345)] {
            let name = MigrationName::parse(text).expect(text);
            assert_eq!((name.number(), name.as_str()), (number, text));
        }
        for text in [
            "",
            "0001",
            "0001_",
            "001_a",
            "0000_a",
            "0001-a",
            "0001_A",
            "0001_a b",
            "x001_a",
            "99999999999_a",
            "+001_a",
        ] {
            assert_eq!(MigrationName::parse(text), None, "{text}");
        }
    }
}
