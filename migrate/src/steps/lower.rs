//! The steps of a migration file as what is done to items.

use dynamite_schema::ir::Schema;
use dynamite_schema::migration::{self, ModelSteps, StepKind, Target};

use super::evaluated::Evaluated;
use super::former::{Absence, Followed};
use super::in_run::{follow, in_run};
use super::inspect::Inspect;
use super::needed::{is_required, takes_over};
use super::place::Place;
use super::revert::WhenChanged;
use super::step::Step;
use super::{BadConstant, Filtered, PassOptions, marker};
use crate::given_up::GivenUp;

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
    pub(super) given_up: &'s GivenUp,
    pub(super) options: PassOptions,
}

impl Around<'_> {
    /// What it means that a field of the migration is absent from items.
    fn absence(&self, of_model: &ModelSteps, target: &Target) -> Absence {
        let takers = self.given_up.takers(self.table(of_model), target);
        let is_said = self.options.when_changed == WhenChanged::RemoveAll;
        Absence {
            is_cleared: is_said && target.may_be_absent(),
            takers: takers.iter().map(Place::of).collect(),
        }
    }

    /// Returns `true` if later migrations have given a field up.
    fn is_given_up(&self, of_model: &ModelSteps, target: &Target) -> bool {
        self.given_up.has(self.table(of_model), target)
    }

    fn table(&self, of_model: &ModelSteps) -> &str {
        let table = self.after.model(of_model.after).table;
        &self.after.table(table).name
    }

    /// Returns `true` if programs may have cleared a field since the run was done.
    fn may_be_cleared(&self, target: &Target) -> bool {
        self.options.was_done && target.may_be_absent()
    }
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
            may_be_cleared: false,
            takes_over: Vec::new(),
            takers: Vec::new(),
        };
        match &step.kind {
            StepKind::Drop(_) if of_model.drops_converted(step) => {}
            StepKind::Drop(target) => {
                let remove = with_filter(target, Step::Remove(Place::of(target)));
                lowered.contract.push(remove);
            }
            StepKind::Rename { from, to } => {
                lowered.add_rename((from, to), (around, of_model), &with_filter);
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
            may_be_cleared: false,
            takes_over: Vec::new(),
            takers: Vec::new(),
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
            self.add_retype((from, target), of, (around, of_model), with_filter);
            return Ok(marker);
        }
        let takes_over = takes_over(step, of_model);
        let absence = around.absence(of_model, target);
        let is_gone = absence.takers.is_empty() || target.may_be_absent();
        if takes_over.is_empty() && is_gone && around.is_given_up(of_model, target) {
            return Ok(marker);
        }
        let is_needed = !takes_over.is_empty() || is_required(&step.kind, target);
        let made = Filtered {
            takes_over,
            may_be_cleared: around.may_be_cleared(target),
            takers: absence.takers.clone(),
            ..with_filter(target, made)
        };
        self.add(step, made, is_needed, &absence);
        Ok(marker)
    }

    /// Adds a step of the run. `is_needed` says that items without its result would have lost something
    /// after the contract, or could not be read.
    fn add(&mut self, step: &migration::Step, made: Filtered, is_needed: bool, absence: &Absence) {
        if step.class.is_invertible {
            self.made.push(made.clone());
        }
        if is_needed && let Some(filled) = made.filled() {
            if !absence.is_cleared {
                self.before_forced_contract.push(filled.clone());
            }
            self.before_contract.push(filled);
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
        (around, of_model): (Around<'_>, &ModelSteps),
        with_filter: &impl Fn(&Target, Step) -> Filtered,
    ) {
        let followed = with_filter(to, follow(from, to, true));
        self.made.push(followed.clone());
        self.run.push(Filtered {
            may_be_cleared: around.may_be_cleared(to),
            inspect: Some(Inspect::of_rename(from, to, around.options.renamed)),
            ..followed
        });
        self.add_removal((from, to), None, (around, of_model), with_filter);
    }

    /// Adds a field that gets another type or stored form: it follows in the run, and the former attribute is
    /// removed by the contract.
    fn add_retype(
        &mut self,
        both: (&Target, &Target),
        of: &Evaluated,
        (around, of_model): (Around<'_>, &ModelSteps),
        with_filter: &impl Fn(&Target, Step) -> Filtered,
    ) {
        let of = Evaluated {
            former: Some(Place::of(both.0)),
            ..of.clone()
        };
        let made = with_filter(both.1, Step::Evaluate(Box::new(of.clone())));
        self.made.push(made.clone());
        self.run.push(Filtered {
            may_be_cleared: around.may_be_cleared(both.1),
            inspect: Some(Inspect::of_retype(&made, around.options.renamed)),
            ..made
        });
        self.add_removal(both, Some(&of), (around, of_model), with_filter);
    }

    /// Adds the removal of a former attribute that another one has followed, as it is or converted.
    fn add_removal(
        &mut self,
        (from, to): (&Target, &Target),
        converted: Option<&Evaluated>,
        (around, of_model): (Around<'_>, &ModelSteps),
        with_filter: &impl Fn(&Target, Step) -> Filtered,
    ) {
        let followed = || Followed {
            from: Place::of(from),
            to: Place::of(to),
            converted: converted.cloned().map(Box::new),
            absence: around.absence(of_model, to),
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
            when_changed: around.options.when_changed,
        };
        self.contract.push(with_filter(from, remove));
    }
}
