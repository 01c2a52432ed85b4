//! The actions of updates.

use aws_sdk_dynamodb::types::AttributeValue;

use super::bounds::Bound;
use crate::expr::error::ExpressionError;
use crate::path::{DocumentPath, Step};
use crate::rules::Violation;

/// One action: a path, and what happens to it.
#[derive(Clone)]
pub(crate) struct Action {
    pub(crate) path: DocumentPath,
    pub(crate) change: PathChange,
    /// What has to hold of the stored value so that the field's rules are kept.
    pub(crate) bounds: Vec<Bound>,
}

/// What happens to a path.
#[derive(Clone)]
pub(crate) enum PathChange {
    Set(AttributeValue),
    SetIfAbsent(AttributeValue),
    Copy(DocumentPath),
    /// Below the top level, where `ADD` is not documented: `SET`, beginning at zero.
    Plus(AttributeValue),
    Minus(AttributeValue),
    Append(AttributeValue),
    Prepend(AttributeValue),
    Remove,
    Add(AttributeValue),
    Delete(AttributeValue),
}

/// The clauses of an update expression, in the order they are written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Clause {
    Set,
    Remove,
    Add,
    Delete,
}

impl Action {
    pub(crate) fn new(path: DocumentPath, change: PathChange) -> Self {
        Self {
            path,
            change,
            bounds: Vec::new(),
        }
    }

    pub(crate) fn clause(&self) -> Clause {
        match self.change {
            PathChange::Set(_)
            | PathChange::SetIfAbsent(_)
            | PathChange::Copy(_)
            | PathChange::Plus(_)
            | PathChange::Minus(_)
            | PathChange::Append(_)
            | PathChange::Prepend(_) => Clause::Set,
            PathChange::Remove => Clause::Remove,
            PathChange::Add(_) => Clause::Add,
            PathChange::Delete(_) => Clause::Delete,
        }
    }

    /// The operators and functions of its text, as DynamoDB counts them.
    pub(crate) fn operators(&self) -> usize {
        match self.change {
            PathChange::Set(_)
            | PathChange::Copy(_)
            | PathChange::Remove
            | PathChange::Add(_)
            | PathChange::Delete(_) => 0,
            PathChange::SetIfAbsent(_) => 1,
            // Both also begin with what is there, or with nothing.
            PathChange::Plus(_)
            | PathChange::Minus(_)
            | PathChange::Append(_)
            | PathChange::Prepend(_) => 2,
        }
    }

    /// Whether doing it twice leaves what doing it once leaves, as far as this action alone can
    /// tell: an element may be appended when it is set, and moves others when it is removed.
    pub(crate) fn is_repeatable(&self) -> bool {
        match self.change {
            PathChange::Set(_)
            | PathChange::SetIfAbsent(_)
            | PathChange::Copy(_)
            | PathChange::Remove => !matches!(self.path.rest.last(), Some(Step::Element(_))),
            PathChange::Plus(_)
            | PathChange::Minus(_)
            | PathChange::Append(_)
            | PathChange::Prepend(_) => false,
            PathChange::Add(ref added) => !matches!(added, AttributeValue::N(_)),
            PathChange::Delete(_) => true,
        }
    }
}

/// The outcome of a method of an update: an action, or none where nothing is to be done.
pub(crate) type ActionResult = Result<Option<Action>, Refusal>;

/// Why an update cannot have an action.
#[derive(Clone, Debug)]
pub(crate) enum Refusal {
    /// It cannot be expressed.
    Expression(ExpressionError),
    /// It breaks rules of the field.
    Rules(Vec<Violation>),
}

impl<E: Into<ExpressionError>> From<E> for Refusal {
    fn from(error: E) -> Self {
        Self::Expression(error.into())
    }
}
