//! Every difference between the two schemas that strands items has a step.

use super::nested::Way;
use super::scope::{Scope, Side};
use super::{Around, ModelSteps, Step, StepKind, ways};
use crate::diagnostics::{Problems, catalogue};
use crate::diff::{self, Change, Effect, Kind, Owner};
use crate::raw::migration as raw;
use crate::source::{FileId, Span};

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
            if change.effect() != Effect::Stranded {
                continue;
            }
            if let Some(missing) = missing(&change, steps, scope.after()) {
                let help = missing.help(change.owner);
                let change = change.to_string();
                problems.push(catalogue::change_without_step(place, &change, help));
            }
        }
    }
}

/// What is missing for a difference.
enum Missing {
    /// Something that no step does.
    Other,
    /// Steps for values that are where no step reaches.
    OutOfReach,
    /// Steps for these fields.
    Steps(Vec<String>),
}

impl Missing {
    /// Returns what can be done; `None` if the difference says it.
    fn help(&self, owner: Owner<'_>) -> Option<String> {
        match self {
            Self::OutOfReach => Some(
                "some of its values are in lists, maps or flattened unions, where steps do not reach yet: \
                 change the schema so that items can be read as they are"
                    .to_owned(),
            ),
            Self::Steps(fields) if !matches!(owner, Owner::Model(_)) => {
                let fields = fields.iter().map(|field| format!("`{field}`"));
                let fields = fields.collect::<Vec<_>>().join(" and for ");
                Some(format!(
                    "add a step for {fields}, or make the change in another migration"
                ))
            }
            Self::Other | Self::Steps(_) => None,
        }
    }
}

/// Returns what is missing for a difference, wherever the model has it; `None` if steps make up for it.
fn missing(change: &Change<'_>, steps: &[Step], after: Side<'_>) -> Option<Missing> {
    let field = match change.kind {
        Kind::FieldAdded(field) | Kind::FieldChanged { new: field, .. } => Some(field),
        // What is set instead is a value of the enum, or the item is rejected.
        Kind::ValueRemoved { .. } | Kind::CatchAllRemoved => None,
        _ => return Some(Missing::Other),
    };
    let Some(ways) = ways::to_values(change.owner, after.schema, after.model) else {
        return Some(Missing::OutOfReach);
    };
    let ways = ways.into_iter();
    let ways = ways.map(|way| field.map_or(way.clone(), |field| way.field(field)));
    let missing = ways.filter(|way| !steps.iter().any(|step| fills(step, way)));
    let missing: Vec<_> = missing.map(|way| way.path()).collect();
    (!missing.is_empty()).then_some(Missing::Steps(missing))
}

/// Returns `true` if a step gives an attribute its value in all items.
fn fills(step: &Step, way: &Way) -> bool {
    step.filter.is_none() && fills_kind(&step.kind, way)
}

fn fills_kind(step: &StepKind, way: &Way) -> bool {
    match step {
        StepKind::Add { target: to, .. }
        | StepKind::Set { target: to, .. }
        | StepKind::Rename { to, .. }
        | StepKind::Copy { to, .. } => to.place() == way.place(),
        StepKind::Drop(_) | StepKind::AddMembers { .. } | StepKind::RemoveMembers { .. } => false,
    }
}
