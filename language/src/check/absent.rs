//! What absent attributes mean.

use super::{Context, Subject};
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{Auto, Field, FieldId, Literal};
use crate::raw;

pub(super) fn absent_attributes_can_have_a_value(context: &Context<'_>, problems: &mut Problems) {
    for subject in context.models() {
        for (id, field, raw) in subject.sound_fields() {
            report(field, raw, refusal(&subject, id), problems);
        }
    }
    for (_, field, raw) in context.nested_fields() {
        report(field, raw, refusal_of_field(field), problems);
    }
}

fn report(field: &Field, raw: &raw::Field, refusal: Option<Refusal>, problems: &mut Problems) {
    if let (Some(written), Some((reason, help))) = (&raw.absent, refusal) {
        problems.push(catalogue::refused_absent(
            written.span,
            &field.name,
            reason,
            help,
        ));
    }
}

pub(super) fn indexes_lack_items_without_their_key(context: &Context<'_>, problems: &mut Problems) {
    for subject in context.models() {
        for (id, field, raw) in subject.sound_fields() {
            let written = raw.absent.as_ref().map(|it| it.span);
            let written = written.or(raw.since.as_ref().map(|it| it.span));
            let Some(at) = written.filter(|_| field.absent.is_some()) else {
                continue;
            };
            let indexes = subject.sound_indexes();
            let lacking = indexes.filter(|(index, _)| index.is_in_key(id) && !index.sparse);
            for (_, index) in lacking {
                problems.push(catalogue::absent_in_index(at, &field.name, &index.name));
            }
        }
    }
}

/// A reason and a remedy.
type Refusal = (&'static str, &'static str);

/// Returns why an absent attribute of a field of a model cannot have a value, and the remedy.
pub(super) fn refusal(subject: &Subject<'_>, id: FieldId) -> Option<Refusal> {
    refusal_of_field(subject.model.field(id)).or_else(|| refusal_in_model(subject, id))
}

pub(super) fn refusal_of_field(field: &Field) -> Option<Refusal> {
    if field.optional {
        return Some((
            "it is optional, and `None` there",
            "remove the `?` from its type, or `absent:`",
        ));
    }
    field.codec.as_ref()?;
    Some((
        "only its codec knows what is stored",
        "remove `absent:` or `codec:`",
    ))
}

fn refusal_in_model(subject: &Subject<'_>, id: FieldId) -> Option<Refusal> {
    let model = subject.model;
    let field = model.field(id);
    match field.auto {
        Some(Auto::WriteId) => {
            return Some((
                "every write gives it a token of its own",
                "remove `absent:`",
            ));
        }
        Some(Auto::Version) if field.absent != Some(Literal::Integer(0)) => {
            return Some(("a version that was never written is 0", "write `absent: 0`"));
        }
        _ => {}
    }
    if subject.is_key(id) {
        return Some((
            "it is part of the key, which every item has",
            "remove `absent:`",
        ));
    }
    if model.ttl == Some(id) {
        return Some((
            "DynamoDB keeps items without an expiry time",
            "make its type `timestamp?`",
        ));
    }
    let is_unique = model.uniques.iter().any(|rule| rule.fields.contains(&id));
    is_unique.then_some((
        "it is unique, and several items may lack it",
        "make the field optional: `type?`",
    ))
}
