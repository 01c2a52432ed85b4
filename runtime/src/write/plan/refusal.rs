//! Refusals of writes that were sent by themselves.

use std::sync::Arc;

use super::subject::Subject;
use crate::Error;
use crate::error::CancellationCause;
use crate::expr::Node;
use crate::item::StoredItem;

/// The reason a write was not applied.
pub(crate) enum Refusal {
    /// The condition on the stored item does not hold.
    Condition(Box<FailedCondition>),
    /// Anything else.
    Failed(Error),
}

/// A condition that did not hold.
pub(crate) struct FailedCondition {
    pub(crate) subject: Subject,
    pub(crate) operation: &'static str,
    pub(crate) table: Arc<str>,
    /// The stored item; `None` when there is none.
    pub(crate) item: Option<StoredItem>,
    /// `true` if an earlier attempt may have been applied, and its work changed again by others.
    pub(crate) after_lost_response: bool,
    pub(crate) request_id: Option<String>,
}

impl Refusal {
    /// Converts the failure to an error.
    pub(crate) fn into_error(self) -> Error {
        match self {
            Self::Condition(failed) => failed.into_error(),
            Self::Failed(error) => error,
        }
    }
}

impl FailedCondition {
    /// Returns `true` if this part of the condition does not hold, and all preconditions are met.
    pub(crate) fn is_due_to(&self, node: &Node) -> bool {
        let Some(item) = &self.item else {
            return false;
        };
        let is_unmet = self.subject.preconditions.unmet(item).is_some();
        !is_unmet && !node.holds(item.attributes())
    }

    fn into_error(self) -> Error {
        let cause = self.subject.refusal(self.item.as_ref());
        of_cause(&self.subject, cause, self.item)
            .during(self.operation, &self.table)
            .with_request_id(self.request_id.as_deref())
            .unless_lost(self.after_lost_response)
    }
}

/// Returns the error of a write that was refused for this cause.
pub(crate) fn of_cause(
    subject: &Subject,
    cause: CancellationCause,
    item: Option<StoredItem>,
) -> Error {
    Error::new(subject.refused(0, cause, item).into_kind())
}
