//! Why an expression has no value.

use std::fmt;

use dynamite_core::expr::FunctionError;

use crate::source::Span;

/// The reason an expression has no value for an item. It never repeats a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvaluateError {
    /// What is wrong.
    pub problem: EvaluateProblem,
    /// The part of the expression that has no value.
    pub span: Span,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EvaluateProblem {
    /// A function has no result.
    Function {
        /// Its name.
        name: &'static str,
        /// The reason.
        error: FunctionError,
    },
    /// An operator has no result.
    Operator {
        /// Its symbol.
        symbol: &'static str,
        /// The reason.
        error: FunctionError,
    },
    /// A stored value is not of the type that the schema says.
    Stored {
        /// Where it is stored.
        path: String,
        /// The type.
        expected: String,
        /// The kind of the value.
        found: &'static str,
    },
    /// The evaluation takes too many steps.
    TooMuchWork,
}

impl fmt::Display for EvaluateProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Function { name, error } => write!(f, "`{name}`: {error}"),
            Self::Operator { symbol: "", error } => write!(f, "{error}"),
            Self::Operator { symbol, error } => write!(f, "`{symbol}`: {error}"),
            Self::Stored {
                path,
                expected,
                found: "null",
            } => write!(
                f,
                "`{path}`: the schema says {expected}, and there is no value (absent, or `NULL`): give the item one, or declare the field optional"
            ),
            Self::Stored {
                path,
                expected,
                found,
            } => write!(
                f,
                "`{path}`: the schema says {expected}, and the stored value is {found}: correct the item, or declare the field as it is stored"
            ),
            Self::TooMuchWork => f.write_str(
                "the evaluation takes more than a million steps: avoid functions of items inside each other",
            ),
        }
    }
}

impl std::error::Error for EvaluateProblem {}

impl fmt::Display for EvaluateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.problem.fmt(f)
    }
}

impl std::error::Error for EvaluateError {}
