//! Fields that Dynamite keeps.

use super::Context;
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{Scalar, Type};

pub(super) fn automatic_fields_can_be_kept(context: &Context<'_>, problems: &mut Problems) {
    for subject in context.models() {
        for (id, field, raw) in subject.sound_fields() {
            let Some(auto) = &raw.auto else { continue };
            let (reason, help) = if !matches!(field.ty, Type::Scalar(Scalar::Timestamp(_))) {
                ("it is no timestamp", "make its type `timestamp`")
            } else if field.optional {
                (
                    "it is optional",
                    "remove the `?` from its type: the time is always known",
                )
            } else if raw.default.is_some() {
                ("it has a default", "remove `default:`")
            } else if subject.model.is_key(id) {
                (
                    "it is part of the key",
                    "use `default: now`: a key never changes",
                )
            } else {
                continue;
            };
            problems.push(catalogue::bad_auto(auto.span, &field.name, reason, help));
        }
    }
}
