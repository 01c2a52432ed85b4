//! Key conditions, which select the items of a query.

use aws_sdk_dynamodb::types::AttributeValue;

use dynamite_core::limits::{
    MAX_INDEX_KEY_ATTRIBUTES, MAX_PARTITION_KEY_BYTES, MAX_SORT_KEY_BYTES,
};

use super::condition::{BinaryFunction, Comparison, Conjunction, Node, Operand, operand_order};
use super::error::ExpressionError;
use super::form_capabilities::Prefixed;
use crate::codec::{Comparable, KeyAttribute, encode_key_value};
use crate::path::DocumentPath;

/// The key condition of a query. Every partition key attribute equals a value, and so do sort key
/// attributes from the first on; the last of these may have a range instead.
///
/// Attributes are given in the order of the key. The first error is kept, and is returned by the
/// query.
///
/// `Debug` prints the condition with `?` in place of each value.
#[derive(Clone, Default)]
#[must_use = "a key condition does nothing until a query uses it"]
pub struct KeyCondition {
    pub(super) nodes: Vec<Node>,
    /// Number of partition and sort key attributes so far.
    partition: usize,
    sort: usize,
    /// The sort key attribute with a range.
    range: Option<&'static str>,
    pub(super) problem: Option<Box<ExpressionError>>,
}

impl KeyCondition {
    /// Makes a key condition without attributes.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes a key condition of conditions that are valid and in the order of the key.
    pub(crate) fn of(conditions: &Conjunction) -> Self {
        Self {
            nodes: conditions.nodes().to_vec(),
            partition: conditions.nodes().len(),
            ..Self::default()
        }
    }

    /// Requires this value of the next partition key attribute. All of them precede the sort key.
    pub fn partition<A: KeyAttribute>(mut self, name: &'static str, value: &A::Value) -> Self {
        self.partition += 1;
        let attributes = self.partition;
        let node = comparison::<A>(name, Comparison::Eq, value, MAX_PARTITION_KEY_BYTES);
        self.push(name, attributes, node)
    }

    /// Requires this encoded value of a partition or sort key attribute.
    pub(crate) fn encoded(mut self, name: &'static str, value: AttributeValue) -> Self {
        self.partition += 1;
        self.nodes.push(Node::Compare(
            Operand::Path(DocumentPath::attribute(name)),
            Comparison::Eq,
            Operand::Value(value),
        ));
        self
    }

    /// Requires this value of the next sort key attribute.
    pub fn sort_eq<A: KeyAttribute>(self, name: &'static str, value: &A::Value) -> Self {
        self.sort(name, sort_comparison::<A>(name, Comparison::Eq, value))
    }

    /// Requires the next sort key attribute to be less than this value. Must be the last condition.
    pub fn sort_lt<A>(self, name: &'static str, value: &A::Value) -> Self
    where
        A: KeyAttribute + Comparable,
    {
        self.sort_range(name, ordered::<A>(name, Comparison::Lt, value))
    }

    /// Requires the next sort key attribute to be at most this value. Must be the last condition.
    pub fn sort_le<A>(self, name: &'static str, value: &A::Value) -> Self
    where
        A: KeyAttribute + Comparable,
    {
        self.sort_range(name, ordered::<A>(name, Comparison::Le, value))
    }

    /// Requires the next sort key attribute to be greater than this value. Must be the last
    /// condition.
    pub fn sort_gt<A>(self, name: &'static str, value: &A::Value) -> Self
    where
        A: KeyAttribute + Comparable,
    {
        self.sort_range(name, ordered::<A>(name, Comparison::Gt, value))
    }

    /// Requires the next sort key attribute to be at least this value. Must be the last condition.
    pub fn sort_ge<A>(self, name: &'static str, value: &A::Value) -> Self
    where
        A: KeyAttribute + Comparable,
    {
        self.sort_range(name, ordered::<A>(name, Comparison::Ge, value))
    }

    /// Requires the next sort key attribute to be at least `low` and at most `high`. Must be the
    /// last condition. DynamoDB rejects a `low` above `high`.
    pub fn sort_between<A>(self, name: &'static str, low: &A::Value, high: &A::Value) -> Self
    where
        A: KeyAttribute + Comparable,
    {
        self.sort_range(name, between::<A>(name, low, high))
    }

    /// Requires the next sort key attribute to begin with this prefix. Must be the last condition.
    /// An empty prefix matches everything and is left out, since DynamoDB rejects it.
    pub fn sort_begins_with<A>(self, name: &'static str, prefix: &A::Value) -> Self
    where
        A: KeyAttribute + Prefixed,
    {
        if prefix.as_ref().is_empty() {
            return self;
        }
        let node = encode::<A>(name, prefix, MAX_SORT_KEY_BYTES).map(|prefix| {
            Node::FunctionOf(
                BinaryFunction::BeginsWith,
                DocumentPath::attribute(name),
                prefix,
            )
        });
        self.sort_range(name, node)
    }

    fn sort_range(self, attribute: &'static str, node: Result<Node, ExpressionError>) -> Self {
        let mut sorted = self.sort(attribute, node);
        sorted.range.get_or_insert(attribute);
        sorted
    }

    fn sort(mut self, attribute: &'static str, node: Result<Node, ExpressionError>) -> Self {
        self.sort += 1;
        let attributes = self.sort;
        let node = match self.range {
            Some(range) => Err(ExpressionError::AfterRange { range, attribute }),
            None => node,
        };
        self.push(attribute, attributes, node)
    }

    fn push(
        mut self,
        attribute: &'static str,
        attributes: usize,
        node: Result<Node, ExpressionError>,
    ) -> Self {
        let node = if attributes > MAX_INDEX_KEY_ATTRIBUTES {
            Err(ExpressionError::TooManyKeyAttributes { attribute })
        } else {
            node
        };
        match node {
            Ok(node) => self.nodes.push(node),
            Err(error) => {
                self.problem.get_or_insert_with(|| Box::new(error));
            }
        }
        self
    }

    /// Returns the conditions of all attributes, to be joined by `AND`.
    pub(crate) fn into_nodes(self) -> Result<Vec<Node>, ExpressionError> {
        match self.problem {
            Some(problem) => Err(*problem),
            None if self.partition == 0 => Err(ExpressionError::NoPartition),
            None => Ok(self.nodes),
        }
    }
}

fn encode<A: KeyAttribute>(
    name: &'static str,
    value: &A::Value,
    limit: usize,
) -> Result<AttributeValue, ExpressionError> {
    encode_key_value::<A>(value, limit).map_err(|error| error.in_attribute(name).into())
}

fn sort_comparison<A: KeyAttribute>(
    name: &'static str,
    compared: Comparison,
    value: &A::Value,
) -> Result<Node, ExpressionError> {
    comparison::<A>(name, compared, value, MAX_SORT_KEY_BYTES)
}

fn ordered<A: KeyAttribute + Comparable>(
    name: &'static str,
    compared: Comparison,
    value: &A::Value,
) -> Result<Node, ExpressionError> {
    operand_order::with_operand::<A, _>(compared, value, |value| {
        sort_comparison::<A>(name, compared, value)
    })
}

fn comparison<A: KeyAttribute>(
    name: &'static str,
    comparison: Comparison,
    value: &A::Value,
    limit: usize,
) -> Result<Node, ExpressionError> {
    Ok(Node::Compare(
        Operand::Path(DocumentPath::attribute(name)),
        comparison,
        Operand::Value(encode::<A>(name, value, limit)?),
    ))
}

fn between<A: KeyAttribute + Comparable>(
    name: &'static str,
    low: &A::Value,
    high: &A::Value,
) -> Result<Node, ExpressionError> {
    let encode = |value: &A::Value| encode::<A>(name, value, MAX_SORT_KEY_BYTES);
    let (low, high) = operand_order::with_bounds::<A, _>(low, high, || name.to_owned(), encode)?;
    let key = Operand::Path(DocumentPath::attribute(name));
    Ok(Node::Between(key, low, high))
}
