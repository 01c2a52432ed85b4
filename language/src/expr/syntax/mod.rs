//! The syntax of expressions: text to a tree with places, and back.

mod brackets;
mod lexer;
mod parser;
mod print;
#[cfg(test)]
mod tests;
mod token;
mod tree;

pub(super) use parser::{SyntaxError, parse};
pub(super) use print::print;
pub(super) use tree::{BinaryOperator, Name, Tree, TreeKind, UnaryOperator};

/// A range of bytes in the text of an expression.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct At {
    pub(super) start: usize,
    pub(super) end: usize,
}

impl At {
    /// Returns the range from the start of one to the end of another.
    pub(super) fn to(self, other: Self) -> Self {
        Self {
            start: self.start,
            end: other.end,
        }
    }
}

/// Maximum length of an expression, in bytes.
pub(super) const MAX_LENGTH: usize = 64 * 1024;

/// Maximum number of values, names and operations of an expression. A table of a few thousand
/// entries fits.
pub(super) const MAX_NODES: usize = 10_000;

/// Maximum depth of brackets.
pub(super) const MAX_BRACKETS: usize = 64;

/// Maximum depth of operations, of which a chain such as `a or b or c` has one for each operator.
pub(super) const MAX_DEPTH: usize = 200;

/// Words that are no names unless they stand in backticks.
pub(super) const KEYWORDS: [&str; 6] = ["and", "or", "not", "true", "false", "null"];
