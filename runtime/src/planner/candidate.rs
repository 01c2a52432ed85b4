//! An access path that serves a condition, and what of the condition it takes.

use super::conjunct::{check_partition, equality, needs, only_needs};
use super::key_path::KeyPath;
use super::{Access, Plan, Question, sort_key};
use crate::expr::{Conjunction, ExpressionError, Node};

/// A key whose partition the condition fixes.
pub(super) struct Candidate {
    pub(super) key_path: KeyPath,
    key: Vec<Node>,
    /// The conditions that the key condition, or being in the index, says all of.
    settled: Vec<bool>,
    pub(super) rank: Rank,
    /// The sort key attributes that are fixed, and then the one that items are ordered by.
    pub(super) ordered_by: Vec<&'static str>,
    pub(super) fetches: bool,
}

/// How well an access path serves: the more of the key is fixed, the less is read. Greater is
/// better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    /// Key attributes that have to equal a value.
    fixed: usize,
    /// Whether a range follows them.
    ranged: bool,
    /// Conditions that hold for whatever is in the index.
    by_being_in_it: usize,
    held: Held,
    is_primary: bool,
}

/// How much of its items an access path gives, without reading them by key. With whole items at the
/// top, what is counted or returned in part takes the same access path as what is returned whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Held {
    /// Less than what is asked for.
    Less,
    AllThatIsAskedFor,
    WholeItems,
}

impl Candidate {
    /// `None` if the access path does not serve the question.
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
        if !has_all_items(key_path, question) {
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
        candidate.fetches = candidate.rank.held == Held::Less;
        Ok(Some(candidate))
    }

    /// Sort key attributes from the first on: equalities, and a range on the last.
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

    /// What is in an index has a value in each of the attributes of its key.
    fn settle_by_being_in_it(&mut self, nodes: &[Node]) {
        for (settled, node) in self.settled.iter_mut().zip(nodes) {
            if only_needs(node).is_some_and(|attribute| self.key_path.has_in_key(attribute)) {
                *settled = true;
                self.rank.by_being_in_it += 1;
            }
        }
    }

    /// How much it has of what is asked for and of what is to be checked.
    fn held(&self, question: &Question) -> Held {
        if self.key_path.holds_all_of(question.model) {
            return Held::WholeItems;
        }
        let has_returned = match &question.returned {
            Some(attributes) => attributes.iter().all(|it| self.key_path.holds(it)),
            None => !question.may_fetch,
        };
        if has_returned && self.unsettled(question).all(|it| self.holds_all_of(it)) {
            Held::AllThatIsAskedFor
        } else {
            Held::Less
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

    /// An attribute that the index would have to hold.
    pub(super) fn missing(&self, question: &Question) -> Option<&'static str> {
        let returned = question.returned.iter().flatten().copied();
        let filtered = self.unsettled(question).flat_map(Node::attributes);
        returned
            .chain(filtered)
            .find(|attribute| !self.key_path.holds(attribute))
    }

    /// Hands what is left of the condition to whoever can apply it: DynamoDB takes filters on
    /// what it holds, save the key; the rest waits for the whole item.
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

/// Whether every item for which the condition holds is in the index: one without an attribute of
/// its key is not.
fn has_all_items(key_path: KeyPath, question: &Question) -> bool {
    let nodes = question.condition.nodes();
    let sparse = question.model.sparse.iter();
    key_path.index.is_none()
        || sparse
            .filter(|attribute| key_path.has_in_key(attribute))
            .all(|attribute| nodes.iter().any(|node| needs(node, attribute)))
}
