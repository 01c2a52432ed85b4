//! Every difference between the two schemas that strands items has a step.

use super::scope::{Scope, Side};
use super::{Around, ModelSteps, Step, StepKind};
use crate::diagnostics::{Problems, catalogue};
use crate::diff::{self, Change, Effect, Kind, Owner};
use crate::ir::{Field, NamedTypeKind, Type, TypeId};
use crate::raw::migration as raw;
use crate::source::{FileId, Span};

/// Types inside types, deeper than DynamoDB nests values: a type that contains itself ends here.
const MAX_DEPTH: usize = 32;

/// Checks the models that are in both schemas, those without steps too. `raw` has the places of those
/// with steps.
pub(super) fn check(
    raw: &[raw::ModelSteps],
    models: &[ModelSteps],
    around: Around<'_>,
    file: FileId,
    problems: &mut Problems,
) {
    let (start, end) = (0, 0);
    let beginning = Span { file, start, end };
    for (before, after) in diff::models_of_both(around.before, around.after) {
        let named = models.iter().position(|model| model.before == before);
        let steps = named.map_or(&[] as &[_], |at| &models[at].steps);
        let place = named.map_or(beginning, |at| raw[at].model.span);
        let scope = Scope {
            around,
            before,
            after,
            table_steps: &[],
        };
        for change in diff::compare_model((around.before, before), (around.after, after)) {
            let is_stranded = change.effect() == Effect::Stranded;
            if is_stranded && !is_covered(&change, steps, scope.after()) {
                problems.push(catalogue::change_without_step(place, &change.to_string()));
            }
        }
    }
}

/// Returns `true` if steps make up for a difference, wherever the model has it.
fn is_covered(change: &Change<'_>, steps: &[Step], after: Side<'_>) -> bool {
    let attribute = match change.kind {
        Kind::FieldAdded(field) | Kind::FieldChanged { new: field, .. } => {
            Some(field.settled_attribute())
        }
        // What is set instead is a value of the enum, or the item is rejected.
        Kind::ValueRemoved { .. } | Kind::CatchAllRemoved => None,
        _ => return false,
    };
    let Some(parents) = parents(change.owner, after) else {
        return false;
    };
    parents.into_iter().all(|mut path| {
        path.extend(attribute.map(str::to_owned));
        steps.iter().any(|step| fills(step, &path))
    })
}

/// Returns `true` if a step gives an attribute its value in all items.
fn fills(step: &Step, attributes: &[String]) -> bool {
    step.filter.is_none() && fills_kind(&step.kind, attributes)
}

fn fills_kind(step: &StepKind, attributes: &[String]) -> bool {
    match step {
        StepKind::Add { target: to, .. }
        | StepKind::Set { target: to, .. }
        | StepKind::Rename { to, .. }
        | StepKind::Copy { to, .. } => to.attributes == attributes,
        StepKind::Drop(_) | StepKind::AddMembers { .. } | StepKind::RemoveMembers { .. } => false,
    }
}

/// The paths to the values of what fields are declared in. `None` if some of them are where no step
/// reaches: in lists, maps and unions.
fn parents(owner: Owner<'_>, after: Side<'_>) -> Option<Vec<Vec<String>>> {
    match owner {
        Owner::Model(_) => Some(vec![Vec::new()]),
        Owner::Variant(..) => None,
        Owner::Type(ty) => {
            let mut types = after.schema.types.iter();
            let id = TypeId(types.position(|other| other.name == ty.name)?);
            let mut search = Search {
                after,
                id,
                found: Vec::new(),
                is_out_of_reach: false,
            };
            search.through(&after.model.fields, &mut Vec::new(), false);
            (!search.is_out_of_reach).then_some(search.found)
        }
    }
}

/// A search for the values of a type.
struct Search<'s> {
    after: Side<'s>,
    id: TypeId,
    found: Vec<Vec<String>>,
    is_out_of_reach: bool,
}

impl Search<'_> {
    /// Looks into fields. `is_inside` says that a list, map or union is on the way to them.
    fn through(&mut self, fields: &[Field], path: &mut Vec<String>, is_inside: bool) {
        if path.len() == MAX_DEPTH {
            return;
        }
        for field in fields {
            path.push(field.settled_attribute().to_owned());
            self.through_type(&field.ty, path, is_inside);
            path.pop();
        }
    }

    fn through_type(&mut self, ty: &Type, path: &mut Vec<String>, is_inside: bool) {
        let id = match ty {
            Type::Named(id) => *id,
            Type::List(inner) | Type::Map(inner) => return self.through_type(inner, path, true),
            Type::Scalar(_) | Type::Set(_) | Type::Rust(_) => return,
        };
        if id == self.id {
            self.is_out_of_reach |= is_inside;
            self.found.push(path.clone());
        }
        let named = self.after.schema.named_type(id);
        match &named.kind {
            NamedTypeKind::Struct(fields) => self.through(fields, path, is_inside),
            NamedTypeKind::Union { variants, .. } => {
                for variant in variants {
                    self.through(&variant.fields, path, true);
                }
            }
            NamedTypeKind::Enum { .. } | NamedTypeKind::Untagged(_) => {}
        }
    }
}
