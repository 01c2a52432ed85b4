//! Conditions of writes, and filters of queries and scans.

mod absent;
mod attribute;
mod conjunction;
mod empty;
mod evaluate;
mod kind;
mod node;
pub(crate) mod operand_order;
mod ordered;
mod size;

use std::marker::PhantomData;

pub(crate) use attribute::{not_null, null, operand, present};
pub(crate) use conjunction::Conjunction;
pub(crate) use evaluate::order;
pub use kind::AttributeKind;
pub use node::Comparison;
pub(crate) use node::{BinaryFunction, Function, Join, Node, Operand, all_of, joined};
pub use size::Size;

use aws_sdk_dynamodb::types::AttributeValue;

use dynamite_core::limits::MAX_EXPRESSION_OPERATORS;

use super::error::ExpressionError;
use crate::model::Model;
use crate::path::DocumentPath;
use crate::types::Decimal;

/// A condition on items of model `M`, for a write or as a filter.
///
/// The handles of fields make conditions, which are joined with [`and`](Self::and),
/// [`or`](Self::or) and `!`:
///
/// ```
/// # use dynamite::expr::{Optional, Path, Required};
/// # struct User;
/// # fn name() -> Path<User, String, Required> { Path::attribute("name") }
/// # fn nickname() -> Path<User, String, Optional> { Path::attribute("nickname") }
/// let condition = name().eq("Ada").and(!nickname().begins_with("A").or(nickname().is_absent()));
/// ```
///
/// Values are encoded at once. An encoding error is kept, and is returned by the request that uses
/// the condition, which then sends nothing.
///
/// `Debug` prints the condition with `?` in place of each value.
#[must_use = "a condition does nothing until a request uses it"]
pub struct Condition<M> {
    /// At most [`MAX_EXPRESSION_OPERATORS`] operators, which also bounds the depth.
    pub(super) node: Result<Node, Box<ExpressionError>>,
    operators: usize,
    model: PhantomData<fn() -> M>,
}

impl<M> Condition<M> {
    pub(crate) fn new(node: Result<Node, ExpressionError>) -> Self {
        match node {
            Ok(node) => Self::counted(node.operators(), Ok(node)),
            Err(error) => Self::counted(0, Err(Box::new(error))),
        }
    }

    fn counted(operators: usize, node: Result<Node, Box<ExpressionError>>) -> Self {
        let node = match node {
            Ok(_) if operators > MAX_EXPRESSION_OPERATORS => {
                Err(Box::new(ExpressionError::TooManyOperators { operators }))
            }
            node => node,
        };
        Self {
            node,
            operators,
            model: PhantomData,
        }
    }

    /// Compares the value at a path with a number.
    pub(crate) fn compare_number(path: DocumentPath, how: Comparison, with: Decimal) -> Self {
        let number = Operand::Value(AttributeValue::N(with.to_string()));
        Self::new(Ok(Node::Compare(Operand::Path(path), how, number)))
    }

    /// Compares the size of the value at a path.
    pub(crate) fn compare_size(path: DocumentPath, how: Comparison, with: i64) -> Self {
        let number = Operand::Value(AttributeValue::N(with.to_string()));
        Self::new(Ok(Node::Compare(Operand::Size(path), how, number)))
    }

    /// Holds if there is a value at a path.
    pub(crate) fn present(path: DocumentPath) -> Self {
        Self::new(Ok(Node::Function(Function::Exists, path)))
    }

    /// Holds if the value at a path contains this one.
    pub(crate) fn contains(path: DocumentPath, member: AttributeValue) -> Self {
        let contains = BinaryFunction::Contains;
        Self::new(Ok(Node::FunctionOf(contains, path, member)))
    }

    /// Holds if there is no value at a path.
    pub(crate) fn absent(path: DocumentPath) -> Self {
        Self::new(Ok(Node::Function(Function::NotExists, path)))
    }

    /// Holds if an attribute has this encoded value.
    pub(crate) fn holds(path: DocumentPath, value: AttributeValue) -> Self {
        let compared = Operand::Path(path);
        Self::new(Ok(Node::Compare(
            compared,
            Comparison::Eq,
            Operand::Value(value),
        )))
    }

    pub(crate) fn into_node(self) -> Result<Node, ExpressionError> {
        self.node.map_err(|error| *error)
    }

    /// Visits each path in the condition.
    pub(crate) fn for_each_path(&self, visit: &mut impl FnMut(&DocumentPath)) {
        if let Ok(node) = &self.node {
            node.for_each_path(visit);
        }
    }

    /// Holds if both hold.
    pub fn and(self, other: Self) -> Self {
        self.join(Join::And, other)
    }

    /// Holds if at least one of the two holds.
    pub fn or(self, other: Self) -> Self {
        self.join(Join::Or, other)
    }

    /// Holds if all hold. An empty list is an error when the request is built: a write that was
    /// meant to be conditional must not become unconditional.
    pub fn all(conditions: impl IntoIterator<Item = Self>) -> Self {
        Self::group(Join::And, conditions)
    }

    /// Holds if at least one holds. An empty list is an error when the request is built.
    pub fn any(conditions: impl IntoIterator<Item = Self>) -> Self {
        Self::group(Join::Or, conditions)
    }

    fn group(join: Join, conditions: impl IntoIterator<Item = Self>) -> Self {
        conditions
            .into_iter()
            .reduce(|all, next| all.join(join, next))
            .unwrap_or_else(|| Self::new(Err(ExpressionError::EmptyGroup)))
    }

    fn join(self, join: Join, other: Self) -> Self {
        let operators = self
            .operators
            .saturating_add(other.operators)
            .saturating_add(1);
        let node = self
            .node
            .and_then(|left| Ok(node::joined(join, left, other.node?)));
        Self::counted(operators, node)
    }
}

impl<M: Model> Condition<M> {
    /// Holds for every item. An operation on all items must say so with this condition.
    pub fn every_item() -> Self {
        Self::present(DocumentPath::attribute(M::DESCRIPTOR.table.partition.name))
    }
}

/// Holds if the condition does not hold.
impl<M> std::ops::Not for Condition<M> {
    type Output = Self;

    fn not(self) -> Self {
        match self.node {
            Ok(Node::Not(node)) => Self::counted(self.operators - 1, Ok(*node)),
            Ok(node) => Self::counted(self.operators + 1, Ok(Node::Not(Box::new(node)))),
            Err(error) => Self::counted(self.operators, Err(error)),
        }
    }
}

impl<M> Clone for Condition<M> {
    fn clone(&self) -> Self {
        Self {
            node: self.node.clone(),
            operators: self.operators,
            model: PhantomData,
        }
    }
}
