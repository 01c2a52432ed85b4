//! The codec of each scalar type.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite_core::time::TimestampFormat;
use dynamite_core::{Scalar, UlidFormat, UuidFormat};

use super::form::{FormError, mismatch};
use crate::codec::{Attribute, Set, SetMember, decode_value, encode_at_offset, encode_value};
use crate::types::{
    Bytes, Date, Decimal, Document, EpochMillis, EpochMillisText, EpochSeconds, EpochSecondsText,
    IsoLocal, IsoMicros, IsoOffset, IsoSeconds, Timestamp, Ulid, UlidLower, Uuid, UuidBytes,
    UuidUpper,
};

type Canonical = Result<AttributeValue, FormError>;

/// A scalar as it is written after it was read.
pub(super) fn value(scalar: Scalar, stored: &AttributeValue) -> Canonical {
    let canonical: fn(&AttributeValue) -> Canonical = match scalar {
        Scalar::String => canonical::<String>,
        Scalar::Bool => canonical::<bool>,
        Scalar::I8 => canonical::<i8>,
        Scalar::I16 => canonical::<i16>,
        Scalar::I32 => canonical::<i32>,
        Scalar::I64 => canonical::<i64>,
        Scalar::I128 => canonical::<i128>,
        Scalar::U8 => canonical::<u8>,
        Scalar::U16 => canonical::<u16>,
        Scalar::U32 => canonical::<u32>,
        Scalar::U64 => canonical::<u64>,
        Scalar::U128 => canonical::<u128>,
        Scalar::F32 => canonical::<f32>,
        Scalar::F64 => canonical::<f64>,
        Scalar::Decimal => canonical::<Decimal>,
        Scalar::Bytes => canonical::<Bytes>,
        Scalar::Uuid(UuidFormat::Lower) => canonical::<Uuid>,
        Scalar::Uuid(UuidFormat::Upper) => canonical::<UuidUpper>,
        Scalar::Uuid(UuidFormat::Bytes) => canonical::<UuidBytes>,
        Scalar::Ulid(UlidFormat::Upper) => canonical::<Ulid>,
        Scalar::Ulid(UlidFormat::Lower) => canonical::<UlidLower>,
        Scalar::Timestamp(TimestampFormat::IsoAtOffset(offset)) => {
            // It is read with any offset.
            let time = decode_value::<IsoOffset>(stored)?;
            return Ok(encode_at_offset(offset, time)?);
        }
        Scalar::Timestamp(format) => timestamp(format),
        Scalar::Date => canonical::<Date>,
        Scalar::Json => canonical::<Document>,
    };
    canonical(stored)
}

fn timestamp(format: TimestampFormat) -> fn(&AttributeValue) -> Canonical {
    match format {
        TimestampFormat::IsoMs => canonical::<Timestamp>,
        TimestampFormat::IsoS => canonical::<IsoSeconds>,
        TimestampFormat::IsoUs => canonical::<IsoMicros>,
        TimestampFormat::IsoLocal => canonical::<IsoLocal>,
        TimestampFormat::IsoOffset | TimestampFormat::IsoAtOffset(_) => canonical::<IsoOffset>,
        TimestampFormat::EpochS => canonical::<EpochSeconds>,
        TimestampFormat::EpochMs => canonical::<EpochMillis>,
        TimestampFormat::EpochSText => canonical::<EpochSecondsText>,
        TimestampFormat::EpochMsText => canonical::<EpochMillisText>,
    }
}

/// A set of scalars as it is written after it was read.
pub(super) fn set(member: Scalar, stored: &AttributeValue) -> Canonical {
    let canonical: fn(&AttributeValue) -> Canonical = match member {
        Scalar::String => canonical_set::<String>,
        Scalar::I8 => canonical_set::<i8>,
        Scalar::I16 => canonical_set::<i16>,
        Scalar::I32 => canonical_set::<i32>,
        Scalar::I64 => canonical_set::<i64>,
        Scalar::I128 => canonical_set::<i128>,
        Scalar::U8 => canonical_set::<u8>,
        Scalar::U16 => canonical_set::<u16>,
        Scalar::U32 => canonical_set::<u32>,
        Scalar::U64 => canonical_set::<u64>,
        Scalar::U128 => canonical_set::<u128>,
        Scalar::Decimal => canonical_set::<Decimal>,
        Scalar::Bytes => canonical_set::<Bytes>,
        Scalar::Uuid(UuidFormat::Lower) => canonical_set::<Uuid>,
        Scalar::Ulid(UlidFormat::Upper) => canonical_set::<Ulid>,
        Scalar::Timestamp(TimestampFormat::EpochS) => canonical_set::<EpochSeconds>,
        Scalar::Timestamp(TimestampFormat::EpochMs) => canonical_set::<EpochMillis>,
        Scalar::Timestamp(TimestampFormat::IsoMs) => canonical_set::<Timestamp>,
        Scalar::Date => canonical_set::<Date>,
        // Members have the stored form that their type has by default, or one as a number.
        Scalar::Bool
        | Scalar::F32
        | Scalar::F64
        | Scalar::Json
        | Scalar::Uuid(_)
        | Scalar::Ulid(_)
        | Scalar::Timestamp(_) => {
            return Err(mismatch("a set in a form that fields can have", stored));
        }
    };
    canonical(stored)
}

fn canonical<A: Attribute>(stored: &AttributeValue) -> Canonical {
    Ok(encode_value::<A>(&decode_value::<A>(stored)?)?)
}

fn canonical_set<A: SetMember>(stored: &AttributeValue) -> Canonical {
    canonical::<Set<A>>(stored)
}
