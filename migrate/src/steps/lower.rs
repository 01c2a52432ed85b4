//! The steps of a migration file as what is done to items.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::Timestamp;
use dynamite_schema::expr::Expression;
use dynamite_schema::ir::Schema;
use dynamite_schema::migration::{Added, ModelSteps, StepKind, Target};

use super::evaluated::{Evaluated, When};
use super::place::Place;
use super::step::Step;
use super::{BadConstant, Filtered, constant, marker};
use crate::values::Writer;

/// The steps over the items of a model, by the pass that makes them.
#[derive(Debug, Default)]
pub(super) struct Lowered {
    pub(super) run: Vec<Filtered>,
    pub(super) contract: Vec<Filtered>,
}

/// What steps are lowered with.
#[derive(Clone, Copy)]
pub(super) struct Around<'s> {
    /// The name of the migration.
    pub(super) migration: &'s str,
    pub(super) after: &'s Schema,
    /// The time at which the run began.
    pub(super) now: Timestamp,
}

/// Lowers the steps of a model.
pub(super) fn steps(of_model: &ModelSteps, around: Around<'_>) -> Result<Lowered, BadConstant> {
    let mut lowered = Lowered::default();
    let mut markers = Vec::new();
    for step in &of_model.steps {
        let with_filter = |name: &Target, kind| Filtered {
            name: name.path.clone(),
            filter: step.filter.clone(),
            step: kind,
        };
        match &step.kind {
            StepKind::Drop(target) => {
                let remove = with_filter(target, Step::Remove(Place::of(target)));
                lowered.contract.push(remove);
            }
            StepKind::Rename { from, to } => {
                lowered.run.push(with_filter(to, follow(from, to)));
                let remove = with_filter(from, Step::Remove(Place::of(from)));
                lowered.contract.push(remove);
            }
            kind => {
                let (target, made) = in_run(kind, around)?;
                if let Step::Evaluate(of) = &made
                    && let When::Unmarked(name) = &of.when
                {
                    markers.push(name.clone());
                }
                lowered.run.push(with_filter(target, made));
            }
        }
    }
    if !markers.is_empty() {
        lowered.contract.push(Filtered {
            name: "the markers of the migration".to_owned(),
            filter: None,
            step: marker::removal(markers),
        });
    }
    Ok(lowered)
}

fn follow(from: &Target, to: &Target) -> Step {
    Step::Follow {
        from: Place::of(from),
        to: Place::of(to),
    }
}

/// A step that is made while programs of before and after the migration run, and its field.
fn in_run<'s>(kind: &'s StepKind, around: Around<'_>) -> Result<(&'s Target, Step), BadConstant> {
    Ok(match kind {
        StepKind::Copy { from, to } => {
            let (from, place) = (Place::of(from), Place::of(to));
            (to, Step::Copy { from, to: place })
        }
        StepKind::Add { target, value } => (target, add(target, value, around)?),
        StepKind::Set {
            target,
            from: Some(from),
            ..
        } => (target, follow(from, target)),
        StepKind::Set {
            target,
            value,
            from: None,
            is_marked,
        } => {
            let name = || format!("{}/{}", around.migration, target.path);
            let marker = is_marked.then(name);
            let when = marker.map_or(When::Other, When::Unmarked);
            (target, computed(target, value, when, around.after)?)
        }
        StepKind::AddMembers { target, members } => {
            let (to, members) = (Place::of(target), constant::members(target, members)?);
            (target, Step::AddMembers { to, members })
        }
        StepKind::RemoveMembers { target, members } => {
            let (from, members) = (Place::of(target), constant::members(target, members)?);
            (target, Step::RemoveMembers { from, members })
        }
        StepKind::Rename { from, to } => (to, follow(from, to)),
        StepKind::Drop(target) => (target, Step::Remove(Place::of(target))),
    })
}

fn add(target: &Target, value: &Added, around: Around<'_>) -> Result<Step, BadConstant> {
    let value = match value {
        Added::Constant(literal) => constant::added(target, literal, around.after)?,
        Added::Now => constant::now(target, around.now)?,
        Added::Computed(value) => return computed(target, value, When::Absent, around.after),
    };
    let to = Place::of(target);
    Ok(Step::Add { to, value })
}

/// A field that gets the value of an expression. A constant is stored without reading anything.
fn computed(
    target: &Target,
    value: &Expression,
    when: When,
    schema: &Schema,
) -> Result<Step, BadConstant> {
    let bad = |(_, reason)| BadConstant::of(target, reason);
    let writer = Writer::of(&target.field, schema).map_err(bad)?;
    let to = Place::of(target);
    let Some(constant) = value.constant() else {
        let value = value.clone();
        return Ok(Step::Evaluate(Box::new(Evaluated {
            to,
            writer,
            value,
            when,
        })));
    };
    let written = writer.written(constant.clone());
    let written: Option<AttributeValue> =
        written.map_err(|reason| BadConstant::of(target, reason))?;
    Ok(match (written, when) {
        (Some(value), When::Absent) => Step::Add { to, value },
        (Some(value), When::Other | When::Unmarked(_)) => Step::Set { to, value },
        (None, When::Absent) => Step::Nothing,
        (None, When::Other | When::Unmarked(_)) => Step::Remove(to),
    })
}
