//! A write that was sent by itself and did not take place.

use std::sync::Arc;

use super::subject::Subject;
use crate::Error;
use crate::error::CancellationCause;
use crate::expr::Node;
use crate::item::StoredItem;

/// Why a write did not take place.
pub(crate) enum Refusal {
    /// What has to hold of the stored item does not.
    Condition(Box<FailedCondition>),
    /// Anything else.
    Failed(Error),
}

/// A condition that did not hold.
pub(crate) struct FailedCondition {
    pub(crate) subject: Subject,
    pub(crate) operation: &'static str,
    pub(crate) table: Arc<str>,
    /// The item as it is; `None` when there is none.
    pub(crate) item: Option<StoredItem>,
    /// Whether an earlier attempt may have been applied, whose work others have changed again.
    pub(crate) after_lost_response: bool,
    pub(crate) request_id: Option<String>,
}

impl Refusal {
    /// The same in words.
    pub(crate) fn into_error(self) -> Error {
        match self {
            Self::Condition(failed) => failed.into_error(),
            Self::Failed(error) => error,
        }
    }
}

impl FailedCondition {
    /// Whether it did not hold because this does not: all else that is known of the write does.
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

/// The error of a write that was refused for this cause.
pub(crate) fn of_cause(
    subject: &Subject,
    cause: CancellationCause,
    item: Option<StoredItem>,
) -> Error {
    Error::new(subject.refused(0, cause, item).into_kind())
}
