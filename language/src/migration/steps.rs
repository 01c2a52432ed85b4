//! Steps, checked one by one.

use super::target::{self, Target};
use super::{Added, Around, Step, StepKind, values};
use crate::diagnostics::{Problems, catalogue};
use crate::diff;
use crate::ir::{Model, ModelId, NamedTypeKind, Scalar, Schema, Type};
use crate::raw::migration as raw;
use crate::source::Spanned;

/// The model of a migration, before and after it.
#[derive(Clone, Copy)]
pub(super) struct Scope<'s> {
    pub(super) around: Around<'s>,
    pub(super) before: ModelId,
    pub(super) after: ModelId,
}

/// The model on one side of a migration.
#[derive(Clone, Copy)]
pub(super) struct Side<'s> {
    pub(super) schema: &'s Schema,
    pub(super) model: &'s Model,
    /// `before` or `after`.
    pub(super) when: &'static str,
}

impl<'s> Scope<'s> {
    pub(super) fn before(self) -> Side<'s> {
        let schema = self.around.before;
        Side {
            schema,
            model: schema.model(self.before),
            when: "before",
        }
    }

    pub(super) fn after(self) -> Side<'s> {
        let schema = self.around.after;
        Side {
            schema,
            model: schema.model(self.after),
            when: "after",
        }
    }
}

/// Checks the steps. Those with errors are left out.
pub(super) fn resolve(steps: &[raw::Step], scope: Scope<'_>, problems: &mut Problems) -> Vec<Step> {
    let resolved = steps.iter().filter_map(|step| {
        let kind = resolve_kind(&step.kind, scope, problems)?;
        let span = step.span;
        Some(Step { kind, span })
    });
    resolved.collect()
}

fn resolve_kind(
    step: &raw::StepKind,
    scope: Scope<'_>,
    problems: &mut Problems,
) -> Option<StepKind> {
    match step {
        raw::StepKind::Add { field, value } => add(field, value, scope, problems),
        raw::StepKind::Rename(both) => {
            let (from, to) = both_fields(both, target::changed, scope, problems)?;
            gone_after(&both.from, &from, "rename", scope, problems)?;
            new_after(&both.to, &to, scope, problems)?;
            let reason = (from.may_be_absent() && !to.may_be_absent()).then_some(
                "the former may be absent and the new one may not, so some items could not be read",
            );
            if let Some(reason) = reason {
                problems.push(catalogue::unfit_step(both.to.span, &to.path, reason));
            }
            Some(StepKind::Rename { from, to })
        }
        raw::StepKind::Copy(both) => {
            let (from, to) = both_fields(both, target::read, scope, problems)?;
            Some(StepKind::Copy { from, to })
        }
        raw::StepKind::Drop(field) => {
            let target = target::changed(field, scope.before(), problems)?;
            gone_after(field, &target, "drop", scope, problems)?;
            Some(StepKind::Drop(target))
        }
        raw::StepKind::AddMembers(of) => {
            let (target, members) = values::members(of, scope.after(), problems)?;
            Some(StepKind::AddMembers { target, members })
        }
        raw::StepKind::RemoveMembers(of) => {
            let (target, members) = values::members(of, scope.after(), problems)?;
            Some(StepKind::RemoveMembers { target, members })
        }
    }
}

fn add(
    field: &Spanned<String>,
    value: &raw::Added,
    scope: Scope<'_>,
    problems: &mut Problems,
) -> Option<StepKind> {
    let target = target::changed(field, scope.after(), problems)?;
    if !may_have_been_absent(field, &target, scope) {
        new_after(field, &target, scope, problems)?;
    }
    if target.field.codec.is_some() {
        let what = "a field with a codec, whose values a Rust function makes,";
        problems.push(catalogue::step_value_not_supported(field.span, what));
        return None;
    }
    let value = match value {
        raw::Added::Now if matches!(target.field.ty, Type::Scalar(Scalar::Timestamp(_))) => {
            Added::Now
        }
        raw::Added::Now => {
            let reason = "`now` is a time, and the field is no timestamp";
            problems.push(catalogue::unfit_step(field.span, &target.path, reason));
            return None;
        }
        raw::Added::Constant(written) => {
            let (ty, side) = (&target.field.ty, scope.after());
            Added::Constant(values::constant(written, ty, side, problems)?)
        }
    };
    Some(StepKind::Add { target, value })
}

/// The fields of a step that moves or copies a value, the first as `from` finds it. Both have values
/// of the same form.
fn both_fields(
    both: &raw::FromTo,
    from: fn(&Spanned<String>, Side<'_>, &mut Problems) -> Option<Target>,
    scope: Scope<'_>,
    problems: &mut Problems,
) -> Option<(Target, Target)> {
    let from = from(&both.from, scope.before(), problems);
    let to = target::changed(&both.to, scope.after(), problems);
    let (from, to) = (from?, to?);
    let parents = |target: &Target| target.attributes[..target.attributes.len() - 1].to_vec();
    let reason = if parents(&from) != parents(&to) {
        Some(
            "the two are not fields of the same thing: moving values in and out of nested types is not supported yet",
        )
    } else if !diff::is_read_as(
        scope.around.before,
        &from.field,
        scope.around.after,
        &to.field,
    ) {
        Some("the two have values of different types or stored forms")
    } else {
        None
    };
    match reason {
        Some(reason) => {
            problems.push(catalogue::unfit_step(both.to.span, &to.path, reason));
            None
        }
        None => Some((from, to)),
    }
}

/// Returns `true` if the field was there before, with the same values, and items without it: they get
/// the value, and no other.
fn may_have_been_absent(name: &Spanned<String>, target: &Target, scope: Scope<'_>) -> bool {
    let (before, after) = (scope.around.before, scope.around.after);
    target::find(name, scope.before()).is_ok_and(|old| {
        let is_same = old.attributes == target.attributes;
        is_same && old.may_be_absent() && diff::is_read_as(before, &old.field, after, &target.field)
    })
}

/// The field is not in the schema before the migration, so that no item has a value for it.
fn new_after(
    name: &Spanned<String>,
    target: &Target,
    scope: Scope<'_>,
    problems: &mut Problems,
) -> Option<()> {
    if has_attribute(target, scope.before()) {
        problems.push(catalogue::step_of_old_field(name.span, &target.path));
        return None;
    }
    Some(())
}

/// The field is not in the schema after the migration, so that nothing needs its attribute.
fn gone_after(
    name: &Spanned<String>,
    target: &Target,
    step: &str,
    scope: Scope<'_>,
    problems: &mut Problems,
) -> Option<()> {
    if has_attribute(target, scope.after()) {
        problems.push(catalogue::step_of_kept_field(name.span, &target.path, step));
        return None;
    }
    Some(())
}

/// Returns `true` if a model has a field with the attribute of this one, whatever its name is.
fn has_attribute(target: &Target, side: Side<'_>) -> bool {
    let mut fields = side.model.fields.as_slice();
    let Some((last, parents)) = target.attributes.split_last() else {
        return false;
    };
    for parent in parents {
        let Some(field) = fields
            .iter()
            .find(|field| field.settled_attribute() == parent)
        else {
            return false;
        };
        let Type::Named(id) = field.ty else {
            return false;
        };
        match &side.schema.named_type(id).kind {
            NamedTypeKind::Struct(inside) => fields = inside,
            _ => return false,
        }
    }
    let types = &side.schema.types;
    let mut attributes = fields
        .iter()
        .flat_map(|field| field.settled_attributes(types));
    attributes.any(|attribute| attribute == last)
}
