//! Fields that are being renamed, or get another stored form, and have two attributes.

use dynamite_core::limits::MAX_ATTRIBUTE_NAME_BYTES;

use super::renamed_indexes::is_projected;
use super::{Context, Subject};
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{Field, FieldId, NamedType, Renaming};
use crate::raw;
use crate::source::{Span, Spanned};

pub(super) fn renamed_fields_say_their_phase(context: &Context<'_>, problems: &mut Problems) {
    for subject in context.models() {
        for (_, field, raw) in subject.sound_fields() {
            says_both(field, raw, problems);
        }
    }
    for (_, field, raw) in context.nested_fields() {
        says_both(field, raw, problems);
    }
}

fn says_both(field: &Field, raw: &raw::Field, problems: &mut Problems) {
    match (raw.former(), &raw.phase) {
        (Some(former), None) => {
            let key = if raw.retyped_from.is_some() {
                "retyped_from"
            } else {
                "renamed_from"
            };
            let problem = catalogue::former_without_phase(former.span, &field.name, key);
            problems.push(problem);
        }
        (None, Some(phase)) => {
            problems.push(catalogue::phase_without_rename(phase.span, &field.name));
        }
        _ => {}
    }
}

pub(super) fn fields_in_a_phase_can_have_two_attributes(
    context: &Context<'_>,
    problems: &mut Problems,
) {
    for subject in context.models() {
        for renamed in renamed(&subject) {
            let refused = retyping_refusal(&subject, &renamed);
            if let Some((reason, help)) = refused.or_else(|| refusal(&subject, &renamed)) {
                let what = (renamed.field.name.as_str(), renamed.done());
                problems.push(catalogue::bad_phase(renamed.at, what, &reason, help));
            }
        }
    }
}

pub(super) fn second_attributes_are_of_no_other_field(
    context: &Context<'_>,
    problems: &mut Problems,
) {
    let types = &context.resolved.types;
    for subject in context.models() {
        for Renamed {
            id,
            field,
            renaming,
            at,
        } in renamed(&subject)
        {
            let others = subject.sound_fields().filter(|(other, ..)| *other != id);
            let mut others = others.map(|(_, other, _)| other);
            if let Some(other) = others.find(|other| has(other, renaming.other(), types)) {
                problems.push(catalogue::second_attribute(at, field, renaming, other));
            }
        }
    }
}

pub(super) fn guards_of_renamed_fields_keep_their_name(
    context: &Context<'_>,
    problems: &mut Problems,
) {
    for subject in context.models() {
        let fields = subject.raw.fields();
        for Renamed {
            id,
            field,
            renaming,
            at,
        } in renamed(&subject)
        {
            if renaming.retyping.is_some() {
                continue;
            }
            let of_field = fields.get(id.0).and_then(|raw| raw.unique.as_ref());
            let of_field = of_field.map(|unique| unique.guard.is_some());
            let mut of_model = subject.raw.uniques.iter();
            let is_named =
                |unique: &&raw::UniqueFields| unique.fields.iter().any(|name| **name == field.name);
            let is_lost = of_field == Some(false)
                || of_model.any(|unique| is_named(&unique) && unique.guard.is_none());
            if is_lost {
                let problem = catalogue::guard_of_renamed(at, &field.name, &renaming.former);
                problems.push(problem);
            }
        }
    }
}

pub(super) fn removed_attributes_are_of_no_field(context: &Context<'_>, problems: &mut Problems) {
    let types = &context.resolved.types;
    for subject in context.models() {
        let fields: Vec<_> = subject.sound_fields().map(|(_, field, _)| field).collect();
        are_gone(&subject.raw.removed, &fields, types, problems);
    }
}

/// These attributes are of none of these fields.
pub(super) fn are_gone(
    removed: &[Spanned<String>],
    fields: &[&Field],
    types: &[NamedType],
    problems: &mut Problems,
) {
    for name in removed {
        if let Some(field) = fields.iter().find(|field| has(field, name, types)) {
            problems.push(catalogue::removed_attribute(name, field));
        }
        if name.is_empty() {
            let problem =
                catalogue::attribute_length(name.span, 0, MAX_ATTRIBUTE_NAME_BYTES, "an attribute");
            problems.push(problem);
        }
    }
}

/// Returns `true` if an attribute holds a field, also one that is not read any more, or not yet.
pub(super) fn has(field: &Field, attribute: &str, types: &[NamedType]) -> bool {
    let second = field.renaming.as_ref().map(Renaming::other);
    let mut names = field.attributes(types).into_iter().chain(second);
    names.any(|name| name == attribute)
}

/// A sound field in phases.
struct Renamed<'s> {
    id: FieldId,
    field: &'s Field,
    renaming: &'s Renaming,
    /// The place of its former attribute.
    at: Span,
}

impl Renamed<'_> {
    /// What is done to it.
    fn done(&self) -> &'static str {
        match self.renaming.retyping {
            Some(_) => "retyped",
            None => "renamed",
        }
    }
}

fn renamed<'s>(subject: &Subject<'s>) -> impl Iterator<Item = Renamed<'s>> {
    subject.sound_fields().filter_map(|(id, field, raw)| {
        Some(Renamed {
            id,
            field,
            renaming: field.renaming.as_ref()?,
            at: raw.former()?.span,
        })
    })
}

/// Returns why two attributes cannot be kept equal that are one, and the remedy.
pub(super) fn sameness(renaming: &Renaming) -> Option<(&'static str, &'static str)> {
    (renaming.former == renaming.settled).then_some((
        "both its attributes are the same",
        "a field that keeps its attribute is renamed without phases: remove `renamed_from:` and \
         `phase:`",
    ))
}

/// Returns why a field cannot have two attributes, and the remedy.
fn refusal(subject: &Subject<'_>, renamed: &Renamed<'_>) -> Option<(String, &'static str)> {
    let (model, id, field) = (subject.model, renamed.id, renamed.field);
    let reason = |text: &str, help| Some((text.to_owned(), help));
    if let Some((text, help)) = sameness(renamed.renaming) {
        return reason(text, help);
    }
    if subject.is_key(id) {
        return reason(
            "it is in the primary key, whose attributes never change",
            "keep the attribute with `attribute:`",
        );
    }
    if field.auto.is_some() || model.ttl == Some(id) {
        return reason(
            "it is maintained, and a second attribute of it is not supported yet",
            "keep the attribute with `attribute:`",
        );
    }
    if field.flatten {
        return reason(
            "it is a flattened union, and renaming its attributes is not supported yet",
            "remove `renamed_from:` and `phase:`",
        );
    }
    None
}

/// Returns why a field that gets another stored form cannot have two attributes, and the remedy.
fn retyping_refusal(
    subject: &Subject<'_>,
    renamed: &Renamed<'_>,
) -> Option<(String, &'static str)> {
    renamed.renaming.retyping.as_ref()?;
    if renamed.renaming.former == renamed.renaming.settled {
        let reason =
            "both forms would be in one attribute, and changing it in place is not supported yet";
        return Some((reason.to_owned(), "name a new attribute with `attribute:`"));
    }
    if let Some(index) = index_with(subject, renamed.id) {
        return Some((
            format!(
                "index `{index}` holds it, and an index over each of both forms is not supported yet"
            ),
            "declare a field of its own beside it, which the step `retype` of a migration fills",
        ));
    }
    let mut uniques = subject.model.uniques.iter();
    if uniques.any(|unique| unique.fields.contains(&renamed.id)) {
        let reason = "it is unique, and its guards are found by what is stored";
        return Some((
            reason.to_owned(),
            "declare a field of its own beside it, which the step `retype` of a migration fills",
        ));
    }
    None
}

/// Returns the name of an index that has a field in its key, or projects it by name.
fn index_with(subject: &Subject<'_>, id: FieldId) -> Option<String> {
    let field = subject.model.field(id);
    let mut indexes = subject.model.indexes.iter();
    let index = indexes.find(|index| {
        let of_table = &subject.table.indexes[index.index];
        index.is_in_key(id) || is_projected(of_table, field)
    })?;
    Some(index.name.clone())
}
