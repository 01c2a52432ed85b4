//! The steps of a migration file as what is done to items.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite_schema::expr::Expression;
use dynamite_schema::ir::Schema;
use dynamite_schema::migration::{self, Added, ModelSteps, StepKind, Target};

use super::evaluated::{Evaluated, When};
use super::former::Followed;
use super::inspect::Inspect;
use super::needed::{is_required, takes_over};
use super::place::Place;
use super::step::Step;
use super::{BadConstant, Filtered, PassOptions, constant, marker};
use crate::values::Writer;

/// The steps over the items of a model, by the pass that makes them.
#[derive(Debug, Default)]
pub(super) struct Lowered {
    pub(super) run: Vec<Filtered>,
    /// The steps of the run that can be taken back.
    pub(super) made: Vec<Filtered>,
    /// What is verified in place of the run once programs write only the new attributes.
    pub(super) before_contract: Vec<Filtered>,
    /// What is verified if former attributes are removed although they differ.
    pub(super) before_forced_contract: Vec<Filtered>,
    /// What is verified on another table of the name, whoever has written it.
    pub(super) adopted: Vec<Filtered>,
    pub(super) contract: Vec<Filtered>,
}

/// What steps are lowered with.
#[derive(Clone, Copy)]
pub(super) struct Around<'s> {
    /// The name of the migration.
    pub(super) migration: &'s str,
    pub(super) after: &'s Schema,
    pub(super) options: PassOptions,
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
            inspect: None,
            takes_over: Vec::new(),
        };
        match &step.kind {
            StepKind::Drop(_) if of_model.drops_converted(step) => {}
            StepKind::Drop(target) => {
                let remove = with_filter(target, Step::Remove(Place::of(target)));
                lowered.contract.push(remove);
            }
            StepKind::Rename { from, to } => {
                lowered.add_rename((from, to), around.options, &with_filter);
            }
            _ => markers.extend(lowered.add_made(step, of_model, around, &with_filter)?),
        }
    }
    if !markers.is_empty() {
        lowered.contract.push(Filtered {
            name: "the markers of the migration".to_owned(),
            filter: None,
            step: marker::removal(markers),
            inspect: None,
            takes_over: Vec::new(),
        });
    }
    Ok(lowered)
}

impl Lowered {
    /// Adds a step that gives a field a value. Returns its marker, if it needs one.
    fn add_made(
        &mut self,
        step: &migration::Step,
        of_model: &ModelSteps,
        around: Around<'_>,
        with_filter: &impl Fn(&Target, Step) -> Filtered,
    ) -> Result<Option<String>, BadConstant> {
        let (target, made) = in_run(&step.kind, around)?;
        let marker = made.marker().cloned();
        if let (Some(from), Step::Evaluate(of)) = (of_model.converted_from(step), &made) {
            self.add_retype((from, target), of, around.options, with_filter);
            return Ok(marker);
        }
        let takes_over = takes_over(step, of_model);
        let is_needed = !takes_over.is_empty() || is_required(&step.kind, target);
        let made = Filtered {
            takes_over,
            ..with_filter(target, made)
        };
        self.add(step, made, is_needed);
        Ok(marker)
    }

    /// Adds a step of the run. `is_needed` says that items without its result would have lost something
    /// after the contract, or could not be read.
    fn add(&mut self, step: &migration::Step, made: Filtered, is_needed: bool) {
        if step.class.is_invertible {
            self.made.push(made.clone());
        }
        if is_needed && let Some(filled) = made.filled() {
            self.before_contract.push(filled.clone());
            self.before_forced_contract.push(filled);
        }
        self.adopted.push(made.clone());
        self.run.push(Filtered {
            inspect: Some(Inspect::of(step, &made)),
            ..made
        });
    }

    /// Adds a rename: it follows in the run, and the former attribute is removed by the contract.
    fn add_rename(
        &mut self,
        (from, to): (&Target, &Target),
        options: PassOptions,
        with_filter: &impl Fn(&Target, Step) -> Filtered,
    ) {
        let followed = with_filter(to, follow(from, to, true));
        self.made.push(followed.clone());
        self.run.push(Filtered {
            inspect: Some(Inspect::of_rename(from, to, options.renamed)),
            ..followed
        });
        self.add_removal((from, to), None, options, with_filter);
    }

    /// Adds a field that gets another type or stored form: it follows in the run, and the former attribute is
    /// removed by the contract.
    fn add_retype(
        &mut self,
        both: (&Target, &Target),
        of: &Evaluated,
        options: PassOptions,
        with_filter: &impl Fn(&Target, Step) -> Filtered,
    ) {
        let of = Evaluated {
            former: Some(Place::of(both.0)),
            ..of.clone()
        };
        let made = with_filter(both.1, Step::Evaluate(Box::new(of.clone())));
        self.made.push(made.clone());
        self.run.push(Filtered {
            inspect: Some(Inspect::of_retype(&made, options.renamed)),
            ..made
        });
        self.add_removal(both, Some(&of), options, with_filter);
    }

    /// Adds the removal of a former attribute that another one has followed, as it is or converted.
    fn add_removal(
        &mut self,
        (from, to): (&Target, &Target),
        converted: Option<&Evaluated>,
        options: PassOptions,
        with_filter: &impl Fn(&Target, Step) -> Filtered,
    ) {
        let followed = || Followed {
            from: Place::of(from),
            to: Place::of(to),
            converted: converted.cloned().map(Box::new),
        };
        let replaced = |may_differ| Step::Replaced {
            of: followed(),
            may_differ,
        };
        self.before_contract.push(with_filter(to, replaced(false)));
        self.adopted.push(with_filter(to, replaced(false)));
        self.before_forced_contract
            .push(with_filter(to, replaced(true)));
        let remove = Step::RemoveFormer {
            of: followed(),
            when_changed: options.when_changed,
        };
        self.contract.push(with_filter(from, remove));
    }
}

fn follow(from: &Target, to: &Target, is_rename: bool) -> Step {
    Step::Follow {
        from: Place::of(from),
        to: Place::of(to),
        is_rename,
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
