//! Expressions of steps. They read the item as it was before the migration.

use super::nested;
use super::scope::Scope;
use super::target::Target;
use crate::diagnostics::{Diagnostic, Problems, catalogue};
use crate::expr::{Expression, ExpressionText, Kind, SchemaFields, Type};
use crate::ir::{Field, Rule, Step};
use crate::source::{Span, Spanned};

/// An expression whose value is written to a field.
pub(super) fn value(
    text: &ExpressionText<'_>,
    at: Span,
    target: &Target,
    scope: Scope<'_>,
    problems: &mut Problems,
) -> Option<Expression> {
    if let Some(what) = unwritten(&target.field) {
        problems.push(catalogue::step_value_not_supported(at, what));
        return None;
    }
    let Some(expected) = SchemaFields::written(scope.around.after, &target.field) else {
        let what = "a nested type, a union or a type of Rust";
        problems.push(catalogue::step_value_not_supported(at, what));
        return None;
    };
    compiled(text, scope, problems, |text, fields| {
        Expression::compile_as(text, fields, &expected)
    })
}

/// Why values of a field cannot be written by an expression, if they cannot.
fn unwritten(field: &Field) -> Option<&'static str> {
    let mut steps = field.rules.normalize.iter();
    let mut checks = field.rules.checks.iter();
    let normalizes = steps.any(|it| matches!(it.step, Step::Rust(_)));
    let is_checked = checks.any(|it| matches!(it.rule, Rule::Rust(_)));
    if field.codec.is_some() {
        Some("a field with a codec, whose values a Rust function makes,")
    } else if normalizes || is_checked {
        Some("a field whose values a Rust function checks or changes")
    } else if field.keep_null {
        Some("a field that keeps `NULL`, which expressions do not tell from absent,")
    } else {
        None
    }
}

/// A field that a step reads, if its values are of the expected type.
pub(super) fn read(
    text: &ExpressionText<'_>,
    expected: Option<&Type>,
    scope: Scope<'_>,
    problems: &mut Problems,
) -> Option<Expression> {
    compiled(text, scope, problems, |text, fields| match expected {
        Some(expected) => Expression::compile_as(text, fields, expected),
        None => Expression::compile(text, fields),
    })
}

/// The condition on which a step is made.
pub(super) fn filter(
    written: Option<&Spanned<String>>,
    scope: Scope<'_>,
    problems: &mut Problems,
) -> Result<Option<Expression>, ()> {
    let Some(written) = written else {
        return Ok(None);
    };
    let text = scope.text(written);
    let compiled = compiled(&text, scope, problems, |text, fields| {
        Expression::compile_as(text, fields, &Kind::Bool.required())
    });
    compiled.map(Some).ok_or(())
}

fn compiled(
    text: &ExpressionText<'_>,
    scope: Scope<'_>,
    problems: &mut Problems,
    compile: impl FnOnce(&ExpressionText<'_>, &SchemaFields<'_>) -> Result<Expression, Vec<Diagnostic>>,
) -> Option<Expression> {
    let before = scope.before();
    let fields = SchemaFields::new(before.schema, before.model);
    match compile(text, &fields) {
        Ok(expression) => {
            let mut reads = expression.reads().iter();
            let named =
                reads.find(|path| nested::variant_in(path, before.schema, before.model).is_some());
            if let Some(path) = named {
                let path = path.to_string();
                problems.push(catalogue::variant_in_expression(text.span(), &path));
                return None;
            }
            Some(expression)
        }
        Err(found) => {
            for problem in found {
                problems.push(with_yaml_in_mind(problem, scope));
            }
            None
        }
    }
}

/// Says of an expression that ends too early why it may: in a map on one line, YAML ends it at a comma.
fn with_yaml_in_mind(problem: Diagnostic, scope: Scope<'_>) -> Diagnostic {
    let ends_at_comma = problem.span().is_some_and(|span| {
        let file = &scope.around.sources.file(span.file).text;
        let rest = file.get(span.end as usize..);
        rest.is_some_and(|rest| rest.trim_start().starts_with(','))
    });
    if ends_at_comma {
        catalogue::expression_before_comma(problem)
    } else {
        problem
    }
}
