//! Rust types of values and of the handles of fields.

use super::{names, scalars, stored_forms};
use crate::generate::error::GenerateError;
use crate::generate::text::tokens::{Tokens, tokens};
use dynamite_schema::ir::{Field, NamedTypeKind, Scalar, Schema, Type, TypeId};

/// The Rust type of values, as it is in structs.
pub(crate) fn value(schema: &Schema, ty: &Type) -> Result<Tokens, GenerateError> {
    Ok(match ty {
        Type::Scalar(scalar) => scalars::value(*scalar),
        Type::List(element) => tokens!("rt::Vec<{}>", value(schema, element)?),
        Type::Map(element) => tokens!(
            "::std::collections::BTreeMap<rt::String, {}>",
            value(schema, element)?
        ),
        Type::Set(scalar) => {
            tokens!("::std::collections::BTreeSet<{}>", scalars::value(*scalar))
        }
        Type::Named(id) => names::reexported(&schema.named_type(*id).name)?,
        Type::Rust(rust) => names::of_user(rust)?,
    })
}

/// The handle of a field: `owner` and `capabilities` are types.
pub(crate) fn handle(
    schema: &Schema,
    field: &Field,
    owner: &Tokens,
    capabilities: &Tokens,
) -> Result<Tokens, GenerateError> {
    match &field.ty {
        Type::Named(id) if is_nested(schema, field) || field.flatten => {
            let path = names::handle_type(&schema.named_type(*id).name)?;
            Ok(tokens!("super::{}<{}, {}>", path, owner, capabilities))
        }
        _ => {
            let stored = stored_forms::of_field(schema, field)?;
            Ok(tokens!("rt::Path<{}, {}, {}>", owner, stored, capabilities))
        }
    }
}

/// Returns true if the field is stored as a nested type, which has a handle of its own.
pub(crate) fn is_nested(schema: &Schema, field: &Field) -> bool {
    match &field.ty {
        Type::Named(id) if field.codec.is_none() => {
            matches!(schema.named_type(*id).kind, NamedTypeKind::Struct(_))
        }
        _ => false,
    }
}

/// Returns true if values are copied rather than cloned. Of a type of the user's own it is not
/// known.
pub(crate) fn is_copy(schema: &Schema, ty: &Type) -> bool {
    match ty {
        Type::Scalar(scalar) => scalars::is_copy(*scalar),
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

/// Returns true if values of a scalar type or enum have `Eq` and `Hash`. Of a type of the user's
/// own it is not known, and structs have neither.
pub(crate) fn is_eq(schema: &Schema, ty: &Type) -> bool {
    match ty {
        Type::Scalar(scalar) => scalars::is_eq(*scalar),
        Type::Named(id) => {
            let kind = &schema.named_type(*id).kind;
            matches!(kind, NamedTypeKind::Enum { .. })
        }
        Type::List(_) | Type::Map(_) | Type::Set(_) | Type::Rust(_) => false,
    }
}

/// Returns true if values of a scalar type or enum have `Ord`.
pub(crate) fn is_ord(schema: &Schema, ty: &Type) -> bool {
    match ty {
        Type::Named(_) => is_copy(schema, ty),
        _ => is_eq(schema, ty),
    }
}

/// Returns true if values hold ULIDs outside of nested types.
pub(crate) fn has_ulids(ty: &Type) -> bool {
    match ty {
        Type::Scalar(scalar) | Type::Set(scalar) => matches!(scalar, Scalar::Ulid(_)),
        Type::List(element) | Type::Map(element) => has_ulids(element),
        Type::Named(_) | Type::Rust(_) => false,
    }
}

/// The nested types, enums and unions that values of a type consist of, each once.
pub(crate) fn named_types(schema: &Schema, ty: &Type) -> Vec<TypeId> {
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
