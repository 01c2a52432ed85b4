//! Resolves what absent attributes mean.

use super::{Names, literal};
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{Literal, Type};
use crate::raw::TypeExpr;
use crate::source::Spanned;
use crate::yaml::Scalar;

/// Resolves the value that an absent attribute of a field of type `ty`, written as `expr`, has.
pub(super) fn resolve(
    written: &Spanned<Scalar>,
    expr: &TypeExpr,
    ty: &Type,
    names: &Names<'_>,
    problems: &mut Problems,
) -> Option<Literal> {
    let scalar = &written.value;
    let expected = match ty {
        Type::Scalar(ty) => match literal::parse(scalar, *ty) {
            Some(literal) => return Some(literal),
            None => literal::expected(*ty),
        },
        Type::Named(id) if let Some(values) = names.enum_values(*id) => {
            let is_meant = |value: &Spanned<String>| value.value == scalar.text;
            if let Some(position) = values.iter().position(|value| is_meant(&value.value)) {
                return Some(Literal::EnumValue(*id, position));
            }
            let known: Vec<_> = values.iter().map(|value| value.value.as_str()).collect();
            let (name, found) = (&expr.name, &scalar.text);
            problems.push(catalogue::unknown_enum_value(
                written.span,
                name,
                found,
                &known,
            ));
            return None;
        }
        Type::List(_) | Type::Set(_) | Type::Map(_) => {
            problems.push(catalogue::absent_collection(written.span));
            return None;
        }
        Type::Named(_) | Type::Rust(_) => {
            problems.push(catalogue::absent_without_constant(
                written.span,
                &expr.to_string(),
            ));
            return None;
        }
    };
    problems.push(catalogue::unfit_absent(
        written.span,
        &expr.to_string(),
        expected,
    ));
    None
}
