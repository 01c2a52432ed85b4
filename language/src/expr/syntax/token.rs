//! Tokens.

use super::At;

/// A token and its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) at: At,
}

/// The kind of a token.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum TokenKind {
    /// Digits, as written.
    Number(String),
    /// A string, without quotes and escapes.
    String(String),
    /// A name or keyword.
    Word(String),
    /// A name in backticks, which is never a keyword.
    Quoted(String),
    /// The name of a constant, without its dollar sign.
    Constant(String),
    /// One of [`SYMBOLS`].
    Symbol(&'static str),
    /// The end of the text.
    End,
}

/// Operators and brackets; none begins with one that stands before it.
pub(super) const SYMBOLS: [&str; 21] = [
    "->", "!=", "<=", ">=", "(", ")", "[", "]", "{", "}", ",", ".", ":", "+", "-", "*", "/", "%",
    "=", "<", ">",
];
