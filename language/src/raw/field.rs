//! Fields of models, nested types and union variants.

use super::object::Object;
use super::yaml_keys::Place;
use super::{
    RetypedFrom, Rules, StoredAs, TypeExpr, UniqueField, retyped, rules, serde, stored_as, text,
    type_expr, unique, yaml_keys,
};
use crate::diagnostics::{Diagnostic, Problems, catalogue};
use crate::ir::{Auto, Exposure, Phase};
use crate::source::{Span, Spanned};
use crate::yaml::{Node, Scalar, Value};

/// A field as written.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: Spanned<String>,
    /// `None` if it is missing or malformed.
    pub(crate) ty: Option<TypeExpr>,
    pub(crate) default: Option<Spanned<Default>>,
    pub(crate) absent: Option<Spanned<Scalar>>,
    /// The number of the migration that brought the field.
    pub(crate) since: Option<Spanned<u32>>,
    pub(crate) attribute: Option<Spanned<String>>,
    /// The attribute that the field had before, while it is being renamed.
    pub(crate) renamed_from: Option<Spanned<String>>,
    /// The attribute and stored form that the field had before, while they are changed.
    pub(crate) retyped_from: Option<RetypedFrom>,
    pub(crate) phase: Option<Spanned<Phase>>,
    pub(crate) rust_name: Option<Spanned<String>>,
    pub(crate) doc: Option<String>,
    /// The place of `keep_null: true`.
    pub(crate) keep_null: Option<Span>,
    /// The place of `flatten: true`.
    pub(crate) flatten: Option<Span>,
    pub(crate) sensitive: bool,
    pub(crate) auto: Option<Spanned<Auto>>,
    pub(crate) stored_as: Option<Spanned<StoredAs>>,
    pub(crate) rules: Rules,
    pub(crate) codec: Option<Spanned<String>>,
    pub(crate) unique: Option<UniqueField>,
    pub(crate) serde: Option<Spanned<Exposure>>,
}

impl Field {
    /// Returns the attribute that the field had before, if that is said.
    pub(crate) fn former(&self) -> Option<&Spanned<String>> {
        let retyped_from = self.retyped_from.as_ref().map(|it| &it.attribute);
        self.renamed_from.as_ref().or(retyped_from)
    }
}

/// A default as written.
#[derive(Debug)]
pub(crate) enum Default {
    /// A word or literal; the field's type decides which.
    Scalar(Scalar),
    /// `[]`
    EmptyList,
    /// `{}`
    EmptyMap,
    /// Path of a function.
    Rust(String),
}

/// Reads a field of a model.
pub(super) fn read(name: &Spanned<String>, node: &Node, problems: &mut Problems) -> Field {
    read_in(&yaml_keys::FIELD, name, node, problems)
}

/// Reads a field of a nested type or union variant.
pub(super) fn read_nested(name: &Spanned<String>, node: &Node, problems: &mut Problems) -> Field {
    read_in(&yaml_keys::NESTED_FIELD, name, node, problems)
}

fn read_in(
    place: &'static Place,
    name: &Spanned<String>,
    node: &Node,
    problems: &mut Problems,
) -> Field {
    if let Some(scalar) = node.scalar() {
        let ty = type_expr::parse(&scalar.text, node.span);
        let ty = ty.map_err(|problem| match name.as_str() {
            "doc" => catalogue::doc_as_field(problem),
            _ => problem,
        });
        return short(name, accepted(ty, problems));
    }
    let Some(field) = Object::open(node, name.span, place, problems) else {
        return short(name, None);
    };
    let ty = field
        .text("type")
        .and_then(|ty| read_type(&ty, ty.span, problems));
    let default = field
        .get("default")
        .map(|node| read_default(node, problems));
    let absent = field
        .get("absent")
        .and_then(|node| Some(Spanned::new(node.scalar()?.clone(), node.span)));
    let since = field
        .get("since")
        .and_then(|node| read_since(node, problems));
    let attribute = field.text("attribute");
    let renamed_from = field.text("renamed_from");
    for name in attribute.iter().chain(&renamed_from) {
        text::check_stored(name, problems);
    }
    let retyped_from = field
        .get("retyped_from")
        .and_then(|node| retyped::read(node, ty.as_ref(), problems));
    let stored_as = field
        .get("as")
        .and_then(|node| stored_as::read(node, ty.as_ref(), problems));
    Field {
        ty,
        default: default.flatten(),
        absent,
        since,
        attribute,
        renamed_from,
        retyped_from,
        phase: field
            .text("phase")
            .map(|word| Spanned::new(phase(&word), word.span)),
        rust_name: field.text("rust_name"),
        doc: field.doc(),
        keep_null: field.flag("keep_null"),
        flatten: field.flag("flatten"),
        sensitive: field.flag("sensitive").is_some(),
        auto: field
            .text("auto")
            .map(|word| Spanned::new(auto(&word), word.span)),
        stored_as,
        rules: rules::read(&field, problems),
        codec: field.text("codec"),
        unique: field
            .get("unique")
            .and_then(|node| unique::read_field(node, name, problems)),
        serde: field
            .text("serde")
            .map(|word| Spanned::new(serde::exposure(&word), word.span)),
        name: name.clone(),
    }
}

/// Reads a type, or reports the reason there is none.
pub(super) fn read_type(text: &str, at: Span, problems: &mut Problems) -> Option<TypeExpr> {
    accepted(type_expr::parse(text, at), problems)
}

/// Returns the type, or reports the reason there is none.
fn accepted(ty: Result<TypeExpr, Diagnostic>, problems: &mut Problems) -> Option<TypeExpr> {
    ty.map_err(|problem| problems.push(problem)).ok()
}

fn short(name: &Spanned<String>, ty: Option<TypeExpr>) -> Field {
    Field {
        name: name.clone(),
        ty,
        default: None,
        absent: None,
        since: None,
        attribute: None,
        renamed_from: None,
        retyped_from: None,
        phase: None,
        rust_name: None,
        doc: None,
        keep_null: None,
        flatten: None,
        sensitive: false,
        auto: None,
        stored_as: None,
        rules: Rules::default(),
        codec: None,
        unique: None,
        serde: None,
    }
}

fn read_default(node: &Node, problems: &mut Problems) -> Option<Spanned<Default>> {
    let default = match &node.value {
        Value::Scalar(scalar) if !scalar.is_null() => Default::Scalar(scalar.clone()),
        Value::List(items) if items.is_empty() => Default::EmptyList,
        Value::Map(entries) if entries.is_empty() => Default::EmptyMap,
        Value::Map(_) => {
            let rust =
                Object::open(node, node.span, &yaml_keys::RUST_DEFAULT, problems)?.text("rust")?;
            return Some(Spanned::new(Default::Rust(rust.value), rust.span));
        }
        Value::Scalar(_) => {
            problems.push(catalogue::null_default(node.span));
            return None;
        }
        Value::List(_) => {
            problems.push(catalogue::filled_default(node.span));
            return None;
        }
    };
    Some(Spanned::new(default, node.span))
}

/// Reads the number of a migration, which begins at 1.
fn read_since(node: &Node, problems: &mut Problems) -> Option<Spanned<u32>> {
    let number = node.scalar().and_then(|scalar| scalar.text.parse().ok());
    let number = number.filter(|number| *number > 0);
    if number.is_none() {
        let expected = "the number of a migration, from 1";
        problems.push(catalogue::wrong_shape(node, "`since`", expected));
    }
    Some(Spanned::new(number?, node.span))
}

fn phase(word: &str) -> Phase {
    match word {
        "switch" => Phase::Switch,
        "contract" => Phase::Contract,
        _ => Phase::Expand,
    }
}

fn auto(word: &str) -> Auto {
    match word {
        "created" => Auto::Created,
        "deleted" => Auto::Deleted,
        "version" => Auto::Version,
        "write_id" => Auto::WriteId,
        _ => Auto::Updated,
    }
}
