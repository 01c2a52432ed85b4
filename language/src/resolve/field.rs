//! Fields.

use std::collections::HashMap;

use super::{Names, absent, default, identifier, retyping, rules, types};
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{
    Default, Exposure, Field, Literal, Renaming, Rules, Scalar, TimestampFormat, Type,
};
use crate::raw::{self, StoredAs};
use crate::source::{Span, Spanned};

/// Resolves the fields of one model, nested type or variant; `owner` names it in messages.
pub(super) fn resolve_all(
    raw: &[raw::Field],
    owner: &str,
    names: &Names<'_>,
    problems: &mut Problems,
) -> Vec<Field> {
    let fields: Vec<_> = raw
        .iter()
        .map(|raw| problems.declaration(raw.name.span, |problems| resolve(raw, names, problems)))
        .collect();
    report_collisions(&fields, owner, problems);
    fields
}

fn resolve(raw: &raw::Field, names: &Names<'_>, problems: &mut Problems) -> Field {
    let resolved = raw.ty.as_ref().and_then(|written| {
        let ty = types::resolve(written, names, problems)?;
        Some((
            written,
            with_format(ty, written, raw.stored_as.as_ref(), problems),
        ))
    });
    let default = match (&raw.default, &resolved) {
        (Some(default), Some((written, ty))) => {
            default::resolve(default, written, ty, names, problems)
        }
        _ => None,
    };
    let rules = resolved
        .as_ref()
        .map_or_else(Rules::default, |(written, ty)| {
            rules::resolve(&raw.rules, written, ty, problems)
        });
    let absent = match (&raw.absent, &resolved) {
        (Some(absent), Some((written, ty))) => {
            absent::resolve(absent, written, ty, names, problems)
        }
        // Older items have what new ones get.
        (None, Some(_)) if raw.since.is_some() => constant(default.as_ref()),
        _ => None,
    };
    let codec = raw.codec.as_ref();
    let settled = attribute(raw, resolved.as_ref().map(|(_, ty)| ty), names);
    let ty = resolved.as_ref().map(|(_, ty)| ty);
    let renaming = renaming(raw, &settled, ty, names, problems);
    let authoritative = renaming.as_ref().map(|it| it.authoritative().to_owned());
    Field {
        name: raw.name.value.clone(),
        rust_name: rust_name(raw, problems),
        attribute: authoritative.unwrap_or(settled),
        renaming,
        // A broken field is included too, so that it is not reported as missing wherever it is
        // named. As a string it can be part of a key.
        ty: resolved.map_or(Type::Scalar(Scalar::String), |(_, ty)| ty),
        optional: raw.ty.as_ref().is_some_and(|ty| ty.optional),
        default,
        absent,
        since: raw.since.as_ref().map(|since| since.value),
        auto: raw.auto.as_ref().map(|auto| auto.value),
        rules,
        codec: codec.map(|path| rules::codec(path, problems)),
        serde: exposure(raw),
        keep_null: raw.keep_null.is_some(),
        flatten: raw.flatten.is_some(),
        sensitive: raw.sensitive,
        doc: raw.doc.clone(),
        span: raw.name.span,
    }
}

/// Returns the attribute of a field. A flattened union is found by its tag.
fn attribute(raw: &raw::Field, ty: Option<&Type>, names: &Names<'_>) -> String {
    let tag = match (raw.flatten, ty) {
        (Some(_), Some(Type::Named(id))) => names.union_tag(*id),
        _ => None,
    };
    let name = || &raw.attribute.as_ref().unwrap_or(&raw.name).value;
    tag.map_or_else(|| name().clone(), str::to_owned)
}

/// Returns a default that is the same in all items.
fn constant(default: Option<&Default>) -> Option<Literal> {
    match default {
        Some(Default::Literal(literal)) if *literal != Literal::Empty => Some(literal.clone()),
        _ => None,
    }
}

/// Returns how a field is being renamed, if it is. What is wrong with its attributes is found when it is
/// checked.
fn renaming(
    raw: &raw::Field,
    settled: &str,
    ty: Option<&Type>,
    names: &Names<'_>,
    problems: &mut Problems,
) -> Option<Renaming> {
    let retyping = match (&raw.retyped_from, ty) {
        (Some(former), Some(ty)) => Some(retyping::resolve(raw, former, ty, names, problems)?),
        _ => None,
    };
    let (former, phase) = (raw.former()?, raw.phase.as_ref()?);
    Some(Renaming {
        phase: phase.value,
        former: former.value.clone(),
        settled: settled.to_owned(),
        retyping,
    })
}

/// Returns the place of a field in serialized values. What Dynamite maintains is not accepted from
/// input, and what is sensitive is not written, unless the schema says so.
fn exposure(raw: &raw::Field) -> Exposure {
    match (&raw.serde, raw.auto.is_some(), raw.sensitive) {
        (Some(given), ..) => given.value,
        (None, false, false) => Exposure::Both,
        (None, true, false) => Exposure::Output,
        (None, false, true) => Exposure::Input,
        (None, true, true) => Exposure::Nowhere,
    }
}

/// Returns the type in the stored form that is declared, if one is.
pub(super) fn with_format(
    ty: Type,
    written: &raw::TypeExpr,
    stored_as: Option<&Spanned<StoredAs>>,
    problems: &mut Problems,
) -> Type {
    let Some(form) = stored_as else {
        return ty;
    };
    let scalar = match (form.value, &ty) {
        (StoredAs::Word(word), Type::Scalar(scalar)) => scalar.in_form(word),
        (StoredAs::AtOffset(offset), Type::Scalar(Scalar::Timestamp(_))) => {
            Some(Scalar::Timestamp(TimestampFormat::IsoAtOffset(offset)))
        }
        (StoredAs::OrNever(never), Type::Scalar(Scalar::Timestamp(_))) => {
            Some(Scalar::Timestamp(TimestampFormat::EpochSOrNever(never)))
        }
        _ => None,
    };
    if let Some(scalar) = scalar {
        return Type::Scalar(scalar);
    }
    let word = match form.value {
        StoredAs::Word(word) => word,
        StoredAs::AtOffset(_) => TimestampFormat::IsoOffset.name(),
        StoredAs::OrNever(_) => TimestampFormat::EpochS.name(),
    };
    let scalar = match ty {
        Type::Scalar(scalar) => Some(scalar),
        _ => None,
    };
    let name = raw::TypeExpr {
        optional: false,
        ..written.clone()
    };
    problems.push(catalogue::bad_as(
        form.span,
        word,
        &name.to_string(),
        scalar,
    ));
    ty
}

fn rust_name(raw: &raw::Field, problems: &mut Problems) -> String {
    let (name, identifier) = match &raw.rust_name {
        Some(given) => (given, identifier::explicit_snake(given)),
        None => (&raw.name, identifier::snake(&raw.name)),
    };
    identifier.unwrap_or_else(|| {
        // The name itself may be broken.
        if !problems.is_broken(raw.name.span) {
            let given = raw.rust_name.is_some();
            problems.push(catalogue::no_identifier(name, "snake_case", given));
        }
        // Not an identifier, so it collides with none.
        format!("#{}", name.value)
    })
}

fn report_collisions(fields: &[Field], owner: &str, problems: &mut Problems) {
    let mut rust_names: HashMap<&str, &Field> = HashMap::with_capacity(fields.len());
    let mut attributes: HashMap<&str, Span> = HashMap::with_capacity(fields.len());
    for field in fields {
        if problems.is_broken(field.span) {
            continue;
        }
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
        // Those of a flattened union are several, and compared once its type is resolved.
        if field.flatten {
            continue;
        }
        match attributes.get(field.attribute.as_str()) {
            Some(first) => problems.push(catalogue::duplicate_attribute(field, owner, *first)),
            None => drop(attributes.insert(&field.attribute, field.span)),
        }
    }
}

/// Sets the stored form of the field that holds the expiry time, if the schema names none.
pub(super) fn store_as_expiry(field: &mut Field) {
    field.ty = Type::Scalar(Scalar::Timestamp(TimestampFormat::EpochS));
}
