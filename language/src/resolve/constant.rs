//! Constants of a type: of defaults, and of absent attributes.

use super::{Names, literal};
use crate::ir::{Literal, Scalar as ScalarType, Type};
use crate::yaml::Scalar;

/// The constant that a scalar stands for, or the reason why it is none of this type.
pub(super) enum Constant<'n> {
    /// A constant of the type.
    Literal(Literal),
    /// The type is a scalar, and this is no constant of it. The second is what to add to a description
    /// of one: constants of some types are written without quotes.
    Unfit(ScalarType, &'static str),
    /// The type is an enum with these values.
    NoValue(Vec<&'n str>),
    /// The type has no constants.
    NotOfThisType,
}

/// Returns the constant that a scalar stands for.
pub(super) fn resolve<'n>(scalar: &Scalar, ty: &Type, names: &'n Names<'_>) -> Constant<'n> {
    match ty {
        Type::Scalar(ty) => match literal::parse(scalar, *ty) {
            Some(literal) => Constant::Literal(literal),
            None if literal::is_unquoted(*ty) && !scalar.plain => {
                Constant::Unfit(*ty, ", without quotes")
            }
            None => Constant::Unfit(*ty, ""),
        },
        Type::Named(id) if let Some(values) = names.enum_values(*id) => {
            let known: Vec<_> = values
                .iter()
                .map(|value| value.value.value.as_str())
                .collect();
            match known.iter().position(|value| *value == scalar.text) {
                Some(position) => Constant::Literal(Literal::EnumValue(*id, position)),
                None => Constant::NoValue(known),
            }
        }
        Type::Named(_) | Type::Rust(_) | Type::List(_) | Type::Set(_) | Type::Map(_) => {
            Constant::NotOfThisType
        }
    }
}
