//! Limits that the range of a type of numbers sets to changes of its fields.

use super::limit::Limit;
use crate::types::Decimal;

/// Where a stored number has to be so that a change of it stays in the range of its type.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct RangeLimit {
    pub(super) limit: Limit,
    /// What breaks it, for people.
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
