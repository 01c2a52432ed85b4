//! The plan of a migration: what a run would do, and what that costs. Nothing is written.

mod cost;
mod prices;
mod sample;
mod tables;

use dynamite::engine_support::{self, ModelDescriptor, TableFacts};
use dynamite_schema::migration::{Classified, ModelSteps, Step, StepKind};

use crate::descriptor;
use crate::error::{Error, Refusal};
use crate::migrator::Migrator;
use crate::run::Pass;
use crate::steps::PassOptions;
use crate::survey::Survey;

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
    /// [`Replicated`](Refusal::Replicated), and those of the requests.
    pub async fn plan(&self, options: &PlanOptions) -> Result<Plan, Error> {
        let planned = self.planned();
        let now = engine_support::now(self.client());
        let passes = self.passes(PassOptions::at(now))?;
        let mut models = Vec::new();
        for of_model in &planned.migration.models {
            let model = descriptor::of_model(&planned.after, of_model.after);
            let is_of = |pass: &&Pass| pass.model.name == model.name;
            let mut looked: Vec<_> = passes.run.iter().filter(is_of).collect();
            if looked.is_empty() {
                looked.extend(passes.contract.iter().find(is_of));
            }
            let plan = self.plan_model(of_model, model, &looked, options.is_full);
            models.push(plan.await?);
        }
        let cost = Cost::of(planned, &models, &options.prices);
        Ok(Plan {
            name: planned.migration.name.to_string(),
            doc: planned.migration.doc.clone(),
            models,
            cost,
        })
    }

    async fn plan_model(
        &self,
        of_model: &ModelSteps,
        model: &'static ModelDescriptor,
        passes: &[&Pass],
        is_full: bool,
    ) -> Result<ModelPlan, Error> {
        let client = self.client();
        let facts = engine_support::table_facts(client, model.table).await;
        let facts = facts.map_err(|error| self.error(Refusal::Request(error)))?;
        self.check_table(facts.as_ref())?;
        let (survey, is_complete) = match &facts {
            None => (Survey::default(), true),
            Some(_) => self.look(passes, is_full).await?,
        };
        let counted = facts.as_ref().map_or(0, |facts| facts.items);
        let items = if is_complete {
            survey.read
        } else {
            counted.max(survey.read)
        };
        Ok(ModelPlan {
            model: model.name.to_owned(),
            table: engine_support::table_name(client, model.table),
            facts,
            steps: of_model.steps.iter().map(words).collect(),
            tables: tables::of_model(of_model),
            survey,
            is_complete,
            items,
        })
    }

    /// Surveys all items of a model, or a sample. The first pass is the one that changes items; another one
    /// only says what is in the way.
    async fn look(&self, passes: &[&Pass], is_full: bool) -> Result<(Survey, bool), Error> {
        let mut found: Option<(Survey, bool)> = None;
        for pass in passes {
            let (survey, is_complete) = if is_full {
                (self.engine(self.named_run()).survey(pass).await?, true)
            } else {
                self.sample(pass).await?
            };
            found = Some(match found {
                None => (survey, is_complete),
                Some((first, was_complete)) => {
                    (first.with_rejects_of(survey), was_complete && is_complete)
                }
            });
        }
        Ok(found.unwrap_or_default())
    }
}

/// A step, in words.
fn words(step: &Step) -> StepPlan {
    let (text, when) = match &step.kind {
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
