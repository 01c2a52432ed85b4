//! Fields of models, nested types and variants.

use super::pairs::{Pairs, pair};
use super::types::{self, Fit};
use super::{Comparison, FieldChange, Kind, Owner};
use crate::ir::{Field, Literal, NamedTypeKind, Normalize, Schema};

/// Compares the fields of one owner.
pub(super) fn compare<'s>(
    comparison: &mut Comparison<'s>,
    owner: Owner<'s>,
    old: &'s [Field],
    new: &'s [Field],
) {
    let Pairs {
        both,
        removed,
        added,
    } = pair(
        old,
        new,
        &[
            &|one, other| one.settled_attribute() == other.settled_attribute(),
            &|one, other| one.name == other.name,
        ],
    );
    for field in removed {
        comparison.add(owner, Kind::FieldRemoved(field));
    }
    for field in added {
        comparison.add(owner, Kind::FieldAdded(field));
    }
    for (old, new) in both {
        field(comparison, owner, old, new);
    }
}

fn field<'s>(comparison: &mut Comparison<'s>, owner: Owner<'s>, old: &'s Field, new: &'s Field) {
    let steps = |field: &'s Field| field.rules.normalize.iter().map(step);
    let simple = [
        (
            old.settled_attribute() != new.settled_attribute(),
            FieldChange::Attribute,
        ),
        (!old.optional && new.optional, FieldChange::Optional),
        (old.optional && !new.optional, FieldChange::Required),
        (
            is_absent_otherwise(comparison, old, new),
            FieldChange::Absent,
        ),
        (codec(old) != codec(new), FieldChange::Codec),
        (old.auto != new.auto, FieldChange::Auto),
        (old.flatten != new.flatten, FieldChange::Flatten),
        (!steps(old).eq(steps(new)), FieldChange::Normalize),
    ];
    let simple = simple.into_iter().filter(|(differs, _)| *differs);
    for (_, what) in simple {
        comparison.add(owner, Kind::FieldChanged { old, new, what });
    }
    let what = match types::fit(comparison, &old.ty, &new.ty) {
        Fit::Same => return,
        Fit::Wider => FieldChange::Wider,
        Fit::Other => FieldChange::Type,
    };
    comparison.add(owner, Kind::FieldChanged { old, new, what });
}

/// Returns `true` if absent attributes had a value, and have another one or none. That a value is
/// new changes nothing for items that could be read.
fn is_absent_otherwise(comparison: &Comparison<'_>, old: &Field, new: &Field) -> bool {
    let Some(was) = &old.absent else {
        return false;
    };
    let is = new.absent.as_ref();
    match (
        enum_value(comparison.old, was),
        is.and_then(|it| enum_value(comparison.new, it)),
    ) {
        (None, None) => is != Some(was),
        (was, is) => was != is,
    }
}

/// The stored string of a value of an enum.
fn enum_value<'s>(schema: &'s Schema, literal: &Literal) -> Option<&'s str> {
    let Literal::EnumValue(id, position) = literal else {
        return None;
    };
    match &schema.named_type(*id).kind {
        NamedTypeKind::Enum { values, .. } => Some(&values.get(*position)?.stored),
        _ => None,
    }
}

pub(super) fn codec(field: &Field) -> Option<&str> {
    field.codec.as_ref().map(|codec| codec.path.as_str())
}

fn step(normalize: &Normalize) -> &crate::ir::Step {
    &normalize.step
}
