//! Constants of scalar types.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::moment;
use crate::decimal::Decimal;
use crate::ir::{Literal, Scalar as Type};
use crate::yaml::Scalar;

/// The constant that a scalar stands for, if it is one of this type. Numbers and bools have to
/// be written without quotes, because with quotes they are text.
pub(super) fn parse(scalar: &Scalar, ty: Type) -> Option<Literal> {
    let text = scalar.text.as_str();
    let unquoted = || scalar.plain.then_some(text);
    match ty {
        Type::String => Some(Literal::String(text.to_owned())),
        Type::Bool => match unquoted()? {
            "true" => Some(Literal::Bool(true)),
            "false" => Some(Literal::Bool(false)),
            _ => None,
        },
        Type::F32 => float::<f32>(unquoted()?, |value| value.is_finite()),
        // Unlike an `f32`, it holds numbers that DynamoDB does not.
        Type::F64 => float::<f64>(unquoted()?, |value| is_decimal(&format!("{value:e}"))),
        Type::Decimal => {
            let text = unquoted()?;
            is_decimal(text).then(|| Literal::Decimal(text.to_owned()))
        }
        Type::Bytes => STANDARD.decode(text).ok().map(Literal::Bytes),
        Type::Uuid(_) => uuid(text).map(Literal::Text),
        Type::Ulid(_) => ulid(text).map(Literal::Text),
        Type::Timestamp(_) => moment::timestamp(text).map(Literal::Text),
        Type::Date => moment::date(text).map(|date| Literal::Text(date.to_owned())),
        Type::Json => None,
        _ => integer(unquoted()?, ty).map(Literal::Integer),
    }
}

/// What a constant of this type looks like.
pub(super) fn expected(ty: Type) -> &'static str {
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
        Type::Uuid(_) => "`generate`, `generate_v4`, or a UUID with hyphens",
        Type::Ulid(_) => "`generate`, or a ULID of 26 characters",
        Type::Timestamp(_) => {
            "`now`, or a time in UTC such as 2026-01-31T12:00:00Z, until 9999-12-30T22:00:00.999Z"
        }
        Type::Date => "`now`, or a date such as 2026-01-31",
        Type::Json => "`{ rust: path }`",
    }
}

fn integer(text: &str, ty: Type) -> Option<String> {
    fn within<T: std::str::FromStr + ToString>(text: &str) -> Option<String> {
        text.parse::<T>().ok().map(|value| value.to_string())
    }
    let digits = text.strip_prefix('-').unwrap_or(text);
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let canonical = match ty {
        Type::I8 => within::<i8>(text),
        Type::I16 => within::<i16>(text),
        Type::I32 => within::<i32>(text),
        Type::I64 => within::<i64>(text),
        Type::I128 => within::<i128>(text),
        Type::U8 => within::<u8>(text),
        Type::U16 => within::<u16>(text),
        Type::U32 => within::<u32>(text),
        Type::U64 => within::<u64>(text),
        Type::U128 => within::<u128>(text),
        _ => None,
    };
    canonical.filter(|text| is_decimal(text))
}

fn float<T: std::str::FromStr>(text: &str, is_finite: impl Fn(&T) -> bool) -> Option<Literal> {
    // Rust reads "inf" and "nan" as well.
    let number = text.starts_with(|c: char| c.is_ascii_digit() || "-.".contains(c));
    let value = text
        .parse::<T>()
        .ok()
        .filter(|value| number && is_finite(value));
    value.map(|_| Literal::Float(text.to_owned()))
}

/// Whether this is a number that DynamoDB stores exactly.
pub(super) fn is_decimal(text: &str) -> bool {
    Decimal::parse(text).is_some_and(|number| number.is_storable())
}

fn uuid(text: &str) -> Option<String> {
    let groups: Vec<_> = text.split('-').collect();
    let lengths: Vec<_> = groups.iter().map(|group| group.len()).collect();
    let hex = groups
        .iter()
        .all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()));
    (hex && lengths == [8, 4, 4, 4, 12]).then(|| text.to_ascii_lowercase())
}

/// 26 characters of Crockford's base 32, of which the first holds three bits.
fn ulid(text: &str) -> Option<String> {
    let upper = text.to_ascii_uppercase();
    let alphabet = |c: char| c.is_ascii_digit() || (c.is_ascii_uppercase() && !"ILOU".contains(c));
    (upper.len() == 26 && upper.starts_with(|c| c <= '7') && upper.chars().all(alphabet))
        .then_some(upper)
}

#[cfg(test)]
mod tests {
    use super::{Literal, Scalar, Type, parse};
    use crate::ir::{UlidFormat, UuidFormat};

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
            Some(Literal::Decimal(fits.to_owned()))
        );
        assert_eq!(
            plain("1234567890123456789012345678901234567.89", Type::Decimal),
            None
        );
        assert!(plain(&format!("1{}", "0".repeat(60)), Type::Decimal).is_some());
    }

    #[test]
    fn decimals_stay_within_the_range_of_dynamodb() {
        for fits in ["0", "-0.00", "1e125", "9.9e125", "1e-130", "0.001"] {
            assert!(plain(fits, Type::Decimal).is_some(), "{fits}");
        }
        for refused in [
            "1e126", "1e-131", "10e125", "e5", "1.", ".5", "1_000", "0x10", "1e", "inf",
        ] {
            assert_eq!(plain(refused, Type::Decimal), None, "{refused}");
        }
    }

    #[test]
    fn integers_are_canonical_and_in_range() {
        assert_eq!(
            plain("-0128", Type::I8),
            Some(Literal::Integer("-128".to_owned()))
        );
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
        for refused in ["nan", "inf", "-inf", ".inf", "1e400", "-1e126", "1e-131"] {
            assert_eq!(plain(refused, Type::F64), None, "{refused}");
        }
        assert_eq!(plain("1e39", Type::F32), None);
    }

    #[test]
    fn ids_become_canonical() {
        assert_eq!(
            plain(
                "67E55044-10B1-426F-9247-BB680E5FE0C8",
                Type::Uuid(UuidFormat::Lower)
            ),
            Some(Literal::Text(
                "67e55044-10b1-426f-9247-bb680e5fe0c8".to_owned()
            ))
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
