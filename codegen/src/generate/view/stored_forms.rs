//! Stored forms: the runtime types that say how a value is stored, and the attribute types of
//! DynamoDB that they become.

use proc_macro2::Literal;

use super::names;
use crate::generate::error::GenerateError;
use crate::generate::text::tokens::{Tokens, tokens};
use dynamite_schema::ir::{
    Family, Field, KeyKind, NamedTypeKind, Scalar, Schema, TimestampFormat, Type, TypeId,
    UlidFormat, UuidFormat,
};

/// The stored form of a field: the type that implements `Attribute`.
pub(crate) fn of_field(schema: &Schema, field: &Field) -> Result<Tokens, GenerateError> {
    let plain = of_type(schema, &field.ty)?;
    Ok(match &field.codec {
        Some(codec) => tokens!("rt::Recoded<{}, {}>", plain, Tokens::path(&codec.path)?),
        None => plain,
    })
}

/// The stored form of values of a type.
pub(crate) fn of_type(schema: &Schema, ty: &Type) -> Result<Tokens, GenerateError> {
    Ok(match ty {
        Type::Scalar(scalar) => of_scalar(*scalar),
        Type::List(element) => tokens!("rt::List<{}>", of_type(schema, element)?),
        Type::Map(element) => tokens!("rt::Map<{}>", of_type(schema, element)?),
        Type::Set(scalar) => tokens!("rt::Set<{}>", of_scalar(*scalar)),
        Type::Named(id) => names::reexported(&schema.named_type(*id).name)?,
        Type::Rust(rust) => tokens!(
            "rt::Coded<{}>",
            Tokens::path(rust.codec.as_ref().unwrap_or(&rust.path))?
        ),
    })
}

/// The stored form of scalars.
pub(super) fn of_scalar(scalar: Scalar) -> Tokens {
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
        Scalar::Timestamp(format) => of_timestamp(format),
        Scalar::Date => tokens!("rt::Date"),
        Scalar::Json => tokens!("rt::Document"),
    }
}

/// The stored form of timestamps.
pub(crate) fn of_timestamp(format: TimestampFormat) -> Tokens {
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
    }
}

/// Returns true for a collection: absent means empty.
pub(crate) fn is_collection(ty: &Type) -> bool {
    matches!(ty, Type::List(_) | Type::Map(_) | Type::Set(_))
}

/// Returns true if a value may be read back as another: timestamps lose what is below a
/// millisecond, and an optional empty set or JSON null reads back as none.
pub(super) fn settles(schema: &Schema, field: &Field) -> bool {
    field_settles(schema, field, &mut Vec::new())
}

fn field_settles(schema: &Schema, field: &Field, seen: &mut Vec<TypeId>) -> bool {
    if field.codec.is_some() {
        return false;
    }
    let may_vanish = matches!(field.ty, Type::Set(_) | Type::Scalar(Scalar::Json));
    (field.optional && may_vanish) || type_settles(schema, &field.ty, seen)
}

fn type_settles(schema: &Schema, ty: &Type, seen: &mut Vec<TypeId>) -> bool {
    match ty {
        Type::Scalar(scalar) | Type::Set(scalar) => match scalar.family() {
            // What is below the unit of the form is cut off.
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
        },
        Type::List(element) | Type::Map(element) => type_settles(schema, element, seen),
        Type::Named(id) if seen.contains(id) => false,
        Type::Named(id) => {
            seen.push(*id);
            let mut inside = schema.named_type(*id).fields();
            inside.any(|field| field_settles(schema, field, seen))
        }
        Type::Rust(_) => false,
    }
}

/// The attribute type of DynamoDB (`S`, `N`, `L`), if it is known.
pub(super) fn attribute_type(schema: &Schema, ty: &Type) -> Option<&'static str> {
    match ty {
        Type::Scalar(scalar) => scalar_attribute_type(*scalar),
        Type::List(_) => Some("L"),
        Type::Map(_) => Some("M"),
        Type::Set(scalar) => match scalar.key_kind()? {
            KeyKind::String => Some("SS"),
            KeyKind::Number => Some("NS"),
            KeyKind::Binary => Some("BS"),
        },
        Type::Named(id) => match schema.named_type(*id).kind {
            NamedTypeKind::Enum { .. } => Some("S"),
            NamedTypeKind::Struct(_) | NamedTypeKind::Union { .. } => Some("M"),
        },
        Type::Rust(rust) => rust.key_kind.map(key_attribute_type),
    }
}

fn scalar_attribute_type(scalar: Scalar) -> Option<&'static str> {
    match scalar {
        Scalar::Bool => Some("BOOL"),
        Scalar::F32 | Scalar::F64 => Some("N"),
        other => other.key_kind().map(key_attribute_type),
    }
}

fn key_attribute_type(kind: KeyKind) -> &'static str {
    match kind {
        KeyKind::String => "S",
        KeyKind::Number => "N",
        KeyKind::Binary => "B",
    }
}
