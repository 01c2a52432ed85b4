//! Resolves field rules: their numbers and paths.

use super::{literal, rust_path};
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{Check, Codec, Normalize, Number, Rule, Rules, Step, Type};
use crate::raw::{self, TypeExpr, number};
use crate::source::{Span, Spanned};
use crate::yaml::Scalar;

/// Resolves the rules of a field of type `ty`, written as `expr`. Rules that cannot be resolved are
/// left out.
pub(super) fn resolve(
    written: &raw::Rules,
    expr: &TypeExpr,
    ty: &Type,
    problems: &mut Problems,
) -> Rules {
    for normalize in &written.normalize {
        if let Normalize {
            step: Step::Rust(path),
            span,
        } = normalize
        {
            rust_path::check_function(&Spanned::new(path.clone(), *span), problems);
        }
    }
    let checks = written.checks.iter().filter_map(|check| {
        Some(Check {
            rule: rule(check, expr, ty, problems)?,
            message: check.message.clone(),
            span: check.span,
        })
    });
    Rules {
        checks: checks.collect(),
        normalize: written.normalize.clone(),
    }
}

/// Resolves the codec of a field.
pub(super) fn codec(written: &Spanned<String>, problems: &mut Problems) -> Codec {
    rust_path::check_type(written, problems);
    Codec {
        path: written.value.clone(),
        span: written.span,
    }
}

fn rule(check: &raw::Check, expr: &TypeExpr, ty: &Type, problems: &mut Problems) -> Option<Rule> {
    let rule = check.rule.clone();
    let rule = rule.with_number(|it| bound(&it, check.span, expr, ty, problems))?;
    if let Rule::Rust(path) = &rule {
        rust_path::check_function(&Spanned::new(path.clone(), check.span), problems);
    }
    Some(rule)
}

/// Parses a number that the type can hold. A later check reports bounds on types that have none.
fn bound(
    written: &Scalar,
    at: Span,
    expr: &TypeExpr,
    ty: &Type,
    problems: &mut Problems,
) -> Option<Number> {
    let number = number::parse(&written.text);
    let scalar = match ty {
        Type::Scalar(scalar) if scalar.is_number() => *scalar,
        _ => return Some(number.unwrap_or_default()),
    };
    let expected = match number {
        _ if literal::parse(written, scalar).is_none() => literal::expected(scalar),
        Some(number) => return Some(number),
        // A float holds more numbers than DynamoDB does.
        None => "a number that DynamoDB can store",
    };
    problems.push(catalogue::bound_out_of_range(at, &expr.name, expected));
    None
}
