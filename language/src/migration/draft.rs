//! Drafts of migrations: the steps for the differences between two schemas.

use std::fmt::Write as _;

use super::declared::with_declared;
use super::retyped;
use crate::diff::{self, Change, Effect, FieldChange, Kind, Owner};
use crate::ir::{Default, Field, Literal, Model, ModelId, Scalar, Schema, Type};
use crate::snapshot::constant;
use crate::yaml::print::{Flow, scalar};

/// What a user says of fields that are gone. A field that is gone beside a new one of the same type
/// may have been renamed, which no comparison can know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// Fields that have another name: `User.name` and `full_name`.
    pub renamed: Vec<(String, String)>,
    /// Fields that are not wanted any more: `User.fax`.
    pub dropped: Vec<String>,
}

/// A migration file for the differences between two schemas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The text of the file; `None` if stored items can stay as they are. Differences without a step are
    /// comments in it, and the file is refused as long as they are.
    pub text: Option<String>,
    /// The differences for which no step is drafted, in sentences.
    pub left: Vec<String>,
}

/// Why there is no draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftProblem {
    /// A field may have been renamed or dropped.
    Ambiguous {
        /// The field that is gone: `User.name`.
        field: String,
        /// The new fields of its model that could be the same.
        candidates: Vec<String>,
    },
    /// A hint is about a field that is not gone, or one that is not new.
    UnfitHint {
        /// The hint as it is written: `User.name=full_name`.
        hint: String,
        /// What is wrong with it.
        reason: String,
    },
}

/// Drafts a migration from one schema to another.
///
/// # Errors
/// Every field that may have been renamed or dropped, and every hint that fits nothing.
pub fn draft(before: &Schema, after: &Schema, hints: &Hints) -> Result<Draft, Vec<DraftProblem>> {
    let models = diff::models_of_both(before, after);
    let fields: Vec<_> = models
        .iter()
        .map(|ids| fields(before, after, *ids))
        .collect();
    let mut drafted = Drafted {
        before,
        after,
        hints: with_declared(hints, &fields),
        problems: Vec::new(),
        left: Vec::new(),
    };
    drafted.check_hints(&fields);
    let models: Vec<_> = models
        .into_iter()
        .map(|ids| (after.model(ids.1).name.clone(), drafted.lines(ids)))
        .filter(|(_, lines)| !lines.is_empty())
        .collect();
    if drafted.problems.is_empty() {
        let text = (!models.is_empty()).then(|| text(&models));
        let left = drafted.left;
        Ok(Draft { text, left })
    } else {
        Err(drafted.problems)
    }
}

/// The text of a file with these lines for each model.
fn text(models: &[(String, Vec<String>)]) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    if let [(model, steps)] = models {
        let _ = write!(text, "model: {}\nsteps:\n", scalar(model));
        for step in steps {
            let _ = writeln!(text, "  {step}");
        }
        return text;
    }
    text.push_str("models:\n");
    for (model, steps) in models {
        let _ = writeln!(text, "  {}:", scalar(model));
        for step in steps {
            let _ = writeln!(text, "    {step}");
        }
    }
    text
}

struct Drafted<'s> {
    before: &'s Schema,
    after: &'s Schema,
    hints: Hints,
    problems: Vec<DraftProblem>,
    left: Vec<String>,
}

/// The fields of a model that are gone, and those that are new.
pub(super) struct Fields<'s> {
    pub(super) model: &'s Model,
    pub(super) removed: Vec<&'s Field>,
    pub(super) added: Vec<&'s Field>,
}

/// Returns the fields of a model that are gone or new.
fn fields<'s>(before: &'s Schema, after: &'s Schema, ids: (ModelId, ModelId)) -> Fields<'s> {
    let mut fields = Fields {
        model: after.model(ids.1),
        removed: Vec::new(),
        added: Vec::new(),
    };
    let changes = diff::compare_model((before, ids.0), (after, ids.1));
    for change in changes.iter().filter(|change| is_of_model(change)) {
        match change.kind {
            Kind::FieldRemoved(field) => fields.removed.push(field),
            Kind::FieldAdded(field) => fields.added.push(field),
            _ => {}
        }
    }
    fields
}

impl<'s> Drafted<'s> {
    fn changes(&self, ids: (ModelId, ModelId)) -> Vec<Change<'s>> {
        diff::compare_model((self.before, ids.0), (self.after, ids.1))
    }

    /// Every hint is about a field that is gone, and, if it is renamed, one that is new.
    fn check_hints(&mut self, fields: &[Fields<'s>]) {
        let is_gone = |hint: &str| {
            fields.iter().find(|of| {
                let mut removed = of.removed.iter();
                removed.any(|field| path(of.model, field) == hint)
            })
        };
        let dropped = self.hints.dropped.iter().filter_map(|field| {
            let reason = "the field is not gone";
            is_gone(field).is_none().then(|| (field.clone(), reason))
        });
        let renamed = self.hints.renamed.iter().filter_map(|(from, to)| {
            let hint = format!("{from}={to}");
            let Some(of) = is_gone(from) else {
                return Some((hint, "the former field is not gone"));
            };
            let is_new = of.added.iter().any(|field| field.name == *to);
            (!is_new).then_some((hint, "the model has no new field of this name"))
        });
        let unfit: Vec<_> = dropped.chain(renamed).collect();
        self.problems.extend(
            unfit
                .into_iter()
                .map(|(hint, reason)| DraftProblem::UnfitHint {
                    hint,
                    reason: reason.to_owned(),
                }),
        );
    }

    /// The lines for the differences of one model: a step, or a comment on what has none.
    fn lines(&mut self, ids: (ModelId, ModelId)) -> Vec<String> {
        let before = self.left.len();
        let steps = self.steps(ids).into_iter().map(|step| format!("- {step}"));
        let steps: Vec<_> = steps.collect();
        let left = self.left[before..].iter();
        let left = left.map(|change| format!("# a step for this: {change}"));
        steps.into_iter().chain(left).collect()
    }

    /// The steps for the differences of one model. What has none is kept apart.
    fn steps(&mut self, ids: (ModelId, ModelId)) -> Vec<String> {
        let fields = fields(self.before, self.after, ids);
        let mut steps = Vec::new();
        for removed in &fields.removed {
            steps.extend(self.of_removed(removed, &fields));
        }
        for change in self.changes(ids) {
            let is_made_up = retyped::makes_up_for(&change, fields.model, self.after);
            if change.effect() != Effect::Stranded || is_made_up {
                continue;
            }
            match change.kind {
                Kind::FieldAdded(field) if is_of_model(&change) => {
                    if self.former(fields.model, field).is_none() {
                        steps.push(add(self.after, field));
                    }
                }
                Kind::FieldChanged { old, new, what } if is_of_model(&change) => match what {
                    FieldChange::Attribute => steps.extend(self.moved(old, new)),
                    FieldChange::Required => steps.push(add(self.after, new)),
                    _ => self.left.push(change.to_string()),
                },
                _ => self.left.push(change.to_string()),
            }
        }
        steps
    }

    /// The field that a new field was called before, as a hint says.
    fn former(&self, model: &Model, field: &Field) -> Option<&String> {
        let mut renamed = self.hints.renamed.iter();
        let prefix = format!("{}.", model.name);
        let found = renamed.find(|(from, to)| *to == field.name && from.starts_with(&prefix));
        found.map(|(from, _)| from)
    }

    fn of_removed(&mut self, removed: &'s Field, fields: &Fields<'s>) -> Vec<String> {
        let path = path(fields.model, removed);
        let mut renamed = self.hints.renamed.iter();
        if let Some((_, to)) = renamed.find(|(from, _)| *from == path) {
            let new = fields.added.iter().find(|field| field.name == *to);
            let Some(new) = new else {
                return Vec::new();
            };
            return self.moved(removed, new);
        }
        let could_be = |field: &&&Field| {
            self.former(fields.model, field).is_none()
                && (diff::reads_absent(field) || !diff::reads_absent(removed))
                && diff::is_read_as(self.before, removed, self.after, field)
        };
        let candidates = fields.added.iter().filter(could_be);
        let candidates: Vec<_> = candidates.map(|field| field.name.clone()).collect();
        if candidates.is_empty() || self.hints.dropped.contains(&path) {
            return vec![format!("drop: {}", scalar(&removed.name))];
        }
        let field = path;
        self.problems
            .push(DraftProblem::Ambiguous { field, candidates });
        Vec::new()
    }

    /// The steps for a field that has another attribute.
    fn moved(&self, from: &Field, to: &Field) -> Vec<String> {
        retyped::steps(self.after, from, to).unwrap_or_else(|| vec![rename(from, to)])
    }
}

pub(super) fn path(model: &Model, field: &Field) -> String {
    format!("{}.{}", model.name, field.name)
}

fn is_of_model(change: &Change<'_>) -> bool {
    matches!(change.owner, Owner::Model(_))
}

fn rename(from: &Field, to: &Field) -> String {
    let mut both = Flow::default();
    both.entry("from", scalar(&from.name));
    both.entry("to", scalar(&to.name));
    format!("rename: {both}")
}

/// A field with the value that new items get. One without a default is left for the user to say: the
/// file is refused until then.
fn add(schema: &Schema, field: &Field) -> String {
    let mut new = Flow::default();
    new.entry("field", scalar(&field.name));
    let is_time = matches!(field.ty, Type::Scalar(Scalar::Timestamp(_)));
    match &field.default {
        Some(Default::Literal(Literal::Empty)) => {
            let empty = if matches!(field.ty, Type::Map(_)) {
                "{}"
            } else {
                "[]"
            };
            new.entry("value", empty);
        }
        Some(Default::Literal(literal)) => new.entry("value", constant(schema, field, literal)),
        Some(Default::Now) if is_time => new.entry("now", "true"),
        Some(Default::Generate(_)) => new.entry("generate", "true"),
        Some(_) | None => return format!("add: {new}   # the value of items that are stored"),
    }
    format!("add: {new}")
}
