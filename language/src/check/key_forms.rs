//! Checks of the stored forms of key fields.

use dynamite_core::limits::{MAX_PARTITION_KEY_BYTES, MAX_SORT_KEY_BYTES};

use super::{Context, Subject, indexes, keys, rules};
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{FieldId, NamedType, NamedTypeKind, Scalar, TimestampFormat, Type};
use crate::source::Spanned;

/// DynamoDB compares keys by their text: with different offsets, one time would be several keys.
pub(super) fn times_in_keys_name_their_offset(context: &Context<'_>, problems: &mut Problems) {
    each(context, |subject, id, name, _, _| {
        if format(subject, id) == Some(TimestampFormat::IsoOffset) {
            let declared = subject.model.field(id).span;
            problems.push(catalogue::key_offset(name, declared));
        }
    });
}

pub(super) fn sort_keys_are_in_the_order_of_time(context: &Context<'_>, problems: &mut Problems) {
    each(context, |subject, id, name, is_sort, _| {
        let (form, number, digits) = match format(subject, id) {
            Some(TimestampFormat::EpochSText) => ("epoch_s_text", "epoch_s", 10),
            Some(TimestampFormat::EpochMsText) => ("epoch_ms_text", "epoch_ms", 13),
            _ => return,
        };
        if is_sort {
            let declared = subject.model.field(id).span;
            let forms = [form, number];
            problems.push(catalogue::text_order(name, declared, forms, digits));
        }
    });
}

/// DynamoDB refuses an empty string in a key, and with it the whole item.
pub(super) fn values_in_keys_are_not_empty(context: &Context<'_>, problems: &mut Problems) {
    each(context, |subject, id, name, _, _| {
        let Type::Named(ty) = subject.model.field(id).ty else {
            return;
        };
        let ty = context.resolved.types.get(ty.0);
        let ty = ty.filter(|ty| context.is_sound(ty.span));
        if let Some(NamedType { kind, name: of, .. }) = ty
            && let NamedTypeKind::Enum { values, .. } = kind
            && let Some(empty) = values.iter().find(|value| value.stored.is_empty())
        {
            problems.push(catalogue::empty_value_in_key(name, of, empty.span));
        }
    });
}

/// DynamoDB refuses an item with an empty or too long attribute in its key.
pub(super) fn constant_defaults_fit_into_keys(context: &Context<'_>, problems: &mut Problems) {
    each(context, |subject, id, name, is_sort, index| {
        let Some(written) = subject.raw.fields()[id.0].default.as_ref() else {
            return;
        };
        let limit = if is_sort {
            MAX_SORT_KEY_BYTES
        } else {
            MAX_PARTITION_KEY_BYTES
        };
        match rules::default_bytes(subject.model.field(id)) {
            Some(0) => problems.push(catalogue::empty_key(written.span, name, index)),
            Some(bytes) if bytes > limit => {
                let length = (bytes, limit);
                problems.push(catalogue::long_key(written.span, name, index, length));
            }
            _ => {}
        }
    });
}

/// Visits every field of every key, of the table and of indexes, with the place where it is named,
/// and `true` if it is part of a sort key.
fn each(
    context: &Context<'_>,
    mut rule: impl FnMut(&Subject<'_>, FieldId, &Spanned<String>, bool, Option<&str>),
) {
    for subject in context.models() {
        let key = subject.key_fields().into_iter();
        for (at, (id, name)) in key.zip(keys::names(subject.raw)).enumerate() {
            rule(&subject, id, name, at > 0, None);
        }
        for (index, raw) in subject.sound_indexes() {
            for (id, name) in indexes::named_parts(index, raw) {
                let is_sort = raw.sort.iter().any(|sort| sort.span == name.span);
                rule(&subject, id, name, is_sort, Some(&index.name));
            }
        }
    }
}

fn format(subject: &Subject<'_>, id: FieldId) -> Option<TimestampFormat> {
    match subject.model.field(id).ty {
        Type::Scalar(Scalar::Timestamp(format)) => Some(format),
        _ => None,
    }
}
