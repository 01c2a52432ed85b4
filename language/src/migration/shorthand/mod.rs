//! Steps that are short for expressions: they are what `set` would be with the expression.

mod conversion;
mod retype;
mod way_back;

use super::generated::{name, string};
use super::scope::Scope;
use super::steps::Exclusive;
use super::target::{self, Target};
use super::{StepKind, computed, nested, steps};
use crate::diagnostics::{Problems, catalogue};
use crate::expr::{Expression, ExpressionText, Kind};
use crate::ir::{EnumValue, NamedTypeKind, Type};
use crate::raw::migration::{Mapped, Shorthand, Split};
use crate::source::Spanned;

pub(super) fn lower(
    step: &Shorthand,
    scope: Scope<'_>,
    problems: &mut Problems,
) -> Option<Vec<StepKind>> {
    match step {
        Shorthand::Retype(of) => Some(vec![retype::lower(of, scope, problems)?]),
        Shorthand::Split(of) => split(of, scope, problems),
        Shorthand::Concat { from, with, to } => {
            let target = target::changed(to, scope.after(), problems);
            let text = concat(from, &with.value, scope, problems);
            Some(vec![set(to, target?, &text?, scope, problems)?])
        }
        Shorthand::Enum(of) => Some(vec![mapped(of, scope, problems)?]),
    }
}

/// A field that gets the value of an expression that is made for it.
fn set(
    to: &Spanned<String>,
    target: Target,
    text: &str,
    scope: Scope<'_>,
    problems: &mut Problems,
) -> Option<StepKind> {
    let text = ExpressionText::made_for(to.span, text);
    steps::set_to(
        (to, target),
        (&text, to.span),
        Exclusive::Unknown,
        scope,
        problems,
    )
}

/// A field as an expression, if its values are of a kind, or null.
fn read(
    from: &Spanned<String>,
    expected: Option<Kind>,
    scope: Scope<'_>,
    problems: &mut Problems,
) -> Option<Expression> {
    let target = target::read(from, scope.before(), problems)?;
    whole_unions(from, &target, problems)?;
    let text = name(&from.value);
    let text = ExpressionText::made_for(from.span, &text);
    let expected = expected.map(Kind::optional);
    computed::read(&text, expected.as_ref(), scope, problems)
}

/// Expressions read unions as a whole: none has the value of a field in a variant.
fn whole_unions(from: &Spanned<String>, target: &Target, problems: &mut Problems) -> Option<()> {
    if target.variants.is_empty() {
        return Some(());
    }
    let reason = "it is in a variant of a union, and computing from its value";
    problems.push(catalogue::step_not_supported(
        from.span,
        &target.path,
        reason,
    ));
    None
}

fn split(of: &Split, scope: Scope<'_>, problems: &mut Problems) -> Option<Vec<StepKind>> {
    let from = read(&of.from, Some(Kind::String), scope, problems);
    let targets: Vec<_> = (of.to.iter())
        .map(|to| target::changed(to, scope.after(), problems))
        .collect();
    let is_nullable = from?.ty().nullable;
    let text = name(&of.from.value);
    let mut steps = Vec::new();
    for (position, (to, target)) in of.to.iter().zip(targets).enumerate() {
        let part = part(of, position);
        let value = match (of.may_miss, is_nullable) {
            (true, _) => part,
            (false, false) => format!("require({part})"),
            (false, true) => format!("if(is_null({text}), null, require({part}))"),
        };
        steps.push(set(to, target?, &value, scope, problems)?);
    }
    Some(steps)
}

/// A part of a text; the last one is the rest. It is null if there is none.
fn part(of: &Split, position: usize) -> String {
    let by = string(&of.by.value);
    let parts = format!("split({}, {by})", name(&of.from.value));
    if position + 1 < of.to.len() {
        return format!("{parts}[{position}]");
    }
    let is_there = format!("coalesce(size({parts}) > {position}, false)");
    format!("if({is_there}, join(slice({parts}, {position}), {by}), null)")
}

/// The texts of fields, one after another, without those that are null. It is null if all are.
fn concat(
    from: &[Spanned<String>],
    with: &str,
    scope: Scope<'_>,
    problems: &mut Problems,
) -> Option<String> {
    let found = from.iter();
    let found = found.map(|from| read(from, Some(Kind::String), scope, problems));
    let found: Vec<_> = found.collect();
    let found: Vec<_> = found.into_iter().collect::<Option<_>>()?;
    let names: Vec<_> = from.iter().map(|from| name(&from.value)).collect();
    let texts = format!("compact([{}])", names.join(", "));
    let joined = format!("join({texts}, {})", string(with));
    if found.iter().any(|it| !it.ty().nullable) {
        return Some(joined);
    }
    let are_null = names.iter().map(|name| format!("is_null({name})"));
    let are_null = are_null.collect::<Vec<_>>().join(" and ");
    Some(format!("if({are_null}, null, {joined})"))
}

fn mapped(of: &Mapped, scope: Scope<'_>, problems: &mut Problems) -> Option<StepKind> {
    let (name_of, at) = (&of.field, of.field.span);
    let target = target::changed(name_of, scope.after(), problems)?;
    let unfit = |reason| catalogue::unfit_step(at, &target.path, reason);
    whole_unions(name_of, &target, problems)?;
    let before = scope.before();
    let Some(from) = nested::at(target.place(), before.schema, before.model) else {
        problems.push(unfit("it is new, so there are no values to replace"));
        return None;
    };
    let Some((values, is_open)) = values(&target.field.ty, scope) else {
        problems.push(unfit("it is no enum"));
        return None;
    };
    let known: Vec<_> = values.iter().map(|value| value.stored.as_str()).collect();
    let mut all_fit = true;
    for (_, new) in &of.map {
        if !is_open && !known.contains(&new.value.as_str()) {
            let expected = catalogue::list(&known);
            problems.push(catalogue::unfit_step_value(new.span, &expected));
            all_fit = false;
        }
    }
    let text = looked_up(&of.map, &name(&from.path));
    let text = ExpressionText::made_for(at, &text);
    let step = steps::set_to(
        (name_of, target),
        (&text, at),
        Exclusive::said(of.exclusive),
        scope,
        problems,
    );
    step.filter(|_| all_fit)
}

/// The value of a field, or what a map has in place of it.
fn looked_up(map: &[(Spanned<String>, Spanned<String>)], field: &str) -> String {
    let entries = map.iter();
    let entries =
        entries.map(|(old, new)| format!("{}: {}", string(&old.value), string(&new.value)));
    let entries: Vec<_> = entries.collect();
    format!("lookup({{ {} }}, {field}, {field})", entries.join(", "))
}

/// The values of an enum, and whether it takes others.
fn values<'s>(ty: &Type, scope: Scope<'s>) -> Option<(&'s [EnumValue], bool)> {
    let Type::Named(id) = ty else {
        return None;
    };
    match &scope.around.after.named_type(*id).kind {
        NamedTypeKind::Enum { values, catch_all } => Some((values, catch_all.is_some())),
        _ => None,
    }
}
