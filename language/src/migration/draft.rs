//! Drafts of migrations: the steps for the differences between two schemas.

mod fields;
mod lines;
mod tables;

use std::fmt::Write as _;

use super::declared::{self, with_declared};
use super::nested::{self, Way};
use super::removed::Removed;
use super::{retyped, ways};
use crate::diff::{self, Change, Effect, FieldChange, Kind, Owner};
use crate::ir::{Field, ModelId, Schema};
use crate::yaml::print::scalar;
pub(super) use fields::{Fields, path};

/// What a user says of fields that are gone. A field that is gone beside a new one of the same type
/// may have been renamed, which no comparison can know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// Fields that have another name: `User.name` and `full_name`; of a variant, `Payment.card.holder` and
    /// `name`.
    pub renamed: Vec<(String, String)>,
    /// Fields that are not wanted any more: `User.fax`.
    pub dropped: Vec<String>,
    /// Former fields that earlier migrations remove by their contracts. One that comes back gets a step, so that
    /// databases know of it.
    pub removed: Vec<Removed>,
}

/// A migration file for the differences between two schemas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The text of the file; `None` if stored items can stay as they are. Differences without a step are
    /// comments in it, and the file is refused as long as they are.
    pub text: Option<String>,
    /// The differences for which no step is drafted, in sentences.
    pub left: Vec<String>,
    /// The paths of fields that are dropped, and whose values no other step keeps.
    pub dropped: Vec<String>,
}

/// Why there is no draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftProblem {
    /// A field may have been renamed or dropped.
    Ambiguous {
        /// The field that is gone: `User.name`.
        field: String,
        /// The new fields beside it that could be the same.
        candidates: Vec<String>,
    },
    /// A hint is about a field that is not gone, or one that is not new.
    UnfitHint {
        /// The hint as it is written: `User.name=full_name`.
        hint: String,
        /// What is wrong with it.
        reason: String,
    },
    /// An index has another key or projection under its name in DynamoDB, which cannot be changed.
    ChangedIndex {
        /// The model.
        model: String,
        /// The index, as the model calls it.
        index: String,
    },
}

/// Drafts a migration from one schema to another.
///
/// # Errors
/// Every field that may have been renamed or dropped, and every hint that fits nothing.
pub fn draft(before: &Schema, after: &Schema, hints: &Hints) -> Result<Draft, Vec<DraftProblem>> {
    let models = diff::models_of_both(before, after).into_iter();
    let models = models.map(|ids| (ids, fields::fields(before, after, ids)));
    let models: Vec<_> = models.collect();
    let fields: Vec<_> = models.iter().flat_map(|(_, fields)| fields).collect();
    let hints = with_declared(hints, fields.iter().copied());
    let mut drafted = Drafted {
        before,
        after,
        problems: hints.unfit(&fields),
        hints,
        left: Vec::new(),
        dropped: Vec::new(),
    };
    let models: Vec<_> = models
        .iter()
        .map(|(ids, fields)| {
            let name = after.model(ids.1).name.clone();
            (name, drafted.lines(*ids, fields))
        })
        .filter(|(_, lines)| !lines.is_empty())
        .collect();
    if drafted.problems.is_empty() {
        let text = (!models.is_empty()).then(|| text(&models));
        let (left, dropped) = (drafted.left, drafted.dropped);
        Ok(Draft {
            text,
            left,
            dropped,
        })
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
    dropped: Vec<String>,
}

impl<'s> Drafted<'s> {
    /// The lines for the differences of one model: a step, or a comment on what has none.
    fn lines(&mut self, ids: (ModelId, ModelId), fields: &[Fields<'s>]) -> Vec<String> {
        let before = self.left.len();
        let steps = self.steps(ids, fields).into_iter();
        let steps: Vec<_> = steps.map(|step| format!("- {step}")).collect();
        let left = self.left[before..].iter();
        let left = left.map(|change| format!("# a step for this: {change}"));
        steps.into_iter().chain(left).collect()
    }

    /// The steps for the differences of one model. What has none is kept apart.
    fn steps(&mut self, ids: (ModelId, ModelId), fields: &[Fields<'s>]) -> Vec<String> {
        let mut steps = Vec::new();
        for fields in fields {
            for removed in &fields.removed {
                steps.extend(self.of_removed(removed, fields, ids));
            }
        }
        for change in diff::compare_model((self.before, ids.0), (self.after, ids.1)) {
            let is_made_up = retyped::makes_up_for(&change, self.after.model(ids.1), self.after);
            if change.effect() != Effect::Stranded || is_made_up {
                steps.extend(self.of_back(&change, ids));
                continue;
            }
            match self.of_change(&change, ids) {
                Some(of_change) => steps.extend(of_change),
                None => self.left.push(change.to_string()),
            }
        }
        for of_index in declared::indexes((self.before, ids.0), (self.after, ids.1)) {
            match of_index {
                Ok(of_index) => steps.extend(of_index),
                Err(left) => self.left.push(left),
            }
        }
        let (before, after) = ((self.before, ids.0), (self.after, ids.1));
        self.problems.extend(tables::changed(before, after));
        steps.extend(tables::indexes(before, after));
        steps.extend(tables::ttl(before, after));
        steps
    }

    /// The steps for a difference that strands items, wherever the model has it; `None` if there are none.
    fn of_change(&mut self, change: &Change<'s>, ids: (ModelId, ModelId)) -> Option<Vec<String>> {
        let ways = ways::to_values(change.owner, self.after, self.after.model(ids.1))?;
        let add = |field| {
            let ways = ways.iter();
            let steps = ways.map(|way| lines::add(self.after, &way.field(field).path(), field));
            Some(steps.collect())
        };
        match change.kind {
            Kind::FieldAdded(field) if self.hints.former(change.owner, field).is_some() => {
                Some(Vec::new())
            }
            Kind::FieldAdded(field) => add(field),
            Kind::FieldChanged { old, new, what } => match what {
                FieldChange::Attribute => Some(self.moved((old, new), &ways, ids)),
                FieldChange::Required => add(new),
                _ => None,
            },
            _ => None,
        }
    }

    /// The steps for a field that earlier migrations remove, and that comes back.
    fn of_back(&self, change: &Change<'s>, ids: (ModelId, ModelId)) -> Vec<String> {
        let Kind::FieldAdded(field) = change.kind else {
            return Vec::new();
        };
        let model = self.after.model(ids.1);
        // A model that gets another name has no steps.
        let is_renamed = self.before.model(ids.0).name != model.name;
        if is_renamed || self.hints.former(change.owner, field).is_some() {
            return Vec::new();
        }
        let ways = ways::to_values(change.owner, self.after, model).unwrap_or_default();
        let ways = ways.iter().map(|way| way.field(field));
        let back = ways.filter(|way| {
            let mut removed = self.hints.removed.iter();
            removed
                .any(|it| it.model == model.name && it.attributes.as_ref() == Some(&way.attributes))
        });
        back.map(|way| lines::back(self.after, &way.path(), field))
            .collect()
    }

    /// The steps for a field that has another attribute.
    fn moved(
        &mut self,
        (old, new): (&Field, &Field),
        ways: &[Way],
        ids: (ModelId, ModelId),
    ) -> Vec<String> {
        let retyped = retyped::steps(self.after, old, new);
        retyped.unwrap_or_else(|| self.renamed((old, new), ways, ids))
    }

    /// The steps that rename a field wherever it is.
    fn renamed(
        &mut self,
        (old, new): (&Field, &Field),
        ways: &[Way],
        ids: (ModelId, ModelId),
    ) -> Vec<String> {
        let mut renames = Vec::new();
        for way in ways {
            let to = way.field(new).path();
            match self.path_before(way, old, ids) {
                Some(from) => renames.push(lines::rename(&from, &to)),
                None => self.leave(way, &to, ids),
            }
        }
        renames
    }

    /// The steps that drop a field wherever it was.
    fn drops(&mut self, removed: &Field, ways: &[Way], ids: (ModelId, ModelId)) -> Vec<String> {
        let mut drops = Vec::new();
        for way in ways {
            match self.path_before(way, removed, ids) {
                Some(path) => {
                    drops.push(lines::drop(&path));
                    self.dropped.push(path);
                }
                None => self.leave(way, &way.field(removed).path(), ids),
            }
        }
        drops
    }

    /// Keeps apart what changes inside a field that has another name as well. Where there was nothing before,
    /// nothing is left to do.
    fn leave(&mut self, way: &Way, path: &str, ids: (ModelId, ModelId)) {
        let model = self.after.model(ids.1);
        let root = way.attributes.first();
        let mut fields = model.fields.iter();
        let root = root.and_then(|root| fields.find(|field| field.settled_attribute() == root));
        let owner = Owner::Model(model);
        if root.is_some_and(|root| self.hints.former(owner, root).is_some()) {
            self.left.push(format!(
                "`{path}` is another field, and what it is in has another name: change one after the other, by \
                 two migrations"
            ));
        }
    }

    /// What a field that is gone was called in the schema before, whose names on the way may differ.
    fn path_before(&self, way: &Way, field: &Field, ids: (ModelId, ModelId)) -> Option<String> {
        let place = way.field(field);
        let found = nested::at(place.place(), self.before, self.before.model(ids.0))?;
        Some(found.path)
    }

    fn of_removed(
        &mut self,
        removed: &'s Field,
        fields: &Fields<'s>,
        ids: (ModelId, ModelId),
    ) -> Vec<String> {
        let owner = fields.owner;
        // What no step reaches stays where it is.
        let Some(ways) = ways::to_values(owner, self.after, self.after.model(ids.1)) else {
            return Vec::new();
        };
        let field = fields::path(owner, removed);
        let mut renamed = self.hints.renamed.iter();
        if let Some((_, to)) = renamed.find(|(from, _)| *from == field) {
            let new = fields.added.iter().find(|field| field.name == *to);
            return new.map_or(Vec::new(), |new| self.moved((removed, new), &ways, ids));
        }
        let could_be = |field: &&&Field| {
            self.hints.former(owner, field).is_none()
                && (diff::reads_absent(field) || !diff::reads_absent(removed))
                && diff::is_read_as(self.before, removed, self.after, field)
        };
        let candidates = fields.added.iter().filter(could_be);
        let candidates: Vec<_> = candidates.map(|field| field.name.clone()).collect();
        if candidates.is_empty() || self.hints.dropped.contains(&field) {
            return self.drops(removed, &ways, ids);
        }
        let problem = DraftProblem::Ambiguous { field, candidates };
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
        Vec::new()
    }
}
