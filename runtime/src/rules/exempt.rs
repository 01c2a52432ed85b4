//! When a change of a collection leaves its length as it is.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::expr::{Change, Condition, DocumentPath, contains, find};

/// What has to hold of the stored item for that.
#[derive(Clone, Debug)]
pub(crate) enum Exempt {
    /// The member that is set is there already.
    Present(DocumentPath),
    /// The member that is removed is not there.
    Absent(DocumentPath),
    /// The set has the member that is inserted.
    Contains(DocumentPath, AttributeValue),
    /// The set lacks the member that is discarded.
    Lacks(DocumentPath, AttributeValue),
}

impl Exempt {
    /// Of a change that inserts one member into a set, or discards one. Of several it would take
    /// a condition for each.
    pub(crate) fn of_member(set: &DocumentPath, change: &Change) -> Option<Self> {
        match change {
            Change::Add(members) => Some(Self::Contains(set.clone(), only_member(members)?)),
            Change::Delete(members) => Some(Self::Lacks(set.clone(), only_member(members)?)),
            _ => None,
        }
    }

    pub(super) fn condition<M>(&self) -> Condition<M> {
        match self.clone() {
            Self::Present(path) => Condition::present(path),
            Self::Absent(path) => Condition::absent(path),
            Self::Contains(set, member) => Condition::contains(set, member),
            Self::Lacks(set, member) => !Condition::contains(set, member),
        }
    }

    pub(super) fn holds(&self, item: &HashMap<String, AttributeValue>) -> bool {
        let has = |set, member| find(item, set).is_some_and(|set| contains(set, member));
        match self {
            Self::Present(path) => find(item, path).is_some(),
            Self::Absent(path) => find(item, path).is_none(),
            Self::Contains(set, member) => has(set, member),
            Self::Lacks(set, member) => !has(set, member),
        }
    }
}

fn only_member(set: &AttributeValue) -> Option<AttributeValue> {
    use AttributeValue::{B, Bs, N, Ns, S, Ss};
    match set {
        Ss(members) if members.len() == 1 => members.first().cloned().map(S),
        Ns(members) if members.len() == 1 => members.first().cloned().map(N),
        Bs(members) if members.len() == 1 => members.first().cloned().map(B),
        _ => None,
    }
}
