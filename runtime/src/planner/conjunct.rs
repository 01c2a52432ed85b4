//! Analysis of single conditions.

use aws_sdk_dynamodb::types::AttributeValue;

use dynamite_core::limits::{MAX_PARTITION_KEY_BYTES, MAX_SORT_KEY_BYTES};

use crate::codec::key::check_length;
use crate::expr::{BinaryFunction, Comparison, ExpressionError, Function, Join, Node, Operand};
use crate::model::{KeyAttributeDescriptor, KeyKind};
use crate::path::DocumentPath;

/// Returns the value that the condition fixes the attribute to, if a key of this kind can have it.
pub(super) fn equality(node: &Node, key: KeyAttributeDescriptor) -> Option<&AttributeValue> {
    match node {
        Node::Compare(Operand::Path(path), Comparison::Eq, Operand::Value(value)) => {
            (is(path, key.name) && is_of_kind(value, key.kind)).then_some(value)
        }
        _ => None,
    }
}

/// Returns the alternative values that the condition allows for the attribute, if a key of this
/// kind can have all of them.
pub(super) fn alternatives(
    node: &Node,
    key: KeyAttributeDescriptor,
) -> Option<Vec<&AttributeValue>> {
    match node {
        Node::In(path, values) => {
            let fits = is(path, key.name) && values.iter().all(|it| is_of_kind(it, key.kind));
            fits.then(|| values.iter().collect())
        }
        // More than a hundred values are split into several `IN`s.
        Node::Group(Join::Or, nodes) => {
            let lists = nodes.iter().map(|node| alternatives(node, key));
            Some(lists.collect::<Option<Vec<_>>>()?.concat())
        }
        node => equality(node, key).map(|value| vec![value]),
    }
}

/// Returns the attribute that the condition fixes to a value, if it can be a key.
pub(super) fn fixed(node: &Node) -> Option<&'static str> {
    match node {
        Node::Compare(Operand::Path(path), Comparison::Eq, Operand::Value(value)) => {
            (path.rest.is_empty() && is_key_kind(value)).then_some(path.root)
        }
        _ => None,
    }
}

/// Returns the attribute that the condition restricts to a range, if it can be a key.
pub(super) fn ranged(node: &Node) -> Option<&'static str> {
    let (Node::Compare(
        Operand::Path(path),
        Comparison::Lt | Comparison::Le | Comparison::Gt | Comparison::Ge,
        Operand::Value(value),
    )
    | Node::Between(Operand::Path(path), value, _)
    | Node::FunctionOf(BinaryFunction::BeginsWith, path, value)) = node
    else {
        return None;
    };
    (path.rest.is_empty() && is_key_kind(value)).then_some(path.root)
}

/// Returns `true` if the condition holds only for items that have the attribute.
pub(super) fn needs(node: &Node, attribute: &str) -> bool {
    let on = |path: &DocumentPath| path.root == attribute;
    match node {
        Node::Compare(_, Comparison::Ne, _) | Node::Not(_) => false,
        Node::Compare(left, _, right) => {
            left.path().is_some_and(on) || right.path().is_some_and(on)
        }
        Node::Between(operand, ..) => operand.path().is_some_and(on),
        Node::In(path, _) | Node::FunctionOf(_, path, _) => on(path),
        Node::Function(function, path) => matches!(function, Function::Exists) && on(path),
        Node::Group(Join::And, nodes) => nodes.iter().any(|it| needs(it, attribute)),
        Node::Group(Join::Or, nodes) => nodes.iter().all(|it| needs(it, attribute)),
    }
}

/// Returns the attribute if the condition only requires it to have a value, which key attributes
/// always have.
pub(super) fn only_needs(node: &Node) -> Option<&'static str> {
    match node {
        Node::Function(Function::Exists, path) if path.rest.is_empty() => Some(path.root),
        Node::Not(inner) => match &**inner {
            Node::FunctionOf(BinaryFunction::Type, path, AttributeValue::S(kind))
                if path.rest.is_empty() && kind == "NULL" =>
            {
                Some(path.root)
            }
            _ => None,
        },
        _ => None,
    }
}

/// Fails for a value that DynamoDB rejects in a partition key.
pub(super) fn check_partition(
    value: &AttributeValue,
    key: KeyAttributeDescriptor,
) -> Result<(), ExpressionError> {
    check(value, key, MAX_PARTITION_KEY_BYTES)
}

/// Fails for a value that DynamoDB rejects in a sort key.
pub(super) fn check_sort(
    value: &AttributeValue,
    key: KeyAttributeDescriptor,
) -> Result<(), ExpressionError> {
    check(value, key, MAX_SORT_KEY_BYTES)
}

fn check(
    value: &AttributeValue,
    key: KeyAttributeDescriptor,
    limit: usize,
) -> Result<(), ExpressionError> {
    let checked = check_length(value, limit);
    checked.map_err(|error| error.in_attribute(key.name).into())
}

pub(super) fn is(path: &DocumentPath, attribute: &str) -> bool {
    path.root == attribute && path.rest.is_empty()
}

pub(super) fn is_of_kind(value: &AttributeValue, kind: KeyKind) -> bool {
    match kind {
        KeyKind::String => value.is_s(),
        KeyKind::Number => value.is_n(),
        KeyKind::Binary => value.is_b(),
    }
}

fn is_key_kind(value: &AttributeValue) -> bool {
    value.is_s() || value.is_n() || value.is_b()
}
