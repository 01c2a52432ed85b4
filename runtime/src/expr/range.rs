//! Limits on changes of a number from the range of its type.

use super::limit::Limit;
use crate::types::Decimal;

/// The limit on a stored number that keeps the result of a change in the range of its type.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct RangeLimit {
    pub(super) limit: Limit,
    /// Returns the violated requirement for messages.
    pub(super) broken: fn() -> String,
}

impl RangeLimit {
    pub(crate) fn up_to(most: Decimal, broken: fn() -> String) -> Self {
        let limit = Limit::AtMost(most);
        Self { limit, broken }
    }

    pub(crate) fn down_to(least: Decimal, broken: fn() -> String) -> Self {
        let limit = Limit::AtLeast(least);
        Self { limit, broken }
    }
}
