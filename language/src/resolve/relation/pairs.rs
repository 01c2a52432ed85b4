//! The model whose items are the pairs of a many-to-many relation.

use super::{Keyed, Subject, foreign_key, route};
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{Auto, FieldId, Pairs};
use crate::raw;
use crate::source::Span;

pub(super) fn resolve(
    raw: &raw::Relation,
    owner: Subject<'_>,
    target: Subject<'_>,
    join: Subject<'_>,
    problems: &mut Problems,
) -> Option<Pairs> {
    let at = raw.through.as_ref().map_or(raw.name.span, |it| it.span);
    if let Some(deleted) = join.model.kept(Auto::Deleted) {
        let reason = "they are soft-deleted, and a pair is attached or it is not";
        let help = "remove `auto: deleted`, or keep what was in a model of its own";
        let (name, span) = (&join.model.name, join.model.field(deleted).span);
        problems.push(catalogue::bad_join(at, name, span, reason, help));
        return None;
    }
    let named = named_fields(raw, join, problems)?;
    let ends = (owner.keyed(problems)?, target.keyed(problems)?);
    check_ends(at, join, ends, problems)?;
    let keyed_join = join.keyed(problems)?;
    let (mine, others) = fields(raw, named, ends, keyed_join, problems)?;
    for (field, end) in [(mine, ends.0), (others, ends.1)] {
        check_type(at, (join, field), end, problems)?;
    }
    check_key(at, keyed_join, mine, others, problems)?;
    Some(Pairs {
        join: join.id,
        foreign_key: mine,
        other_key: others,
        route: route::resolve(raw, join, &[mine], problems)?,
    })
}

/// Checks that the models of both ends have a key of one part.
fn check_ends(
    at: Span,
    join: Subject<'_>,
    (owner, target): (Keyed<'_>, Keyed<'_>),
    problems: &mut Problems,
) -> Option<()> {
    for end in [owner, target] {
        if end.key().sort.is_some() {
            let reason = format!("the key of {} has two parts", end.model.name);
            let help = "declare `has_many` to the pairs instead, with a foreign key of two parts";
            let (name, span) = (&join.model.name, join.model.span);
            problems.push(catalogue::bad_join(at, name, span, &reason, help));
            return None;
        }
    }
    Some(())
}

/// Returns the declared fields that hold the key of the owner and of the target. A declared field
/// that does not exist is an error; fields that are not declared are inferred later.
fn named_fields(
    raw: &raw::Relation,
    join: Subject<'_>,
    problems: &mut Problems,
) -> Option<(Option<FieldId>, Option<FieldId>)> {
    let mut field = |name: &_| foreign_key::field(name, join, problems);
    let mine = raw.foreign_key.first().map(&mut field);
    let others = raw.other_key.as_ref().map(&mut field);
    let is_missing = mine == Some(None) || others == Some(None);
    (!is_missing).then_some((mine.flatten(), others.flatten()))
}

/// Returns the fields that hold the key of the owner and of the target.
fn fields(
    raw: &raw::Relation,
    (mine, others): (Option<FieldId>, Option<FieldId>),
    (owner, target): (Keyed<'_>, Keyed<'_>),
    join: Keyed<'_>,
    problems: &mut Problems,
) -> Option<(FieldId, FieldId)> {
    let at = raw.name.span;
    let mine = match mine {
        Some(given) => given,
        None => found(at, "foreign_key", join, owner, others, problems)?,
    };
    let others = match others {
        Some(given) => given,
        None => found(at, "other_key", join, target, Some(mine), problems)?,
    };
    Some((mine, others))
}

/// Returns the field that, by a relation of the model, holds the key of this end, or else the only
/// field of its key that can.
fn found(
    at: Span,
    key: &str,
    join: Keyed<'_>,
    end: Keyed<'_>,
    taken: Option<FieldId>,
    problems: &mut Problems,
) -> Option<FieldId> {
    let mut unreported = Problems::default();
    let declared =
        join.raw.relations.iter().filter(|it| {
            it.kind == raw::RelationKind::BelongsTo && it.target.value == end.model.name
        });
    let declared = declared.filter_map(|it| match it.foreign_key.as_slice() {
        [only] => foreign_key::field(only, *join, &mut unreported),
        _ => None,
    });
    let mut candidates: Vec<_> = declared.filter(|id| Some(*id) != taken).collect();
    if candidates.is_empty() {
        let parts = join.key_fields().into_iter();
        candidates = parts
            .filter(|id| Some(*id) != taken && is_same_type((*join, *id), end))
            .collect();
    }
    candidates.dedup();
    if let [only] = candidates[..] {
        return Some(only);
    }
    let names = candidates
        .iter()
        .map(|id| join.model.field(*id).name.as_str());
    let names: Vec<_> = names.collect();
    let models = (join.model.name.as_str(), end.model.name.as_str());
    problems.push(catalogue::which_field(at, key, models, &names));
    None
}

/// Returns `true` if both have the same Rust type: the key of a pair is made of the keys of both
/// ends.
fn is_same_type((join, field): (Subject<'_>, FieldId), end: Keyed<'_>) -> bool {
    let key = end.key_fields();
    let key = key.first().map(|id| &end.model.field(*id).ty);
    key == Some(&join.model.field(field).ty)
}

fn check_type(
    at: Span,
    (join, field): (Subject<'_>, FieldId),
    end: Keyed<'_>,
    problems: &mut Problems,
) -> Option<()> {
    let declared = join.model.field(field);
    let part = end.key_fields().first().map(|id| end.model.field(*id))?;
    if problems.is_broken(declared.span) || problems.is_broken(part.span) {
        problems.give_up();
        return None;
    }
    if is_same_type((join, field), end) {
        return Some(());
    }
    let reason = format!(
        "`{}` has another type than the key of {}",
        declared.name, end.model.name
    );
    let help = "give both the same type";
    let name = &join.model.name;
    problems.push(catalogue::bad_join(at, name, declared.span, &reason, help));
    None
}

/// Checks that the primary key of a pair consists of the two keys, so that each pair exists once.
fn check_key(
    at: Span,
    join: Keyed<'_>,
    mine: FieldId,
    others: FieldId,
    problems: &mut Problems,
) -> Option<()> {
    let key = join.key_fields();
    if mine != others && key.len() == 2 && key.contains(&mine) && key.contains(&others) {
        return Some(());
    }
    let [mine, others] = [mine, others].map(|id| join.model.field(id).name.as_str());
    let (reason, help) = if mine == others {
        let reason = format!("`{mine}` would hold both keys");
        (reason, "name two fields".to_owned())
    } else {
        let reason = format!("its key is not made of `{mine}` and `{others}`");
        let help = format!("give it `key: {{ partition: {mine}, sort: {others} }}`");
        (reason, help)
    };
    let (name, span) = (&join.model.name, join.model.span);
    problems.push(catalogue::bad_join(at, name, span, &reason, &help));
    None
}
