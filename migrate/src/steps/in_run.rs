//! What a run does to a field, by the kind of its step.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite_schema::expr::Expression;
use dynamite_schema::ir::Schema;
use dynamite_schema::migration::{Added, StepKind, Target};

use super::evaluated::{Evaluated, When};
use super::lower::Around;
use super::place::Place;
use super::step::Step;
use super::{BadConstant, constant};
use crate::values::Writer;

pub(super) fn follow(from: &Target, to: &Target, is_rename: bool) -> Step {
    Step::Follow {
        from: Place::of(from),
        to: Place::of(to),
        is_rename,
    }
}

/// A step that is made while programs of before and after the migration run, and its field.
pub(super) fn in_run<'s>(
    kind: &'s StepKind,
    around: Around<'_>,
) -> Result<(&'s Target, Step), BadConstant> {
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
        } => (target, follow(from, target, false)),
        StepKind::Set {
            target,
            value,
            from: None,
            is_marked,
            ..
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
        StepKind::Rename { from, to } => (to, follow(from, to, true)),
        StepKind::Drop(target) => (target, Step::Remove(Place::of(target))),
    })
}

fn add(target: &Target, value: &Added, around: Around<'_>) -> Result<Step, BadConstant> {
    let value = match value {
        Added::Constant(literal) => constant::added(target, literal, around.after)?,
        Added::Now => constant::now(target, around.options.now)?,
        Added::Computed(value) => return computed(target, value, When::Absent, around.after),
        Added::Nothing => return Ok(Step::Nothing(Place::of(target))),
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
            former: None,
        })));
    };
    let written = writer.written(constant.clone());
    let written: Option<AttributeValue> =
        written.map_err(|reason| BadConstant::of(target, reason))?;
    Ok(match (written, when) {
        (Some(value), When::Absent) => Step::Add { to, value },
        (Some(value), When::Other | When::Unmarked(_)) => Step::Set { to, value },
        (None, When::Absent) => Step::Nothing(to),
        (None, When::Other | When::Unmarked(_)) => Step::Remove(to),
    })
}
