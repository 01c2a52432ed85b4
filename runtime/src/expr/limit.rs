//! Limits on stored values.

use crate::types::Decimal;

/// A limit on a number or a length. Lengths are signed, so that an unsatisfiable limit can be
/// expressed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Limit {
    AtLeast(Decimal),
    AtMost(Decimal),
    LengthAtLeast(i64),
    LengthAtMost(i64),
}

impl Limit {
    /// Returns `true` if every value within this limit is within the other.
    pub(super) fn implies(self, other: Self) -> bool {
        match (self, other) {
            (Self::AtLeast(least), Self::AtLeast(other)) => least >= other,
            (Self::AtMost(most), Self::AtMost(other)) => most <= other,
            _ => false,
        }
    }

    /// Returns `true` if the number is within the limit.
    pub(super) fn allows(self, number: Decimal) -> bool {
        match self {
            Self::AtLeast(least) => number >= least,
            Self::AtMost(most) => number <= most,
            Self::LengthAtLeast(_) | Self::LengthAtMost(_) => false,
        }
    }
}

/// Converts a length to the type that limits use.
pub(super) fn signed(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}
