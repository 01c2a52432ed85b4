//! Updates that insert an item if there is none, as one `UpdateItem`.
//!
//! DynamoDB cannot tell an item that exists from one that is inserted within the update, only an
//! attribute that is absent. So the attributes of the new item are set where they are absent, which
//! must not change an item that exists.

use aws_sdk_dynamodb::types::AttributeValue;

use super::UpdateExpression;
use super::action::{Action, PathChange};
use super::source::Source;
use crate::expr::stored::is_same;
use crate::item::Attributes;
use crate::path::DocumentPath;

/// An attribute of an item that is inserted.
pub(crate) struct NewAttribute {
    pub(crate) name: &'static str,
    pub(crate) value: AttributeValue,
    /// `true` if every item that exists has the attribute.
    pub(crate) is_in_all: bool,
    /// `true` if the value is what the absent attribute means, too.
    pub(crate) is_as_absent: bool,
}

/// The attribute because of which one request cannot update an item and insert one: an item that
/// exists may lack it.
#[derive(Debug)]
pub(crate) struct MayLack(pub(crate) &'static str);

impl<M> UpdateExpression<M> {
    /// Returns the changes that update an item, or insert the new one with the changes made to it.
    /// `attributes` are those of the new item that are inserted, and `new` is all of it.
    ///
    /// # Errors
    /// The attribute because of which one request cannot do both.
    pub(crate) fn or_inserting(
        mut self,
        attributes: &[NewAttribute],
        new: &Attributes,
    ) -> Result<Self, MayLack> {
        for action in &mut self.actions {
            action.copy_from(attributes, new)?;
        }
        for attribute in attributes {
            let mut changes = (self.actions.iter_mut()).filter(|it| it.path.root == attribute.name);
            match (changes.next(), changes.next()) {
                (None, _) if attribute.is_neutral() => {
                    let path = DocumentPath::attribute(attribute.name);
                    let change = PathChange::SetIfAbsent(attribute.value.clone());
                    self.actions.push(Action::new(path, change));
                }
                (Some(action), None) if action.path.rest.is_empty() => {
                    action.start_at(attribute)?;
                }
                _ => return Err(MayLack(attribute.name)),
            }
        }
        Ok(self)
    }
}

impl NewAttribute {
    /// Returns `true` if setting the attribute where it is absent does not change an existing item.
    fn is_neutral(&self) -> bool {
        self.is_in_all || self.is_as_absent
    }
}

impl Action {
    /// Lets a copy take its value from the new item.
    fn copy_from(&mut self, attributes: &[NewAttribute], new: &Attributes) -> Result<(), MayLack> {
        let PathChange::Copy(source) = &self.change else {
            return Ok(());
        };
        let Source { path, .. } = source;
        let root = path.root;
        if !new.contains_key(root) {
            return Ok(());
        }
        match attributes.iter().find(|it| it.name == root) {
            Some(copied) if path.rest.is_empty() && copied.is_in_all => {
                self.start = Some(copied.value.clone());
                Ok(())
            }
            Some(copied) if path.rest.is_empty() && copied.is_as_absent && self.start.is_some() => {
                Ok(())
            }
            _ => Err(MayLack(root)),
        }
    }

    /// Lets the change of a whole attribute start from that of the new item.
    fn start_at(&mut self, attribute: &NewAttribute) -> Result<(), MayLack> {
        match &mut self.change {
            PathChange::Set(_) | PathChange::Copy(_) | PathChange::Remove => Ok(()),
            PathChange::SetIfAbsent(value) if attribute.is_in_all => {
                *value = attribute.value.clone();
                Ok(())
            }
            PathChange::SetIfAbsent(value) if is_same(value, &attribute.value) => Ok(()),
            PathChange::Add(AttributeValue::N(_))
            | PathChange::Plus(_)
            | PathChange::Minus(_)
            | PathChange::Append(_)
            | PathChange::Prepend(_)
                if attribute.is_neutral() =>
            {
                self.add_to(attribute.value.clone());
                Ok(())
            }
            _ => Err(MayLack(attribute.name)),
        }
    }

    /// Lets what is added or appended be added to this value if there is none.
    pub(super) fn add_to(&mut self, value: AttributeValue) {
        if let PathChange::Add(amount) = &self.change
            && !is_zero(&value)
        {
            self.change = PathChange::Plus(amount.clone());
        }
        let bounds = std::mem::take(&mut self.bounds).into_iter();
        self.bounds = bounds.map(|bound| bound.starting_from(&value)).collect();
        self.start = Some(value);
    }
}

fn is_zero(value: &AttributeValue) -> bool {
    value.as_n().is_ok_and(|text| text == "0")
}
