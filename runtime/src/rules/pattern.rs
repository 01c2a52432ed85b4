//! Regular expressions.

use std::sync::OnceLock;

use regex_lite::Regex;

/// A regular expression, compiled when it is first used. The syntax is that of `regex-lite`:
/// Unicode characters, but no Unicode classes.
#[derive(Debug)]
pub struct Pattern {
    source: &'static str,
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// A pattern that the schema's checker has compiled already.
    pub const fn new(source: &'static str) -> Self {
        Self {
            source,
            compiled: OnceLock::new(),
        }
    }

    pub(super) fn source(&self) -> &'static str {
        self.source
    }

    /// Whether it is found in a text. A pattern that does not compile is found nowhere.
    pub(super) fn is_in(&self, text: &str) -> bool {
        let compiled = self.compiled.get_or_init(|| Regex::new(self.source).ok());
        compiled.as_ref().is_some_and(|regex| regex.is_match(text))
    }
}
