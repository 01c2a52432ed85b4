//! Stored forms: the runtime types that say how a value is stored, and the attribute types of
//! DynamoDB that they become.

use super::{names, retyped, scalars};
use crate::generate::error::GenerateError;
use crate::generate::text::tokens::{Tokens, tokens};
use dynamite_schema::ir::{
    Field, KeyKind, NamedTypeKind, RustCodec, RustType, Scalar, Schema, Type, TypeId,
};

/// The stored form of a field: the type that implements `Attribute`.
pub(crate) fn of_field(schema: &Schema, field: &Field) -> Result<Tokens, GenerateError> {
    let plain = of_type(schema, &field.ty)?;
    if let Some(forms) = retyped::forms(schema, field, &plain)? {
        return Ok(forms.stored);
    }
    Ok(match &field.codec {
        Some(codec) => tokens!("rt::Recoded<{}, {}>", plain, Tokens::path(&codec.path)?),
        None => plain,
    })
}

/// The stored form of values of a type.
pub(crate) fn of_type(schema: &Schema, ty: &Type) -> Result<Tokens, GenerateError> {
    Ok(match ty {
        Type::Scalar(scalar) => scalars::stored_form(*scalar),
        Type::List(element) => tokens!("rt::List<{}>", of_type(schema, element)?),
        Type::Map(element) => tokens!("rt::Map<{}>", of_type(schema, element)?),
        Type::Set(scalar) => tokens!("rt::Set<{}>", scalars::stored_form(*scalar)),
        Type::Named(id) => names::reexported(&schema.named_type(*id).name)?,
        Type::Rust(rust) => tokens!("rt::Coded<{}>", codec(rust)?),
    })
}

fn codec(rust: &RustType) -> Result<Tokens, GenerateError> {
    match &rust.codec {
        RustCodec::Own => Tokens::path(&rust.path),
        RustCodec::Path(path) => Tokens::path(path),
        RustCodec::Serde => Ok(tokens!("rt::SerdeCodec<{}>", names::of_user(rust)?)),
    }
}

/// The stored form of the attribute that is not read, of a field that gets another form.
pub(crate) fn of_other(schema: &Schema, field: &Field) -> Result<Option<Tokens>, GenerateError> {
    let plain = of_type(schema, &field.ty)?;
    Ok(retyped::forms(schema, field, &plain)?.map(|forms| forms.other))
}

/// Returns true if a value may be read back as another: timestamps lose what is below a
/// millisecond, an optional empty set or JSON null reads back as none, and a catch-all of an enum may
/// hold a listed string.
pub(super) fn settles(schema: &Schema, field: &Field) -> bool {
    field_settles(schema, field, &mut Vec::new())
}

fn field_settles(schema: &Schema, field: &Field, seen: &mut Vec<TypeId>) -> bool {
    if field.codec.is_some() {
        return false;
    }
    let may_vanish = match field.ty {
        Type::Set(_) => true,
        Type::Scalar(Scalar::Json) => !field.keep_null,
        _ => false,
    };
    (field.optional && may_vanish) || type_settles(schema, &field.ty, seen)
}

fn type_settles(schema: &Schema, ty: &Type, seen: &mut Vec<TypeId>) -> bool {
    match ty {
        Type::Scalar(scalar) | Type::Set(scalar) => scalars::settles(*scalar),
        Type::List(element) | Type::Map(element) => type_settles(schema, element, seen),
        Type::Named(id) if seen.contains(id) => false,
        Type::Named(id) => {
            seen.push(*id);
            match &schema.named_type(*id).kind {
                NamedTypeKind::Untagged(variants) => {
                    return variants.iter().any(|it| scalars::settles(it.scalar));
                }
                // A listed string in the variant of others reads back as its own variant.
                NamedTypeKind::Enum { catch_all, .. } => return catch_all.is_some(),
                NamedTypeKind::Struct(_) | NamedTypeKind::Union { .. } => {}
            }
            let mut inside = schema.named_type(*id).fields();
            inside.any(|field| field_settles(schema, field, seen))
        }
        Type::Rust(_) => false,
    }
}

/// The attribute types of DynamoDB that the attribute of a field has, if they are known.
pub(super) fn attribute_types_of(schema: &Schema, field: &Field) -> Option<String> {
    match retyped::read_as(field) {
        Some(scalar) => attribute_types(schema, &Type::Scalar(scalar)),
        None => attribute_types(schema, &field.ty),
    }
}

/// The attribute types of DynamoDB (`S`, `N`, `L`), as documentation names them, if they are known.
fn attribute_types(schema: &Schema, ty: &Type) -> Option<String> {
    let only = match ty {
        Type::Scalar(scalar) => scalar.attribute_type()?,
        Type::List(_) => "L",
        Type::Map(_) => "M",
        Type::Set(scalar) => match scalar.key_kind()? {
            KeyKind::String => "SS",
            KeyKind::Number => "NS",
            KeyKind::Binary => "BS",
        },
        Type::Named(id) => match &schema.named_type(*id).kind {
            NamedTypeKind::Enum { .. } => "S",
            NamedTypeKind::Struct(_) | NamedTypeKind::Union { .. } => "M",
            NamedTypeKind::Untagged(variants) => {
                let scalars = variants.iter().map(|variant| variant.scalar);
                return Some(Scalar::attribute_types(scalars));
            }
        },
        Type::Rust(rust) => rust.key_kind.map(KeyKind::name)?,
    };
    Some(format!("`{only}`"))
}
