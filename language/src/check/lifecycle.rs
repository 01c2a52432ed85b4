//! Soft delete and versions.

use super::{Context, Subject, indexes};
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{Auto, Field, Scalar, Type};
use crate::raw;

/// The reason a field cannot have a role in the life cycle, and the remedy.
pub(super) type Refusal = (&'static str, &'static str);

/// Returns the reason this field cannot hold the time of deletion.
pub(super) fn refusal_of_deleted(field: &Field) -> Option<Refusal> {
    if !matches!(field.ty, Type::Scalar(Scalar::Timestamp(_))) {
        Some(("it is no timestamp", "make its type `timestamp?`"))
    } else if !field.optional {
        Some((
            "it is not optional",
            "add `?` to its type: it is absent while the item is not deleted",
        ))
    } else {
        None
    }
}

/// Returns the reason this field cannot hold the version.
pub(super) fn refusal_of_version(field: &Field) -> Option<Refusal> {
    let is_wide = matches!(
        field.ty,
        Type::Scalar(Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64)
    );
    if !is_wide {
        Some((
            "it is no integer of 32 or 64 bits",
            "make its type `u64`: every write counts",
        ))
    } else if field.optional {
        Some((
            "it is optional",
            "remove the `?` from its type: every item has a version; with `absent: 0`, items that are older than the field have version 0",
        ))
    } else {
        None
    }
}

/// Returns the reason this field cannot hold the token of the last write.
pub(super) fn refusal_of_write_id(field: &Field) -> Option<Refusal> {
    if field.ty != Type::Scalar(Scalar::String) {
        return Some((
            "it is no string",
            "make its type `string`, or `string?` if there are items without it",
        ));
    }
    None
}

pub(super) fn a_model_keeps_each_of_them_once(context: &Context<'_>, problems: &mut Problems) {
    for subject in context.models() {
        for auto in [Auto::Updated, Auto::Deleted, Auto::Version, Auto::WriteId] {
            let mut kept = subject
                .sound_fields()
                .filter(|(_, field, _)| field.auto == Some(auto));
            let first = kept.next();
            for ((_, field, raw), (_, first, _)) in kept.zip(first.iter().cycle()) {
                let at = raw.auto.as_ref().map_or(field.span, |auto| auto.span);
                problems.push(catalogue::kept_twice(at, &field.name, first));
            }
        }
    }
}

/// Versions and write tokens change with every write, and are of no use to order or find items by
/// an index.
pub(super) fn versions_are_in_no_index_key(context: &Context<'_>, problems: &mut Problems) {
    indexes::each(context, |Subject { model, .. }, index, raw| {
        let changes = |id| matches!(model.field(id).auto, Some(Auto::Version | Auto::WriteId));
        for (_, name) in indexes::named_parts(index, raw).filter(|(id, _)| changes(*id)) {
            problems.push(catalogue::bad_auto(
                name.span,
                name,
                &format!("it is in the key of the index `{}`", index.name),
                "use another field: the index would be written with every write",
            ));
        }
    });
}

/// Without these fields a reader of the index could not tell if an item is deleted, or has changed.
pub(super) fn projections_keep_the_life_cycle(context: &Context<'_>, problems: &mut Problems) {
    indexes::each(context, |Subject { model, .. }, index, raw| {
        let raw::Projection::Keys(at) = &raw.projection else {
            return;
        };
        for auto in [Auto::Deleted, Auto::Version] {
            let Some(id) = model.kept(auto) else { continue };
            if !(index.is_in_key(id) || model.is_key(id)) {
                let field = &model.field(id).name;
                problems.push(catalogue::keys_only_with_life_cycle(
                    *at,
                    &index.name,
                    field,
                    auto,
                ));
            }
        }
    });
}
