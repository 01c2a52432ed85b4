//! Fields that hold `NULL` as a value.

use super::Context;
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{Field, Scalar, Type};
use crate::raw;

pub(super) fn only_optional_json_keeps_null(context: &Context<'_>, problems: &mut Problems) {
    let declarations = context.declarations;
    let of_models = declarations.models.iter().flat_map(raw::Model::fields);
    let nested = declarations.types.iter().flat_map(|ty| ty.body.fields());
    let written: Vec<_> = of_models.chain(nested).collect();
    for field in context.sound_fields().filter(|field| field.keep_null) {
        let raw = written.iter().find(|raw| raw.name.span == field.span);
        let flag = raw.and_then(|raw| raw.keep_null);
        if let (Some(flag), Some((reason, help))) = (flag, refusal(field)) {
            problems.push(catalogue::bad_null(flag, &field.name, reason, help));
        }
    }
}

/// Returns why a field cannot keep `NULL`, and the remedy.
fn refusal(field: &Field) -> Option<(&'static str, &'static str)> {
    if field.codec.is_some() {
        Some((
            "its codec decides what is stored",
            "remove `keep_null:` or `codec:`",
        ))
    } else if field.ty != Type::Scalar(Scalar::Json) {
        Some((
            "only `json` has a value for NULL",
            "make its type `json?`, or remove `keep_null:`: NULL is read as absent",
        ))
    } else if !field.optional {
        Some((
            "it is required",
            "remove `keep_null:`: a required `json` field holds NULL anyway, and is never absent",
        ))
    } else {
        None
    }
}
