//! Rounding.

use std::cmp::Ordering;

use super::wide::Wide;
use crate::Number;
use crate::expr::FunctionError;

/// How a number is made one with fewer decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// To the nearest, and from the middle to the even digit.
    HalfEven,
    /// To the nearest, and from the middle away from zero.
    HalfUp,
    /// To the nearest, and from the middle towards zero.
    HalfDown,
    /// Away from zero.
    Up,
    /// Towards zero.
    Down,
    /// To the greater.
    Ceiling,
    /// To the smaller.
    Floor,
}

words!(Rounding {
    HalfEven = "half_even",
    HalfUp = "half_up",
    HalfDown = "half_down",
    Up = "up",
    Down = "down",
    Ceiling = "ceiling",
    Floor = "floor",
});

/// Decimals that can be asked for: no number has digits beyond.
pub(super) const DECIMALS: std::ops::RangeInclusive<i32> = -130..=170;

/// A result before it is rounded: `±coefficient × 10^exponent`, and a little more if there is a
/// rest.
pub(super) struct Unrounded {
    pub(super) negative: bool,
    pub(super) coefficient: Wide,
    pub(super) exponent: i32,
    /// `true` if the true value is a little farther from zero, by less than one of the last place.
    pub(super) has_rest: bool,
}

impl Unrounded {
    /// Rounds to a number of decimals.
    pub(super) fn round(self, decimals: i32, mode: Rounding) -> Result<Number, FunctionError> {
        let dropped = -decimals - self.exponent;
        if dropped <= 0 && !self.has_rest {
            return Ok(self.coefficient.number(self.negative, self.exponent)?);
        }
        let (mut kept, mut last, mut has_rest) = (self.coefficient, 0, self.has_rest);
        // A coefficient has at most 77 digits: all that follows are zeros.
        for _ in 0..dropped.clamp(0, 80) {
            has_rest |= last != 0;
            (kept, last) = kept.tenth();
        }
        if dropped > 80 {
            has_rest |= last != 0;
            last = 0;
        }
        let half = last.cmp(&5).then(if has_rest {
            Ordering::Greater
        } else {
            Ordering::Equal
        });
        let is_exact = last == 0 && !has_rest;
        if !is_exact && mode.goes_up(half, kept.is_odd(), self.negative) {
            kept = kept.plus(Wide::from(1));
        }
        Ok(kept.number(self.negative, -decimals)?)
    }
}

impl Rounding {
    /// Returns `true` if a number goes away from zero. `half` compares what is dropped with the half
    /// of a step.
    fn goes_up(self, half: Ordering, is_odd: bool, negative: bool) -> bool {
        match self {
            Self::HalfEven => half.is_gt() || half.is_eq() && is_odd,
            Self::HalfUp => half.is_ge(),
            Self::HalfDown => half.is_gt(),
            Self::Up => true,
            Self::Down => false,
            Self::Ceiling => !negative,
            Self::Floor => negative,
        }
    }
}
