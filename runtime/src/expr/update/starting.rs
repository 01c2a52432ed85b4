//! Changes of an item that are made to a new one if there is none.

use aws_sdk_dynamodb::types::AttributeValue;

use super::UpdateExpression;
use super::action::{Action, PathChange};
use crate::path::DocumentPath;

impl<M> UpdateExpression<M> {
    /// Returns the changes of an update that starts from these attributes where it finds none.
    ///
    /// What it sets or removes is as without them. What it adds or appends to starts from them. The
    /// others are set if they are absent. Adding to a set cannot start from one: DynamoDB has no
    /// function for it, so that the two changes of the attribute are an error.
    pub(crate) fn starting_from(
        mut self,
        attributes: impl IntoIterator<Item = (&'static str, AttributeValue)>,
    ) -> Self {
        for (name, value) in attributes {
            let mut changes = self.actions.iter_mut().filter(|it| it.path.root == name);
            match (changes.next(), changes.next()) {
                (Some(action), None) if action.path.rest.is_empty() => {
                    if let Some(value) = action.start_from(value) {
                        self = self.set_if_none(name, value);
                    }
                }
                _ => self = self.set_if_none(name, value),
            }
        }
        self
    }

    fn set_if_none(self, name: &'static str, value: AttributeValue) -> Self {
        let change = PathChange::SetIfAbsent(value);
        self.change(Ok(Some(Action::new(DocumentPath::attribute(name), change))))
    }
}

impl Action {
    /// Lets the change of a top-level attribute start from this value if the attribute is absent.
    /// Returns the value if it cannot.
    fn start_from(&mut self, value: AttributeValue) -> Option<AttributeValue> {
        match &mut self.change {
            PathChange::Set(_)
            | PathChange::SetIfAbsent(_)
            | PathChange::Copy(_)
            | PathChange::Remove => return None,
            PathChange::Add(AttributeValue::N(_)) => {
                self.count_from(value);
                return None;
            }
            PathChange::Plus(_)
            | PathChange::Minus(_)
            | PathChange::Append(_)
            | PathChange::Prepend(_) => {}
            PathChange::Add(_) | PathChange::Delete(_) => return Some(value),
        }
        self.start(value);
        None
    }

    /// Returns the addition to a number, which starts from this one if there is none.
    pub(super) fn counted_from(mut self, number: AttributeValue) -> Self {
        self.count_from(number);
        self
    }

    fn count_from(&mut self, number: AttributeValue) {
        if let PathChange::Add(amount) = &self.change
            && !is_zero(&number)
        {
            self.change = PathChange::Plus(amount.clone());
        }
        self.start(number);
    }

    fn start(&mut self, value: AttributeValue) {
        let bounds = std::mem::take(&mut self.bounds).into_iter();
        self.bounds = bounds.map(|bound| bound.starting_from(&value)).collect();
        self.start = Some(value);
    }
}

fn is_zero(value: &AttributeValue) -> bool {
    value.as_n().is_ok_and(|text| text == "0")
}
