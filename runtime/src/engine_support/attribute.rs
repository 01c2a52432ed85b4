//! Conditions on attributes, and changes of them, without types.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::expr::{
    Action, AttributeKind, BinaryFunction, Comparison, Node, Operand, PathChange, Source,
    UpdateExpression,
};
use crate::path::{DocumentPath, Step};

use super::Untyped;

/// A condition on a stored item.
pub type Condition = crate::expr::Condition<Untyped>;

/// The changes of an update.
pub type Changes = UpdateExpression<Untyped>;

/// An attribute, or a value inside one, to make conditions and changes of. Values are as they are
/// stored, and field rules do not apply to them.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute(DocumentPath);

impl Attribute {
    /// Makes the attribute with this stored name. For one of a schema that is read at run time, use a
    /// [kept name](super::name).
    pub const fn named(name: &'static str) -> Self {
        Self(DocumentPath::attribute(name))
    }

    /// Returns the attribute with this name inside it.
    #[must_use]
    pub fn field(mut self, name: &'static str) -> Self {
        self.0.rest.push(Step::Attribute(name.into()));
        self
    }

    /// Returns the value under this key of a map. The key is user data and not shown in messages.
    #[must_use]
    pub fn entry(mut self, key: impl Into<String>) -> Self {
        self.0.rest.push(Step::Attribute(key.into().into()));
        self
    }

    /// Returns an element of a list.
    #[must_use]
    pub fn element(mut self, index: usize) -> Self {
        self.0.rest.push(Step::Element(index));
        self
    }

    /// Holds if it is present; `NULL` counts as present.
    pub fn exists(&self) -> Condition {
        Condition::present(self.0.clone())
    }

    /// Holds if it is absent.
    pub fn is_absent(&self) -> Condition {
        Condition::absent(self.0.clone())
    }

    /// Holds if it is of this kind.
    pub fn is_kind(&self, kind: AttributeKind) -> Condition {
        let kind = AttributeValue::S(kind.text().to_owned());
        let is = BinaryFunction::Type;
        Condition::new(Ok(Node::FunctionOf(is, self.0.clone(), kind)))
    }

    /// Holds if it is a set with this member, a list with this element, or a string with this part.
    pub fn contains(&self, member: AttributeValue) -> Condition {
        let contains = BinaryFunction::Contains;
        Condition::new(Ok(Node::FunctionOf(contains, self.0.clone(), member)))
    }

    /// Holds if it is present and compares like this with a value. `<>` also holds if it is absent.
    pub fn compares(&self, how: Comparison, value: AttributeValue) -> Condition {
        self.compared(how, Operand::Value(value))
    }

    /// Holds if both are present and compare like this. `<>` also holds if one of them is absent.
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

    /// Sets it, unless it is present.
    pub fn set_if_absent(&self, value: AttributeValue) -> Changes {
        self.changed(PathChange::SetIfAbsent(value))
    }

    /// Sets it to the value of another attribute, which must be present.
    pub fn copied_from(&self, other: &Self) -> Changes {
        self.changed(PathChange::Copy(Source {
            path: other.0.clone(),
            is_nullable: false,
        }))
    }

    /// Removes it.
    pub fn removed(&self) -> Changes {
        self.changed(PathChange::Remove)
    }

    /// Adds to a number or a set.
    pub fn added(&self, value: AttributeValue) -> Changes {
        self.changed(PathChange::Add(value))
    }

    /// Removes members of a set.
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
    /// Joins these changes with others in one update. Two changes of one attribute are an error.
    pub fn and(self, others: &Self) -> Self {
        self.joined(others)
    }
}
