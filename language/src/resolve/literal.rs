//! Constants of scalar types.

use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::ir::{
    Date, Family, Literal, Number, Scalar as Type, Timestamp, TimestampFormat, Ulid, Uuid,
};
use crate::raw::number;
use crate::yaml::Scalar;

/// The word for the time that stands for "never", in a stored form that has a number for it.
const NEVER: &str = "never";

/// Returns the constant that a scalar stands for, if it is one of this type. Numbers and bools must
/// be written without quotes: with quotes they are text.
pub(crate) fn parse(scalar: &Scalar, ty: Type) -> Option<Literal> {
    let text = scalar.text.as_str();
    let unquoted = || scalar.plain.then_some(text);
    match ty {
        Type::String => Some(Literal::String(text.to_owned())),
        Type::Bool => match unquoted()? {
            "true" => Some(Literal::Bool(true)),
            "false" => Some(Literal::Bool(false)),
            _ => None,
        },
        Type::F32 => {
            let value = float::<f32>(unquoted()?).filter(|value| value.is_finite());
            value.map(Literal::F32)
        }
        // Unlike an `f32`, it holds numbers that DynamoDB does not.
        Type::F64 => {
            let value = float::<f64>(unquoted()?).filter(|it| Number::try_from(*it).is_ok());
            value.map(Literal::F64)
        }
        Type::Decimal => number::parse(unquoted()?).map(Literal::Decimal),
        Type::Bytes => STANDARD.decode(text).ok().map(Literal::Bytes),
        Type::Uuid(_) => Uuid::parse(text).map(Literal::Uuid),
        Type::Ulid(_) => Ulid::parse(text).map(Literal::Ulid),
        Type::Timestamp(TimestampFormat::EpochSOrNever(_)) if text == NEVER => {
            Timestamp::latest_second().map(Literal::Timestamp)
        }
        Type::Timestamp(form) => Timestamp::parse(text)
            .filter(|time| form.can_store(*time))
            .map(Literal::Timestamp),
        Type::Date => Date::parse(text).map(Literal::Date),
        Type::Json => None,
        Type::I8 => integer::<i8>(unquoted()?),
        Type::I16 => integer::<i16>(unquoted()?),
        Type::I32 => integer::<i32>(unquoted()?),
        Type::I64 => integer::<i64>(unquoted()?),
        Type::I128 => integer::<i128>(unquoted()?),
        Type::U8 => integer::<u8>(unquoted()?),
        Type::U16 => integer::<u16>(unquoted()?),
        Type::U32 => integer::<u32>(unquoted()?),
        Type::U64 => integer::<u64>(unquoted()?),
        Type::U128 => integer::<u128>(unquoted()?),
    }
}

/// Describes a constant of this type.
pub(crate) fn expected(ty: Type) -> &'static str {
    match ty {
        Type::String => "text",
        Type::Bool => "`true` or `false`",
        Type::I8 => "a whole number from -128 to 127",
        Type::I16 => "a whole number from -32768 to 32767",
        Type::I32 => "a whole number from -2147483648 to 2147483647",
        Type::I64 => "a whole number from -2^63 to 2^63 - 1",
        Type::I128 => "a whole number of at most 38 digits",
        Type::U8 => "a whole number from 0 to 255",
        Type::U16 => "a whole number from 0 to 65535",
        Type::U32 => "a whole number from 0 to 4294967295",
        Type::U64 => "a whole number from 0 to 2^64 - 1",
        Type::U128 => "a whole number from 0, of at most 38 digits",
        Type::F32 | Type::F64 => "a finite number that DynamoDB can store, such as 0.5",
        Type::Decimal => "a number of at most 38 digits, such as 12.50",
        Type::Bytes => "bytes in base64, such as \"aGk=\"",
        Type::Uuid(_) => "a UUID with hyphens",
        Type::Ulid(_) => "a ULID of 26 characters",
        Type::Timestamp(TimestampFormat::IsoAtOffset(_)) => {
            "a time in UTC such as 2026-01-31T12:00:00Z, from year 0 at its offset until \
             9999-12-30T22:00:00.999Z"
        }
        Type::Timestamp(TimestampFormat::EpochSOrNever(_)) => {
            "`never`, or a time in UTC such as 2026-01-31T12:00:00Z"
        }
        Type::Timestamp(_) => {
            "a time in UTC such as 2026-01-31T12:00:00Z, until 9999-12-30T22:00:00.999Z"
        }
        Type::Date => "a date such as 2026-01-31",
        Type::Json => "no constant",
    }
}

/// Returns `true` if constants of this type are written without quotes.
pub(super) fn is_unquoted(ty: Type) -> bool {
    match ty.family() {
        Family::Bool | Family::Integer | Family::Float | Family::Decimal => true,
        Family::String
        | Family::Bytes
        | Family::Uuid(_)
        | Family::Ulid(_)
        | Family::Timestamp(_)
        | Family::Date
        | Family::Json => false,
    }
}

/// Parses a whole number of this type that DynamoDB stores exactly, which excludes those of 39
/// digits.
fn integer<T: FromStr + TryInto<i128>>(text: &str) -> Option<Literal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let value = text.parse::<T>().ok()?.try_into().ok()?;
    Number::try_from(value).ok()?;
    Some(Literal::Integer(value))
}

/// Parses a float. A number that is too small for the type, so that 0 would be stored in its place,
/// is none.
fn float<T: FromStr + Default + PartialEq>(text: &str) -> Option<T> {
    let value = text.parse().ok().filter(|_| number::is_number(text))?;
    (value != T::default() || number::is_zero(text)).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::{Literal, Scalar, Type, parse};
    use crate::ir::{UlidFormat, Uuid, UuidFormat};
    use crate::raw::number;

    fn plain(text: &str, ty: Type) -> Option<Literal> {
        parse(
            &Scalar {
                text: text.to_owned(),
                plain: true,
            },
            ty,
        )
    }

    #[test]
    fn decimals_hold_38_digits_and_no_more() {
        let fits = "1234567890123456789012345678901234567.8";
        assert_eq!(
            plain(fits, Type::Decimal),
            number::parse(fits).map(Literal::Decimal)
        );
        assert_eq!(
            plain("1234567890123456789012345678901234567.89", Type::Decimal),
            None
        );
        assert!(plain(&format!("1{}", "0".repeat(60)), Type::Decimal).is_some());
    }

    #[test]
    fn decimals_stay_within_the_range_of_dynamodb() {
        for fits in [
            "0", "-0.00", "1e125", "9.9e125", "1e-130", "0.001", ".5", "5.",
        ] {
            assert!(plain(fits, Type::Decimal).is_some(), "{fits}");
        }
        for refused in [
            "1e126", "1e-131", "10e125", "e5", ".", "1_000", "0x10", "1e", "inf",
        ] {
            assert_eq!(plain(refused, Type::Decimal), None, "{refused}");
        }
    }

    #[test]
    fn integers_are_canonical_and_in_range() {
        assert_eq!(plain("-0128", Type::I8), Some(Literal::Integer(-128)));
        for (refused, ty) in [
            ("128", Type::I8),
            ("-1", Type::U8),
            ("1.0", Type::I32),
            ("+1", Type::U8),
        ] {
            assert_eq!(plain(refused, ty), None, "{refused}");
        }
        // A number of 39 digits fits an i128, and DynamoDB would round it.
        assert_eq!(plain(&i128::MAX.to_string(), Type::I128), None);
    }

    #[test]
    fn floats_are_finite_and_within_the_range_of_dynamodb() {
        for fits in [
            "-1.5e10",
            "-0",
            "1e125",
            "0.1234567890123456789012345678901234567890",
        ] {
            assert!(plain(fits, Type::F64).is_some(), "{fits}");
        }
        for refused in [
            "nan", "inf", "-inf", ".inf", "1e400", "-1e126", "1e-131", "1e-400",
        ] {
            assert_eq!(plain(refused, Type::F64), None, "{refused}");
        }
        for refused in ["1e39", "1e-50"] {
            assert_eq!(plain(refused, Type::F32), None, "{refused}");
        }
        assert_eq!(plain("0e-400", Type::F32), Some(Literal::F32(0.0)));
    }

    #[test]
    fn ids_are_read_in_either_case() {
        assert_eq!(
            plain(
                "67E55044-10B1-426F-9247-BB680E5FE0C8",
                Type::Uuid(UuidFormat::Lower)
            ),
            Some(Literal::Uuid(Uuid(
                0x67e5_5044_10b1_426f_9247_bb68_0e5f_e0c8
            )))
        );
        assert_eq!(
            plain(
                "67e55044-10b1-426f-9247-bb680e5fe0c",
                Type::Uuid(UuidFormat::Lower)
            ),
            None
        );
        assert!(plain("01arz3ndektsv4rrffq69g5fav", Type::Ulid(UlidFormat::Upper)).is_some());
        assert_eq!(
            plain("81ARZ3NDEKTSV4RRFFQ69G5FAV", Type::Ulid(UlidFormat::Upper)),
            None
        );
    }

    #[test]
    fn quoted_numbers_are_text() {
        let quoted = Scalar {
            text: "1".to_owned(),
            plain: false,
        };
        assert_eq!(parse(&quoted, Type::U8), None);
        assert_eq!(
            parse(&quoted, Type::String),
            Some(Literal::String("1".to_owned()))
        );
    }
}
