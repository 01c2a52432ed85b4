//! Resolves defaults: words, literals and functions, as the type of the field allows.

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
        (raw::Default::Scalar(scalar), Type::Scalar(ty)) => {
            match word(&scalar.text, *ty).map_or_else(|| constant(scalar, *ty), Ok) {
                Ok(default) => return Some(default),
                Err(wanted) => wanted,
            }
        }
        (raw::Default::Scalar(scalar), Type::Named(id)) if names.enum_values(*id).is_some() => {
            let values = names.enum_values(*id).unwrap_or_default();
            if let Some(position) = values
                .iter()
                .position(|value| value.value.value == scalar.text)
            {
                return Some(Default::Literal(Literal::EnumValue(*id, position)));
            }
            let known: Vec<_> = values.iter().map(|value| value.value.as_str()).collect();
            problems.push(catalogue::unknown_enum_value(
                written.span,
                &expr.name,
                &scalar.text,
                &known,
            ));
            return None;
        }
        (_, Type::List(_) | Type::Set(_)) => "`[]`, or `{ rust: path }`".to_owned(),
        (_, Type::Map(_)) => "`{}`, or `{ rust: path }`".to_owned(),
        (_, Type::Named(_) | Type::Rust(_)) => "`{ rust: path }`".to_owned(),
        (_, Type::Scalar(scalar)) => expected(*scalar),
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

/// Returns what can be the default of a field of this type: words, or a constant.
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

fn constant(scalar: &crate::yaml::Scalar, ty: Scalar) -> Result<Default, String> {
    let quotes = if literal::is_unquoted(ty) && !scalar.plain {
        ", without quotes"
    } else {
        ""
    };
    literal::parse(scalar, ty)
        .map(Default::Literal)
        .ok_or_else(|| format!("{}{quotes}", expected(ty)))
}
