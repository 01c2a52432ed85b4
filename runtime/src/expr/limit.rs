//! What a stored value has to keep to.

use crate::types::Decimal;

/// Lengths are signed, so that a limit that no length keeps can be said.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Limit {
    AtLeast(Decimal),
    AtMost(Decimal),
    LengthAtLeast(i64),
    LengthAtMost(i64),
}

impl Limit {
    /// Whether what keeps to this limit keeps to the other.
    pub(super) fn implies(self, other: Self) -> bool {
        match (self, other) {
            (Self::AtLeast(least), Self::AtLeast(other)) => least >= other,
            (Self::AtMost(most), Self::AtMost(other)) => most <= other,
            _ => false,
        }
    }

    /// Whether a number keeps to it.
    pub(super) fn allows(self, number: Decimal) -> bool {
        match self {
            Self::AtLeast(least) => number >= least,
            Self::AtMost(most) => number <= most,
            Self::LengthAtLeast(_) | Self::LengthAtMost(_) => false,
        }
    }
}

/// A length as a limit has it.
pub(super) fn signed(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}
