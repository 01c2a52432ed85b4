//! Key conditions: which items a query reads.

use aws_sdk_dynamodb::types::AttributeValue;

use dynamite_core::limits::{
    MAX_INDEX_KEY_ATTRIBUTES, MAX_PARTITION_KEY_BYTES, MAX_SORT_KEY_BYTES,
};

use super::condition::{BinaryFunction, Comparison, Conjunction, Node, Operand, operand_order};
use super::error::ExpressionError;
use super::forms::Prefixed;
use crate::codec::{Comparable, KeyAttribute, encode_key_value};
use crate::path::DocumentPath;

/// The key condition of one query: every partition key attribute equals a value, and so do
/// sort key attributes from the first on, of which the last may have a range instead.
///
/// Attributes are given in the order of the key. What is wrong is kept, and is the error of the
/// query.
///
/// `Debug` prints the condition with `?` in place of each value.
#[derive(Clone, Default)]
#[must_use = "a key condition does nothing until a query uses it"]
pub struct KeyCondition {
    pub(super) nodes: Vec<Node>,
    /// How many partition and sort key attributes there are.
    partition: usize,
    sort: usize,
    /// The sort key attribute with a range.
    range: Option<&'static str>,
    pub(super) problem: Option<Box<ExpressionError>>,
}

impl KeyCondition {
    /// No attributes yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Conditions that make up a key condition already, in the order of the key.
    pub(crate) fn of(conditions: &Conjunction) -> Self {
        Self {
            nodes: conditions.nodes().to_vec(),
            partition: conditions.nodes().len(),
            ..Self::default()
        }
    }

    /// The next partition key attribute has this value. All of them come before the sort key.
    pub fn partition<A: KeyAttribute>(mut self, name: &'static str, value: &A::Value) -> Self {
        self.partition += 1;
        let attributes = self.partition;
        let node = comparison::<A>(name, Comparison::Eq, value, MAX_PARTITION_KEY_BYTES);
        self.push(name, attributes, node)
    }

    /// An attribute of the key, of whichever side, has this value, which is encoded already.
    pub(crate) fn encoded(mut self, name: &'static str, value: AttributeValue) -> Self {
        self.partition += 1;
        self.nodes.push(Node::Compare(
            Operand::Path(DocumentPath::attribute(name)),
            Comparison::Eq,
            Operand::Value(value),
        ));
        self
    }

    /// The next sort key attribute has this value.
    pub fn sort_eq<A: KeyAttribute>(self, name: &'static str, value: &A::Value) -> Self {
        self.sort(name, sort_comparison::<A>(name, Comparison::Eq, value))
    }

    /// The next sort key attribute is less than this value. It is the last of the condition.
    pub fn sort_lt<A>(self, name: &'static str, value: &A::Value) -> Self
    where
        A: KeyAttribute + Comparable,
    {
        self.sort_range(name, ordered::<A>(name, Comparison::Lt, value))
    }

    /// The next sort key attribute is at most this value. It is the last of the condition.
    pub fn sort_le<A>(self, name: &'static str, value: &A::Value) -> Self
    where
        A: KeyAttribute + Comparable,
    {
        self.sort_range(name, ordered::<A>(name, Comparison::Le, value))
    }

    /// The next sort key attribute is greater than this value. It is the last of the condition.
    pub fn sort_gt<A>(self, name: &'static str, value: &A::Value) -> Self
    where
        A: KeyAttribute + Comparable,
    {
        self.sort_range(name, ordered::<A>(name, Comparison::Gt, value))
    }

    /// The next sort key attribute is at least this value. It is the last of the condition.
    pub fn sort_ge<A>(self, name: &'static str, value: &A::Value) -> Self
    where
        A: KeyAttribute + Comparable,
    {
        self.sort_range(name, ordered::<A>(name, Comparison::Ge, value))
    }

    /// The next sort key attribute is at least `low` and at most `high`. It is the last of the
    /// condition. DynamoDB refuses a `low` above `high`.
    pub fn sort_between<A>(self, name: &'static str, low: &A::Value, high: &A::Value) -> Self
    where
        A: KeyAttribute + Comparable,
    {
        self.sort_range(name, between::<A>(name, low, high))
    }

    /// The next sort key attribute begins with this. It is the last of the condition. Everything
    /// begins with nothing, so an empty prefix is left out: DynamoDB refuses it.
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

    /// The conditions of all attributes, to be joined by `AND`.
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
