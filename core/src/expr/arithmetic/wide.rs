//! Whole numbers of 256 bits, for exact products and sums before they are rounded.

use std::cmp::Ordering;

use crate::{Number, NumberError};

/// A whole number of 256 bits: the product of two coefficients has up to 76 digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wide {
    /// The least significant first.
    limbs: [u64; 4],
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the upper half is carried on"
)]
const fn split(value: u128) -> (u64, u64) {
    (value as u64, (value >> 64) as u64)
}

impl Wide {
    /// Returns the exact product.
    pub(super) fn product(left: u128, right: u128) -> Self {
        let (left, right) = (split(left), split(right));
        let mut limbs = [0; 4];
        for (i, one) in [left.0, left.1].into_iter().enumerate() {
            let mut carry = 0;
            for (j, other) in [right.0, right.1].into_iter().enumerate() {
                let sum = u128::from(one) * u128::from(other) + u128::from(limbs[i + j]) + carry;
                let (low, high) = split(sum);
                limbs[i + j] = low;
                carry = u128::from(high);
            }
            limbs[i + 2] = split(carry).0;
        }
        Self { limbs }
    }

    /// Returns the number times a power of ten, of up to 38.
    pub(super) fn scaled(coefficient: u128, power: u32) -> Self {
        Self::product(coefficient, 10_u128.pow(power))
    }

    /// Returns the sum, which callers keep below 2^256.
    pub(super) fn plus(self, other: Self) -> Self {
        let mut carry = 0;
        let limbs = std::array::from_fn(|at| {
            let sum = u128::from(self.limbs[at]) + u128::from(other.limbs[at]) + carry;
            let (low, high) = split(sum);
            carry = u128::from(high);
            low
        });
        Self { limbs }
    }

    /// Returns the difference to a number that is not greater.
    pub(super) fn minus(self, other: Self) -> Self {
        let mut borrow = false;
        let limbs = std::array::from_fn(|at| {
            let (less, one) = self.limbs[at].overflowing_sub(other.limbs[at]);
            let (less, two) = less.overflowing_sub(u64::from(borrow));
            borrow = one || two;
            less
        });
        Self { limbs }
    }

    /// Divides by ten; returns the remainder as well.
    pub(super) fn tenth(self) -> (Self, u64) {
        let mut limbs = self.limbs;
        let mut rest = 0;
        for limb in limbs.iter_mut().rev() {
            let value = u128::from(rest) << 64 | u128::from(*limb);
            *limb = split(value / 10).0;
            rest = split(value % 10).0;
        }
        (Self { limbs }, rest)
    }

    /// Returns ten times the number plus a digit, which callers keep below 2^256.
    pub(super) fn with_digit(self, digit: u64) -> Self {
        let mut carry = u128::from(digit);
        let limbs = self.limbs.map(|limb| {
            let (low, high) = split(u128::from(limb) * 10 + carry);
            carry = u128::from(high);
            low
        });
        Self { limbs }
    }

    /// Returns `true` if it is odd.
    pub(super) const fn is_odd(self) -> bool {
        self.limbs[0] % 2 == 1
    }

    /// Returns the number in 128 bits, if it fits.
    pub(super) fn narrow(self) -> Option<u128> {
        let [low, high, 0, 0] = self.limbs else {
            return None;
        };
        Some(u128::from(high) << 64 | u128::from(low))
    }

    /// Returns `±coefficient × 10^exponent`.
    ///
    /// # Errors
    /// If it has more than 38 digits, or is out of range.
    pub(super) fn number(self, negative: bool, exponent: i32) -> Result<Number, NumberError> {
        let (mut coefficient, mut exponent) = (self, exponent);
        loop {
            if let Some(narrow) = coefficient.narrow() {
                return Number::new(negative, narrow, exponent);
            }
            let (tenth, 0) = coefficient.tenth() else {
                return Err(NumberError::TooManyDigits);
            };
            coefficient = tenth;
            exponent += 1;
        }
    }
}

impl From<u128> for Wide {
    fn from(value: u128) -> Self {
        let (low, high) = split(value);
        Self {
            limbs: [low, high, 0, 0],
        }
    }
}

impl Ord for Wide {
    fn cmp(&self, other: &Self) -> Ordering {
        self.limbs.iter().rev().cmp(other.limbs.iter().rev())
    }
}

impl PartialOrd for Wide {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
