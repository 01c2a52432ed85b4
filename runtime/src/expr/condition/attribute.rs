//! Conditions on attributes.

use aws_sdk_dynamodb::types::AttributeValue;

use super::absent::with_absent;
use super::empty::reads_as_empty;
use super::{
    AttributeKind, BinaryFunction, Comparison, Condition, Function, Join, Node, Operand, Size, node,
};
use crate::codec::Attribute;
use crate::expr::error::ExpressionError;
use crate::expr::field_capabilities::{Absentable, Capabilities};
use crate::expr::form_capabilities::{Measured, Prefixed, Searchable};
use crate::expr::into_value::IntoValue;
use crate::expr::value::{encode, encode_field};
use crate::path::{DocumentPath, Path};

/// Conditions on any attribute.
impl<M, A, C> Path<M, A, C> {
    /// The attribute exists, with any value: `attribute_exists`.
    pub fn exists(&self) -> Condition<M> {
        Condition::new(Ok(Node::Function(Function::Exists, self.path.clone())))
    }

    /// The attribute does not exist: `attribute_not_exists`.
    pub fn not_exists(&self) -> Condition<M> {
        Condition::new(Ok(Node::Function(Function::NotExists, self.path.clone())))
    }

    /// The attribute exists and its value is of this kind: `attribute_type`.
    pub fn attribute_type(&self, kind: AttributeKind) -> Condition<M> {
        Condition::new(Ok(of_type(&self.path, kind)))
    }
}

/// Conditions on an attribute that may be absent.
impl<M, A, C: Absentable> Path<M, A, C> {
    /// There is no value: the attribute does not exist, or holds `NULL`, which other programs store
    /// for an absent value and which reads as `None`. With `keep_null` it does not exist.
    pub fn is_absent(&self) -> Condition<M> {
        if C::HOLDS_NULL {
            return self.not_exists();
        }
        Condition::new(Ok(absent(&self.path)))
    }

    /// There is a value: the attribute exists and does not hold `NULL`, unless that is a value.
    pub fn is_present(&self) -> Condition<M> {
        if C::HOLDS_NULL {
            return self.exists();
        }
        Condition::new(Ok(present(&self.path)))
    }
}

impl<M> Condition<M> {
    /// Does the same as [`Path::is_absent`] for an untyped path.
    pub(crate) fn is_absent(path: &DocumentPath) -> Self {
        Self::new(Ok(absent(path)))
    }
}

impl<M, A: Attribute, C: Capabilities> Path<M, A, C> {
    /// The attribute has this value. An absent attribute equals nothing, except an empty collection
    /// if it reads as one.
    pub fn eq(&self, value: impl IntoValue<A>) -> Condition<M> {
        let value = whole::<A, C>(&value.into_value(), &self.path);
        let node = value.map(|value| match value {
            Some(value) => self.equality(&value),
            None => absent(&self.path),
        });
        Condition::new(node)
    }

    /// The attribute has another value, or does not exist. For an empty collection: it has members,
    /// or reads as `None`.
    pub fn ne(&self, value: impl IntoValue<A>) -> Condition<M> {
        let value = whole::<A, C>(&value.into_value(), &self.path);
        let node = value.map(|value| match value {
            Some(value) => negated(self.equality(&value)),
            None => present(&self.path),
        });
        Condition::new(node)
    }

    /// The attribute has one of these values. More than 100, DynamoDB's limit for one `IN`, are
    /// split into several, as long as the expression stays below 4 KB. An empty list is an error
    /// when the request is built.
    pub fn is_in<V: IntoValue<A>>(&self, values: impl IntoIterator<Item = V>) -> Condition<M> {
        let values = values
            .into_iter()
            .map(|value| operand::<A>(&value.into_value(), &self.path))
            .collect::<Result<Vec<_>, _>>();
        let values = is_comparable::<A>(&self.path).and(values);
        Condition::new(values.and_then(|values| {
            if values.is_empty() {
                let attribute = self.path.to_string();
                return Err(ExpressionError::EmptyIn { attribute });
            }
            let empty = values
                .iter()
                .find_map(|value| self.stored_as_nothing(value));
            let is_in = with_absent::<C>(&self.path, |path| node::any_in(path, values.clone()));
            Ok(or(is_in, empty))
        }))
    }

    fn equality(&self, value: &AttributeValue) -> Node {
        let empty = self.stored_as_nothing(value);
        let equal = with_absent::<C>(&self.path, |path| {
            compare(path, Comparison::Eq, value.clone())
        });
        or(equal, empty)
    }

    /// Returns the condition that the attribute is absent, if an absent one reads as this value.
    fn stored_as_nothing(&self, value: &AttributeValue) -> Option<Node> {
        let is_empty = match value {
            AttributeValue::L(elements) => elements.is_empty(),
            AttributeValue::M(entries) => entries.is_empty(),
            AttributeValue::Null(_) if C::IS_OPTIONAL && !self.path.is_entry() => {
                return Some(absent(&self.path));
            }
            _ => false,
        };
        let emptiness = is_empty.then(C::emptiness::<A>)?;
        reads_as_empty(&self.path, emptiness)
    }
}

impl<M, A: Prefixed, C: Capabilities> Path<M, A, C> {
    /// The attribute begins with this string or these bytes.
    pub fn begins_with(&self, prefix: impl IntoValue<A>) -> Condition<M> {
        Condition::new(
            operand::<A>(&prefix.into_value(), &self.path).map(|prefix| {
                with_absent::<C>(&self.path, |path| {
                    Node::FunctionOf(BinaryFunction::BeginsWith, path.clone(), prefix.clone())
                })
            }),
        )
    }
}

impl<M, A: Searchable, C: Capabilities> Path<M, A, C> {
    /// The string contains this one, the set has this member, or the list has an element equal to
    /// this one.
    pub fn contains(&self, member: impl IntoValue<A::Member>) -> Condition<M> {
        Condition::new(
            operand::<A::Member>(&member.into_value(), &self.path).map(|member| {
                with_absent::<C>(&self.path, |path| {
                    Node::FunctionOf(BinaryFunction::Contains, path.clone(), member.clone())
                })
            }),
        )
    }
}

impl<M, A: Measured, C: Capabilities> Path<M, A, C> {
    /// The size: collections in members, bytes in bytes, strings in UTF-16 code units, which
    /// DynamoDB counts only here: 2 for `😀`, 1 for `é`. A collection that reads as empty has size
    /// 0, stored or not.
    pub fn size(&self) -> Size<M> {
        Size::new::<C>(self.path.clone(), C::emptiness::<A>())
    }
}

fn or(node: Node, other: Option<Node>) -> Node {
    match other {
        Some(other) => node::joined(Join::Or, node, other),
        None => node,
    }
}

/// Negates an equality. The negation of a single comparison is another comparison.
fn negated(equality: Node) -> Node {
    match equality {
        Node::Compare(left, Comparison::Eq, right) => Node::Compare(left, Comparison::Ne, right),
        other => Node::Not(Box::new(other)),
    }
}

pub(super) fn compare(path: &DocumentPath, comparison: Comparison, value: AttributeValue) -> Node {
    Node::Compare(
        Operand::Path(path.clone()),
        comparison,
        Operand::Value(value),
    )
}

pub(super) fn of_type(path: &DocumentPath, kind: AttributeKind) -> Node {
    let kind = AttributeValue::S(kind.text().to_owned());
    Node::FunctionOf(BinaryFunction::Type, path.clone(), kind)
}

pub(super) fn absent(path: &DocumentPath) -> Node {
    node::joined(
        Join::Or,
        Node::Function(Function::NotExists, path.clone()),
        null(path),
    )
}

/// Returns the condition that `NULL` is stored, which stands for an absent value.
pub(crate) fn null(path: &DocumentPath) -> Node {
    of_type(path, AttributeKind::Null)
}

/// Returns the condition that no `NULL` is stored.
pub(crate) fn not_null(path: &DocumentPath) -> Node {
    Node::Not(Box::new(null(path)))
}

/// Returns the condition that there is a value, and no `NULL`.
pub(crate) fn present(path: &DocumentPath) -> Node {
    let exists = Node::Function(Function::Exists, path.clone());
    node::joined(Join::And, exists, not_null(path))
}

/// Encodes a value that is compared as a whole; `None` if it reads as absent.
fn whole<A: Attribute, C: Capabilities>(
    value: &A::Value,
    path: &DocumentPath,
) -> Result<Option<AttributeValue>, ExpressionError> {
    is_comparable::<A>(path)?;
    Ok(encode_field::<A, C>(value, path)?)
}

/// Refuses to compare whole values that hold fields which are being renamed: which of both attributes
/// are stored depends on the programs that have written the item.
fn is_comparable<A: Attribute>(path: &DocumentPath) -> Result<(), ExpressionError> {
    if A::HAS_SECOND_ATTRIBUTES {
        let attribute = path.to_string();
        return Err(ExpressionError::ComparedWhileRenamed { attribute });
    }
    Ok(())
}

/// Encodes a value that must be present: empty sets are not stored and cannot be operands.
pub(crate) fn operand<A: Attribute>(
    value: &A::Value,
    path: &DocumentPath,
) -> Result<AttributeValue, ExpressionError> {
    encode::<A>(value, path)?.ok_or_else(|| ExpressionError::EmptySet {
        attribute: path.to_string(),
    })
}
