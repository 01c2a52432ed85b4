//! Actions of updates.

use aws_sdk_dynamodb::types::AttributeValue;

use super::bounds::Bound;
use super::source::Source;
use crate::expr::error::ExpressionError;
use crate::path::{DocumentPath, Step};
use crate::rules::Violation;

/// An action: a path and its change.
#[derive(Clone)]
pub(crate) struct Action {
    pub(crate) path: DocumentPath,
    pub(crate) change: PathChange,
    /// Bounds on the stored value that keep the field's rules.
    pub(crate) bounds: Vec<Bound>,
    /// The value that is added to, appended to or copied if there is none. Without it, zero or an
    /// empty list, and nothing is copied.
    pub(crate) start: Option<AttributeValue>,
    /// The path whose value it depends on, if not its own: that of the attribute that it mirrors.
    pub(crate) operand: Option<DocumentPath>,
}

/// The change of a path.
#[derive(Clone)]
pub(crate) enum PathChange {
    Set(AttributeValue),
    SetIfAbsent(AttributeValue),
    Copy(Source),
    /// Addition below the top level, where `ADD` is not documented: a `SET` that starts from zero.
    Plus(AttributeValue),
    Minus(AttributeValue),
    Append(AttributeValue),
    Prepend(AttributeValue),
    Remove,
    Add(AttributeValue),
    Delete(AttributeValue),
}

/// The clauses of an update expression, in their order.
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
            start: None,
            operand: None,
        }
    }

    /// Returns the path whose stored value it depends on.
    pub(crate) fn operand(&self) -> &DocumentPath {
        self.operand.as_ref().unwrap_or(&self.path)
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

    /// Returns the number of operators and functions in its text, as DynamoDB counts them.
    pub(crate) fn operators(&self) -> usize {
        match self.change {
            PathChange::Copy(_) => usize::from(self.start.is_some()),
            PathChange::Set(_)
            | PathChange::Remove
            | PathChange::Add(_)
            | PathChange::Delete(_) => 0,
            PathChange::SetIfAbsent(_) => 1,
            // Both also start from the stored value, or from an empty one.
            PathChange::Plus(_)
            | PathChange::Minus(_)
            | PathChange::Append(_)
            | PathChange::Prepend(_) => 2,
        }
    }

    /// Returns `true` if applying the action twice has the same effect as once, judged by this
    /// action alone: setting an element may append it, and removing one moves others.
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

impl PathChange {
    /// Returns the value that is set, added, appended or taken away.
    pub(crate) fn operand(&mut self) -> Option<&mut AttributeValue> {
        match self {
            Self::Set(value)
            | Self::SetIfAbsent(value)
            | Self::Plus(value)
            | Self::Minus(value)
            | Self::Append(value)
            | Self::Prepend(value)
            | Self::Add(value)
            | Self::Delete(value) => Some(value),
            Self::Copy(_) | Self::Remove => None,
        }
    }
}

/// The result of an update method: an action, or `None` if there is nothing to do.
pub(crate) type ActionResult = Result<Option<Action>, Refusal>;

/// The reason why an action is rejected.
#[derive(Clone, Debug)]
pub(crate) enum Refusal {
    /// It cannot be expressed.
    Expression(ExpressionError),
    /// It breaks field rules.
    Rules(Vec<Violation>),
}

impl<E: Into<ExpressionError>> From<E> for Refusal {
    fn from(error: E) -> Self {
        Self::Expression(error.into())
    }
}
