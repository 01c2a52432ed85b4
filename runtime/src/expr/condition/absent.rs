//! Conditions on fields whose absent attribute has a value.

use aws_sdk_dynamodb::types::AttributeValue;

use super::attribute::{absent, of_type, present};
use super::empty::reads_as_empty;
use super::evaluate::size_of;
use super::{AttributeKind, Comparison, Join, Node, Operand, node};
use crate::expr::field_capabilities::{Capabilities, Emptiness};
use crate::item::Attributes;
use crate::path::DocumentPath;

/// Makes a condition on the attribute at this path. It also holds for an absent attribute if it
/// holds for the value that the field has then.
pub(super) fn with_absent<C: Capabilities>(
    path: &DocumentPath,
    make: impl Fn(&DocumentPath) -> Node,
) -> Node {
    let condition = make(path);
    if C::absent().is_some_and(|value| holds_for(value, make)) {
        node::joined(Join::Or, condition, is_absent_here(path))
    } else {
        condition
    }
}

/// Makes the comparison of two attributes, at least one of which has a value where it is absent. An
/// absent one without a value differs from everything, and has no order.
pub(super) fn compared<C: Capabilities, D: Capabilities>(
    one: &DocumentPath,
    comparison: Comparison,
    other: &DocumentPath,
) -> Node {
    let compare = |one, other| Node::Compare(one, comparison, other);
    let (left, right) = (Operand::Path(one.clone()), Operand::Path(other.clone()));
    let (of_one, of_other) = (C::absent(), D::absent());
    let stored = compare(left.clone(), right.clone());
    let mut cases = vec![all([present(one), present(other), stored])];
    match &of_one {
        Some(value) => {
            let compared = compare(Operand::Value(value.clone()), right);
            cases.push(all([is_absent_here(one), present(other), compared]));
        }
        None if comparison == Comparison::Ne => cases.push(absent(one)),
        None => {}
    }
    match &of_other {
        Some(value) => {
            let compared = compare(left, Operand::Value(value.clone()));
            cases.push(all([present(one), is_absent_here(other), compared]));
        }
        None if comparison == Comparison::Ne => cases.push(absent(other)),
        None => {}
    }
    if let (Some(one_value), Some(other_value)) = (of_one, of_other)
        && compare(Operand::Value(one_value), Operand::Value(other_value)).holds(&Attributes::new())
    {
        cases.push(all([is_absent_here(one), is_absent_here(other)]));
    }
    Node::Group(Join::Or, cases)
}

/// Returns the size of the value that an absent attribute has, if it has one.
pub(super) fn size<C: Capabilities>() -> Option<usize> {
    size_of(&C::absent()?)
}

fn all<const N: usize>(nodes: [Node; N]) -> Node {
    Node::Group(Join::And, nodes.into())
}

/// Returns `true` if a condition holds for an attribute with this value.
fn holds_for(value: AttributeValue, make: impl Fn(&DocumentPath) -> Node) -> bool {
    const ANY: &str = "attribute";
    let item = Attributes::from([(ANY.to_owned(), value)]);
    make(&DocumentPath::attribute(ANY)).holds(&item)
}

/// Returns the condition that the attribute is absent and what it is in is not.
pub(super) fn is_absent_here(path: &DocumentPath) -> Node {
    let emptiness = if path.rest.is_empty() {
        Emptiness::Absent
    } else {
        Emptiness::AbsentInside
    };
    reads_as_empty(path, emptiness).unwrap_or_else(|| of_type(path, AttributeKind::Null))
}
