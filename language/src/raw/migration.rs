//! A migration file.

use super::file;
use super::file::newer_format;
use super::object::Object;
use super::yaml_keys::{self, Place};
use crate::diagnostics::{Problems, catalogue};
use crate::source::{FileId, Sources, Span, Spanned};
use crate::yaml::{Node, Scalar, Value};

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

/// A step as written.
#[derive(Debug)]
pub(crate) struct Step {
    pub(crate) kind: StepKind,
    /// The place of its key.
    pub(crate) span: Span,
}

/// What a step does.
#[derive(Debug)]
pub(crate) enum StepKind {
    Add {
        field: Spanned<String>,
        value: Added,
    },
    Rename(FromTo),
    Copy(FromTo),
    Drop(Spanned<String>),
    AddMembers(Members),
    RemoveMembers(Members),
}

/// The value of a new field.
#[derive(Debug)]
pub(crate) enum Added {
    Constant(Spanned<Constant>),
    Now,
}

/// A constant: a scalar, or an empty collection.
#[derive(Debug)]
pub(crate) enum Constant {
    Scalar(Scalar),
    EmptyList,
    EmptyMap,
}

#[derive(Debug)]
pub(crate) struct FromTo {
    pub(crate) from: Spanned<String>,
    pub(crate) to: Spanned<String>,
}

#[derive(Debug)]
pub(crate) struct Members {
    pub(crate) field: Spanned<String>,
    pub(crate) members: Vec<Spanned<Scalar>>,
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
    let steps = steps.iter().map(|step| read_step(step, problems));
    Some(steps.collect::<Vec<_>>().into_iter().flatten().collect())
}

fn read_step(node: &Node, problems: &mut Problems) -> Option<Step> {
    let step = Object::open(node, node.span, &yaml_keys::STEP, problems)?;
    let Value::Map(entries) = &node.value else {
        return None;
    };
    let [only] = entries.as_slice() else {
        problems.push(catalogue::not_one_step(node.span));
        return None;
    };
    // What is unknown or planned is reported by now.
    let (at, key) = (only.key.span, only.key.value.as_str());
    let kind = match key {
        "add" => read_add(at, step.get("add")?, problems)?,
        "rename" => StepKind::Rename(from_to(
            at,
            step.get("rename")?,
            &yaml_keys::RENAME,
            problems,
        )?),
        "copy" => StepKind::Copy(from_to(at, step.get("copy")?, &yaml_keys::COPY, problems)?),
        "drop" => StepKind::Drop(read_drop(at, step.get("drop")?, problems)?),
        "add_members" => StepKind::AddMembers(members(at, step.get("add_members")?, problems)?),
        "remove_members" => {
            StepKind::RemoveMembers(members(at, step.get("remove_members")?, problems)?)
        }
        _ => return None,
    };
    Some(Step { kind, span: at })
}

fn read_add(at: Span, node: &Node, problems: &mut Problems) -> Option<StepKind> {
    let add = Object::open(node, at, &yaml_keys::ADD, problems)?;
    let field = add.text("field")?;
    let value = match (add.get("value"), add.flag("now")) {
        (Some(node), None) => Added::Constant(constant(node, problems)?),
        (None, Some(_)) => Added::Now,
        _ if add.is_given("value") != add.is_given("now") => return None,
        _ => {
            problems.push(catalogue::not_one_value(at));
            return None;
        }
    };
    Some(StepKind::Add { field, value })
}

fn constant(node: &Node, problems: &mut Problems) -> Option<Spanned<Constant>> {
    let constant = match &node.value {
        Value::Scalar(scalar) if !scalar.is_null() => Constant::Scalar(scalar.clone()),
        Value::List(items) if items.is_empty() => Constant::EmptyList,
        Value::Map(entries) if entries.is_empty() => Constant::EmptyMap,
        _ => {
            let expected = "a constant, `[]` or `{}`";
            problems.push(catalogue::wrong_shape(node, "`value`", expected));
            return None;
        }
    };
    Some(Spanned::new(constant, node.span))
}

fn from_to(
    at: Span,
    node: &Node,
    place: &'static Place,
    problems: &mut Problems,
) -> Option<FromTo> {
    let both = Object::open(node, at, place, problems)?;
    Some(FromTo {
        from: both.text("from")?,
        to: both.text("to")?,
    })
}

fn read_drop(at: Span, node: &Node, problems: &mut Problems) -> Option<Spanned<String>> {
    match node.scalar() {
        Some(scalar) => Some(Spanned::new(scalar.text.clone(), node.span)),
        None => Object::open(node, at, &yaml_keys::DROP, problems)?.text("field"),
    }
}

fn members(at: Span, node: &Node, problems: &mut Problems) -> Option<Members> {
    let of_set = Object::open(node, at, &yaml_keys::MEMBERS, problems)?;
    let listed = of_set.get("members")?;
    let Value::List(items) = &listed.value else {
        problems.push(catalogue::wrong_shape(listed, "`members`", "a list"));
        return None;
    };
    let members: Option<Vec<_>> = items
        .iter()
        .map(|item| Some(Spanned::new(item.scalar()?.clone(), item.span)))
        .collect();
    match members {
        Some(members) if !members.is_empty() => Some(Members {
            field: of_set.text("field")?,
            members,
        }),
        _ => {
            let expected = "a list of at least one constant";
            problems.push(catalogue::wrong_shape(listed, "`members`", expected));
            None
        }
    }
}
