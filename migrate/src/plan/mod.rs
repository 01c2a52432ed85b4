//! The plan of a migration: what a run would do, and what that costs. Nothing is written.

mod cost;
mod prices;
mod sample;
mod tables;

use dynamite::engine_support::{self, TableFacts};
use dynamite_schema::migration::{Classified, ModelSteps, Step, StepKind, Target};

use crate::error::Error;
use crate::migrator::Migrator;
use crate::models::MigratedModel;
use crate::run::Pass;
use crate::steps::PassOptions;
use crate::survey::{Found, Survey};

pub use cost::{Cost, CostLine};
pub use prices::{BadPrices, Prices};
pub use tables::TablePlan;

/// What a run of a migration would do.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The name of the migration.
    pub name: String,
    /// Its documentation.
    pub doc: Option<String>,
    /// Its steps for each model.
    pub models: Vec<ModelPlan>,
    /// What it costs.
    pub cost: Cost,
}

/// What a run would do with the items of a model.
#[derive(Clone, Debug)]
pub struct ModelPlan {
    /// The model.
    pub model: String,
    /// The full name of its table.
    pub table: String,
    /// What DynamoDB says of the table; `None` if there is no table.
    pub facts: Option<TableFacts>,
    /// The steps, which are made in one update of each item.
    pub steps: Vec<StepPlan>,
    /// What is done to the table.
    pub tables: Vec<TablePlan>,
    /// What was found in the items that were read.
    pub survey: Survey,
    /// `true` if that were all items.
    pub is_complete: bool,
    /// Number of items of the table: counted, or as DynamoDB says.
    pub items: u64,
    /// Number of passes of the run over the table.
    pub run_passes: u32,
}

/// A step, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepPlan {
    /// What it does.
    pub text: String,
    /// When it does it.
    pub when: &'static str,
    /// How it is carried out, and what taking it back needs.
    pub class: Classified,
}

/// How a plan is made.
#[derive(Clone, Debug)]
pub struct PlanOptions {
    /// `true` if all items are read, and not only a sample.
    pub is_full: bool,
    /// What units cost.
    pub prices: Prices,
}

impl Migrator {
    /// Makes the plan of the migration. Nothing is written, not even a row that records it.
    ///
    /// # Errors
    /// [`Replicated`](crate::Refusal::Replicated), and those of the requests.
    pub async fn plan(&self, options: &PlanOptions) -> Result<Plan, Error> {
        let planned = self.planned();
        let now = engine_support::now(self.client());
        let passes = self.passes(PassOptions::at(now))?;
        let tables = self.tables_now().await?;
        self.check_regions(&tables)?;
        // What a run has made itself says nothing of the way back.
        let is_begun = matches!(self.recorded().await, Ok(Some(row)) if row.surveyed.is_some());
        let mut models = Vec::new();
        for (steps, model) in planned.migration.models.iter().zip(self.models()) {
            let is_of = |pass: &&Pass| pass.model.name == model.after.name;
            let mut asked: Vec<_> = passes.run.iter().filter(is_of).cloned().collect();
            let run_passes = u32::try_from(asked.len()).unwrap_or(u32::MAX);
            if asked.is_empty() {
                asked.extend(passes.contract.iter().find(is_of).cloned());
            }
            let facts = tables.facts_of(model.after.table);
            let (mut survey, is_complete) = match facts {
                None => (Survey::default(), true),
                Some(_) if options.is_full => (self.asking_engine().survey(&asked).await?, true),
                Some(_) => self.sample(model.after, &asked).await?,
            };
            if is_begun {
                survey.without_way_back = Found::default();
            }
            let table = engine_support::table_name(self.client(), model.after.table);
            models.push(ModelPlan {
                run_passes,
                ..ModelPlan::of(steps, model, table, facts, (survey, is_complete))
            });
        }
        let cost = Cost::of(planned, &models, &options.prices);
        Ok(Plan {
            name: planned.migration.name.to_string(),
            doc: planned.migration.doc.clone(),
            models,
            cost,
        })
    }
}

impl ModelPlan {
    fn of(
        steps: &ModelSteps,
        model: &MigratedModel,
        table: String,
        facts: Option<&TableFacts>,
        (survey, is_complete): (Survey, bool),
    ) -> Self {
        let counted = facts.map_or(0, |facts| facts.items);
        Self {
            model: model.after.name.to_owned(),
            table,
            facts: facts.cloned(),
            steps: planned_steps(steps),
            tables: tables::of_model(steps),
            items: if is_complete {
                survey.read
            } else {
                counted.max(survey.read)
            },
            run_passes: 0,
            survey,
            is_complete,
        }
    }
}

/// The steps of a model, in words. The removal of a field that is converted is part of that step.
fn planned_steps(of_model: &ModelSteps) -> Vec<StepPlan> {
    let steps = of_model.steps.iter();
    let own = steps.filter(|step| !of_model.drops_converted(step));
    own.map(|step| words(step, of_model.converted_from(step)))
        .collect()
}

/// A step, in words. `former` is the field that it converts, if another step drops that.
fn words(step: &Step, former: Option<&Target>) -> StepPlan {
    let (text, when) = match (&step.kind, former) {
        (StepKind::Set { target, .. }, Some(former)) => (
            format!(
                "convert `{}`, from attribute `{}` to `{}`",
                target.path,
                former.attributes.join("."),
                target.attributes.join(".")
            ),
            "converted in the run, removed by the contract",
        ),
        (kind, _) => made(kind),
    };
    let text = match &step.filter {
        Some(_) => format!("{text}, where its condition holds"),
        None => text,
    };
    StepPlan {
        text,
        when,
        class: step.class,
    }
}

/// What a step does, in words, and when.
fn made(kind: &StepKind) -> (String, &'static str) {
    match kind {
        StepKind::Add { target, .. } => (
            format!("set `{}` where it is absent", target.path),
            "in the run",
        ),
        StepKind::Set { target, .. } => (
            format!("set `{}` to the value of an expression", target.path),
            "in the run",
        ),
        StepKind::Rename { from, to } => (
            format!("rename `{}` to `{}`", from.path, to.path),
            "copied in the run, removed by the contract",
        ),
        StepKind::Copy { from, to } => (
            format!("copy `{}` to `{}` where that is absent", from.path, to.path),
            "in the run",
        ),
        StepKind::Drop(target) => (format!("remove `{}`", target.path), "by the contract"),
        StepKind::AddMembers { target, members } => (
            format!("add {} members to `{}`", members.len(), target.path),
            "in the run",
        ),
        StepKind::RemoveMembers { target, members } => (
            format!("remove {} members from `{}`", members.len(), target.path),
            "in the run",
        ),
    }
}
