//! Conditions on attributes, and changes of them, without types.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::expr::{
    Action, AttributeKind, BinaryFunction, Comparison, Function, Node, Operand, PathChange,
    UpdateExpression,
};
use crate::path::{DocumentPath, Step};

use super::Untyped;

/// A condition on a stored item.
pub type Condition = crate::expr::Condition<Untyped>;

/// The changes of an update.
pub type Changes = UpdateExpression<Untyped>;

/// An attribute, or something inside one: what conditions and changes of an engine are about.
/// Values are as they are stored, and no rules of fields apply to them.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute(DocumentPath);

impl Attribute {
    /// The attribute with this stored name. For one of a schema that is read at run time, use a
    /// [kept name](super::name).
    pub const fn named(name: &'static str) -> Self {
        Self(DocumentPath::attribute(name))
    }

    /// What has this name inside it.
    #[must_use]
    pub fn field(mut self, name: &'static str) -> Self {
        self.0.rest.push(Step::Attribute(name.into()));
        self
    }

    /// What has this key inside it, which is a value of the user and no name of the schema.
    #[must_use]
    pub fn entry(mut self, key: impl Into<String>) -> Self {
        self.0.rest.push(Step::Attribute(key.into().into()));
        self
    }

    /// An element of it.
    #[must_use]
    pub fn element(mut self, index: usize) -> Self {
        self.0.rest.push(Step::Element(index));
        self
    }

    /// Holds if it is there, be it `NULL`.
    pub fn exists(&self) -> Condition {
        Condition::new(Ok(Node::Function(Function::Exists, self.0.clone())))
    }

    /// Holds if it is not there.
    pub fn is_absent(&self) -> Condition {
        Condition::absent(self.0.clone())
    }

    /// Holds if it is of this kind.
    pub fn is_kind(&self, kind: AttributeKind) -> Condition {
        let kind = AttributeValue::S(kind.text().to_owned());
        let is = BinaryFunction::Type;
        Condition::new(Ok(Node::FunctionOf(is, self.0.clone(), kind)))
    }

    /// Holds if it is there and compares like this with a value.
    pub fn compares(&self, how: Comparison, value: AttributeValue) -> Condition {
        self.compared(how, Operand::Value(value))
    }

    /// Holds if both are there and compare like this, and for `<>` also if one of them is not there.
    pub fn compares_with(&self, how: Comparison, other: &Self) -> Condition {
        self.compared(how, Operand::Path(other.0.clone()))
    }

    fn compared(&self, how: Comparison, with: Operand) -> Condition {
        Condition::new(Ok(Node::Compare(Operand::Path(self.0.clone()), how, with)))
    }

    /// Sets it.
    pub fn set(&self, value: AttributeValue) -> Changes {
        self.changed(PathChange::Set(value))
    }

    /// Sets it, unless it is there.
    pub fn set_if_absent(&self, value: AttributeValue) -> Changes {
        self.changed(PathChange::SetIfAbsent(value))
    }

    /// Sets it to what another one is. DynamoDB refuses it if there is no other.
    pub fn copied_from(&self, other: &Self) -> Changes {
        self.changed(PathChange::Copy(other.0.clone()))
    }

    /// Removes it.
    pub fn removed(&self) -> Changes {
        self.changed(PathChange::Remove)
    }

    /// Adds to a number or a set.
    pub fn added(&self, value: AttributeValue) -> Changes {
        self.changed(PathChange::Add(value))
    }

    /// Takes members out of a set.
    pub fn taken(&self, members: AttributeValue) -> Changes {
        self.changed(PathChange::Delete(members))
    }

    /// Appends a list to a list.
    pub fn appended(&self, elements: AttributeValue) -> Changes {
        self.changed(PathChange::Append(elements))
    }

    fn changed(&self, change: PathChange) -> Changes {
        Changes::new().change(Ok(Some(Action::new(self.0.clone(), change))))
    }
}

impl Changes {
    /// These changes and others, in one update. DynamoDB refuses two changes of one attribute.
    pub fn and(self, others: &Self) -> Self {
        self.joined(others)
    }
}
