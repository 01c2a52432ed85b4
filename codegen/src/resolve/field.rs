//! Fields.

use std::collections::HashMap;

use super::{Names, default, identifier, types};
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{Field, Scalar, TimestampFormat, Type};
use crate::raw;
use crate::source::Span;

/// The fields of one model, nested type or variant; `owner` names it in messages.
pub(super) fn resolve_all(
    raw: &[raw::Field],
    owner: &str,
    names: &Names<'_>,
    problems: &mut Problems,
) -> Vec<Field> {
    let fields: Vec<_> = raw
        .iter()
        .map(|raw| resolve(raw, names, problems))
        .collect();
    report_collisions(&fields, owner, problems);
    fields
}

fn resolve(raw: &raw::Field, names: &Names<'_>, problems: &mut Problems) -> Field {
    let ty = types::resolve(&raw.ty, names, problems);
    let ty = ty.map(|ty| with_format(ty, raw, problems));
    let default = match (&raw.default, &ty) {
        (Some(written), Some(ty)) => default::resolve(written, &raw.ty, ty, names, problems),
        _ => None,
    };
    Field {
        name: raw.name.value.clone(),
        rust_name: rust_name(raw, problems),
        attribute: raw.attribute.as_ref().unwrap_or(&raw.name).value.clone(),
        // After an error nothing of this is used, and a field that is there is not reported as
        // missing wherever it is named.
        ty: ty.unwrap_or(Type::Scalar(Scalar::String)),
        optional: raw.ty.optional,
        default,
        auto: raw.auto.as_ref().map(|auto| auto.value),
        sensitive: raw.sensitive,
        doc: raw.doc.clone(),
        span: raw.name.span,
    }
}

fn with_format(ty: Type, raw: &raw::Field, problems: &mut Problems) -> Type {
    match (&raw.stored_as, ty) {
        (Some(format), Type::Scalar(Scalar::Timestamp(_))) => {
            Type::Scalar(Scalar::Timestamp(format.value))
        }
        (Some(format), ty) => {
            problems.push(catalogue::bad_as(format.span, &raw.ty.to_string()));
            ty
        }
        (None, ty) => ty,
    }
}

fn rust_name(raw: &raw::Field, problems: &mut Problems) -> String {
    let (name, identifier) = match &raw.rust_name {
        Some(given) => (given, identifier::explicit_snake(given)),
        None => (&raw.name, identifier::snake(&raw.name)),
    };
    identifier.unwrap_or_else(|| {
        problems.push(catalogue::no_identifier(
            name,
            "snake_case",
            raw.rust_name.is_some(),
        ));
        // Not an identifier, so it collides with none.
        format!("#{}", name.value)
    })
}

fn report_collisions(fields: &[Field], owner: &str, problems: &mut Problems) {
    let mut rust_names: HashMap<&str, &Field> = HashMap::with_capacity(fields.len());
    let mut attributes: HashMap<&str, Span> = HashMap::with_capacity(fields.len());
    for field in fields {
        if let Some(first) = rust_names.get(field.rust_name.as_str()) {
            let names = [(&*first.name, first.span), (&*field.name, field.span)];
            problems.push(catalogue::name_collision(
                "fields",
                owner,
                names,
                &field.rust_name,
            ));
        } else {
            rust_names.insert(&field.rust_name, field);
        }
        match attributes.get(field.attribute.as_str()) {
            Some(first) => problems.push(catalogue::duplicate_attribute(field, owner, *first)),
            None => drop(attributes.insert(&field.attribute, field.span)),
        }
    }
}

/// Sets how the field that holds the expiry time is stored: DynamoDB reads seconds only.
pub(super) fn store_as_expiry(field: &mut Field) {
    field.ty = Type::Scalar(Scalar::Timestamp(TimestampFormat::EpochS));
}
