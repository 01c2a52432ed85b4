//! Values that steps give to fields.

use super::scope::Side;
use super::target::{self, Target};
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{Literal, NamedTypeKind, Type};
use crate::raw::migration as raw;
use crate::resolve::literal;
use crate::source::Spanned;

/// A constant of a type.
pub(super) fn constant(
    written: &Spanned<raw::Constant>,
    ty: &Type,
    side: Side<'_>,
    problems: &mut Problems,
) -> Option<Literal> {
    let expected = match (&written.value, ty) {
        (raw::Constant::EmptyList, Type::List(_)) | (raw::Constant::EmptyMap, Type::Map(_)) => {
            return Some(Literal::Empty);
        }
        (raw::Constant::Scalar(scalar), Type::Scalar(ty)) => match literal::parse(scalar, *ty) {
            Some(literal) => return Some(literal),
            None => literal::expected(*ty).to_owned(),
        },
        (raw::Constant::Scalar(scalar), Type::Named(id)) => {
            match &side.schema.named_type(*id).kind {
                NamedTypeKind::Enum { values, .. } => {
                    let stored = || values.iter().map(|value| value.stored.as_str());
                    match stored().position(|value| value == scalar.text) {
                        Some(position) => return Some(Literal::EnumValue(*id, position)),
                        None => catalogue::list(&stored().collect::<Vec<_>>()),
                    }
                }
                _ => "no constant: types of several fields have none".to_owned(),
            }
        }
        (_, Type::List(_)) => "`[]`".to_owned(),
        (_, Type::Map(_)) => "`{}`".to_owned(),
        _ => "no constant: the type has none".to_owned(),
    };
    problems.push(catalogue::unfit_step_value(written.span, &expected));
    None
}

/// A field with a set, and members of it.
pub(super) fn members(
    of: &raw::Members,
    side: Side<'_>,
    problems: &mut Problems,
) -> Option<(Target, Vec<Literal>)> {
    let target = target::changed(&of.field, side, problems)?;
    let Type::Set(scalar) = target.field.ty else {
        let reason = "it is no set";
        problems.push(catalogue::unfit_step(of.field.span, &target.path, reason));
        return None;
    };
    let mut members: Vec<Literal> = Vec::new();
    let mut all_fit = true;
    for member in &of.members {
        match literal::parse(&member.value, scalar) {
            Some(literal) if members.contains(&literal) => {}
            Some(literal) => members.push(literal),
            None => {
                let expected = literal::expected(scalar);
                problems.push(catalogue::unfit_step_value(member.span, expected));
                all_fit = false;
            }
        }
    }
    all_fit.then_some((target, members))
}
