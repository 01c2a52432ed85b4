//! Candidate access paths for a condition.

use super::conjunct::{check_partition, equality, needs, only_needs};
use super::key_path::KeyPath;
use super::{Access, Plan, Question, sort_key};
use crate::expr::{Conjunction, ExpressionError, Node};

/// A key whose partition key is fixed by the condition.
pub(super) struct Candidate {
    pub(super) key_path: KeyPath,
    key: Vec<Node>,
    /// For each condition, `true` if the key condition or membership in the index implies it.
    settled: Vec<bool>,
    pub(super) rank: Rank,
    /// The fixed sort key attributes, then the one that items are ordered by.
    pub(super) ordered_by: Vec<&'static str>,
    pub(super) fetches: bool,
}

/// The rank of an access path: the more of the key is fixed, the fewer items are read. Greater is
/// better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    /// Number of key attributes that must equal a value.
    fixed: usize,
    /// `true` if a range follows them.
    ranged: bool,
    /// Number of conditions that hold for every item in the index.
    by_being_in_it: usize,
    held: Held,
    is_primary: bool,
}

/// The part of its items that an access path provides, without reading them by key. Whole items
/// rank highest, so that counts and selections use the same access path as reads of whole items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Held {
    /// Less than requested, and less than the condition is about.
    Less,
    /// What the condition is about, so that only items for which it holds are read by key.
    Condition,
    AllThatIsAskedFor,
    WholeItems,
}

impl Candidate {
    /// Returns `None` if the access path does not serve the question.
    pub(super) fn of(
        key_path: KeyPath,
        question: &Question,
    ) -> Result<Option<Self>, ExpressionError> {
        let nodes = question.condition.nodes();
        let mut settled = vec![false; nodes.len()];
        let mut key = Vec::new();
        for &attribute in key_path.partition() {
            let value = nodes
                .iter()
                .position(|it| equality(it, attribute).is_some());
            let Some(position) = value else {
                return Ok(None);
            };
            if let Some(value) = equality(&nodes[position], attribute) {
                check_partition(value, attribute)?;
            }
            settled[position] = true;
            key.push(nodes[position].clone());
        }
        if may_lack(key_path, question).is_some() {
            return Ok(None);
        }
        let mut candidate = Self {
            key_path,
            rank: Rank {
                fixed: key.len(),
                ranged: false,
                by_being_in_it: 0,
                held: Held::Less,
                is_primary: key_path.index.is_none(),
            },
            key,
            settled,
            ordered_by: Vec::new(),
            fetches: false,
        };
        candidate.take_sort_key(nodes)?;
        candidate.settle_by_being_in_it(nodes);
        candidate.rank.held = candidate.held(question);
        candidate.fetches = candidate.rank.held < Held::AllThatIsAskedFor;
        Ok(Some(candidate))
    }

    /// Takes conditions on sort key attributes from the first on: equalities, and a range on the
    /// last.
    fn take_sort_key(&mut self, nodes: &[Node]) -> Result<(), ExpressionError> {
        for &attribute in self.key_path.sort() {
            self.ordered_by.push(attribute.name);
            let Some(condition) = sort_key::of(nodes, attribute)? else {
                return Ok(());
            };
            for position in condition.taken {
                self.settled[position] = true;
            }
            let has_condition = condition.node.is_some();
            self.key.extend(condition.node);
            if !condition.is_equality {
                self.rank.ranged = has_condition;
                return Ok(());
            }
            self.rank.fixed += 1;
        }
        Ok(())
    }

    /// Settles conditions that only require key attributes to have values: every item in the index
    /// has them.
    fn settle_by_being_in_it(&mut self, nodes: &[Node]) {
        for (settled, node) in self.settled.iter_mut().zip(nodes) {
            if only_needs(node).is_some_and(|attribute| self.key_path.has_in_key(attribute)) {
                *settled = true;
                self.rank.by_being_in_it += 1;
            }
        }
    }

    /// Returns the part of the requested and checked attributes that the index holds.
    fn held(&self, question: &Question) -> Held {
        if self.key_path.holds_all_of(question.model) {
            return Held::WholeItems;
        }
        let has_returned = match &question.returned {
            Some(attributes) => attributes.iter().all(|it| self.key_path.holds(it)),
            None => !question.may_fetch,
        };
        let has_condition = self.unsettled(question).all(|it| self.holds_all_of(it));
        match (has_condition, has_returned) {
            (true, true) => Held::AllThatIsAskedFor,
            (true, false) => Held::Condition,
            (false, _) => Held::Less,
        }
    }

    fn unsettled<'q>(&self, question: &'q Question) -> impl Iterator<Item = &'q Node> {
        let nodes = question.condition.nodes().iter().zip(&self.settled);
        let open: Vec<_> = nodes.filter(|(_, settled)| !**settled).collect();
        open.into_iter().map(|(node, _)| node)
    }

    fn holds_all_of(&self, node: &Node) -> bool {
        node.attributes().iter().all(|it| self.key_path.holds(it))
    }

    /// Returns an attribute that the index lacks.
    pub(super) fn missing(&self, question: &Question) -> Option<&'static str> {
        let returned = question.returned.iter().flatten().copied();
        let filtered = self.unsettled(question).flat_map(Node::attributes);
        returned
            .chain(filtered)
            .find(|attribute| !self.key_path.holds(attribute))
    }

    /// Splits the rest of the condition: DynamoDB filters by the attributes of the index except its
    /// key, the others are checked on the response or the whole item.
    pub(super) fn into_path(self, question: &Question) -> Plan {
        let held = self.unsettled(question).filter(|it| self.holds_all_of(it));
        let (checked, filter): (Vec<Node>, Vec<Node>) = held.cloned().partition(|node| {
            let mut attributes = node.attributes().into_iter();
            attributes.any(|attribute| self.key_path.has_in_key(attribute))
        });
        Plan {
            access: Access::Query {
                index: self.key_path.index,
                key: Conjunction::from(self.key),
                order: self.ordered_by.last().copied(),
            },
            filter: filter.into(),
            checked: checked.into(),
            fetches: self.fetches,
        }
    }
}

/// Returns the key attribute that an item for which the condition holds may lack, so that it is not in
/// the index; `None` if the index contains them all.
pub(super) fn may_lack(key_path: KeyPath, question: &Question) -> Option<&'static str> {
    key_path.index?;
    let nodes = question.condition.nodes();
    let may_be_absent = question.model.may_be_absent.iter().copied();
    may_be_absent
        .filter(|attribute| key_path.has_in_key(attribute))
        .find(|attribute| !nodes.iter().any(|node| needs(node, attribute)))
}
