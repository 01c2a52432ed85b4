//! A migration file with the schemas around it: what a run is made from.

use std::fmt::Write as _;
use std::sync::Arc;

use dynamite_schema::diagnostics::Diagnostics;
use dynamite_schema::ir::{Model, Phase, Schema};
use dynamite_schema::migration::{
    Added, Migration, ModelSteps, Removed, Step, StepKind, TableStep, TableStepKind, Target, check,
};
use dynamite_schema::snapshot::snapshot;

use crate::clients::ClientPhase;
use crate::run::{BadRunId, PlanHash, Run, RunId, Surveys};
use crate::table_changes::TableChanges;

/// A checked migration, and the schemas before and after it.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The migration.
    pub migration: Migration,
    /// The schema before it.
    pub before: Schema,
    /// The schema after it.
    pub after: Schema,
}

impl Planned {
    /// Checks a migration file between the schemas before and after it. The name of the migration is that of the
    /// file at the end of `path`.
    ///
    /// # Errors
    /// Every problem of the file.
    pub fn of(path: &str, text: &str, before: Schema, after: Schema) -> Result<Self, Diagnostics> {
        let checked = check(path, text, &before, &after)?;
        Ok(Self {
            migration: checked.migration,
            before,
            after,
        })
    }

    /// Returns `true` if a new attribute follows what programs with the former schema write: what programs
    /// with the new one write there would be overwritten.
    pub fn follows_former(&self) -> bool {
        self.steps().any(|step| follower(step).is_some())
    }

    /// Returns the fields whose attributes follow others and that have no phases: programs with the schema
    /// after the migration write them alone, whatever phase their other fields are in.
    pub fn without_phases(&self) -> Vec<String> {
        let followers = self.migration.models.iter().flat_map(|of_model| {
            let followers = of_model.steps.iter().filter_map(move |step| {
                let field = follower(step)?;
                (!self.has_phases(step, of_model)).then_some(field)
            });
            followers.map(|field| field.path.clone())
        });
        followers.collect()
    }

    /// Returns `true` if the field that a step gives a former value can be in phases: it is renamed, in the model
    /// or in nested types alone, or it is one of the model, and the former one is converted and dropped.
    fn has_phases(&self, step: &Step, of_model: &ModelSteps) -> bool {
        match &step.kind {
            StepKind::Rename { to, .. } => {
                to.has_phases(&self.after, self.after.model(of_model.after))
            }
            StepKind::Set { target, .. } => {
                target.attributes.len() == 1 && of_model.converted_from(step).is_some()
            }
            _ => false,
        }
    }

    /// Returns `true` if programs with the schema after the migration cannot read items that it was taken
    /// back from.
    pub fn makes_what_is_required(&self) -> bool {
        self.steps().any(|step| match &step.kind {
            StepKind::Add { target, .. }
            | StepKind::Set { target, .. }
            | StepKind::Copy { to: target, .. } => {
                !target.field.optional && target.field.absent.is_none()
            }
            StepKind::Rename { .. } => true,
            StepKind::Drop(_) | StepKind::AddMembers { .. } | StepKind::RemoveMembers { .. } => {
                false
            }
        }) || self
            .table_steps()
            .any(|step| matches!(step.kind, TableStepKind::AddIndex(_)))
    }

    /// Returns `true` if a field gets a value that is copied or computed from others: one that a program has cleared
    /// would come back. Constants are given to whatever lacks them.
    pub(crate) fn copies(&self) -> bool {
        self.steps().any(|step| match &step.kind {
            StepKind::Copy { .. } => true,
            StepKind::Add {
                value: Added::Computed(value),
                ..
            } => value.constant().is_none(),
            _ => false,
        })
    }

    /// The steps that are about items.
    fn steps(&self) -> impl Iterator<Item = &Step> {
        self.migration.models.iter().flat_map(|it| &it.steps)
    }

    /// The steps that are about tables.
    fn table_steps(&self) -> impl Iterator<Item = &TableStep> {
        let models = self.migration.models.iter();
        models.flat_map(|of_model| &of_model.table_steps)
    }

    /// Returns the fields of the migration whose attributes follow others, each with the phase that programs
    /// with a schema have of it. Fields that cannot be in phases are left out beside others that can: programs
    /// know nothing of their phases.
    pub fn phases_in(&self, schema: &Schema) -> Vec<(String, ClientPhase)> {
        let models = self.migration.models.iter();
        let phases = models.flat_map(|of_model| {
            let name = &self.after.model(of_model.after).name;
            let model = schema.models.iter().find(|model| model.name == *name);
            let steps = of_model.steps.iter();
            steps.filter_map(move |step| {
                let field = follower(step)?;
                let phase = phase_in(schema, model?, (source(step), field));
                let has_phases = self.has_phases(step, of_model);
                Some((has_phases, (format!("{name}.{}", field.path), phase)))
            })
        });
        let phases: Vec<_> = phases.collect();
        let any_has_phases = phases.iter().any(|(has_phases, _)| *has_phases);
        let known = phases
            .into_iter()
            .filter(|(has_phases, _)| *has_phases || !any_has_phases);
        known.map(|(_, phase)| phase).collect()
    }

    /// Returns the fields of steps that change what programs with the former schema know: there is no record
    /// of what was there, so they cannot be taken back.
    pub fn irreversible(&self) -> Vec<String> {
        let changed = self.steps().filter(|step| !step.class.is_invertible);
        let fields = changed.filter_map(|step| changed_field(&step.kind));
        fields.map(|target| target.path.clone()).collect()
    }

    /// Returns `true` if there is something to remove by the contract.
    pub fn has_removals(&self) -> bool {
        self.steps().any(|step| match step.kind {
            StepKind::Rename { .. } | StepKind::Drop(_) => true,
            StepKind::Set { is_marked, .. } => is_marked,
            _ => false,
        }) || self.drops_indexes()
    }

    /// Returns the fields of a schema that are stored where the contract removes former ones: it would remove
    /// their values too.
    pub fn removed_from(&self, schema: &Schema) -> Vec<Removed> {
        self.migration.removed_from(&self.after, schema)
    }

    /// Returns `true` if the contract drops indexes.
    fn drops_indexes(&self) -> bool {
        let mut steps = self.table_steps();
        steps.any(|step| matches!(step.kind, TableStepKind::DropIndex(_)))
    }

    /// Returns the attributes of items that a run changes.
    pub(crate) fn changed_attributes(&self, model: &str) -> Vec<&str> {
        let models = self.migration.models.iter();
        let of_model = models.filter(|it| self.after.model(it.after).name == model);
        let steps = of_model.flat_map(|it| &it.steps);
        let changed = steps.filter_map(|step| changed_field(&step.kind));
        let changed = changed.filter_map(|target| target.attributes.first().map(String::as_str));
        changed.collect()
    }

    /// Makes its run, without passes: those depend on how it is carried out.
    pub(crate) fn run(&self, table_changes: TableChanges) -> Result<Run, BadRunId> {
        let id = RunId::new(self.migration.name.as_str())?;
        Ok(Run {
            checksum: Some(self.migration.checksum.to_string()),
            surveys: Surveys::BeforeFirst,
            table_changes: Arc::new(table_changes),
            ..Run::new(id, Vec::new(), self.plan().into_bytes())
        })
    }

    /// The canonical plan. Processes with other files or other schemas have another one.
    fn plan(&self) -> String {
        let mut plan = String::from("dynamite migration 1\n");
        // Writing to a string cannot fail.
        let _ = writeln!(plan, "name {}", self.migration.name);
        let _ = writeln!(plan, "file {}", self.migration.checksum);
        for (when, schema) in [("before", &self.before), ("after", &self.after)] {
            let _ = writeln!(plan, "{when} {}", self.fingerprint(schema));
        }
        plan
    }

    /// The hash of the stored side of the migrated models and of all types.
    fn fingerprint(&self, schema: &Schema) -> PlanHash {
        let files = snapshot(schema).into_iter();
        let concerned = files.filter(|file| {
            let model = file.path.strip_suffix(".yaml").unwrap_or(&file.path);
            file.path.starts_with("types/") || self.has_model(model)
        });
        let mut text = String::new();
        for file in concerned {
            let _ = writeln!(text, "{}\n{}", file.path, file.text);
        }
        PlanHash::of(text.as_bytes())
    }

    fn has_model(&self, name: &str) -> bool {
        let mut models = self.migration.models.iter();
        models.any(|of_model| {
            let names = [
                self.before.model(of_model.before),
                self.after.model(of_model.after),
            ];
            names.iter().any(|model| model.name == name)
        })
    }
}

/// The field that a run changes; `None` if the step does nothing before the contract.
pub(crate) fn changed_field(step: &StepKind) -> Option<&Target> {
    match step {
        StepKind::Add { target, .. }
        | StepKind::Set { target, .. }
        | StepKind::AddMembers { target, .. }
        | StepKind::RemoveMembers { target, .. }
        | StepKind::Rename { to: target, .. }
        | StepKind::Copy { to: target, .. } => Some(target),
        StepKind::Drop(_) => None,
    }
}

/// The new attribute that follows what programs with the former schema write; `None` if the step has none.
fn follower(step: &Step) -> Option<&Target> {
    match &step.kind {
        StepKind::Rename { to, .. } => Some(to),
        StepKind::Set { target, .. } if step.class.is_invertible => Some(target),
        _ => None,
    }
}

/// The field whose values a step gives to another one in its place; `None` if there is none.
fn source(step: &Step) -> Option<&Target> {
    match &step.kind {
        StepKind::Rename { from, .. } => Some(from),
        StepKind::Set { retypes, .. } => retypes.as_deref(),
        _ => None,
    }
}

/// The phase of a field that takes over from another one, in a model of a schema.
fn phase_in(schema: &Schema, model: &Model, (from, to): (Option<&Target>, &Target)) -> ClientPhase {
    if !to.is_stored_by(schema, model) {
        // A later schema may have given it up again, or taken the former name back.
        let is_later = from.is_some_and(|from| {
            let back = from.in_model(schema, model);
            let renaming = back.and_then(|it| it.field.renaming);
            let is_back = renaming.is_some_and(|it| Some(&it.former) == to.attributes.last());
            is_back || !from.is_stored_by(schema, model)
        });
        return if is_later {
            ClientPhase::After
        } else {
            ClientPhase::Before
        };
    }
    let field = to.in_model(schema, model);
    match field.and_then(|it| it.field.renaming) {
        None => ClientPhase::After,
        Some(renaming) => match renaming.phase {
            Phase::Expand => ClientPhase::Expand,
            Phase::Switch => ClientPhase::Switch,
            Phase::Contract => ClientPhase::Contract,
        },
    }
}
