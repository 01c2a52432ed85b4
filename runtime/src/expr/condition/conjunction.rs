//! Conjunctions of conditions.

use std::sync::Arc;

use super::{Condition, Join, Node, all_of};
use crate::expr::error::ExpressionError;
use crate::item::Attributes;

/// Conditions that must all hold: a [`Condition`] split at its top-level `AND`s. An empty
/// conjunction always holds.
///
/// `Debug` prints it with `?` in place of each value.
#[derive(Clone)]
pub(crate) struct Conjunction(Arc<[Node]>);

impl Conjunction {
    /// Splits a condition.
    pub(crate) fn of<M>(condition: Condition<M>) -> Result<Self, ExpressionError> {
        let mut nodes = Vec::new();
        take_apart(condition.into_node()?, &mut nodes);
        Ok(nodes.into())
    }

    pub(crate) fn nodes(&self) -> &[Node] {
        &self.0
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns `true` if all conditions hold for an item.
    pub(crate) fn holds(&self, item: &Attributes) -> bool {
        self.0.iter().all(|node| node.holds(item))
    }

    /// Returns the attributes of the conditions, with repetitions.
    pub(crate) fn attributes(&self) -> Vec<&'static str> {
        self.0.iter().flat_map(Node::attributes).collect()
    }

    /// Joins the conditions again; `None` if there are none.
    pub(crate) fn condition<M>(&self) -> Option<Condition<M>> {
        self.node().map(|node| Condition::new(Ok(node)))
    }

    /// Does the same as [`condition`](Self::condition), without the model.
    pub(crate) fn node(&self) -> Option<Node> {
        all_of(self.0.iter().cloned())
    }
}

fn take_apart(node: Node, nodes: &mut Vec<Node>) {
    match node {
        Node::Group(Join::And, inner) => inner.into_iter().for_each(|it| take_apart(it, nodes)),
        node => nodes.push(node),
    }
}

impl Default for Conjunction {
    fn default() -> Self {
        Self(Arc::new([]))
    }
}

impl From<Vec<Node>> for Conjunction {
    fn from(nodes: Vec<Node>) -> Self {
        Self(nodes.into())
    }
}
