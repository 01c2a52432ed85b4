//! Explanations of all codes, with a wrong and a right example.

mod fields;
mod files;
mod indexes;
mod keys;
mod migrations;
mod names;
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
    /// A schema file that gives this code and one that does not. Missing for the few codes that are
    /// about files rather than their content.
    pub example: Option<Example>,
}

/// Two schema files, or two migration files.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// Of migration files: the schemas before and after them.
    pub around: Option<[&'static str; 2]>,
    /// The file that gives the code.
    pub wrong: &'static str,
    /// The corrected file.
    pub right: &'static str,
}

const fn entry(
    code: Code,
    meaning: &'static str,
    wrong: &'static str,
    right: &'static str,
) -> Explanation {
    Explanation {
        code,
        meaning,
        example: Some(Example {
            around: None,
            wrong,
            right,
        }),
    }
}

/// An entry with migration files between the first two schemas.
const fn of_migration(
    code: Code,
    meaning: &'static str,
    around: [&'static str; 2],
    [wrong, right]: [&'static str; 2],
) -> Explanation {
    Explanation {
        code,
        meaning,
        example: Some(Example {
            around: Some(around),
            wrong,
            right,
        }),
    }
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
        rules::ALL,
        serde::ALL,
        keys::ALL,
        indexes::ALL,
        unique::ALL,
        tables::ALL,
        relations::ALL,
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
        if let Some(Example {
            around,
            wrong,
            right,
        }) = self.example
        {
            if let Some([before, after]) = around {
                write!(
                    f,
                    "\nThe schema before:\n\n```yaml\n{before}```\n\nand after:\n\n```yaml\n{after}```\n"
                )?;
            }
            write!(
                f,
                "\nWrong:\n\n```yaml\n{wrong}```\n\nRight:\n\n```yaml\n{right}```\n"
            )?;
        }
        Ok(())
    }
}
