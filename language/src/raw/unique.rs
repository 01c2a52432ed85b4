//! Unique constraints.

use super::object::Object;
use super::{text, yaml_keys};
use crate::diagnostics::{Problems, catalogue};
use crate::source::{Span, Spanned};
use crate::yaml::{Node, Value};

/// `unique` of a field as written.
#[derive(Clone, Debug)]
pub(crate) struct UniqueField {
    /// The place of `among: live`, if it is given.
    pub(crate) among_live: Option<Span>,
    /// The declared name of its guard, if there is one.
    pub(crate) guard: Option<GuardName>,
    pub(crate) span: Span,
}

/// `guard` as written.
#[derive(Clone, Debug)]
pub(crate) struct GuardName {
    /// A name, or a list of them.
    pub(crate) parts: Vec<Spanned<String>>,
    pub(crate) span: Span,
}

/// An entry of `unique` of a model as written.
#[derive(Debug)]
pub(crate) struct UniqueFields {
    pub(crate) name: Spanned<String>,
    pub(crate) fields: Vec<Spanned<String>>,
    /// The place of `among: live`, if it is given.
    pub(crate) among_live: Option<Span>,
    /// The declared name of its guard, if there is one.
    pub(crate) guard: Option<GuardName>,
}

/// Reads `true`, `false` or a map.
pub(super) fn read_field(
    node: &Node,
    name: &Spanned<String>,
    problems: &mut Problems,
) -> Option<UniqueField> {
    let (among_live, guard) = match &node.value {
        Value::Scalar(scalar) if scalar.plain && scalar.text == "true" => (None, None),
        Value::Scalar(scalar) if scalar.plain && scalar.text == "false" => return None,
        Value::Map(_) => {
            let unique = Object::open(node, name.span, &yaml_keys::UNIQUE, problems)?;
            (among_live(&unique), guard(&unique, problems))
        }
        _ => {
            let expected = "`true`, `false` or a map";
            problems.push(catalogue::wrong_shape(node, "`unique`", expected));
            return None;
        }
    };
    Some(UniqueField {
        among_live,
        guard,
        span: node.span,
    })
}

/// Reads a list of fields, or a map.
pub(super) fn read_fields(
    name: &Spanned<String>,
    node: &Node,
    problems: &mut Problems,
) -> Option<UniqueFields> {
    if matches!(node.value, Value::List(_)) {
        return Some(UniqueFields {
            name: name.clone(),
            fields: text::names(node, "`unique`", problems),
            among_live: None,
            guard: None,
        });
    }
    let unique = Object::open(node, name.span, &yaml_keys::UNIQUE_FIELDS, problems)?;
    let fields = unique.get("fields")?;
    Some(UniqueFields {
        name: name.clone(),
        fields: text::names(fields, "`fields`", problems),
        among_live: among_live(&unique),
        guard: guard(&unique, problems),
    })
}

fn among_live(unique: &Object<'_>) -> Option<Span> {
    unique.text("among").map(|word| word.span)
}

fn guard(unique: &Object<'_>, problems: &mut Problems) -> Option<GuardName> {
    let node = unique.get("guard")?;
    let parts = text::texts(node, "`guard`", "a stored name", problems);
    for part in &parts {
        text::check_stored(part, problems);
    }
    Some(GuardName {
        parts,
        span: node.span,
    })
}
