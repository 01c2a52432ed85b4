//! Sort key conditions: DynamoDB accepts one for each attribute.

use std::cmp::Ordering;

use aws_sdk_dynamodb::types::AttributeValue;

use super::conjunct::{check_sort, equality, is, is_of_kind};
use crate::expr::{BinaryFunction, Comparison, ExpressionError, Node, Operand, order};
use crate::model::KeyAttributeDescriptor;
use crate::path::DocumentPath;

/// The condition of a sort key attribute, taken from the conditions.
pub(super) struct SortCondition {
    /// `None` if every value matches.
    pub(super) node: Option<Node>,
    pub(super) is_equality: bool,
    /// Positions of the conditions that it implies.
    pub(super) taken: Vec<usize>,
}

/// One end of a range.
struct Bound<'n> {
    position: usize,
    value: &'n AttributeValue,
    /// `true` if the value itself is in the range.
    inclusive: bool,
}

/// Returns the condition of a sort key attribute; `None` if no condition can be one.
pub(super) fn of(
    nodes: &[Node],
    key: KeyAttributeDescriptor,
) -> Result<Option<SortCondition>, ExpressionError> {
    for (position, node) in nodes.iter().enumerate() {
        if let Some(value) = equality(node, key) {
            check_sort(value, key)?;
            return Ok(Some(SortCondition {
                node: Some(node.clone()),
                is_equality: true,
                taken: vec![position],
            }));
        }
    }
    if let Some((position, node)) = single_range(nodes, key) {
        let empty_prefix = check_range(node, key)?;
        return Ok(Some(SortCondition {
            node: (!empty_prefix).then(|| node.clone()),
            is_equality: false,
            taken: vec![position],
        }));
    }
    bounds(nodes, key)
}

/// Finds a condition that is a whole range: `between` or `begins_with`.
fn single_range(nodes: &[Node], key: KeyAttributeDescriptor) -> Option<(usize, &Node)> {
    nodes.iter().enumerate().find(|(_, node)| match node {
        Node::Between(Operand::Path(path), low, high) => {
            is(path, key.name) && is_of_kind(low, key.kind) && is_of_kind(high, key.kind)
        }
        Node::FunctionOf(BinaryFunction::BeginsWith, path, prefix) => {
            is(path, key.name) && is_of_kind(prefix, key.kind)
        }
        _ => false,
    })
}

/// Checks the values of a range. Returns `true` for an empty prefix, which matches everything and
/// which DynamoDB rejects.
fn check_range(node: &Node, key: KeyAttributeDescriptor) -> Result<bool, ExpressionError> {
    match node {
        Node::FunctionOf(_, _, AttributeValue::S(prefix)) if prefix.is_empty() => Ok(true),
        Node::FunctionOf(_, _, AttributeValue::B(prefix)) if prefix.as_ref().is_empty() => Ok(true),
        Node::FunctionOf(_, _, prefix) => check_sort(prefix, key).map(|()| false),
        Node::Between(_, low, high) => {
            check_sort(low, key)?;
            check_sort(high, key).map(|()| false)
        }
        _ => Ok(false),
    }
}

/// Joins a lower and an upper bound into one condition, or takes the only one.
fn bounds(
    nodes: &[Node],
    key: KeyAttributeDescriptor,
) -> Result<Option<SortCondition>, ExpressionError> {
    let lower = bound(nodes, key, Comparison::Ge, Comparison::Gt);
    let upper = bound(nodes, key, Comparison::Le, Comparison::Lt);
    for bound in lower.iter().chain(&upper) {
        check_sort(bound.value, key)?;
    }
    let (node, taken) = match (lower, upper) {
        (Some(low), Some(high)) if order(low.value, high.value) != Some(Ordering::Greater) => {
            let path = Operand::Path(DocumentPath::attribute(key.name));
            let node = Node::Between(path, low.value.clone(), high.value.clone());
            // `BETWEEN` includes both ends: an exclusive bound is checked again.
            let said = [low, high].into_iter().filter(|bound| bound.inclusive);
            (node, said.map(|bound| bound.position).collect())
        }
        (Some(bound), _) | (None, Some(bound)) => {
            (nodes[bound.position].clone(), vec![bound.position])
        }
        (None, None) => return Ok(None),
    };
    Ok(Some(SortCondition {
        node: Some(node),
        is_equality: false,
        taken,
    }))
}

fn bound(
    nodes: &[Node],
    key: KeyAttributeDescriptor,
    inclusive: Comparison,
    exclusive: Comparison,
) -> Option<Bound<'_>> {
    nodes.iter().enumerate().find_map(|(position, node)| {
        let Node::Compare(Operand::Path(path), comparison, Operand::Value(value)) = node else {
            return None;
        };
        let is_bound = *comparison == inclusive || *comparison == exclusive;
        (is_bound && is(path, key.name) && is_of_kind(value, key.kind)).then_some(Bound {
            position,
            value,
            inclusive: *comparison == inclusive,
        })
    })
}
