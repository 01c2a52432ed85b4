//! A migration file.

mod constant;
mod shorthand;
mod step;
mod table_step;

use super::file;
use super::file::newer_format;
use super::object::Object;
use super::yaml_keys;
use crate::diagnostics::{Problems, catalogue};
use crate::source::{FileId, Sources, Spanned};
use crate::yaml::{Node, Value};

pub(crate) use constant::Constant;
pub(crate) use shorthand::{Mapped, Retype, Shorthand, Split};
pub(crate) use step::{Added, FromTo, Members, Set, Step, StepKind};
pub(crate) use table_step::TableChange;

/// A migration file as written.
#[derive(Debug)]
pub(crate) struct Migration {
    pub(crate) doc: Option<String>,
    pub(crate) models: Vec<ModelSteps>,
}

/// The steps of a model as written.
#[derive(Debug)]
pub(crate) struct ModelSteps {
    pub(crate) model: Spanned<String>,
    pub(crate) steps: Vec<Step>,
}

/// Reads the migration in a file. `None` if it holds none that can be used; the reason is reported.
pub(crate) fn read(sources: &Sources, file: FileId, problems: &mut Problems) -> Option<Migration> {
    let node = super::parse(
        file,
        &sources.file(file).text,
        catalogue::empty_migration,
        problems,
    )?;
    if let Some(format) = newer_format(&node) {
        problems.push(catalogue::newer_format(&format, file::FORMAT));
        return None;
    }
    let migration = Object::open(&node, node.span, &yaml_keys::MIGRATION_FILE, problems)?;
    let models = read_models(&migration, problems)?;
    let doc = migration.doc();
    Some(Migration { doc, models })
}

/// Reads `model` and `steps`, or `models`.
fn read_models(migration: &Object<'_>, problems: &mut Problems) -> Option<Vec<ModelSteps>> {
    let is_given = |key| migration.is_given(key);
    match (is_given("model"), is_given("steps"), is_given("models")) {
        (true, true, false) => {
            let steps = read_steps(migration.get("steps")?, problems)?;
            let model = migration.text("model")?;
            Some(vec![ModelSteps { model, steps }])
        }
        (false, false, true) => {
            let models = migration.get("models")?;
            let read = |model: &Spanned<String>, node: &Node, problems: &mut Problems| {
                let steps = match &node.value {
                    Value::List(_) => read_steps(node, problems),
                    _ => Object::open(node, model.span, &yaml_keys::MODEL_STEPS, problems)
                        .and_then(|of_model| of_model.get("steps"))
                        .and_then(|steps| read_steps(steps, problems)),
                };
                let model = model.clone();
                Some(ModelSteps {
                    model,
                    steps: steps?,
                })
            };
            let models = super::each(models, "`models`", problems, read)?;
            Some(models.into_iter().flatten().collect())
        }
        _ => {
            problems.push(catalogue::model_and_steps(migration.span()));
            None
        }
    }
}

fn read_steps(node: &Node, problems: &mut Problems) -> Option<Vec<Step>> {
    let steps = match &node.value {
        Value::List(steps) if !steps.is_empty() => steps,
        _ => {
            problems.push(catalogue::wrong_shape(node, "`steps`", "a list of steps"));
            return None;
        }
    };
    let steps = steps.iter().map(|step| step::read(step, problems));
    Some(steps.collect::<Vec<_>>().into_iter().flatten().collect())
}
