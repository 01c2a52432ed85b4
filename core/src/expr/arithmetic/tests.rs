//! Arithmetic against an independent oracle, the crate `bigdecimal`.

use std::str::FromStr as _;

use bigdecimal::{BigDecimal, RoundingMode, Zero as _};
use proptest::prelude::*;

use super::{Rounding, add, divide, divide_rounded, multiply, multiply_rounded};
use super::{remainder, round, subtract};
use crate::Number;
use crate::expr::FunctionError;

fn numbers() -> impl Strategy<Value = Number> {
    let coefficients = prop_oneof![
        0_u128..1000,
        0_u128..10_u128.pow(18),
        0_u128..10_u128.pow(38),
        (0_u32..39, -2_i128..3).prop_map(|(power, by)| {
            let power = 10_u128.pow(power.min(37));
            power.saturating_add_signed(by)
        }),
    ];
    let exponents = prop_oneof![-3..4_i32, -40..40_i32, -160..125_i32];
    (any::<bool>(), coefficients, exponents)
        .prop_filter_map("a number", |(negative, coefficient, exponent)| {
            Number::new(negative, coefficient, exponent).ok()
        })
}

fn oracle(number: Number) -> BigDecimal {
    BigDecimal::from_str(&number.text()).expect("a number")
}

/// What the oracle says is a number that can be stored, or none.
fn stored(exact: &BigDecimal) -> Option<Number> {
    Number::parse(exact.to_plain_string().as_bytes()).ok()
}

fn library(mode: Rounding) -> RoundingMode {
    match mode {
        Rounding::HalfEven => RoundingMode::HalfEven,
        Rounding::HalfUp => RoundingMode::HalfUp,
        Rounding::HalfDown => RoundingMode::HalfDown,
        Rounding::Up => RoundingMode::Up,
        Rounding::Down => RoundingMode::Down,
        Rounding::Ceiling => RoundingMode::Ceiling,
        Rounding::Floor => RoundingMode::Floor,
    }
}

fn modes() -> impl Strategy<Value = Rounding> {
    proptest::sample::select(Rounding::ALL)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn sums_and_products_are_exact_or_refused(left in numbers(), right in numbers()) {
        let (a, b) = (oracle(left), oracle(right));
        prop_assert_eq!(add(left, right).ok(), stored(&(&a + &b)));
        prop_assert_eq!(subtract(left, right).ok(), stored(&(&a - &b)));
        prop_assert_eq!(multiply(left, right).ok(), stored(&(&a * &b)));
    }

    #[test]
    fn an_exact_quotient_is_the_one_that_multiplies_back(left in numbers(), right in numbers()) {
        match divide(left, right) {
            Ok(quotient) => prop_assert_eq!(oracle(quotient) * oracle(right), oracle(left)),
            Err(FunctionError::DivisionByZero) => prop_assert!(right.is_zero()),
            Err(_) => {}
        }
        if let Ok(product) = multiply(left, right) && !right.is_zero() {
            prop_assert_eq!(divide(product, right), Ok(left));
        }
    }

    #[test]
    fn rounding_is_that_of_the_oracle(value in numbers(), decimals in -60..60_i64, mode in modes()) {
        let expected = oracle(value).with_scale_round(decimals, library(mode));
        let decimals = Number::try_from(i128::from(decimals)).expect("small");
        prop_assert_eq!(round(value, decimals, mode).ok(), stored(&expected));
    }

    #[test]
    fn products_are_rounded_once(left in numbers(), right in numbers(), decimals in 0..6_i64, mode in modes()) {
        let expected = (oracle(left) * oracle(right)).with_scale_round(decimals, library(mode));
        let decimals = Number::try_from(i128::from(decimals)).expect("small");
        prop_assert_eq!(multiply_rounded(left, right, decimals, mode).ok(), stored(&expected));
    }

    #[test]
    fn quotients_are_rounded_once(left in numbers(), right in numbers(), decimals in 0..6_i64, mode in modes()) {
        prop_assume!(!right.is_zero());
        let (a, b) = (oracle(left), oracle(right));
        let places = Number::try_from(i128::from(decimals)).expect("small");
        if let Ok(rounded) = divide_rounded(left, right, places, mode) {
            // The quotient lies within a step of the result, on the side that the mode says.
            let step = BigDecimal::new(1.into(), decimals);
            let error = &a - oracle(rounded) * &b;
            prop_assert!(error.abs() < &step * b.abs());
            if matches!(mode, Rounding::HalfEven | Rounding::HalfUp | Rounding::HalfDown) {
                prop_assert!(error.abs() * BigDecimal::from(2) <= &step * b.abs());
            }
            let towards_zero = (a.sign() == b.sign()) == (error.sign() == b.sign());
            if !error.is_zero() && mode == Rounding::Down {
                prop_assert!(towards_zero);
            }
            if !error.is_zero() && mode == Rounding::Up {
                prop_assert!(!towards_zero);
            }
        }
    }

    #[test]
    fn remainders_are_those_of_the_oracle(left in numbers(), right in numbers()) {
        prop_assume!(!right.is_zero());
        let expected = oracle(left) % oracle(right);
        prop_assert_eq!(remainder(left, right).ok(), stored(&expected));
    }
}
