//! Numbers at the edges of what DynamoDB holds.

use dynamite::codec::{Attribute, DecodeError, EncodeProblem};
use dynamite::types::{Decimal, NumberError};

use crate::transports::{from_wire, read_one, round_trip, to_wire, write_one};

const NINES_38: &str = "99999999999999999999999999999999999999";
const NINES_39: &str = "999999999999999999999999999999999999999";

fn read<A: Attribute>(number: &str) -> Result<A::Value, DecodeError> {
    let text = format!(r#"{{"a":{{"N":"{number}"}}}}"#);
    from_wire(&text, read_one::<A, _>)
}

fn problem<A: Attribute>(value: &A::Value) -> Option<EncodeProblem> {
    to_wire(|writer| write_one::<A, _>(value, writer))
        .err()
        .map(|error| error.problem().clone())
}

#[test]
fn decimals_print_as_dynamodb_returns_them() {
    for (text, canonical) in [
        ("0", "0"),
        ("-0", "0"),
        ("0.000", "0"),
        ("0e999", "0"),
        ("1.10", "1.1"),
        ("-1.10", "-1.1"),
        ("+7", "7"),
        (".5", "0.5"),
        ("5.", "5"),
        ("0042", "42"),
        ("100", "100"),
        ("1e2", "100"),
        ("1.5E+3", "1500"),
        ("15e-1", "1.5"),
        ("0.0012", "0.0012"),
        ("12e-4", "0.0012"),
        (NINES_38, NINES_38),
        (
            "99999999999999999999999999999999999999000",
            "99999999999999999999999999999999999999000",
        ),
        (
            "0.00000000000000000000000000000000000001",
            "0.00000000000000000000000000000000000001",
        ),
    ] {
        let decimal: Decimal = text.parse().expect(text);
        assert_eq!(decimal.to_string(), canonical, "{text}");
        assert_eq!(canonical.parse(), Ok(decimal), "{text}");
    }
}

#[test]
fn the_largest_and_the_smallest_numbers_survive() {
    for text in [
        "9.9999999999999999999999999999999999999E+125",
        "-9.9999999999999999999999999999999999999E+125",
        "1E-130",
        "-1E-130",
        "9.9999999999999999999999999999999999999E-130",
    ] {
        let decimal: Decimal = text.parse().expect(text);
        let trip = round_trip::<Decimal>(&decimal).expect(text);
        assert_eq!(trip.wire_to_wire, Ok(decimal), "{text}");
        assert_eq!(trip.map_to_map, Ok(decimal), "{text}");
        assert_eq!(trip.wire_to_map, Ok(decimal), "{text}");
        assert_eq!(trip.map_to_wire, Ok(decimal), "{text}");
    }
}

#[test]
fn numbers_beyond_the_limits_are_refused_with_the_reason() {
    for (text, error) in [
        (NINES_39, NumberError::TooManyDigits),
        (
            "1.00000000000000000000000000000000000001",
            NumberError::TooManyDigits,
        ),
        ("1E126", NumberError::OutOfRange),
        ("10E125", NumberError::OutOfRange),
        ("1E-131", NumberError::OutOfRange),
        ("0.1E-130", NumberError::OutOfRange),
        ("1e99999999999999999999", NumberError::OutOfRange),
        ("1e-99999999999999999999", NumberError::OutOfRange),
        ("", NumberError::Syntax),
        ("-", NumberError::Syntax),
        (".", NumberError::Syntax),
        ("e5", NumberError::Syntax),
        ("1e", NumberError::Syntax),
        ("1e+", NumberError::Syntax),
        ("1.2.3", NumberError::Syntax),
        ("--1", NumberError::Syntax),
        (" 1", NumberError::Syntax),
        ("1_000", NumberError::Syntax),
        ("NaN", NumberError::Syntax),
        ("infinity", NumberError::Syntax),
        ("١", NumberError::Syntax),
    ] {
        assert_eq!(text.parse::<Decimal>(), Err(error), "{text}");
        assert!(read::<Decimal>(text).is_err(), "{text}");
        assert!(read::<u64>(text).is_err(), "{text}");
    }
}

#[test]
fn integers_are_read_from_every_notation_that_is_whole() {
    assert_eq!(read::<u32>("1e2").ok(), Some(100));
    assert_eq!(read::<u8>("255.000").ok(), Some(255));
    assert_eq!(read::<i64>("-9223372036854775808").ok(), Some(i64::MIN));
    assert_eq!(read::<i8>("-1.28e2").ok(), Some(-128));
    assert_eq!(
        read::<u128>("99999999999999999999999999999999999999").ok(),
        Some(10_u128.pow(38) - 1)
    );
    assert_eq!(read::<i32>("-0").ok(), Some(0));
}

#[test]
fn integers_outside_their_type_are_refused() {
    for (error, message) in [
        (read::<u8>("300").err(), "expected u8, found `N 300`"),
        (read::<u8>("-1").err(), "expected u8, found `N -1`"),
        (
            read::<i64>("9223372036854775808").err(),
            "expected i64, found `N 9223372036854775808`",
        ),
        (read::<u32>("1.5").err(), "expected u32, found `N 1.5`"),
    ] {
        let error = error.expect(message).to_string();
        assert!(error.ends_with(message), "{error}");
    }
}

#[test]
fn floats_are_read_and_refused_as_numbers() {
    assert_eq!(read::<f64>("1e-130").ok(), Some(1e-130));
    assert_eq!(read::<f64>("0.1").ok(), Some(0.1));
    assert_eq!(read::<f32>("16777217").ok(), Some(16_777_216.0));
    for text in ["nan", "inf", "-infinity", ""] {
        assert!(read::<f64>(text).is_err(), "{text}");
    }
    assert!(read::<f32>("1e100").is_err());
}

#[test]
fn floats_that_dynamodb_cannot_hold_are_not_written() {
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(problem::<f64>(&value), Some(EncodeProblem::NotFinite));
    }
    for value in [1e126, -1e126, 9e-131, f64::MIN_POSITIVE, f64::MAX] {
        assert_eq!(
            problem::<f64>(&value),
            Some(EncodeProblem::NumberOutOfRange),
            "{value:e}"
        );
    }
    for value in [9.999_999_999_999_99e125, 1e-130, -0.0, f64::from(f32::MAX)] {
        assert_eq!(problem::<f64>(&value), None, "{value:e}");
    }
    assert_eq!(problem::<f32>(&f32::NAN), Some(EncodeProblem::NotFinite));
    assert_eq!(problem::<f32>(&f32::MIN_POSITIVE), None);
}

#[test]
fn negative_zero_is_stored_as_zero() {
    assert_eq!(
        to_wire(|writer| write_one::<f64, _>(&-0.0, writer)).as_deref(),
        Ok(r#"{"a":{"N":"0"}}"#)
    );
}

#[test]
fn integers_of_39_digits_are_not_written() {
    assert_eq!(
        problem::<u128>(&u128::MAX),
        Some(EncodeProblem::TooManyDigits)
    );
    assert_eq!(
        problem::<i128>(&i128::MIN),
        Some(EncodeProblem::TooManyDigits)
    );
    assert_eq!(problem::<u128>(&10_u128.pow(38)), None);
    assert_eq!(problem::<i128>(&-(10_i128.pow(38) - 1)), None);
}

#[test]
fn arithmetic_is_exact_or_refused() {
    let decimal = |text: &str| text.parse::<Decimal>().expect(text);
    let nines = decimal(NINES_38);
    assert_eq!(
        decimal("0.1").checked_add(decimal("0.2")),
        Ok(decimal("0.3"))
    );
    assert_eq!(decimal("1").checked_sub(decimal("1.0")), Ok(Decimal::ZERO));
    assert_eq!(nines.checked_add(decimal("1")), Ok(decimal("1e38")));
    assert_eq!(
        nines.checked_add(decimal("0.1")),
        Err(NumberError::TooManyDigits)
    );
    assert_eq!(
        decimal("1e125").checked_add(decimal("1")),
        Err(NumberError::TooManyDigits)
    );
    assert_eq!(
        decimal("1e125").checked_sub(decimal("1e-130")),
        Err(NumberError::TooManyDigits)
    );
    assert_eq!(
        decimal("9e125").checked_add(decimal("9e125")),
        Err(NumberError::OutOfRange)
    );
    assert_eq!(
        decimal("1e-100").checked_mul(decimal("1e-100")),
        Err(NumberError::OutOfRange)
    );
    assert_eq!(nines.checked_mul(nines), Err(NumberError::TooManyDigits));
    assert_eq!(
        decimal("1e100").checked_mul(decimal("1e-100")),
        Ok(decimal("1"))
    );
    assert_eq!(
        decimal("16777216e20").checked_mul(decimal("59604644775390625e-20")),
        Ok(decimal("1e24"))
    );
}
