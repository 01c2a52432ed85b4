//! Fields that items lack which are older than a migration.

use super::{Context, Subject, absent};
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{Auto, Default, Field, FieldId};

pub(super) fn fields_since_a_migration_have_a_value_in_older_items(
    context: &Context<'_>,
    problems: &mut Problems,
) {
    for subject in context.models() {
        for (id, field, raw) in subject.sound_fields() {
            // What is wrong with `absent:` is said of it.
            let Some(since) = raw.since.as_ref().filter(|_| raw.absent.is_none()) else {
                continue;
            };
            if let Some((reason, help)) = refusal(&subject, id, field) {
                problems.push(catalogue::bad_since(since.span, &field.name, reason, help));
            }
        }
    }
    for (_, field, raw) in context.nested_fields() {
        let Some(since) = raw.since.as_ref().filter(|_| raw.absent.is_none()) else {
            continue;
        };
        let refusal = absent::refusal_of_field(field);
        let refusal = refusal.map(|(reason, _)| (reason, "remove `since:`"));
        let refusal = refusal.or_else(|| emptiness(field));
        let (reason, help) = refusal.unwrap_or((
            "it has no constant for them",
            "say what older items have: a constant, with `absent:`",
        ));
        problems.push(catalogue::bad_since(since.span, &field.name, reason, help));
    }
}

/// Returns why older items have no value of a field by its default, and the remedy.
fn refusal(
    subject: &Subject<'_>,
    id: FieldId,
    field: &Field,
) -> Option<(&'static str, &'static str)> {
    if let Some((reason, help)) = absent::refusal(subject, id) {
        let is_version = field.auto == Some(Auto::Version);
        return Some((reason, if is_version { help } else { "remove `since:`" }));
    }
    if let Some(refusal) = emptiness(field) {
        return Some(refusal);
    }
    match &field.default {
        Some(Default::Literal(_)) => None,
        Some(_) => Some((
            "its default is another one for each item",
            "say what older items have: a constant, with `absent:`",
        )),
        None => Some((
            "it has no default",
            "say what older items have: a constant, with `absent:` or `default:`",
        )),
    }
}

/// Returns why a collection needs no value in older items, and the remedy.
fn emptiness(field: &Field) -> Option<(&'static str, &'static str)> {
    field.ty.is_collection().then_some((
        "a collection is empty where it is absent",
        "remove `since:`",
    ))
}
