//! Diagnostics: the problems of a schema, their places, and the remedies.
//!
//! A [`Diagnostic`] holds places and texts, and does not depend on how it is shown:
//! [`Diagnostics::render`] turns a whole set into text for people, terminals, machines or a
//! continuous-integration log.

pub(crate) mod catalogue;
mod code;
mod explanations;
mod render;
mod set;

pub(crate) use catalogue::Meant;
pub use catalogue::closest;
pub use code::Code;
pub use explanations::{Example, ExampleKind, Explanation, codes, explain};
pub use render::{Format, RenderOptions};
pub use set::Diagnostics;
pub(crate) use set::Problems;

use crate::source::Span;

/// The severity of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The schema is refused.
    Error,
    /// The schema is accepted.
    Warning,
}

impl Severity {
    /// Returns the word shown for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A place in a schema file, with a remark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// The remark. May be empty.
    pub text: String,
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable code, to be looked up with [`explain`].
    pub code: Code,
    /// Error or warning.
    pub severity: Severity,
    /// The problem, in one sentence.
    pub message: String,
    /// The places. The first is the place to fix; it is missing only if there is no file to show.
    pub labels: Vec<Label>,
    /// The remedy.
    pub help: Option<String>,
}

impl Diagnostic {
    pub(crate) fn error(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            labels: Vec::new(),
            help: None,
        }
    }

    pub(crate) fn warning(code: Code, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, message)
        }
    }

    /// Adds a place; the first is the primary one.
    pub(crate) fn at(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label {
            span,
            text: text.into(),
        });
        self
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Returns the place to fix.
    pub fn span(&self) -> Option<Span> {
        self.labels.first().map(|label| label.span)
    }
}
