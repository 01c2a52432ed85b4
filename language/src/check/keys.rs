//! Primary keys.

use super::{Context, Subject};
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{Default, FieldId, KeyPart};
use crate::raw;
use crate::source::Spanned;

pub(super) fn key_fields_are_not_optional(context: &Context<'_>, problems: &mut Problems) {
    for subject in context.models() {
        let Subject { model, raw, .. } = subject;
        for (id, name) in subject.key_fields().into_iter().zip(names(raw)) {
            if model.field(id).optional {
                problems.push(catalogue::optional_key(name, model.field(id).span));
            }
        }
    }
}

pub(super) fn keys_name_each_field_once(context: &Context<'_>, problems: &mut Problems) {
    for Subject { model, raw, .. } in context.models() {
        if let Some(raw) = &raw.key
            && let Some(sort) = &raw.sort
            && let KeyPart::Field(partition) = model.key.partition
            && let Some(KeyPart::Field(repeated)) = model.key.sort
            && partition == repeated
        {
            problems.push(catalogue::repeated_key_field(sort, raw.partition.span));
        }
    }
}

/// Returns the fields of a key where they are named.
pub(super) fn names(raw: &raw::Model) -> impl Iterator<Item = &Spanned<String>> {
    let key = raw.key.iter();
    key.flat_map(|key| std::iter::once(&key.partition).chain(&key.sort))
}

/// At most one of two key fields may have a constant default.
pub(super) fn keys_have_no_constant_default(context: &Context<'_>, problems: &mut Problems) {
    for subject in context.models() {
        let Subject { model, raw, .. } = subject;
        let key = subject.key_fields();
        let is_constant = |id: &FieldId| {
            let default = model.field(*id).default.as_ref();
            default.is_some_and(|it| matches!(it, Default::Literal(_)))
        };
        if !key.iter().all(is_constant) {
            continue;
        }
        for id in key {
            if let Some(written) = &raw.fields()[id.0].default {
                problems.push(catalogue::constant_key(written.span, &model.field(id).name));
            }
        }
    }
}
