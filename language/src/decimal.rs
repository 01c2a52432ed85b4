//! Decimal numbers as they are written, compared exactly.

use std::cmp::Ordering;

/// The significant digits DynamoDB keeps of a number.
const MAX_DIGITS: usize = 38;

/// The powers of ten between which the first digit of a DynamoDB number may stand.
const MAGNITUDES: std::ops::RangeInclusive<i64> = -130..=125;

/// A number, taken apart. Equal numbers have equal parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Decimal {
    negative: bool,
    /// The power of ten of the first digit.
    magnitude: i64,
    /// From the first that is not zero to the last that is not; none for zero.
    digits: String,
}

impl Decimal {
    /// Reads digits with an optional sign, fraction and exponent.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
        let all_digits =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let exponent = exponent.parse::<i64>().ok()?;
        if !all_digits(whole) || !all_digits(fraction) {
            return None;
        }
        let all = format!("{whole}{fraction}");
        let Some(first) = all.find(|digit| digit != '0') else {
            return Some(Self {
                negative: false,
                magnitude: 0,
                digits: String::new(),
            });
        };
        let places = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        Some(Self {
            negative: unsigned.len() < text.len(),
            magnitude: exponent.saturating_add(places(whole.len()) - 1 - places(first)),
            digits: all.trim_matches('0').to_owned(),
        })
    }

    /// Whether DynamoDB stores it exactly.
    pub(crate) fn is_storable(&self) -> bool {
        self.digits.len() <= MAX_DIGITS && MAGNITUDES.contains(&self.magnitude)
    }

    fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// Without the sign. Zero has the parts of a number with one digit before the point, and is
    /// told apart first.
    fn cmp_size(&self, other: &Self) -> Ordering {
        let sizes = (self.magnitude, &self.digits).cmp(&(other.magnitude, &other.digits));
        other.is_zero().cmp(&self.is_zero()).then(sizes)
    }

    fn sign(&self) -> i8 {
        match (self.is_zero(), self.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        }
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let sizes = if self.negative {
            other.cmp_size(self)
        } else {
            self.cmp_size(other)
        };
        self.sign().cmp(&other.sign()).then(sizes)
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Decimal;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text).expect(text)
    }

    #[test]
    fn notation_does_not_count() {
        for (a, b) in [
            ("1.10", "1.1"),
            ("1e2", "100"),
            ("-0.0", "0"),
            ("0012", "12"),
        ] {
            assert_eq!(decimal(a), decimal(b));
        }
        for text in [
            "", "-", "1.", ".5", "1_000", "0x10", "1e", "e5", "inf", "+1",
        ] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_are_in_their_order() {
        let ascending = [
            "-1e125",
            "-100",
            "-12.1",
            "-12",
            "-2",
            "-0.1",
            "0",
            "1e-130",
            "0.02",
            "0.1",
            "0.12",
            "0.2",
            "1",
            "9.99",
            "10",
            "12",
            "12.000000000000000000000000000000000001",
            "1e125",
        ];
        let decimals = ascending.map(decimal);
        assert!(decimals.is_sorted_by(|a, b| a < b), "{decimals:?}");
    }

    proptest! {
        #[test]
        fn whole_numbers_compare_as_integers(a: i64, b: i64) {
            let (left, right) = (decimal(&a.to_string()), decimal(&b.to_string()));
            prop_assert_eq!(left.cmp(&right), a.cmp(&b));
        }
    }
}
