//! Pieces of Rust source, the only thing that templates can print.

use std::fmt::{self, Display};
use std::sync::Arc;

use minijinja::value::{Object, ObjectRepr, Value};
use proc_macro2::Literal;

use super::GenerateError;

/// Rust source made of whole tokens: an identifier, a path, a type, a literal, attributes.
///
/// There is no way from a text of the schema to here but through [`ident`](Self::ident),
/// [`path`](Self::path) and [`string`](Self::string), each of which gives exactly what its
/// name says, whatever the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tokens(String);

impl Tokens {
    /// An identifier, raw (`r#type`) where the name is a keyword. `r#` may already be there.
    pub(super) fn ident(name: &str) -> Result<Self, GenerateError> {
        let plain = name.strip_prefix("r#").unwrap_or(name);
        let parsed = if is_new_keyword(plain) {
            syn::parse_str(&format!("r#{plain}"))
        } else {
            syn::parse_str(plain).or_else(|_| syn::parse_str(&format!("r#{plain}")))
        };
        // What was parsed and not what was given, which may have a comment behind it.
        parsed
            .map(|ident: syn::Ident| Self(ident.to_string()))
            .map_err(|_| GenerateError::Name {
                expected: "a Rust identifier",
                found: name.to_owned(),
            })
    }

    /// An identifier made of a prefix and a name that may be a keyword.
    pub(super) fn prefixed(prefix: &str, name: &str) -> Result<Self, GenerateError> {
        Self::ident(&format!("{prefix}{}", name.trim_start_matches("r#")))
    }

    /// The path of a type or a function, generic arguments included.
    pub(super) fn path(text: &str) -> Result<Self, GenerateError> {
        match syn::parse_str::<syn::Path>(text) {
            Ok(_) if !text.contains("//") && !text.contains("/*") => Ok(Self(text.to_owned())),
            _ => Err(GenerateError::Name {
                expected: "a Rust path",
                found: text.to_owned(),
            }),
        }
    }

    /// A string literal.
    pub(super) fn string(text: &str) -> Self {
        Self(Literal::string(text).to_string())
    }

    /// Any other literal.
    pub(super) fn literal(literal: &Literal) -> Self {
        Self(literal.to_string())
    }

    /// For `tokens!`, which sees to it that the arguments are tokens.
    pub(super) fn compose(source: fmt::Arguments<'_>) -> Self {
        Self(source.to_string())
    }

    /// These, separated by commas.
    pub(super) fn comma_separated(all: impl IntoIterator<Item = Self>) -> Self {
        let all: Vec<String> = all.into_iter().map(|tokens| tokens.0).collect();
        Self(all.join(", "))
    }

    /// These, one a line.
    pub(super) fn lines(all: impl IntoIterator<Item = Self>) -> Self {
        let all: Vec<String> = all.into_iter().map(|tokens| tokens.0).collect();
        Self(all.join("\n"))
    }

    /// The source.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
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
        $crate::generate::tokens::Tokens::compose(::core::format_args!(
            $source
            $(, $crate::generate::tokens::Tokens::as_str(&$part))*
        ))
    };
}
pub(super) use tokens;

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
        for path in ["", "a b", "a::b()", "a::{b}", "a // b", "a /* b */", "a;b"] {
            assert!(Tokens::path(path).is_err(), "{path}");
        }
    }
}
