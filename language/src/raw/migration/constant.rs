//! Constants of steps.

use crate::diagnostics::{Problems, catalogue};
use crate::source::Spanned;
use crate::yaml::{Node, Scalar, Value};

/// A constant: a scalar, or an empty collection.
#[derive(Debug)]
pub(crate) enum Constant {
    Scalar(Scalar),
    EmptyList,
    EmptyMap,
}

pub(super) fn read(node: &Node, problems: &mut Problems) -> Option<Spanned<Constant>> {
    let constant = match &node.value {
        Value::Scalar(scalar) if !scalar.is_null() => Constant::Scalar(scalar.clone()),
        Value::List(items) if items.is_empty() => Constant::EmptyList,
        Value::Map(entries) if entries.is_empty() => Constant::EmptyMap,
        _ => {
            let expected = "a constant, `[]` or `{}`";
            problems.push(catalogue::wrong_shape(node, "`value`", expected));
            return None;
        }
    };
    Some(Spanned::new(constant, node.span))
}

/// A list of at least one scalar.
pub(super) fn read_list(
    node: &Node,
    key: &str,
    problems: &mut Problems,
) -> Option<Vec<Spanned<Scalar>>> {
    let key = format!("`{key}`");
    let Value::List(items) = &node.value else {
        problems.push(catalogue::wrong_shape(node, &key, "a list"));
        return None;
    };
    let items: Option<Vec<_>> = items
        .iter()
        .map(|item| Some(Spanned::new(item.scalar()?.clone(), item.span)))
        .collect();
    let items = items.filter(|items| !items.is_empty());
    if items.is_none() {
        let expected = "a list of at least one constant";
        problems.push(catalogue::wrong_shape(node, &key, expected));
    }
    items
}
