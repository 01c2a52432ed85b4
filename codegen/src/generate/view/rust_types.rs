//! Types of the schema in Rust: of values, and of stored forms.

use proc_macro2::Literal;

use super::tokens::{Tokens, tokens};
use super::{GenerateError, names};
use dynamite_schema::ir::{
    Field, KeyKind, NamedTypeKind, Scalar, Schema, TimestampFormat, Type, TypeId, UlidFormat,
    UuidFormat,
};

/// The Rust type of values, as it stands in structs.
pub(super) fn value(schema: &Schema, ty: &Type) -> Result<Tokens, GenerateError> {
    Ok(match ty {
        Type::Scalar(scalar) => scalar_value(*scalar),
        Type::List(element) => tokens!("rt::Vec<{}>", value(schema, element)?),
        Type::Map(element) => tokens!(
            "::std::collections::BTreeMap<rt::String, {}>",
            value(schema, element)?
        ),
        Type::Set(scalar) => {
            tokens!("::std::collections::BTreeSet<{}>", scalar_value(*scalar))
        }
        Type::Named(id) => named(schema, *id)?,
        Type::Rust(rust) => Tokens::path(&rust.path)?,
    })
}

/// The stored form of a field: the type that implements `Attribute`.
pub(super) fn field_stored(schema: &Schema, field: &Field) -> Result<Tokens, GenerateError> {
    let plain = stored(schema, &field.ty)?;
    Ok(match &field.codec {
        Some(codec) => tokens!("rt::Recoded<{}, {}>", plain, Tokens::path(&codec.path)?),
        None => plain,
    })
}

/// The stored form of values of a type.
pub(super) fn stored(schema: &Schema, ty: &Type) -> Result<Tokens, GenerateError> {
    Ok(match ty {
        Type::Scalar(scalar) => scalar_stored(*scalar),
        Type::List(element) => tokens!("rt::List<{}>", stored(schema, element)?),
        Type::Map(element) => tokens!("rt::Map<{}>", stored(schema, element)?),
        Type::Set(scalar) => tokens!("rt::Set<{}>", scalar_stored(*scalar)),
        Type::Named(id) => named(schema, *id)?,
        Type::Rust(rust) => tokens!(
            "rt::Coded<{}>",
            Tokens::path(rust.codec.as_ref().unwrap_or(&rust.path))?
        ),
    })
}

/// The handle of a field: `owner` and `capabilities` are types.
pub(super) fn handle(
    schema: &Schema,
    field: &Field,
    owner: &Tokens,
    capabilities: &Tokens,
) -> Result<Tokens, GenerateError> {
    match &field.ty {
        Type::Named(id) if is_nested(schema, field) => {
            let path = names::handle_type(&schema.named_type(*id).name)?;
            Ok(tokens!("super::{}<{}, {}>", path, owner, capabilities))
        }
        _ => {
            let stored = field_stored(schema, field)?;
            Ok(tokens!("rt::Path<{}, {}, {}>", owner, stored, capabilities))
        }
    }
}

/// Whether it is stored as a nested type, which has a handle of its own.
pub(super) fn is_nested(schema: &Schema, field: &Field) -> bool {
    match &field.ty {
        Type::Named(id) if field.codec.is_none() => {
            matches!(schema.named_type(*id).kind, NamedTypeKind::Struct(_))
        }
        _ => false,
    }
}

/// A type of the schema, from within the module of another.
fn named(schema: &Schema, id: TypeId) -> Result<Tokens, GenerateError> {
    let name = Tokens::ident(&schema.named_type(id).name)?;
    Ok(tokens!("super::{}", name))
}

fn scalar_value(scalar: Scalar) -> Tokens {
    match scalar {
        Scalar::Timestamp(_) => tokens!("rt::Timestamp"),
        Scalar::Uuid(_) => tokens!("rt::Uuid"),
        Scalar::Ulid(_) => tokens!("rt::Ulid"),
        Scalar::Bytes => tokens!("rt::Vec<u8>"),
        Scalar::String => tokens!("rt::String"),
        other => scalar_stored(other),
    }
}

fn scalar_stored(scalar: Scalar) -> Tokens {
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
        Scalar::Timestamp(format) => timestamp_stored(format),
        Scalar::Date => tokens!("rt::Date"),
        Scalar::Json => tokens!("rt::Document"),
    }
}

/// The stored form of timestamps.
pub(super) fn timestamp_stored(format: TimestampFormat) -> Tokens {
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

/// Whether values are copied rather than cloned. Of a type of the user's own it is not known.
pub(super) fn is_copy(schema: &Schema, ty: &Type) -> bool {
    match ty {
        Type::Scalar(scalar) => !matches!(scalar, Scalar::String | Scalar::Bytes | Scalar::Json),
        Type::Named(id) => matches!(
            schema.named_type(*id).kind,
            NamedTypeKind::Enum {
                catch_all: None,
                ..
            }
        ),
        Type::List(_) | Type::Map(_) | Type::Set(_) | Type::Rust(_) => false,
    }
}

/// Whether it is a collection: absent means empty.
pub(super) fn is_collection(ty: &Type) -> bool {
    matches!(ty, Type::List(_) | Type::Map(_) | Type::Set(_))
}

/// Whether values lose something when they are stored: those that hold timestamps, and optional
/// ones of which a value reads back as none (an empty set, a JSON null).
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
        Type::Scalar(scalar) | Type::Set(scalar) => matches!(scalar, Scalar::Timestamp(_)),
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

/// The nested types, enums and unions that values of a type consist of, each once.
pub(super) fn named_types(schema: &Schema, ty: &Type) -> Vec<TypeId> {
    let mut found = Vec::new();
    let mut open = vec![ty];
    while let Some(ty) = open.pop() {
        match ty {
            Type::List(element) | Type::Map(element) => open.push(element),
            Type::Named(id) if !found.contains(id) => {
                found.push(*id);
                open.extend(schema.named_type(*id).fields().map(|field| &field.ty));
            }
            Type::Named(_) | Type::Scalar(_) | Type::Set(_) | Type::Rust(_) => {}
        }
    }
    found
}

/// DynamoDB's name of the kind of attribute, if it is known.
pub(super) fn kind(schema: &Schema, ty: &Type) -> Option<&'static str> {
    match ty {
        Type::Scalar(scalar) => scalar_kind(*scalar),
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
        Type::Rust(rust) => rust.key_kind.map(key_kind),
    }
}

fn scalar_kind(scalar: Scalar) -> Option<&'static str> {
    match scalar {
        Scalar::Bool => Some("BOOL"),
        Scalar::F32 | Scalar::F64 => Some("N"),
        other => other.key_kind().map(key_kind),
    }
}

fn key_kind(kind: KeyKind) -> &'static str {
    match kind {
        KeyKind::String => "S",
        KeyKind::Number => "N",
        KeyKind::Binary => "B",
    }
}
