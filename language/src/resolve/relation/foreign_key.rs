//! Foreign keys: fields that hold the primary key of an item of another model.

use super::Subject;
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{Field, FieldId, KeyKind, Scalar, Type};
use crate::raw;
use crate::source::Spanned;

/// Returns the fields of `holder` that hold the key of an item of `other`, in the order of that
/// key.
pub(super) fn resolve(
    raw: &raw::Relation,
    holder: Subject<'_>,
    other: Subject<'_>,
    problems: &mut Problems,
) -> Option<Vec<FieldId>> {
    let fields: Vec<_> = raw
        .foreign_key
        .iter()
        .map(|name| field(name, holder, problems))
        .collect();
    let fields: Vec<FieldId> = fields.into_iter().collect::<Option<_>>()?;
    let first = raw.foreign_key.first()?;
    let key = other.keyed(problems)?.key_fields();
    if fields.len() != key.len() {
        let parts = key.iter().map(|id| other.model.field(*id).name.as_str());
        let parts: Vec<_> = parts.collect();
        let model = &other.model.name;
        problems.push(catalogue::foreign_key_parts(
            first.span,
            model,
            &parts,
            fields.len(),
        ));
        return None;
    }
    let names = raw.foreign_key.iter().zip(&fields).zip(&key);
    let mut all_fit = true;
    for ((name, field), part) in names {
        all_fit &= check_type(name, (holder, *field), (other, *part), problems);
    }
    all_fit.then_some(fields)
}

/// Returns a field of a model, by name.
pub(super) fn field(
    name: &Spanned<String>,
    of: Subject<'_>,
    problems: &mut Problems,
) -> Option<FieldId> {
    let fields = &of.model.fields;
    let found = fields.iter().position(|field| field.name == name.value);
    match found {
        None if of.raw.fields.is_none() => problems.give_up(),
        None => {
            problems.push(catalogue::no_such_field(
                name,
                &of.model.name,
                fields,
                of.types,
            ));
        }
        Some(_) => {}
    }
    found.map(FieldId)
}

/// Returns `true` if a field can hold a part of a key, and reports it otherwise.
fn check_type(
    name: &Spanned<String>,
    (holder, field): (Subject<'_>, FieldId),
    (other, part): (Subject<'_>, FieldId),
    problems: &mut Problems,
) -> bool {
    let (field, part) = (holder.model.field(field), other.model.field(part));
    if problems.is_broken(field.span) || problems.is_broken(part.span) {
        problems.give_up();
        return false;
    }
    let fits = is_stored_alike(field, part);
    if !fits {
        let part = (other.model.name.as_str(), part.name.as_str(), part.span);
        problems.push(catalogue::foreign_key_type(name, field.span, part));
    }
    fits
}

/// Returns `true` if equal values of two fields are stored as the same value.
fn is_stored_alike(one: &Field, other: &Field) -> bool {
    let codec = |field: &Field| field.codec.as_ref().map(|codec| codec.path.clone());
    if codec(one) != codec(other) {
        return false;
    }
    one.ty == other.ty
        || match (&one.ty, &other.ty) {
            (Type::Scalar(one), Type::Scalar(other)) => {
                are_numbers(*one, *other) || are_texts(*one, *other)
            }
            _ => false,
        }
}

/// Returns `true` if both are numbers that can be in keys.
fn are_numbers(one: Scalar, other: Scalar) -> bool {
    [one, other]
        .iter()
        .all(|scalar| scalar.is_number() && scalar.key_kind().is_some())
}

/// Returns `true` if both are stored as strings, one of them without conversion.
fn are_texts(one: Scalar, other: Scalar) -> bool {
    let is_text = |scalar: Scalar| scalar.key_kind() == Some(KeyKind::String);
    is_text(one) && is_text(other) && [one, other].contains(&Scalar::String)
}
