//! Resolves type expressions.

use super::{Meaning, Names};
use crate::diagnostics::{Diagnostic, Problems, catalogue};
use crate::ir::{Scalar, Type};
use crate::raw::TypeExpr;

/// Names of the same types in other languages and databases.
const OTHER_NAMES: [(&str, &str); 45] = [
    ("str", "string"),
    ("text", "string"),
    ("varchar", "string"),
    ("char", "string"),
    ("boolean", "bool"),
    ("int", "i64"),
    ("integer", "i64"),
    ("long", "i64"),
    ("bigint", "i64"),
    ("isize", "i64"),
    ("uint", "u64"),
    ("usize", "u64"),
    ("int8", "i8"),
    ("int16", "i16"),
    ("int32", "i32"),
    ("int64", "i64"),
    ("int128", "i128"),
    ("uint8", "u8"),
    ("uint16", "u16"),
    ("uint32", "u32"),
    ("uint64", "u64"),
    ("uint128", "u128"),
    ("float32", "f32"),
    ("float64", "f64"),
    ("short", "i16"),
    ("byte", "u8"),
    ("float", "f64"),
    ("double", "f64"),
    ("number", "decimal"),
    ("numeric", "decimal"),
    ("money", "decimal"),
    ("binary", "bytes"),
    ("blob", "bytes"),
    ("buffer", "bytes"),
    ("guid", "uuid"),
    ("datetime", "timestamp"),
    ("date_time", "timestamp"),
    ("time", "timestamp"),
    ("object", "json"),
    ("any", "json"),
    ("document", "json"),
    ("array", "list"),
    ("vec", "list"),
    ("hashmap", "map"),
    ("hashset", "set"),
];

/// Names elsewhere of a type that may be absent.
const OPTIONAL_NAMES: [&str; 4] = ["option", "optional", "nullable", "maybe"];

/// Resolves the type of a field. A type that cannot be resolved becomes `None`, and is reported,
/// unless the cause is reported elsewhere.
pub(super) fn resolve(expr: &TypeExpr, names: &Names<'_>, problems: &mut Problems) -> Option<Type> {
    match resolve_at(expr, names, false) {
        Ok(ty) => return Some(ty),
        Err(Unresolved::Because(problem)) => problems.push(problem),
        Err(Unresolved::ReportedElsewhere) => problems.give_up(),
    }
    None
}

/// The reason there is no type.
enum Unresolved {
    Because(Diagnostic),
    ReportedElsewhere,
}

impl From<Diagnostic> for Unresolved {
    fn from(problem: Diagnostic) -> Self {
        Self::Because(problem)
    }
}

fn resolve_at(expr: &TypeExpr, names: &Names<'_>, inner: bool) -> Result<Type, Unresolved> {
    if inner && expr.optional {
        return Err(catalogue::inner_optional(expr.name.span).into());
    }
    match (expr.name.as_str(), &expr.argument) {
        ("list", Some(item)) => Ok(Type::List(Box::new(resolve_at(item, names, true)?))),
        ("map", Some(value)) => Ok(Type::Map(Box::new(resolve_at(value, names, true)?))),
        ("set", Some(_)) if inner => Err(catalogue::set_in_collection(expr.name.span).into()),
        ("set", Some(item)) => resolve_set(item, names),
        (name @ ("list" | "map" | "set"), None) => {
            Err(catalogue::missing_argument(expr.name.span, name).into())
        }
        (_, Some(_)) => {
            name(expr, names)?;
            Err(catalogue::needless_argument(&expr.name).into())
        }
        (_, None) => name(expr, names),
    }
}

fn resolve_set(item: &TypeExpr, names: &Names<'_>) -> Result<Type, Unresolved> {
    match resolve_at(item, names, true)? {
        Type::Scalar(scalar) if scalar.key_kind().is_some() => Ok(Type::Set(scalar)),
        _ => Err(catalogue::bad_set(item.name.span, &item.to_string()).into()),
    }
}

fn name(expr: &TypeExpr, names: &Names<'_>) -> Result<Type, Unresolved> {
    let name = expr.name.as_str();
    if let Some(scalar) = Scalar::named(name) {
        return Ok(Type::Scalar(scalar));
    }
    match names.get(name) {
        Some(Meaning::Type(id)) => Ok(Type::Named(*id)),
        Some(Meaning::Rust(rust)) => Ok(Type::Rust(rust.clone())),
        Some(Meaning::Model) => Err(catalogue::model_as_type(&expr.name).into()),
        Some(Meaning::Broken) => Err(Unresolved::ReportedElsewhere),
        None if names.is_incomplete() => Err(Unresolved::ReportedElsewhere),
        None => Err(unknown(expr, names).into()),
    }
}

fn unknown(expr: &TypeExpr, names: &Names<'_>) -> Diagnostic {
    let lower = expr.name.to_ascii_lowercase();
    if let Some(inner) = &expr.argument
        && OPTIONAL_NAMES.contains(&lower.as_str())
    {
        return catalogue::optional_by_name(&expr.name, &inner.to_string());
    }
    let other = OTHER_NAMES
        .iter()
        .find(|(other, _)| *other == lower)
        .map(|(_, ours)| *ours);
    let built_in = Scalar::ALL
        .map(Scalar::name)
        .into_iter()
        .chain(["list", "map", "set"])
        .map(|name| -> &str { name });
    let known = built_in.chain(names.usable_as_types());
    catalogue::unknown_type(&expr.name, other, known)
}
