//! Resolves defaults: words, literals and functions, as the type of the field allows.

use super::constant::{self, Constant};
use super::{Names, literal, rust_path};
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{Default, Generator, Literal, Scalar, Type};
use crate::raw::{self, TypeExpr};
use crate::source::Spanned;

/// Resolves the default of a field of type `ty`, written as `expr`.
pub(super) fn resolve(
    written: &Spanned<raw::Default>,
    expr: &TypeExpr,
    ty: &Type,
    names: &Names<'_>,
    problems: &mut Problems,
) -> Option<Default> {
    let wanted = match (&written.value, ty) {
        (raw::Default::Rust(path), _) => {
            rust_path::check_function(&Spanned::new(path.clone(), written.span), problems);
            return Some(Default::Path(path.clone()));
        }
        (raw::Default::EmptyList, Type::List(_) | Type::Set(_))
        | (raw::Default::EmptyMap, Type::Map(_)) => {
            return Some(Default::Literal(Literal::Empty));
        }
        (raw::Default::Scalar(scalar), ty) => match constant_or_word(scalar, ty, names) {
            Ok(default) => return Some(default),
            Err(Constant::NoValue(known)) => {
                let (at, found) = (written.span, &scalar.text);
                let problem = catalogue::unknown_enum_value(at, &expr.name, found, &known);
                problems.push(problem);
                return None;
            }
            Err(Constant::Unfit(ty, quotes)) => format!("{}{quotes}", expected(ty)),
            Err(_) => of_type(ty),
        },
        (_, ty) => of_type(ty),
    };
    let meant = match &written.value {
        raw::Default::Scalar(scalar) => raw::meant_by(&scalar.text, words(ty)),
        _ => None,
    };
    problems.push(catalogue::bad_default(
        written.span,
        &expr.to_string(),
        &wanted,
        meant,
    ));
    None
}

/// Returns what can be the default of a field of this type.
fn of_type(ty: &Type) -> String {
    match ty {
        Type::List(_) | Type::Set(_) => "`[]`, or `{ rust: path }`".to_owned(),
        Type::Map(_) => "`{}`, or `{ rust: path }`".to_owned(),
        Type::Named(_) | Type::Rust(_) => "`{ rust: path }`".to_owned(),
        Type::Scalar(scalar) => expected(*scalar),
    }
}

/// Returns what can be the default of a field of this scalar type: words, or a constant.
fn expected(ty: Scalar) -> String {
    let constant = literal::expected(ty);
    match ty {
        Scalar::Json => "`{ rust: path }`".to_owned(),
        Scalar::Uuid(_) => format!("`generate`, `generate_v4`, or {constant}"),
        Scalar::Ulid(_) => format!("`generate`, or {constant}"),
        Scalar::Timestamp(_) | Scalar::Date => format!("`now`, or {constant}"),
        _ => constant.to_owned(),
    }
}

/// Returns the words that can be the default of a field of this type.
fn words(ty: &Type) -> &'static [&'static str] {
    match ty {
        Type::Scalar(Scalar::Ulid(_)) => &["generate"],
        Type::Scalar(Scalar::Uuid(_)) => &["generate", "generate_v4", "generate_v7"],
        Type::Scalar(Scalar::Timestamp(_) | Scalar::Date) => &["now"],
        _ => &[],
    }
}

/// Returns the default for a word that stands for a value made when an item is created, if the type
/// allows it. For any other type such words are plain text, which matters for strings and enums
/// only.
fn word(text: &str, ty: Scalar) -> Option<Default> {
    match (text, ty) {
        ("generate", Scalar::Ulid(_)) => Some(Default::Generate(Generator::Ulid)),
        ("generate" | "generate_v7", Scalar::Uuid(_)) => Some(Default::Generate(Generator::UuidV7)),
        ("generate_v4", Scalar::Uuid(_)) => Some(Default::Generate(Generator::UuidV4)),
        ("now", Scalar::Timestamp(_) | Scalar::Date) => Some(Default::Now),
        _ => None,
    }
}

/// Returns the default that a word or a constant stands for.
fn constant_or_word<'n>(
    scalar: &crate::yaml::Scalar,
    ty: &Type,
    names: &'n Names<'_>,
) -> Result<Default, Constant<'n>> {
    if let Type::Scalar(ty) = ty
        && let Some(default) = word(&scalar.text, *ty)
    {
        return Ok(default);
    }
    match constant::resolve(scalar, ty, names) {
        Constant::Literal(literal) => Ok(Default::Literal(literal)),
        problem => Err(problem),
    }
}
