//! Drafted steps for fields that get another type or stored form in phases.

use super::nested::Way;
use super::ways;
use crate::diff::{Change, Kind, Owner};
use crate::ir::{Field, Model, NamedTypeKind, Retyping, Schema, Type};
use crate::yaml::print::{Flow, scalar};

/// The steps for a field that is in another attribute now, if it says that it gets another form there.
pub(super) fn steps(after: &Schema, from: &Field, to: &Field) -> Option<Vec<String>> {
    let renaming = to.renaming.as_ref()?;
    let retyping = renaming.retyping.as_ref()?;
    if renaming.former != from.settled_attribute() {
        return None;
    }
    let mut retype = Flow::default();
    retype.entry("from", scalar(&from.name));
    retype.entry("to", scalar(&to.name));
    if let Retyping::Values(former) = retyping {
        retype.entry("map", map(after, to, former).to_string());
    }
    let drop = format!("drop: {}", scalar(&from.name));
    Some(vec![format!("retype: {retype}"), drop])
}

/// The new stored value for each former one that is another.
fn map(after: &Schema, field: &Field, former: &[String]) -> Flow {
    let mut map = Flow::default();
    let kind = match &field.ty {
        Type::Named(id) => Some(&after.named_type(*id).kind),
        _ => None,
    };
    if let Some(NamedTypeKind::Enum { values, .. }) = kind {
        let both = former.iter().zip(values);
        for (former, value) in both.filter(|(former, value)| **former != value.stored) {
            map.entry(former, scalar(&value.stored));
        }
    }
    map
}

/// Returns `true` if a difference is one that the steps for such fields make up for: that of the field
/// besides its attribute, or that of an enum which only they have.
pub(super) fn makes_up_for(change: &Change<'_>, model: &Model, after: &Schema) -> bool {
    let is_retyped = |field: &Field| {
        let renaming = field.renaming.as_ref();
        renaming.is_some_and(|renaming| renaming.retyping.is_some())
    };
    match (&change.kind, change.owner) {
        (Kind::FieldChanged { new, what, .. }, Owner::Model(_)) => {
            is_retyped(new) && *what != crate::diff::FieldChange::Attribute
        }
        (Kind::ValueRemoved { .. }, Owner::Type(_)) => {
            let is_of_retyped = |way: &Way| {
                let mut retyped = model.fields.iter().filter(|field| is_retyped(field));
                retyped.any(|field| way.path() == field.name)
            };
            let ways = ways::to_values(change.owner, after, model).unwrap_or_default();
            !ways.is_empty() && ways.iter().all(is_of_retyped)
        }
        _ => false,
    }
}
