//! YAML as files are written: blocks with a line for each entry, values on one line.

use std::fmt;

use crate::json::Json;

/// A map, an entry a line or a block.
#[derive(Clone, Debug, Default)]
pub(crate) struct Block(Vec<(String, Value)>);

#[derive(Clone, Debug)]
enum Value {
    Line(String),
    Block(Block),
}

impl Block {
    /// A block of one entry, which is a block.
    pub(crate) fn of(key: &str, block: Self) -> Self {
        let mut outer = Self::default();
        outer.nested(key, block);
        outer
    }

    /// Adds an entry. `value` is YAML on one line.
    pub(crate) fn line(&mut self, key: &str, value: impl Into<String>) {
        self.0.push((scalar(key), Value::Line(value.into())));
    }

    /// Adds a block, unless it is empty.
    pub(crate) fn nested(&mut self, key: &str, block: Self) {
        if !block.0.is_empty() {
            self.0.push((scalar(key), Value::Block(block)));
        }
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, indent: usize) -> fmt::Result {
        for (key, value) in &self.0 {
            match value {
                Value::Line(line) => writeln!(f, "{:indent$}{key}: {line}", "")?,
                Value::Block(block) => {
                    writeln!(f, "{:indent$}{key}:", "")?;
                    block.write(f, indent + 2)?;
                }
            }
        }
        Ok(())
    }
}

impl fmt::Display for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, 0)
    }
}

/// A map on one line.
#[derive(Debug, Default)]
pub(crate) struct Flow(Vec<String>);

impl Flow {
    /// Adds an entry. `value` is YAML on one line.
    pub(crate) fn entry(&mut self, key: &str, value: impl AsRef<str>) {
        self.0.push(format!("{}: {}", scalar(key), value.as_ref()));
    }

    /// Adds `key: true` if a condition holds.
    pub(crate) fn flag(&mut self, key: &str, holds: bool) {
        if holds {
            self.entry(key, "true");
        }
    }
}

impl fmt::Display for Flow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("{}");
        }
        write!(f, "{{ {} }}", self.0.join(", "))
    }
}

/// A list on one line, of values that are YAML on one line.
pub(crate) fn list(values: impl IntoIterator<Item = String>) -> String {
    let values: Vec<_> = values.into_iter().collect();
    format!("[{}]", values.join(", "))
}

/// Text as a scalar: without quotes if it is a word that no reader of YAML takes for something else.
pub(crate) fn scalar(text: &str) -> String {
    const OTHER: [&str; 10] = [
        "null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan",
    ];
    let is_word = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'_');
    if is_word && !OTHER.contains(&&*text.to_ascii_lowercase()) {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// Text in quotes: what JSON writes, YAML reads.
pub(crate) fn quoted(text: &str) -> String {
    Json::text(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::scalar;

    #[test]
    fn what_yaml_may_take_for_something_else_is_quoted() {
        for (text, written) in [
            ("admin", "admin"),
            ("_a1", "_a1"),
            ("NO", "\"NO\""),
            ("1a", "\"1a\""),
            ("", "\"\""),
            ("super user", "\"super user\""),
            ("a: b #c\n", "\"a: b #c\\n\""),
        ] {
            assert_eq!(scalar(text), written);
        }
    }
}
