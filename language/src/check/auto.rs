//! Fields that Dynamite maintains.

use super::{Context, lifecycle};
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{Auto, Field, Scalar, Type};

pub(super) fn automatic_fields_can_be_kept(context: &Context<'_>, problems: &mut Problems) {
    for subject in context.models() {
        for (id, field, raw) in subject.sound_fields() {
            let Some(auto) = &raw.auto else { continue };
            let of_its_type = match auto.value {
                Auto::Created | Auto::Updated => refusal_of_time(field),
                Auto::Deleted => lifecycle::refusal_of_deleted(field),
                Auto::Version => lifecycle::refusal_of_version(field),
                Auto::WriteId => lifecycle::refusal_of_write_id(field),
            };
            let (reason, help) = if let Some(refusal) = of_its_type {
                refusal
            } else if raw.default.is_some() {
                ("it has a default", "remove `default:`")
            } else if !subject.is_key(id) {
                continue;
            } else if matches!(auto.value, Auto::Created | Auto::Updated) {
                (
                    "it is part of the key",
                    "use `default: now`: a key never changes",
                )
            } else {
                (
                    "it is part of the key, which never changes",
                    "use a field of its own",
                )
            };
            problems.push(catalogue::bad_auto(auto.span, &field.name, reason, help));
        }
    }
}

/// Returns the reason this field cannot hold the time of a write.
fn refusal_of_time(field: &Field) -> Option<lifecycle::Refusal> {
    if !matches!(field.ty, Type::Scalar(Scalar::Timestamp(_))) {
        Some(("it is no timestamp", "make its type `timestamp`"))
    } else if field.optional {
        Some((
            "it is optional",
            "remove the `?` from its type: the time is always known",
        ))
    } else {
        None
    }
}
