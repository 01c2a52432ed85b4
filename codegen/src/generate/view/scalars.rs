//! Scalar types in Rust: the types of values, their stored forms, and what follows from them.

use proc_macro2::Literal;

use crate::generate::text::tokens::{Tokens, tokens};
use dynamite_schema::ir::{Family, Scalar, TimestampFormat, UlidFormat, UuidFormat};

/// The type of values.
pub(crate) fn value(scalar: Scalar) -> Tokens {
    match scalar.family() {
        Family::Timestamp(_) => tokens!("rt::Timestamp"),
        Family::Uuid(_) => tokens!("rt::Uuid"),
        Family::Ulid(_) => tokens!("rt::Ulid"),
        Family::Bytes => tokens!("rt::Vec<u8>"),
        Family::String => tokens!("rt::String"),
        // Their only stored form is the type itself.
        Family::Bool
        | Family::Integer
        | Family::Float
        | Family::Decimal
        | Family::Date
        | Family::Json => stored_form(scalar),
    }
}

/// The stored form: the type that implements `Attribute`.
pub(crate) fn stored_form(scalar: Scalar) -> Tokens {
    match scalar {
        Scalar::String => tokens!("rt::String"),
        Scalar::Bool => tokens!("bool"),
        Scalar::I8 => tokens!("i8"),
        Scalar::I16 => tokens!("i16"),
        Scalar::I32 => tokens!("i32"),
        Scalar::I64 => tokens!("i64"),
        Scalar::I128 => tokens!("i128"),
        Scalar::U8 => tokens!("u8"),
        Scalar::U16 => tokens!("u16"),
        Scalar::U32 => tokens!("u32"),
        Scalar::U64 => tokens!("u64"),
        Scalar::U128 => tokens!("u128"),
        Scalar::F32 => tokens!("f32"),
        Scalar::F64 => tokens!("f64"),
        Scalar::Decimal => tokens!("rt::Decimal"),
        Scalar::Bytes => tokens!("rt::Bytes"),
        Scalar::Uuid(UuidFormat::Lower) => tokens!("rt::Uuid"),
        Scalar::Uuid(UuidFormat::Upper) => tokens!("rt::UuidUpper"),
        Scalar::Uuid(UuidFormat::Bytes) => tokens!("rt::UuidBytes"),
        Scalar::Ulid(UlidFormat::Upper) => tokens!("rt::Ulid"),
        Scalar::Ulid(UlidFormat::Lower) => tokens!("rt::UlidLower"),
        Scalar::Timestamp(format) => timestamp_form(format),
        Scalar::Date => tokens!("rt::Date"),
        Scalar::Json => tokens!("rt::Document"),
    }
}

/// The stored form of timestamps.
pub(crate) fn timestamp_form(format: TimestampFormat) -> Tokens {
    match format {
        TimestampFormat::IsoMs => tokens!("rt::Timestamp"),
        TimestampFormat::IsoS => tokens!("rt::IsoSeconds"),
        TimestampFormat::IsoUs => tokens!("rt::IsoMicros"),
        TimestampFormat::IsoLocal => tokens!("rt::IsoLocal"),
        TimestampFormat::IsoOffset => tokens!("rt::IsoOffset"),
        TimestampFormat::IsoAtOffset(offset) => {
            let minutes = Literal::i16_unsuffixed(offset.minutes());
            tokens!("rt::IsoAtOffset<{}>", Tokens::literal(&minutes))
        }
        TimestampFormat::EpochS => tokens!("rt::EpochSeconds"),
        TimestampFormat::EpochMs => tokens!("rt::EpochMillis"),
        TimestampFormat::EpochSText => tokens!("rt::EpochSecondsText"),
        TimestampFormat::EpochMsText => tokens!("rt::EpochMillisText"),
        TimestampFormat::EpochSOrNever(never) => {
            let never = Literal::i64_unsuffixed(never);
            tokens!("rt::EpochSecondsOrNever<{}>", Tokens::literal(&never))
        }
    }
}

/// Returns true if values are copied rather than cloned.
pub(super) fn is_copy(scalar: Scalar) -> bool {
    match scalar.family() {
        Family::String | Family::Bytes | Family::Json => false,
        Family::Bool
        | Family::Integer
        | Family::Float
        | Family::Decimal
        | Family::Uuid(_)
        | Family::Ulid(_)
        | Family::Timestamp(_)
        | Family::Date => true,
    }
}

/// Returns true if values have `Eq`, `Ord` and `Hash`.
pub(super) fn is_eq(scalar: Scalar) -> bool {
    !matches!(scalar.family(), Family::Float)
}

/// Returns true if a value may be read back as another: a timestamp loses what is below the unit of
/// its form.
pub(crate) fn settles(scalar: Scalar) -> bool {
    match scalar.family() {
        Family::Timestamp(_) => true,
        Family::String
        | Family::Bool
        | Family::Integer
        | Family::Float
        | Family::Decimal
        | Family::Bytes
        | Family::Uuid(_)
        | Family::Ulid(_)
        | Family::Date
        | Family::Json => false,
    }
}
