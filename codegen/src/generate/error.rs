//! Errors of the generator.

use std::fmt;

/// An error of the generator.
///
/// A schema that passed the checks causes none, so each is either a bug of Dynamite or caused by a
/// schema value that was put together by hand.
#[derive(Debug)]
#[non_exhaustive]
pub enum GenerateError {
    /// A template could not be rendered.
    Template {
        /// File name of the template.
        template: &'static str,
        /// Line in the template, from 1; 0 if it is not known.
        line: usize,
        /// The error.
        message: String,
    },
    /// The output of a template is not valid Rust.
    Syntax {
        /// File name of the template.
        template: &'static str,
        /// Line of the output, from 1.
        line: usize,
        /// The error, with the text of that line.
        message: String,
    },
    /// A text of the schema that should be a Rust identifier or path is not one.
    Name {
        /// A noun for the valid text.
        expected: &'static str,
        /// The text.
        found: String,
    },
    /// A default that its field cannot hold.
    Default {
        /// Name of the field as declared.
        field: String,
        /// The type of the field.
        expected: &'static str,
        /// The default.
        found: String,
    },
    /// Two things of the schema would be generated into one file.
    File {
        /// Its path.
        path: String,
    },
}

impl fmt::Display for GenerateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Template {
                template,
                line,
                message,
            } => write!(f, "template {template}, line {line}: {message}"),
            Self::Syntax {
                template,
                line,
                message,
            } => write!(
                f,
                "template {template} does not give valid Rust, line {line} of its output: {message}"
            ),
            Self::Name { expected, found } => {
                write!(f, "{found:?} is not {expected}")
            }
            Self::Default {
                field,
                expected,
                found,
            } => write!(
                f,
                "default {found:?} of field {field:?} is not a value of type {expected}"
            ),
            Self::File { path } => write!(
                f,
                "two things of the schema would both be generated into {path}: rename one of them"
            ),
        }
    }
}

impl std::error::Error for GenerateError {}
