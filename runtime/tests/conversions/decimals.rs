//! Decimals of `rust_decimal` and `bigdecimal`.

use bigdecimal::BigDecimal;
use bigdecimal::num_bigint::BigInt;
use dynamite::types::NumberError;
use dynamite::{Decimal, dec};
use proptest::prelude::*;

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

#[test]
fn decimals_of_rust_decimal_are_exact_or_refused() {
    for text in [
        "0",
        "-1.5",
        "1e20",
        "79228162514264337593543950335",
        "0.0000000000000000000000000001",
    ] {
        let converted = rust_decimal::Decimal::try_from(decimal(text)).unwrap();
        assert_eq!(Decimal::from(converted), decimal(text));
    }
    for text in [
        "79228162514264337593543950336",
        "1e29",
        "1e125",
        "1e-29",
        "1e-130",
        "0.12345678901234567890123456789",
    ] {
        let error = rust_decimal::Decimal::try_from(decimal(text)).unwrap_err();
        assert_eq!(error.value(), decimal(text).to_string());
        assert_eq!(error.target(), "rust_decimal::Decimal");
        let message = format!("{} does not fit into rust_decimal::Decimal", error.value());
        assert_eq!(error.to_string(), message);
    }
    let scaled = rust_decimal::Decimal::try_from_i128_with_scale(110, 2).unwrap();
    assert_eq!(Decimal::from(scaled), dec!(1.1));
}

#[test]
fn big_decimals_are_exact_or_refused() {
    let big = |text: &str| text.parse::<BigDecimal>().unwrap();
    assert_eq!(BigDecimal::from(dec!(-1.10)), big("-1.1"));
    assert_eq!(Decimal::try_from(big("-0.00")), Ok(Decimal::ZERO));
    assert_eq!(Decimal::try_from(big("1.50")), Ok(dec!(1.5)));
    assert_eq!(
        Decimal::try_from(big("1e126")),
        Err(NumberError::OutOfRange)
    );
    assert_eq!(
        Decimal::try_from(big("1e-131")),
        Err(NumberError::OutOfRange)
    );
    let digits = "1".repeat(39);
    assert_eq!(
        Decimal::try_from(big(&digits)),
        Err(NumberError::TooManyDigits)
    );
    let digits = "1".repeat(99);
    assert_eq!(
        Decimal::try_from(big(&digits)),
        Err(NumberError::TooManyDigits)
    );
}

#[test]
fn big_decimals_of_any_scale_are_numbers_or_errors() {
    for scale in [i64::MIN, i64::MIN + 1, i64::MAX] {
        let number = |digits: i32| Decimal::try_from(BigDecimal::new(digits.into(), scale));
        assert_eq!(number(10), Err(NumberError::OutOfRange));
        assert_eq!(number(-7), Err(NumberError::OutOfRange));
        assert_eq!(number(0), Ok(Decimal::ZERO));
    }
}

#[test]
fn zeros_at_the_end_do_not_count_as_digits() {
    // 39 digits, the last a zero: 10^39 - 10 has more than 128 bits.
    let text = format!("{}0", "9".repeat(38));
    let number = text.parse::<BigDecimal>().unwrap();
    assert_eq!(Decimal::try_from(number), Ok(decimal(&text)));
    for zeros in [1_u32, 100, 5_000] {
        for digits in [
            "1",
            "2",
            "5",
            "340282366920938463463374607431768211456",
            "99",
        ] {
            let digits: BigInt = digits.parse().unwrap();
            let all = &digits * BigInt::from(10).pow(zeros);
            let number = Decimal::try_from(BigDecimal::new(all, i64::from(zeros) - 7));
            assert_eq!(number, Decimal::try_from(BigDecimal::new(digits, -7)));
        }
    }
}

#[test]
fn many_digits_are_refused() {
    let many = BigInt::from(7).pow(240_000);
    let zeros = BigInt::from(10).pow(200_000);
    for (digits, scale, expected) in [
        (many, 0, Err(NumberError::TooManyDigits)),
        (
            BigInt::from(2).pow(660_000),
            0,
            Err(NumberError::TooManyDigits),
        ),
        (zeros.clone(), 0, Err(NumberError::OutOfRange)),
        (zeros, 200_000, Ok(dec!(1))),
    ] {
        assert_eq!(Decimal::try_from(BigDecimal::new(digits, scale)), expected);
    }
}

proptest! {
    #[test]
    fn what_comes_from_them_goes_back(
        digits in -79_228_162_514_264_337_593_543_950_335_i128
            ..79_228_162_514_264_337_593_543_950_335,
        scale in 0_u32..=28,
        exponent in -90_i32..90,
    ) {
        let given = rust_decimal::Decimal::try_from_i128_with_scale(digits, scale).unwrap();
        let back = rust_decimal::Decimal::try_from(Decimal::from(given)).unwrap();
        prop_assert_eq!(back, given);
        let given = decimal(&format!("{digits}e{exponent}"));
        prop_assert_eq!(Decimal::try_from(BigDecimal::from(given)), Ok(given));
    }
}
