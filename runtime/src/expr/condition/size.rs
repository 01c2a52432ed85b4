//! Conditions on the size of an attribute.

use aws_sdk_dynamodb::types::AttributeValue;

use super::absent;
use super::empty::reads_as_empty;
use super::{Comparison, Condition, Join, Node, Operand, node};
use crate::expr::error::ExpressionError;
use crate::expr::field_capabilities::{Capabilities, Emptiness};
use crate::path::DocumentPath;

/// The size of an attribute, for comparison with a number.
///
/// An attribute that reads as empty has size 0: a required collection or a set that is absent or
/// `NULL`. Anything else that is absent or `NULL` has no size, and no comparison holds for it, not
/// even `ne`.
#[derive(Debug)]
#[must_use = "a size does nothing until it is compared"]
pub struct Size<M> {
    path: DocumentPath,
    emptiness: Emptiness,
    /// The size of the value that an absent attribute has.
    absent: Option<usize>,
    model: std::marker::PhantomData<fn() -> M>,
}

impl<M> Size<M> {
    pub(super) fn new<C: Capabilities>(path: DocumentPath, emptiness: Emptiness) -> Self {
        Self {
            path,
            emptiness,
            absent: absent::size::<C>(),
            model: std::marker::PhantomData,
        }
    }

    /// The size equals this one.
    pub fn eq(self, size: usize) -> Condition<M> {
        let node = self.compared(Comparison::Eq, size);
        self.or_absent(node, |it| it == size)
    }

    /// There is a size, and it differs from this one.
    pub fn ne(self, size: usize) -> Condition<M> {
        let greater = self.compared(Comparison::Gt, size);
        // Avoids `<>`, so that it does not hold for an attribute without a size.
        let node = match size {
            0 => greater,
            _ => node::joined(Join::Or, self.compared(Comparison::Lt, size), greater),
        };
        self.or_absent(node, |it| it != size)
    }

    /// The size is less than this one.
    pub fn lt(self, size: usize) -> Condition<M> {
        let node = self.compared(Comparison::Lt, size);
        self.or_absent(node, |it| it < size)
    }

    /// The size is at most this one.
    pub fn le(self, size: usize) -> Condition<M> {
        let node = self.compared(Comparison::Le, size);
        self.or_absent(node, |it| it <= size)
    }

    /// The size is greater than this one.
    pub fn gt(self, size: usize) -> Condition<M> {
        let node = self.compared(Comparison::Gt, size);
        self.or_absent(node, |it| it > size)
    }

    /// The size is at least this one.
    pub fn ge(self, size: usize) -> Condition<M> {
        let node = self.compared(Comparison::Ge, size);
        self.or_absent(node, |it| it >= size)
    }

    /// The size is at least `low` and at most `high`. It is an error when the request is built if
    /// `low` is above `high`, which DynamoDB rejects.
    pub fn between(self, low: usize, high: usize) -> Condition<M> {
        if low > high {
            let attribute = format!("size({})", self.path);
            return Condition::new(Err(ExpressionError::EmptyRange { attribute }));
        }
        let size = Operand::Size(self.path.clone());
        let node = Node::Between(size, number(low), number(high));
        self.or_absent(node, |it| (low..=high).contains(&it))
    }

    fn compared(&self, comparison: Comparison, size: usize) -> Node {
        let number = Operand::Value(number(size));
        Node::Compare(Operand::Size(self.path.clone()), comparison, number)
    }

    /// Makes the condition, which also holds for an absent attribute that has a value, or reads as
    /// empty, if it holds for that size.
    fn or_absent(&self, node: Node, holds: impl FnOnce(usize) -> bool) -> Condition<M> {
        let absent = match self.absent {
            Some(size) => holds(size).then(|| absent::is_absent_here(&self.path)),
            None => reads_as_empty(&self.path, self.emptiness).filter(|_| holds(0)),
        };
        Condition::new(Ok(match absent {
            Some(absent) => node::joined(Join::Or, node, absent),
            None => node,
        }))
    }
}

fn number(value: usize) -> AttributeValue {
    AttributeValue::N(itoa::Buffer::new().format(value).to_owned())
}
