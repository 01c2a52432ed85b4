//! Fields with a codec of their own.

use super::{Context, Subject};
use crate::diagnostics::{Problems, catalogue};
use crate::ir::FieldId;
use crate::raw;

/// The stored form of such a field is known only to the codec, which only the model's own reads and
/// writes call.
pub(super) fn coded_fields_are_left_to_their_codec(context: &Context<'_>, problems: &mut Problems) {
    for subject in context.models() {
        for (id, field, _) in subject.sound_fields() {
            let Some(codec) = &field.codec else { continue };
            if let Some((reason, help)) = claim(&subject, id) {
                problems.push(catalogue::bad_codec(codec.span, &field.name, reason, help));
            }
        }
    }
}

pub(super) fn coded_times_are_not_stored_as_times(context: &Context<'_>, problems: &mut Problems) {
    let declarations = context.declarations;
    let nested = declarations.types.iter().flat_map(|ty| ty.body.fields());
    let of_models = declarations.models.iter().flat_map(raw::Model::fields);
    for field in of_models.chain(nested) {
        if let (Some(codec), Some(_)) = (&field.codec, &field.stored_as) {
            let (reason, help) = ("`as` says how it is stored", "remove one of the two");
            problems.push(catalogue::bad_codec(codec.span, &field.name, reason, help));
        }
    }
}

/// Returns another use that depends on the stored form of a field, and the remedy.
fn claim(subject: &Subject<'_>, id: FieldId) -> Option<(&'static str, &'static str)> {
    let model = subject.model;
    if subject.is_key(id) || model.is_in_index_key(id) {
        let help = "declare a type with `rust:`, `codec:` and `key:`, which says what is stored";
        Some(("it is part of a key", help))
    } else if model.ttl == Some(id) {
        Some((
            "DynamoDB reads it as the expiry time",
            "use a field of its own",
        ))
    } else if model.field(id).auto.is_some() {
        Some(("it is kept by Dynamite", "remove `auto:` or `codec:`"))
    } else {
        None
    }
}
