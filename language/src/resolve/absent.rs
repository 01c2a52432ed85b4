//! Resolves what absent attributes mean.

use super::constant::{self, Constant};
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
    let (at, found) = (written.span, &written.value.text);
    problems.push(match constant::resolve(&written.value, ty, names) {
        Constant::Literal(literal) => return Some(literal),
        Constant::Unfit(ty, quotes) => {
            let expected = format!("{}{quotes}", literal::expected(ty));
            catalogue::unfit_absent(at, &expr.to_string(), &expected)
        }
        Constant::NoValue(known) => catalogue::absent_enum_value(at, &expr.name, found, &known),
        Constant::NotOfThisType if ty.is_collection() => catalogue::absent_collection(at),
        Constant::NotOfThisType => catalogue::absent_without_constant(at, &expr.to_string()),
    });
    None
}
