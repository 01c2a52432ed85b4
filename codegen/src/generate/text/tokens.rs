//! Pieces of Rust source, which are all that templates can print.

use std::fmt::{self, Display};
use std::sync::Arc;

use minijinja::value::{Object, ObjectRepr, Value};
use proc_macro2::Literal;

use crate::generate::error::GenerateError;

/// Rust source made of whole tokens: an identifier, a path, a type, a literal, attributes.
///
/// A text of the schema becomes tokens only through [`ident`](Self::ident), [`path`](Self::path)
/// and [`string`](Self::string), each of which gives exactly what its name says, whatever the text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Tokens(String);

impl Tokens {
    /// An identifier, raw (`r#type`) where the name is a keyword. `r#` may already be there.
    pub(crate) fn ident(name: &str) -> Result<Self, GenerateError> {
        let plain = name.strip_prefix("r#").unwrap_or(name);
        if is_no_keyword(plain) {
            return Ok(Self(plain.to_owned()));
        }
        let parsed = if is_new_keyword(plain) {
            syn::parse_str(&format!("r#{plain}"))
        } else {
            syn::parse_str(plain).or_else(|_| syn::parse_str(&format!("r#{plain}")))
        };
        // The parsed identifier, not the given text, which may have a comment behind it.
        parsed
            .map(|ident: syn::Ident| Self(ident.to_string()))
            .map_err(|_| GenerateError::Name {
                expected: "a Rust identifier",
                found: name.to_owned(),
            })
    }

    /// The path of a type or a function, generic arguments included.
    pub(crate) fn path(text: &str) -> Result<Self, GenerateError> {
        match syn::parse_str::<syn::Path>(text) {
            Ok(_) if !text.contains("//") && !text.contains("/*") => Ok(Self(text.to_owned())),
            _ => Err(GenerateError::Name {
                expected: "a Rust path",
                found: text.to_owned(),
            }),
        }
    }

    /// A string literal.
    pub(crate) fn string(text: &str) -> Self {
        Self(Literal::string(text).to_string())
    }

    /// A number, without a type.
    pub(crate) fn number(number: usize) -> Self {
        Self::literal(&Literal::usize_unsuffixed(number))
    }

    /// Any other literal.
    pub(crate) fn literal(literal: &Literal) -> Self {
        Self(literal.to_string())
    }

    /// For `tokens!`, which makes sure that the arguments are tokens.
    pub(crate) fn compose(source: fmt::Arguments<'_>) -> Self {
        Self(source.to_string())
    }

    /// A list, separated by commas.
    pub(crate) fn comma_separated(all: impl IntoIterator<Item = Self>) -> Self {
        let all: Vec<String> = all.into_iter().map(|tokens| tokens.0).collect();
        Self(all.join(", "))
    }

    /// A condition: all of these hold.
    pub(crate) fn all_of(conditions: &[Self]) -> Self {
        let all: Vec<&str> = conditions.iter().map(Self::as_str).collect();
        Self(all.join(" && "))
    }

    /// Lines of documentation. A line feed in one would end it.
    pub(super) fn comments(lines: &[String]) -> Self {
        let mut comments = String::new();
        for (number, line) in lines.iter().enumerate() {
            comments.push_str(if number == 0 { "///" } else { "\n///" });
            if !line.is_empty() {
                comments.push(' ');
                if line.contains('\n') || line.contains('\r') {
                    comments.push_str(&line.replace(['\n', '\r'], " "));
                } else {
                    comments.push_str(line);
                }
            }
        }
        Self(comments)
    }

    /// The source.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// Returns true for an identifier that is recognised without a parser: one with an underscore or a
/// digit, which no keyword has behind its first letter.
fn is_no_keyword(name: &str) -> bool {
    let mut bytes = name.bytes();
    let mut is_told = false;
    let mut fits = |byte: u8| {
        is_told |= byte == b'_' || byte.is_ascii_digit();
        byte.is_ascii_alphanumeric() || byte == b'_'
    };
    bytes
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic())
        && bytes.all(&mut fits)
        && is_told
}

/// `gen` became a keyword in the edition of 2024, later than syn's list was made.
fn is_new_keyword(name: &str) -> bool {
    name == "gen"
}

impl Display for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Object for Tokens {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }
}

impl From<Tokens> for Value {
    fn from(tokens: Tokens) -> Self {
        Self::from_object(tokens)
    }
}

/// Tokens made of fixed source and other tokens: `tokens!("rt::List<{}>", element)`.
macro_rules! tokens {
    ($source:literal $(, $part:expr)* $(,)?) => {
        $crate::generate::text::tokens::Tokens::compose(::core::format_args!(
            $source
            $(, $crate::generate::text::tokens::Tokens::as_str(&$part))*
        ))
    };
}
pub(crate) use tokens;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_of_every_edition_become_raw_identifiers() {
        for keyword in ["type", "async", "try", "gen", "r#type"] {
            let ident = Tokens::ident(keyword).unwrap();
            assert!(ident.as_str().starts_with("r#"), "{ident}");
        }
        assert_eq!(Tokens::ident("union").unwrap().as_str(), "union");
    }

    #[test]
    fn what_is_not_an_identifier_or_a_path_is_refused() {
        for name in ["", "self", "crate", "_", "a b", "a: u8, b", "1a"] {
            assert!(Tokens::ident(name).is_err(), "{name}");
        }
        assert_eq!(Tokens::ident("a // b").unwrap().as_str(), "a");
        for name in ["a_b c", "a-1", "1_a", "é_1 x", "a_b//"] {
            let parsed = Tokens::ident(name).ok();
            assert_ne!(parsed.as_ref().map(Tokens::as_str), Some(name), "{name}");
        }
        for path in ["", "a b", "a::b()", "a::{b}", "a // b", "a /* b */", "a;b"] {
            assert!(Tokens::path(path).is_err(), "{path}");
        }
    }
}
