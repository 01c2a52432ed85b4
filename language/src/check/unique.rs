//! Unique fields.

use std::borrow::Cow;

use std::collections::HashMap;

use super::{Context, Subject};
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{Auto, Default, Field, FieldId, NamedTypeKind, Scalar, Type, Unique};
use crate::raw::GuardName;
use crate::source::Span;

/// The table that holds the guards of all models.
const GUARDS: &str = "dynamite_unique";

/// The reason a field cannot be unique, and the remedy.
type Refusal = (&'static str, Cow<'static, str>);

/// Returns the unique constraints of a model whose declarations are sound.
fn sound<'s>(context: &'s Context<'_>, subject: &Subject<'s>) -> impl Iterator<Item = &'s Unique> {
    let uniques = subject.model.uniques.iter();
    uniques.filter(|unique| context.is_sound(unique.span))
}

/// A unique constraint as resolved, and as written.
struct Written<'s> {
    unique: &'s Unique,
    /// Its fields, each with the place where it is named.
    fields: Vec<(FieldId, Span)>,
    /// The place of `among: live`, if it is given.
    among_live: Option<Span>,
    /// The declared name of its guard, if there is one.
    guard: Option<&'s GuardName>,
}

/// Visits every sound unique constraint of every model.
fn each(context: &Context<'_>, mut rule: impl FnMut(&Subject<'_>, &Written<'_>)) {
    for subject in context.models() {
        let fields = subject.raw.fields();
        for unique in sound(context, &subject) {
            let mut of_model = subject.raw.uniques.iter();
            let of_model = of_model.find(|raw| raw.name.span == unique.span);
            let of_field = || fields.get(unique.fields.first()?.0)?.unique.as_ref();
            let (spans, among_live, guard) = if let Some(raw) = of_model {
                let spans = raw.fields.iter().map(|name| name.span).collect();
                (spans, raw.among_live, raw.guard.as_ref())
            } else if let Some(raw) = of_field() {
                (vec![raw.span], raw.among_live, raw.guard.as_ref())
            } else {
                continue;
            };
            let written = Written {
                unique,
                fields: unique.fields.iter().copied().zip(spans).collect(),
                among_live,
                guard,
            };
            rule(&subject, &written);
        }
    }
}

pub(super) fn unique_fields_can_be_compared(context: &Context<'_>, problems: &mut Problems) {
    each(context, |subject, rule| {
        for (id, at) in rule.fields.iter().copied() {
            let field = subject.model.field(id);
            if !context.is_sound(field.span) {
                continue;
            }
            let is_single = rule.fields.len() == 1;
            let refusal = refusal_of_type(context, field, is_single)
                .or_else(|| refusal_of_role(subject, id, field));
            if let Some((reason, help)) = refusal {
                problems.push(catalogue::bad_unique(at, &field.name, reason, &help));
            }
        }
    });
}

fn refusal_of_type(context: &Context<'_>, field: &Field, is_single: bool) -> Option<Refusal> {
    let no_values = || {
        (
            "its values cannot be told apart by one stored value",
            catalogue::use_a_key_type().into(),
        )
    };
    if field.codec.is_some() {
        return Some((
            "a codec may store the same value in several ways",
            "declare a type with `rust:`, `codec:` and `key:`, whose codec stores each value in \
             one way"
                .into(),
        ));
    }
    match &field.ty {
        Type::Scalar(Scalar::Bool) if is_single => Some((
            "with two values it leaves room for two items",
            "make it unique together with other fields, with `unique:` of the model".into(),
        )),
        Type::Scalar(Scalar::Bool) => None,
        Type::Scalar(scalar) if scalar.key_kind().is_some() => None,
        Type::Rust(rust) if rust.key_kind.is_some() => None,
        Type::Named(id) => {
            let ty = context.resolved.types.get(id.0);
            let is_enum = ty.is_some_and(|ty| matches!(ty.kind, NamedTypeKind::Enum { .. }));
            (!is_enum).then(no_values)
        }
        Type::Scalar(_) | Type::List(_) | Type::Map(_) | Type::Set(_) | Type::Rust(_) => {
            Some(no_values())
        }
    }
}

fn refusal_of_role(subject: &Subject<'_>, id: FieldId, field: &Field) -> Option<Refusal> {
    if field.auto.is_some() {
        Some(("it is kept by Dynamite", "use a field of its own".into()))
    } else if subject.model.ttl == Some(id) {
        Some((
            "it is when the item expires",
            "use a field of its own".into(),
        ))
    } else {
        None
    }
}

pub(super) fn unique_values_are_not_constant_by_default(
    context: &Context<'_>,
    problems: &mut Problems,
) {
    each(context, |subject, rule| {
        let is_constant = |(id, _): &(FieldId, Span)| {
            let field = subject.model.field(*id);
            matches!(field.default, Some(Default::Literal(_))) && context.is_sound(field.span)
        };
        let Some((first, at)) = rule
            .fields
            .first()
            .filter(|_| rule.fields.iter().all(is_constant))
        else {
            return;
        };
        let reason = if rule.fields.len() == 1 {
            "its default is a constant, which only one item could have"
        } else {
            "the defaults of all fields are constants, which only one item could have"
        };
        problems.push(catalogue::bad_unique(
            *at,
            &subject.model.field(*first).name,
            reason,
            "use `generate` or a function, or remove the default",
        ));
    });
}

pub(super) fn unique_fields_do_not_hold_the_key(context: &Context<'_>, problems: &mut Problems) {
    each(context, |subject, rule| {
        let key = subject.key_fields();
        let mut named = rule.fields.iter();
        let Some((first, at)) = named.find(|(id, _)| key.first() == Some(id)) else {
            return;
        };
        if key.iter().all(|id| rule.unique.fields.contains(id)) {
            problems.push(catalogue::bad_unique(
                *at,
                &subject.model.field(*first).name,
                "the primary key is unique as it is",
                "remove `unique`: DynamoDB has one item for each key",
            ));
        }
    });
}

pub(super) fn unique_fields_are_several_and_differ(context: &Context<'_>, problems: &mut Problems) {
    for subject in context.models() {
        for raw in &subject.raw.uniques {
            let mut seen = HashMap::new();
            for name in &raw.fields {
                if let Some(first) = seen.insert(name.as_str(), name.span) {
                    problems.push(catalogue::repeated_unique_field(name, first));
                }
            }
            if let [only] = raw.fields.as_slice() {
                problems.push(catalogue::unique_of_one(&raw.name, only));
            }
        }
    }
}

pub(super) fn rules_are_of_different_fields(context: &Context<'_>, problems: &mut Problems) {
    for subject in context.models() {
        let mut seen: HashMap<Vec<FieldId>, &Unique> = HashMap::new();
        for unique in sound(context, &subject) {
            let mut fields = unique.fields.clone();
            fields.sort_unstable();
            if let Some(first) = seen.insert(fields, unique) {
                let (name, first) = ((&*unique.name, unique.span), (&*first.name, first.span));
                problems.push(catalogue::same_unique_fields(name, first));
            }
        }
    }
}

pub(super) fn only_what_can_be_deleted_is_unique_among_the_living(
    context: &Context<'_>,
    problems: &mut Problems,
) {
    each(context, |subject, rule| {
        if let Some(at) = rule.among_live
            && subject.model.kept(Auto::Deleted).is_none()
        {
            problems.push(catalogue::among_live_without_deletion(
                at,
                &subject.model.name,
            ));
        }
    });
}

pub(super) fn guards_have_a_name_for_each_field(context: &Context<'_>, problems: &mut Problems) {
    each(context, |_, rule| {
        let Some(guard) = rule.guard else { return };
        let (parts, fields) = (guard.parts.len(), rule.fields.len());
        if parts != fields {
            problems.push(catalogue::guard_of_other_length(guard.span, fields, parts));
        }
        let mut seen = HashMap::new();
        for part in &guard.parts {
            if part.is_empty() {
                problems.push(catalogue::empty_guard(part.span));
            } else if let Some(first) = seen.insert(part.as_str(), part.span) {
                problems.push(catalogue::repeated_guard_part(part, first));
            }
        }
    });
}

pub(super) fn guards_are_named_apart(context: &Context<'_>, problems: &mut Problems) {
    // A table holds one model, so that the constraints of a model are those of its table.
    for subject in context.models() {
        let mut seen: HashMap<Vec<&str>, &Unique> = HashMap::new();
        for unique in sound(context, &subject) {
            let mut guard: Vec<_> = unique.guard.iter().map(String::as_str).collect();
            guard.sort_unstable();
            if let Some(first) = seen.insert(guard, unique)
                && !has_the_same_fields(first, unique)
            {
                let (name, first) = ((&*unique.name, unique.span), (&*first.name, first.span));
                problems.push(catalogue::same_guard(name, first));
            }
        }
    }
}

/// Returns `true` if two constraints have the same fields, which another check reports.
fn has_the_same_fields(first: &Unique, second: &Unique) -> bool {
    first.fields.len() == second.fields.len()
        && first.fields.iter().all(|id| second.fields.contains(id))
}

pub(super) fn the_table_of_guards_is_not_taken(context: &Context<'_>, problems: &mut Problems) {
    for Subject { raw, table, .. } in context.sound_models() {
        if table.name == GUARDS {
            let at = raw.table.as_ref().map_or(table.span, |name| name.span);
            problems.push(catalogue::reserved_table(at, GUARDS));
        }
    }
}
