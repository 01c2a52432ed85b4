//! Explanations of all codes, with a wrong and a right example.

mod expressions;
mod fields;
mod files;
mod indexes;
mod keys;
mod migrations;
mod names;
mod phases;
mod relations;
mod rules;
mod serde;
mod shape;
mod tables;
mod types;
mod unique;

use std::fmt;

use super::Code;

/// The long form of a diagnostic. Shown as Markdown.
#[derive(Clone, Copy, Debug)]
pub struct Explanation {
    /// The code.
    pub code: Code,
    /// The meaning, and why it is refused or warned of.
    pub meaning: &'static str,
    /// What gives this code and what does not. Missing for the few codes that are about files rather
    /// than their content.
    pub example: Option<Example>,
}

/// Two schema files, migration files or expressions.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// What they are.
    pub kind: ExampleKind,
    /// The one that gives the code.
    pub wrong: &'static str,
    /// The corrected one.
    pub right: &'static str,
}

/// What an example is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExampleKind {
    /// A schema file.
    Schema,
    /// A migration file between these schemas.
    Migration([&'static str; 2]),
    /// An expression over the fields of an order.
    Expression,
}

impl ExampleKind {
    /// Returns the schemas before and after migration files.
    pub fn around(self) -> Option<[&'static str; 2]> {
        match self {
            Self::Migration(around) => Some(around),
            Self::Schema | Self::Expression => None,
        }
    }

    /// Returns what follows the fence of its block in Markdown.
    fn fence(self) -> &'static str {
        match self {
            Self::Schema | Self::Migration(_) => "yaml",
            Self::Expression => "text",
        }
    }
}

const fn example(
    code: Code,
    meaning: &'static str,
    kind: ExampleKind,
    [wrong, right]: [&'static str; 2],
) -> Explanation {
    Explanation {
        code,
        meaning,
        example: Some(Example { kind, wrong, right }),
    }
}

const fn entry(
    code: Code,
    meaning: &'static str,
    wrong: &'static str,
    right: &'static str,
) -> Explanation {
    example(code, meaning, ExampleKind::Schema, [wrong, right])
}

const fn of_expression(
    code: Code,
    meaning: &'static str,
    wrong: &'static str,
    right: &'static str,
) -> Explanation {
    example(code, meaning, ExampleKind::Expression, [wrong, right])
}

/// An entry with migration files between the first two schemas.
const fn of_migration(
    code: Code,
    meaning: &'static str,
    around: [&'static str; 2],
    files: [&'static str; 2],
) -> Explanation {
    example(code, meaning, ExampleKind::Migration(around), files)
}

const fn of_file(code: Code, meaning: &'static str) -> Explanation {
    Explanation {
        code,
        meaning,
        example: None,
    }
}

/// Returns the explanation of a code, such as `DM101`, however it is copied or typed: `dm101`,
/// `101`, `DM 101`, `error[DM101]`.
pub fn explain(code: &str) -> Option<&'static Explanation> {
    let plain: String = code.chars().filter(|c| c.is_alphanumeric()).collect();
    let plain = plain.to_ascii_lowercase();
    let severities = ["error", "warning"];
    let plain = severities
        .iter()
        .find_map(|it| plain.strip_prefix(it))
        .unwrap_or(&plain);
    let number = plain.strip_prefix("dm").unwrap_or(plain);
    let name = format!("DM{number:0>3}");
    codes().find(|explanation| explanation.code.name() == name)
}

/// Returns the explanations of all codes, in order.
pub fn codes() -> impl Iterator<Item = &'static Explanation> {
    let groups = [
        files::ALL,
        shape::ALL,
        names::ALL,
        types::ALL,
        fields::ALL,
        phases::ALL,
        rules::ALL,
        serde::ALL,
        keys::ALL,
        indexes::ALL,
        unique::ALL,
        tables::ALL,
        relations::ALL,
        expressions::ALL,
        migrations::ALL,
    ];
    let mut all: Vec<_> = groups.into_iter().flatten().collect();
    all.sort_unstable_by_key(|explanation| explanation.code.name());
    all.into_iter()
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "# {}: {}\n\n{}",
            self.code,
            self.code.title(),
            self.meaning
        )?;
        if let Some(Example { kind, wrong, right }) = self.example {
            if let ExampleKind::Migration([before, after]) = kind {
                write!(
                    f,
                    "\nThe schema before:\n\n```yaml\n{before}```\n\nand after:\n\n```yaml\n{after}```\n"
                )?;
            }
            let fence = kind.fence();
            write!(
                f,
                "\nWrong:\n\n```{fence}\n{wrong}```\n\nRight:\n\n```{fence}\n{right}```\n"
            )?;
        }
        Ok(())
    }
}
