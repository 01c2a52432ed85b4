//! Conditions that all have to hold, one by one.

use std::sync::Arc;

use super::{Condition, Join, Node, all_of};
use crate::expr::error::ExpressionError;
use crate::item::Attributes;

/// Conditions that all have to hold: what is left of a [`Condition`] when its `AND`s are taken
/// apart. Without any, it always holds.
///
/// `Debug` prints it with `?` in place of each value.
#[derive(Clone)]
pub(crate) struct Conjunction(Arc<[Node]>);

impl Conjunction {
    /// Takes conditions apart.
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

    /// Whether all of it holds for an item.
    pub(crate) fn holds(&self, item: &Attributes) -> bool {
        self.0.iter().all(|node| node.holds(item))
    }

    /// The attributes that it is on, each as often as it is.
    pub(crate) fn attributes(&self) -> Vec<&'static str> {
        self.0.iter().flat_map(Node::attributes).collect()
    }

    /// As one condition again; `None` if there are none.
    pub(crate) fn condition<M>(&self) -> Option<Condition<M>> {
        self.node().map(|node| Condition::new(Ok(node)))
    }

    /// [`condition`](Self::condition), of no model.
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
