//! Regular expressions.

use std::borrow::Cow;
use std::sync::OnceLock;

use regex_lite::Regex;

/// A regular expression, compiled when it is first used. The syntax is that of `regex-lite`:
/// Unicode characters, but no Unicode classes.
#[derive(Clone, Debug)]
pub struct Pattern {
    source: Cow<'static, str>,
    compiled: OnceLock<Result<Regex, regex_lite::Error>>,
}

impl Pattern {
    /// Creates the pattern with this text.
    pub const fn new(source: &'static str) -> Self {
        Self::from_source(Cow::Borrowed(source))
    }

    const fn from_source(source: Cow<'static, str>) -> Self {
        let compiled = OnceLock::new();
        Self { source, compiled }
    }

    /// Returns its text.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Returns the reason it is not a regular expression, if it is none.
    pub fn error(&self) -> Option<String> {
        self.compiled().as_ref().err().map(ToString::to_string)
    }

    /// Returns `true` if it matches somewhere in a text. A pattern that does not compile matches
    /// nowhere.
    pub fn is_in(&self, text: &str) -> bool {
        let compiled = self.compiled().as_ref();
        compiled.is_ok_and(|regex| regex.is_match(text))
    }

    fn compiled(&self) -> &Result<Regex, regex_lite::Error> {
        self.compiled.get_or_init(|| Regex::new(&self.source))
    }
}

impl From<String> for Pattern {
    fn from(source: String) -> Self {
        Self::from_source(Cow::Owned(source))
    }
}

/// Patterns with the same text are equal.
impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl Eq for Pattern {}
