//! Primary keys.

use super::{Context, Subject};
use crate::diagnostics::{Problems, catalogue};
use crate::ir::Default;

pub(super) fn key_fields_are_not_optional(context: &Context<'_>, problems: &mut Problems) {
    for Subject { model, raw, .. } in context.models() {
        let key = raw.key.iter();
        let names = key.flat_map(|key| std::iter::once(&key.partition).chain(&key.sort));
        for (id, name) in model.key_fields().into_iter().zip(names) {
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
            && Some(model.key.partition) == model.key.sort
        {
            problems.push(catalogue::repeated_key_field(sort, raw.partition.span));
        }
    }
}

pub(super) fn key_fields_have_no_constant_default(context: &Context<'_>, problems: &mut Problems) {
    for Subject { model, raw, .. } in context.models() {
        for id in model.key_fields() {
            let written = raw.fields()[id.0].default.as_ref();
            if let (Some(Default::Literal(_)), Some(written)) = (&model.field(id).default, written)
            {
                problems.push(catalogue::constant_key(written.span, &model.field(id).name));
            }
        }
    }
}
