//! Steps that move or copy a value as it is stored.

use super::scope::{Scope, Side};
use super::target::{self, Target};
use super::{StepKind, nested, presence};
use crate::diagnostics::{Problems, catalogue};
use crate::diff;
use crate::expr::{Expression, ReadStep};
use crate::raw::migration as raw;
use crate::source::Spanned;

pub(super) fn rename(
    both: &raw::FromTo,
    scope: Scope<'_>,
    problems: &mut Problems,
) -> Option<StepKind> {
    let (from, to) = both_fields(both, target::moved, scope, problems)?;
    if target::guards(&from, scope.before()) != target::guards(&to, scope.after()) {
        let reason = target::MOVED_GUARDS;
        problems.push(catalogue::step_not_supported(
            both.to.span,
            &to.path,
            reason,
        ));
    }
    presence::gone_after(&both.from, &from, "rename", scope, problems)?;
    presence::new_after(&both.to, &to, scope, problems)?;
    if from.may_be_absent() && !to.may_be_absent() {
        let reason =
            "the former may be absent and the new one may not, so some items could not be read";
        problems.push(catalogue::unfit_step(both.to.span, &to.path, reason));
    }
    Some(StepKind::Rename { from, to })
}

pub(super) fn copy(
    both: &raw::FromTo,
    scope: Scope<'_>,
    problems: &mut Problems,
) -> Option<StepKind> {
    let (from, to) = both_fields(both, target::read, scope, problems)?;
    if !target::guards(&to, scope.after()).is_empty() {
        let reason = target::MOVED_GUARDS;
        problems.push(catalogue::step_not_supported(
            both.to.span,
            &to.path,
            reason,
        ));
    }
    Some(StepKind::Copy { from, to })
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
    let to = target::moved(&both.to, scope.after(), problems);
    let (from, to) = (from?, to?);
    let reason = if !from.is_beside(&to) {
        Some(
            "the two are not fields of the same thing: moving values in and out of nested types and variants is not supported yet",
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

/// The field whose attribute is the value of an expression, if that is all it is, and a copy of it as it
/// is stored is a value of the field that it is written to.
pub(super) fn copied(value: &Expression, to: &Target, scope: Scope<'_>) -> Option<Target> {
    let path = value.copied()?;
    let mut attributes = vec![path.attribute];
    for step in path.inside {
        match step {
            ReadStep::Member(name) => attributes.push(name),
            ReadStep::Item(_) => return None,
        }
    }
    let before = scope.before();
    // An expression reads unions as a whole.
    let from = nested::at((&attributes, &[]), before.schema, before.model)?;
    let (old, new) = (&from.field, &to.field);
    // What absent attributes and `NULL` mean is not copied with them.
    let is_as_it_is = old.absent.is_none() && !old.keep_null && !old.ty.is_collection();
    let is_changed = !new.rules.is_empty();
    let is_copied = is_as_it_is
        && !is_changed
        && from.is_beside(to)
        && diff::is_read_as(scope.around.before, old, scope.around.after, new);
    is_copied.then_some(from)
}
