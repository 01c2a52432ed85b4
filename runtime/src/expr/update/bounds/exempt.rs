//! Changes of a collection that do not change its length.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::expr::{Condition, PathChange, contains, find};
use crate::path::DocumentPath;

/// The maximum number of map entries for which existing ones are counted. DynamoDB cannot count, so
/// each subset takes a condition.
const MAX_SELECTED: usize = 4;

/// The condition on the stored item under which a change does not change the length.
#[derive(Clone, Debug)]
pub(crate) enum Exempt {
    /// The member to set exists.
    Present(DocumentPath),
    /// The member to remove does not exist.
    Absent(DocumentPath),
    /// The set has the member to insert.
    Contains(DocumentPath, AttributeValue),
    /// The set lacks the member to discard.
    Lacks(DocumentPath, AttributeValue),
}

impl Exempt {
    /// Returns the exemption of a change that inserts or discards a single set member. Several
    /// members would need a condition each.
    pub(crate) fn of_member(set: &DocumentPath, change: &PathChange) -> Option<Self> {
        match change {
            PathChange::Add(members) => Some(Self::Contains(set.clone(), only_member(members)?)),
            PathChange::Delete(members) => Some(Self::Lacks(set.clone(), only_member(members)?)),
            PathChange::Set(_)
            | PathChange::SetIfAbsent(_)
            | PathChange::Copy(_)
            | PathChange::Plus(_)
            | PathChange::Minus(_)
            | PathChange::Append(_)
            | PathChange::Prepend(_)
            | PathChange::Remove => None,
        }
    }

    /// Orders list elements: existing ones from the beginning, missing ones from the end.
    fn place(&self) -> (bool, isize) {
        let signed = |path: &DocumentPath| path.element().and_then(|it| isize::try_from(it).ok());
        match self {
            Self::Present(path) => (false, signed(path).unwrap_or(0)),
            Self::Absent(path) => (true, signed(path).map_or(0, |it| -it)),
            Self::Contains(..) | Self::Lacks(..) => (false, 0),
        }
    }

    fn condition<M>(&self) -> Condition<M> {
        match self.clone() {
            Self::Present(path) => Condition::present(path),
            Self::Absent(path) => Condition::absent(path),
            Self::Contains(set, member) => Condition::contains(set, member),
            Self::Lacks(set, member) => !Condition::contains(set, member),
        }
    }

    fn holds(&self, item: &HashMap<String, AttributeValue>) -> bool {
        let has = |set, member| find(item, set).is_some_and(|set| contains(set, member));
        match self {
            Self::Present(path) => find(item, path).is_some(),
            Self::Absent(path) => find(item, path).is_none(),
            Self::Contains(set, member) => has(set, member),
            Self::Lacks(set, member) => !has(set, member),
        }
    }
}

/// The exemptions of one update's changes to one collection.
#[derive(Clone, Debug, Default)]
pub(super) struct Exemptions(Vec<Exempt>);

impl Exemptions {
    pub(super) fn of(exemptions: impl IntoIterator<Item = Exempt>) -> Self {
        let mut exemptions = Vec::from_iter(exemptions);
        exemptions.sort_by_key(Exempt::place);
        Self(exemptions)
    }

    /// Merges the exemptions.
    pub(super) fn with(self, other: Self) -> Self {
        Self::of(self.0.into_iter().chain(other.0))
    }

    /// Returns the number of exemptions.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns the condition that at least this many of them, and at least one, hold; `None` if it
    /// would be too long.
    pub(super) fn at_least<M>(&self, count: usize) -> Option<Condition<M>> {
        if !self.can_tell(count) {
            return None;
        }
        if self.is_chain() {
            return self.0.get(count.checked_sub(1)?).map(Exempt::condition);
        }
        at_least(&self.0, count)
    }

    /// Returns the number of exemptions that hold for an item, as far as a condition can express
    /// it.
    pub(super) fn count(&self, item: &HashMap<String, AttributeValue>) -> usize {
        let held = self.0.iter().filter(|it| it.holds(item)).count();
        (0..=held).rev().find(|it| self.can_tell(*it)).unwrap_or(0)
    }

    fn can_tell(&self, count: usize) -> bool {
        count <= 1 || count == self.len() || self.len() <= MAX_SELECTED || self.is_chain()
    }

    /// Returns `true` if each one implies those before it: lists have no gaps.
    fn is_chain(&self) -> bool {
        let mut pairs = self.0.iter().zip(self.0.iter().skip(1));
        pairs.all(|(one, next)| match (one, next) {
            (Exempt::Present(one), Exempt::Present(next))
            | (Exempt::Absent(one), Exempt::Absent(next)) => {
                let is_element = |path: &DocumentPath| path.element().is_some();
                is_element(one) && is_element(next) && one.outer() == next.outer()
            }
            _ => false,
        })
    }
}

/// Returns the condition that at least this many of these hold; `None` if there are fewer.
fn at_least<M>(exemptions: &[Exempt], count: usize) -> Option<Condition<M>> {
    let (first, rest) = exemptions.split_first()?;
    let with_first = match count {
        1 => Some(first.condition()),
        _ => at_least(rest, count - 1).map(|others| first.condition().and(others)),
    };
    let without = at_least(rest, count);
    match (with_first, without) {
        (Some(with), Some(without)) => Some(with.or(without)),
        (with, without) => with.or(without),
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
