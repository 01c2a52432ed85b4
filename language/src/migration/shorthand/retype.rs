//! A field that becomes a new one of another type or stored form.

use super::super::generated::name;
use super::super::scope::Scope;
use super::super::steps::{self, Exclusive};
use super::super::target::{self, Target};
use super::super::{StepKind, presence};
use super::{conversion, looked_up, read, set, way_back};
use crate::diagnostics::{Problems, catalogue};
use crate::expr::{Kind, SchemaFields};
use crate::raw::migration::Retype;

pub(super) fn lower(of: &Retype, scope: Scope<'_>, problems: &mut Problems) -> Option<StepKind> {
    let Retype {
        from,
        to,
        using,
        map,
    } = of;
    let target = target::changed(to, scope.after(), problems);
    let expected = (!map.is_empty()).then_some(Kind::String);
    let found = read(from, expected, scope, problems);
    let (target, found) = (target?, found?);
    presence::new_after(to, &target, scope, problems)?;
    if let Some(using) = using {
        let text = scope.text(using);
        return steps::set_to(
            (to, target),
            (&text, using.span),
            Exclusive::Unknown,
            scope,
            problems,
        );
    }
    // What cannot be written at all is reported with the value.
    let new = SchemaFields::written(scope.around.after, &target.field);
    let (old, new) = (&found.ty().kind, new.map_or(Kind::Json, |new| new.kind));
    let text = if map.is_empty() {
        conversion::between(old, &new, &name(&from.value))
    } else {
        Some(looked_up(map, &name(&from.value)))
    };
    let Some(text) = text else {
        let (old, new) = (old.to_string(), new.to_string());
        problems.push(catalogue::no_one_conversion(to.span, &old, &new));
        return None;
    };
    let former = target::find(from, scope.before()).ok()?;
    let retypes = way_back::exists(&former, &target, map, scope).then_some(former);
    let step = set(to, target, &text, scope, problems)?;
    Some(with_former(step, retypes))
}

/// The same step, which is about a field that programs can keep in both forms. A value is converted even
/// if the former one could be read as it is, as programs do.
fn with_former(step: StepKind, former: Option<Target>) -> StepKind {
    match (step, former) {
        (
            StepKind::Set {
                target,
                value,
                is_marked,
                ..
            },
            Some(former),
        ) => StepKind::Set {
            target,
            value,
            from: None,
            retypes: Some(Box::new(former)),
            is_marked,
        },
        (step, _) => step,
    }
}
