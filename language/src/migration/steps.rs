//! Steps, checked one by one.

use super::scope::Scope;
use super::target::{self, Target};
use super::{
    Added, Step, StepKind, class, computed, generated, moved, presence, repeat, shorthand, values,
};
use crate::diagnostics::{Problems, catalogue};
use crate::expr::ExpressionText;
use crate::ir::{Scalar, Type};
use crate::raw::migration as raw;
use crate::source::{Span, Spanned};

/// Checks the steps. Those with errors are left out.
pub(super) fn resolve(steps: &[raw::Step], scope: Scope<'_>, problems: &mut Problems) -> Vec<Step> {
    let resolved = steps.iter().flat_map(|step| {
        let kinds = match &step.kind {
            raw::StepKind::Shorthand(short) => shorthand::lower(short, scope, problems),
            kind => resolve_kind(kind, scope, problems).map(|kind| vec![kind]),
        };
        let filter = computed::filter(step.filter.as_ref(), scope, problems);
        let (kinds, filter) = kinds.zip(filter.ok()).unwrap_or_default();
        kinds.into_iter().map(move |kind| Step {
            class: class::of(&kind, filter.as_ref(), scope),
            filter: filter.clone(),
            span: step.span,
            kind,
        })
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
        raw::StepKind::Set(of) => set(of, scope, problems),
        raw::StepKind::Rename(both) => moved::rename(both, scope, problems),
        raw::StepKind::Copy(both) => moved::copy(both, scope, problems),
        raw::StepKind::Drop(field) => {
            let target = target::changed(field, scope.before(), problems)?;
            presence::gone_after(field, &target, "drop", scope, problems)?;
            Some(StepKind::Drop(target))
        }
        // They are several, or about no items.
        raw::StepKind::Shorthand(_) | raw::StepKind::Table(_) => None,
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

/// A new field that may be absent, and is in all items: nothing is written, whatever its values could be. `None` if
/// there is no such field.
fn add_nothing(name: &Spanned<String>, scope: Scope<'_>) -> Option<StepKind> {
    let mut problems = Problems::default();
    let target = target::read(name, scope.after(), &mut problems)?;
    let is_new = presence::may_have_been_absent(name, &target, scope)
        || presence::new_after(name, &target, scope, &mut problems).is_some();
    (is_new && target.may_be_absent()).then_some(StepKind::Add {
        target,
        value: Added::Nothing,
    })
}

fn add(
    name: &Spanned<String>,
    value: &raw::Added,
    scope: Scope<'_>,
    problems: &mut Problems,
) -> Option<StepKind> {
    if let raw::Added::Computed(written) = value
        && written.value.trim() == "null"
        && let Some(step) = add_nothing(name, scope)
    {
        return Some(step);
    }
    let target = target::changed(name, scope.after(), problems)?;
    if !presence::may_have_been_absent(name, &target, scope) {
        presence::new_after(name, &target, scope, problems)?;
    }
    let value = match value {
        raw::Added::Constant(_) | raw::Added::Now => {
            constant(name, value, &target, scope, problems)?
        }
        raw::Added::Computed(written) => {
            let (text, at) = (scope.text(written), written.span);
            let value = computed::value(&text, at, &target, scope, problems)?;
            if let Some(from) = moved::copied(&value, &target, scope) {
                return Some(StepKind::Copy { from, to: target });
            }
            Added::Computed(value)
        }
        raw::Added::Generated => {
            Added::Computed(generated::id(&target, name.span, scope, problems)?)
        }
    };
    Some(StepKind::Add { target, value })
}

/// A value that is the same in all items.
fn constant(
    name: &Spanned<String>,
    value: &raw::Added,
    target: &Target,
    scope: Scope<'_>,
    problems: &mut Problems,
) -> Option<Added> {
    let ty = &target.field.ty;
    let problem = match value {
        _ if target.field.codec.is_some() => {
            let what = "a field with a codec, whose values a Rust function makes,";
            catalogue::step_value_not_supported(name.span, what)
        }
        raw::Added::Constant(written) => {
            let constant = values::constant(written, ty, scope.after(), problems)?;
            return Some(Added::Constant(constant));
        }
        _ if matches!(ty, Type::Scalar(Scalar::Timestamp(_))) => return Some(Added::Now),
        _ => {
            let reason = "`now` is a time, and the field is no timestamp";
            catalogue::unfit_step(name.span, &target.path, reason)
        }
    };
    problems.push(problem);
    None
}

fn set(of: &raw::Set, scope: Scope<'_>, problems: &mut Problems) -> Option<StepKind> {
    let target = target::changed(&of.field, scope.after(), problems)?;
    let text = scope.text(&of.to);
    let text = (&text, of.to.span);
    let exclusive = Exclusive::said(of.exclusive);
    set_to((&of.field, target), text, exclusive, scope, problems)
}

/// Whether a step says that no program replaces items meanwhile.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Exclusive {
    Said,
    Unsaid,
    /// The step has no key for it.
    Unknown,
}

impl Exclusive {
    pub(super) fn said(is_said: bool) -> Self {
        if is_said { Self::Said } else { Self::Unsaid }
    }
}

/// A field, named in the file, that gets the value of an expression, which is at a place.
pub(super) fn set_to(
    (name, target): (&Spanned<String>, Target),
    (text, at): (&ExpressionText<'_>, Span),
    exclusive: Exclusive,
    scope: Scope<'_>,
    problems: &mut Problems,
) -> Option<StepKind> {
    presence::keeps_form(name, &target, scope, problems)?;
    let value = computed::value(text, at, &target, scope, problems)?;
    let is_marked = !repeat::is_repeatable(&value, &target);
    if is_marked && exclusive != Exclusive::Said {
        let can_say = exclusive == Exclusive::Unsaid;
        problems.push(catalogue::step_not_repeatable(at, &target.path, can_say));
        return None;
    }
    if !is_marked && exclusive == Exclusive::Said {
        let reason =
            "`exclusive` makes no difference, since the item tells by itself if it is done";
        problems.push(catalogue::unfit_step(name.span, &target.path, reason));
        return None;
    }
    if is_marked && presence::has_markers(scope) {
        let reason = "the step needs the attribute `dynamite_migrated`, which is one of the model";
        problems.push(catalogue::unfit_step(name.span, &target.path, reason));
        return None;
    }
    Some(StepKind::Set {
        from: moved::copied(&value, &target, scope).map(Box::new),
        retypes: None,
        target,
        value,
        is_marked,
    })
}
