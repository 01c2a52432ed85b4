//! The range of a type of numbers, as a bound of its fields.

use super::Bound;
use super::limit::Limit;
use crate::path::DocumentPath;
use crate::types::Decimal;

/// Where a stored number has to be so that a change of it stays in the range of its type.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Room {
    limit: Limit,
    broken: fn() -> String,
}

impl Room {
    pub(crate) fn up_to(most: Decimal, broken: fn() -> String) -> Self {
        let limit = Limit::AtMost(most);
        Self { limit, broken }
    }

    pub(crate) fn down_to(least: Decimal, broken: fn() -> String) -> Self {
        let limit = Limit::AtLeast(least);
        Self { limit, broken }
    }

    /// The bound of the field at this path; `None` if one of its rules is at least as narrow.
    pub(crate) fn bound(self, path: &DocumentPath, rules: &[Bound]) -> Option<Bound> {
        let is_implied = rules.iter().any(|it| it.implies(self.limit));
        (!is_implied).then(|| Bound::of_type(path, self.limit, self.broken))
    }
}
