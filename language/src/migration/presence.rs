//! What the schemas before and after a migration say of the field of a step.

use super::MARKERS;
use super::nested;
use super::scope::{Scope, Side};
use super::target::{self, Target};
use crate::diagnostics::{Problems, catalogue};
use crate::diff;
use crate::ir::{Field, NamedTypeKind, Schema, Type};
use crate::source::Spanned;

/// Returns `true` if the field was there before, with the same values, and items without it: they get
/// the value, and no other.
pub(super) fn may_have_been_absent(
    name: &Spanned<String>,
    target: &Target,
    scope: Scope<'_>,
) -> bool {
    let (before, after) = (scope.around.before, scope.around.after);
    target::find(name, scope.before()).is_ok_and(|old| {
        let is_same = old.place() == target.place();
        is_same && old.may_be_absent() && diff::is_read_as(before, &old.field, after, &target.field)
    })
}

/// The field is not in the schema before the migration, so that no item has a value for it.
pub(super) fn new_after(
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
pub(super) fn gone_after(
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

/// Returns `true` if the model has the attribute that says which steps are done.
pub(super) fn has_markers(scope: Scope<'_>) -> bool {
    let has = |side: Side<'_>| {
        let types = &side.schema.types;
        let mut attributes = side.model.fields.iter().flat_map(|it| it.attributes(types));
        attributes.any(|attribute| attribute == MARKERS)
    };
    has(scope.before()) || has(scope.after())
}

/// Returns `true` if a model has a field with the attribute of this one, whatever its name is.
pub(super) fn has_attribute(target: &Target, side: Side<'_>) -> bool {
    target.is_stored_by(side.schema, side.model)
}

/// The attribute is new, or has values of the same form before the migration: a run finds items that it
/// has changed already, and reads them by the schema before.
pub(super) fn keeps_form(
    name: &Spanned<String>,
    target: &Target,
    scope: Scope<'_>,
    problems: &mut Problems,
) -> Option<()> {
    let side = scope.before();
    if !has_attribute(target, side) {
        return Some(());
    }
    let (old, new) = (side.schema, scope.around.after);
    let is_kept = nested::at(target.place(), side.schema, side.model).is_some_and(|of| {
        let field = &of.field;
        let is_enum = |field: &Field, schema: &Schema| match field.ty {
            Type::Named(id) => {
                matches!(schema.named_type(id).kind, NamedTypeKind::Enum { .. })
            }
            _ => false,
        };
        diff::is_read_as(old, field, new, &target.field)
            || diff::is_read_as(new, &target.field, old, field)
            || is_enum(field, old) && is_enum(&target.field, new)
    });
    if !is_kept {
        let reason =
            "its attribute has values of another form before the migration: write to a new field";
        problems.push(catalogue::unfit_step(name.span, &target.path, reason));
        return None;
    }
    Some(())
}
