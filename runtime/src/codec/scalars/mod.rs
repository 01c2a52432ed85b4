//! Stored forms of scalars.

mod boolean;
mod bytes;
mod decimal;
mod document;
mod floats;
mod ids;
mod integers;
mod string;
mod times;

use dynamite_core::time::{Offset, TimestampFormat};
use dynamite_core::{Scalar, UlidFormat, UuidFormat};

use super::{Attribute, SetMember};
pub use crate::types::Bytes;
use crate::types::{
    Date, Decimal, Document, EpochMillis, EpochMillisText, EpochSeconds, EpochSecondsText,
    IsoLocal, IsoMicros, IsoOffset, IsoSeconds, Timestamp, Ulid, UlidLower, Uuid, UuidBytes,
    UuidUpper,
};
pub(crate) use times::{encode_at_offset, encode_or_never};

/// What is done with a scalar whose type is known only at run time.
pub(crate) trait ScalarVisitor {
    /// The result.
    type Output;

    /// Is called with the stored form of the type.
    fn form<A: Attribute>(self) -> Self::Output;

    /// Is called for timestamps at an offset that is known only at run time.
    fn at_offset(self, offset: Offset) -> Self::Output;

    /// Is called for timestamps with a number for "never" that is known only at run time.
    fn or_never(self, number: i64) -> Self::Output;
}

/// Calls a visitor with the stored form of a type.
pub(crate) fn visit_scalar<V: ScalarVisitor>(scalar: Scalar, visitor: V) -> V::Output {
    match scalar {
        Scalar::String => visitor.form::<String>(),
        Scalar::Bool => visitor.form::<bool>(),
        Scalar::I8 => visitor.form::<i8>(),
        Scalar::I16 => visitor.form::<i16>(),
        Scalar::I32 => visitor.form::<i32>(),
        Scalar::I64 => visitor.form::<i64>(),
        Scalar::I128 => visitor.form::<i128>(),
        Scalar::U8 => visitor.form::<u8>(),
        Scalar::U16 => visitor.form::<u16>(),
        Scalar::U32 => visitor.form::<u32>(),
        Scalar::U64 => visitor.form::<u64>(),
        Scalar::U128 => visitor.form::<u128>(),
        Scalar::F32 => visitor.form::<f32>(),
        Scalar::F64 => visitor.form::<f64>(),
        Scalar::Decimal => visitor.form::<Decimal>(),
        Scalar::Bytes => visitor.form::<Bytes>(),
        Scalar::Uuid(UuidFormat::Lower) => visitor.form::<Uuid>(),
        Scalar::Uuid(UuidFormat::Upper) => visitor.form::<UuidUpper>(),
        Scalar::Uuid(UuidFormat::Bytes) => visitor.form::<UuidBytes>(),
        Scalar::Ulid(UlidFormat::Upper) => visitor.form::<Ulid>(),
        Scalar::Ulid(UlidFormat::Lower) => visitor.form::<UlidLower>(),
        Scalar::Timestamp(format) => visit_timestamp(format, visitor),
        Scalar::Date => visitor.form::<Date>(),
        Scalar::Json => visitor.form::<Document>(),
    }
}

fn visit_timestamp<V: ScalarVisitor>(format: TimestampFormat, visitor: V) -> V::Output {
    match format {
        TimestampFormat::IsoMs => visitor.form::<Timestamp>(),
        TimestampFormat::IsoS => visitor.form::<IsoSeconds>(),
        TimestampFormat::IsoUs => visitor.form::<IsoMicros>(),
        TimestampFormat::IsoLocal => visitor.form::<IsoLocal>(),
        TimestampFormat::IsoOffset => visitor.form::<IsoOffset>(),
        TimestampFormat::IsoAtOffset(offset) => visitor.at_offset(offset),
        TimestampFormat::EpochS => visitor.form::<EpochSeconds>(),
        TimestampFormat::EpochMs => visitor.form::<EpochMillis>(),
        TimestampFormat::EpochSText => visitor.form::<EpochSecondsText>(),
        TimestampFormat::EpochMsText => visitor.form::<EpochMillisText>(),
        TimestampFormat::EpochSOrNever(number) => visitor.or_never(number),
    }
}

/// What is done with a set whose type is known only at run time.
pub(crate) trait SetVisitor {
    /// The result.
    type Output;

    /// Is called with the stored form of the members.
    fn members<A: SetMember>(self) -> Self::Output;
}

/// Calls a visitor with the stored form of the members of a set. Returns `None` if no field can be
/// a set of them: members have the form that their type has by default, or are numbers.
pub(crate) fn visit_set<V: SetVisitor>(member: Scalar, visitor: V) -> Option<V::Output> {
    Some(match member {
        Scalar::String => visitor.members::<String>(),
        Scalar::I8 => visitor.members::<i8>(),
        Scalar::I16 => visitor.members::<i16>(),
        Scalar::I32 => visitor.members::<i32>(),
        Scalar::I64 => visitor.members::<i64>(),
        Scalar::I128 => visitor.members::<i128>(),
        Scalar::U8 => visitor.members::<u8>(),
        Scalar::U16 => visitor.members::<u16>(),
        Scalar::U32 => visitor.members::<u32>(),
        Scalar::U64 => visitor.members::<u64>(),
        Scalar::U128 => visitor.members::<u128>(),
        Scalar::Decimal => visitor.members::<Decimal>(),
        Scalar::Bytes => visitor.members::<Bytes>(),
        Scalar::Uuid(UuidFormat::Lower) => visitor.members::<Uuid>(),
        Scalar::Ulid(UlidFormat::Upper) => visitor.members::<Ulid>(),
        Scalar::Timestamp(TimestampFormat::EpochS) => visitor.members::<EpochSeconds>(),
        Scalar::Timestamp(TimestampFormat::EpochMs) => visitor.members::<EpochMillis>(),
        Scalar::Timestamp(TimestampFormat::IsoMs) => visitor.members::<Timestamp>(),
        Scalar::Date => visitor.members::<Date>(),
        Scalar::Bool
        | Scalar::F32
        | Scalar::F64
        | Scalar::Json
        | Scalar::Uuid(UuidFormat::Upper | UuidFormat::Bytes)
        | Scalar::Ulid(UlidFormat::Lower)
        | Scalar::Timestamp(
            TimestampFormat::IsoS
            | TimestampFormat::IsoUs
            | TimestampFormat::IsoLocal
            | TimestampFormat::IsoOffset
            | TimestampFormat::IsoAtOffset(_)
            | TimestampFormat::EpochSText
            | TimestampFormat::EpochMsText
            | TimestampFormat::EpochSOrNever(_),
        ) => return None,
    })
}
