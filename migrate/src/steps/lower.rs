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
        let table = self.after.model(of_model.after).table;
        let table = &self.after.table(table).name;
        let may_be_absent = target.field.optional || self.given_up.is_replaced(table, target);
        if self.given_up.is_dropped(table, target) {
            Absence::Dropped
        } else if self.options.when_changed == WhenChanged::RemoveAll && may_be_absent {
            Absence::Cleared
        } else {
            Absence::Missing
        }
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
        };
        match &step.kind {
            StepKind::Drop(_) if of_model.drops_converted(step) => {}
            StepKind::Drop(target) => {
                let remove = with_filter(target, Step::Remove(Place::of(target)));
                lowered.contract.push(remove);
            }
            StepKind::Rename { from, to } => {
                let absence = around.absence(of_model, to);
                lowered.add_rename((from, to), (around.options, absence), &with_filter);
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
        let absence = around.absence(of_model, target);
        if let (Some(from), Step::Evaluate(of)) = (of_model.converted_from(step), &made) {
            let how = (around.options, absence);
            self.add_retype((from, target), of, how, with_filter);
            return Ok(marker);
        }
        let takes_over = takes_over(step, of_model);
        let is_needed = !takes_over.is_empty() || is_required(&step.kind, target);
        let made = Filtered {
            takes_over,
            ..with_filter(target, made)
        };
        if absence != Absence::Dropped {
            self.add(step, made, is_needed, absence);
        }
        Ok(marker)
    }

    /// Adds a step of the run. `is_needed` says that items without its result would have lost something
    /// after the contract, or could not be read.
    fn add(&mut self, step: &migration::Step, made: Filtered, is_needed: bool, absence: Absence) {
        if step.class.is_invertible {
            self.made.push(made.clone());
        }
        if is_needed && let Some(filled) = made.filled() {
            if absence == Absence::Missing {
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
        (options, absence): (PassOptions, Absence),
        with_filter: &impl Fn(&Target, Step) -> Filtered,
    ) {
        let followed = with_filter(to, follow(from, to, true));
        let followed = Filtered {
            may_be_cleared: options.was_done && to.field.optional,
            inspect: Some(Inspect::of_rename(from, to, options.renamed)),
            ..followed
        };
        self.add_run(followed, absence);
        self.add_removal((from, to), None, (options, absence), with_filter);
    }

    /// Adds a field that gets another type or stored form: it follows in the run, and the former attribute is
    /// removed by the contract.
    fn add_retype(
        &mut self,
        both: (&Target, &Target),
        of: &Evaluated,
        (options, absence): (PassOptions, Absence),
        with_filter: &impl Fn(&Target, Step) -> Filtered,
    ) {
        let of = Evaluated {
            former: Some(Place::of(both.0)),
            ..of.clone()
        };
        let made = with_filter(both.1, Step::Evaluate(Box::new(of.clone())));
        let made = Filtered {
            may_be_cleared: options.was_done && both.1.field.optional,
            inspect: Some(Inspect::of_retype(&made, options.renamed)),
            ..made
        };
        self.add_run(made, absence);
        self.add_removal(both, Some(&of), (options, absence), with_filter);
    }

    /// Adds a step that lets a field take over from another one, unless a later migration has removed it.
    fn add_run(&mut self, made: Filtered, absence: Absence) {
        if absence == Absence::Dropped {
            return;
        }
        self.made.push(Filtered {
            inspect: None,
            ..made.clone()
        });
        self.run.push(made);
    }

    /// Adds the removal of a former attribute that another one has followed, as it is or converted.
    fn add_removal(
        &mut self,
        (from, to): (&Target, &Target),
        converted: Option<&Evaluated>,
        (options, absence): (PassOptions, Absence),
        with_filter: &impl Fn(&Target, Step) -> Filtered,
    ) {
        let followed = || Followed {
            from: Place::of(from),
            to: Place::of(to),
            converted: converted.cloned().map(Box::new),
            absence,
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
