//! Changes of an item that are made to a new one if there is none.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use super::UpdateExpression;
use super::action::{Action, PathChange};
use crate::path::DocumentPath;

/// What becomes of an attribute of the new item that a change is made to.
enum Start {
    /// The change is whatever the attribute was.
    Unneeded,
    /// The change starts from it.
    Possible,
    /// DynamoDB has no function to start from it.
    Impossible,
}

impl<M> UpdateExpression<M> {
    /// Returns the changes of an update that starts from these attributes where it finds none.
    ///
    /// What it sets or removes is as without them. What it adds to, appends to or copies starts from
    /// them. The others are set if they are absent. Adding to a set cannot start from one, so that the
    /// two changes of the attribute are an error.
    pub(crate) fn starting_from(
        mut self,
        attributes: impl IntoIterator<Item = (&'static str, AttributeValue)>,
    ) -> Self {
        let attributes: Vec<_> = attributes.into_iter().collect();
        let values: HashMap<_, _> = attributes
            .iter()
            .map(|(name, value)| (*name, value))
            .collect();
        for action in &mut self.actions {
            action.copy_from(&values);
        }
        for (name, value) in attributes {
            let mut changes = self.actions.iter_mut().filter(|it| it.path.root == name);
            let start = match (changes.next(), changes.next()) {
                (Some(action), None) if action.path.rest.is_empty() => action.start_at(&value),
                _ => Start::Impossible,
            };
            if matches!(start, Start::Impossible) {
                let path = DocumentPath::attribute(name);
                let action = Action::new(path, PathChange::SetIfAbsent(value));
                self = self.change(Ok(Some(action)));
            }
        }
        self
    }
}

impl Action {
    /// Lets a copy of a top-level attribute take its value from these if the attribute is absent.
    fn copy_from(&mut self, values: &HashMap<&'static str, &AttributeValue>) {
        if let PathChange::Copy(source) = &self.change
            && source.rest.is_empty()
            && let Some(value) = values.get(source.root)
        {
            self.start = Some((*value).clone());
        }
    }

    /// Lets the change of a top-level attribute start from this value if the attribute is absent.
    fn start_at(&mut self, value: &AttributeValue) -> Start {
        match &self.change {
            PathChange::Set(_)
            | PathChange::SetIfAbsent(_)
            | PathChange::Copy(_)
            | PathChange::Remove => Start::Unneeded,
            PathChange::Add(AttributeValue::N(_))
            | PathChange::Plus(_)
            | PathChange::Minus(_)
            | PathChange::Append(_)
            | PathChange::Prepend(_) => {
                self.add_to(value.clone());
                Start::Possible
            }
            PathChange::Add(_) | PathChange::Delete(_) => Start::Impossible,
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
