//! Conditions on the size of an attribute.

use aws_sdk_dynamodb::types::AttributeValue;

use super::{Comparison, Condition, Node, Operand};
use crate::expr::error::ExpressionError;
use crate::expr::path::DocumentPath;

/// The size of an attribute, to be compared with a number.
///
/// An absent attribute has no size: no comparison with it holds.
#[derive(Debug)]
#[must_use = "a size does nothing until it is compared"]
pub struct Size<M> {
    path: DocumentPath,
    model: std::marker::PhantomData<fn() -> M>,
}

impl<M> Size<M> {
    pub(super) fn new(path: DocumentPath) -> Self {
        Self {
            path,
            model: std::marker::PhantomData,
        }
    }

    /// The size is this one.
    pub fn eq(self, size: usize) -> Condition<M> {
        self.compare(Comparison::Eq, size)
    }

    /// The size is another one.
    pub fn ne(self, size: usize) -> Condition<M> {
        self.compare(Comparison::Ne, size)
    }

    /// The size is less than this one.
    pub fn lt(self, size: usize) -> Condition<M> {
        self.compare(Comparison::Lt, size)
    }

    /// The size is at most this one.
    pub fn le(self, size: usize) -> Condition<M> {
        self.compare(Comparison::Le, size)
    }

    /// The size is greater than this one.
    pub fn gt(self, size: usize) -> Condition<M> {
        self.compare(Comparison::Gt, size)
    }

    /// The size is at least this one.
    pub fn ge(self, size: usize) -> Condition<M> {
        self.compare(Comparison::Ge, size)
    }

    /// The size is at least `low` and at most `high`. It is an error when the request is built
    /// if `low` is above `high`, which DynamoDB refuses.
    pub fn between(self, low: usize, high: usize) -> Condition<M> {
        if low > high {
            let attribute = format!("size({})", self.path);
            return Condition::new(Err(ExpressionError::EmptyRange { attribute }));
        }
        Condition::new(Ok(Node::Between(
            Operand::Size(self.path),
            number(low),
            number(high),
        )))
    }

    fn compare(self, comparison: Comparison, size: usize) -> Condition<M> {
        Condition::new(Ok(Node::Compare(
            Operand::Size(self.path),
            comparison,
            Operand::Value(number(size)),
        )))
    }
}

fn number(value: usize) -> AttributeValue {
    AttributeValue::N(itoa::Buffer::new().format(value).to_owned())
}
