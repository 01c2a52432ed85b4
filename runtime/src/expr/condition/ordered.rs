//! Conditions on forms that DynamoDB orders as Rust does.

use aws_sdk_dynamodb::types::AttributeValue;

use super::absent::{self, with_absent};
use super::attribute::{compare, of_type, operand};
use super::{AttributeKind, Comparison, Condition, Join, Node, Operand, node, operand_order};
use crate::codec::{Attribute, Comparable};
use crate::expr::error::ExpressionError;
use crate::expr::field_capabilities::Capabilities;
use crate::expr::into_value::IntoValue;
use crate::path::{DocumentPath, Path};

/// An absent attribute is neither less nor greater than anything, unless the field has a value then.
impl<M, A: Attribute, C: Capabilities> Path<M, A, C> {
    /// The attribute is less than this value.
    pub fn lt(&self, value: impl IntoValue<A>) -> Condition<M>
    where
        A: Comparable,
    {
        self.ordered(Comparison::Lt, value)
    }

    /// The attribute is less than or equal to this value.
    pub fn le(&self, value: impl IntoValue<A>) -> Condition<M>
    where
        A: Comparable,
    {
        self.ordered(Comparison::Le, value)
    }

    /// The attribute is greater than this value.
    pub fn gt(&self, value: impl IntoValue<A>) -> Condition<M>
    where
        A: Comparable,
    {
        self.ordered(Comparison::Gt, value)
    }

    /// The attribute is greater than or equal to this value.
    pub fn ge(&self, value: impl IntoValue<A>) -> Condition<M>
    where
        A: Comparable,
    {
        self.ordered(Comparison::Ge, value)
    }

    /// The attribute is at least `low` and at most `high`. It is an error when the request is built
    /// if `low` is above `high`, which DynamoDB rejects, or if the stored form can represent no
    /// time between them.
    pub fn between(&self, low: impl IntoValue<A>, high: impl IntoValue<A>) -> Condition<M>
    where
        A: Comparable,
    {
        let (low, high) = (low.into_value(), high.into_value());
        Condition::new(range::<A>(&low, &high, &self.path).map(|(low, high)| {
            with_absent::<C>(&self.path, |path| {
                Node::Between(Operand::Path(path.clone()), low.clone(), high.clone())
            })
        }))
    }

    /// The comparison with another attribute of the same item holds. If one or both of them are
    /// absent or `NULL`, only `Ne` holds.
    pub fn compare_to<D: Capabilities>(
        &self,
        comparison: Comparison,
        other: &Path<M, A, D>,
    ) -> Condition<M>
    where
        A: Comparable,
    {
        if self.path == other.path {
            let attribute = self.path.to_string();
            return Condition::new(Err(ExpressionError::SameAttribute { attribute }));
        }
        if C::absent().or_else(D::absent).is_some() {
            let compared = absent::compared::<C, D>(&self.path, comparison, &other.path);
            return Condition::new(Ok(compared));
        }
        let compared = Node::Compare(
            Operand::Path(self.path.clone()),
            comparison,
            Operand::Path(other.path.clone()),
        );
        // In DynamoDB, `NULL` equals `NULL`, but has no order.
        let may_be_null = C::is_nullable::<A>() && D::is_nullable::<A>();
        let null = || of_type(&self.path, AttributeKind::Null);
        Condition::new(Ok(match comparison {
            Comparison::Eq if may_be_null => {
                node::joined(Join::And, compared, Node::Not(Box::new(null())))
            }
            Comparison::Ne if may_be_null => node::joined(Join::Or, compared, null()),
            _ => compared,
        }))
    }

    fn ordered(&self, comparison: Comparison, value: impl IntoValue<A>) -> Condition<M>
    where
        A: Comparable,
    {
        let value = operand_order::with_operand::<A, _>(comparison, &value.into_value(), |value| {
            operand::<A>(value, &self.path)
        });
        Condition::new(value.map(|value| {
            with_absent::<C>(&self.path, |path| compare(path, comparison, value.clone()))
        }))
    }
}

/// Encodes the bounds of a `between`.
pub(crate) fn range<A: Comparable>(
    low: &A::Value,
    high: &A::Value,
    path: &DocumentPath,
) -> Result<(AttributeValue, AttributeValue), ExpressionError> {
    let encode = |value: &A::Value| operand::<A>(value, path);
    operand_order::with_bounds::<A, _>(low, high, || path.to_string(), encode)
}
