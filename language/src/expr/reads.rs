//! What an expression reads of an item.

use std::collections::BTreeSet;
use std::fmt;

use dynamite_core::expr::Value;

use super::functions::Run;
use super::node::{Node, NodeKind};

/// A path of stored attributes that an expression reads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReadPath {
    /// The attribute of the item.
    pub attribute: String,
    /// What is read inside of it; nothing if all of it is.
    pub inside: Vec<ReadStep>,
}

/// A step of a path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReadStep {
    /// A member of a map.
    Member(String),
    /// An item of a list.
    Item(u32),
}

impl ReadPath {
    /// Returns `true` if two paths are the same, or one is inside the other.
    pub fn overlaps(&self, other: &Self) -> bool {
        let mut steps = self.inside.iter().zip(&other.inside);
        self.attribute == other.attribute && steps.all(|(one, other)| one == other)
    }
}

/// `profile.address` or `lines[0].sku`
impl fmt::Display for ReadPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.attribute)?;
        for step in &self.inside {
            match step {
                ReadStep::Member(name) => write!(f, ".{name}")?,
                ReadStep::Item(position) => write!(f, "[{position}]")?,
            }
        }
        Ok(())
    }
}

/// Adds the paths that a part of an expression reads.
pub(super) fn collect(node: &Node, reads: &mut BTreeSet<ReadPath>) {
    let (path, others) = path(node);
    reads.extend(path);
    for other in others {
        collect(other, reads);
    }
}

/// Returns the path that a part of an expression is, if all of its steps are known.
pub(super) fn copied(node: &Node) -> Option<ReadPath> {
    is_known(node).then(|| path(node).0).flatten()
}

/// Returns the path that a part of an expression is, and the parts that have paths of their own.
fn path(node: &Node) -> (Option<ReadPath>, Vec<&Node>) {
    match &node.kind {
        NodeKind::Attribute(name) => {
            let (attribute, inside) = (name.clone(), Vec::new());
            (Some(ReadPath { attribute, inside }), Vec::new())
        }
        NodeKind::Member(of, name) => {
            let (path, others) = path(of);
            (with(path, of, Some(ReadStep::Member(name.clone()))), others)
        }
        NodeKind::Index(of, at) => {
            let (path, mut others) = path(of);
            let step = step(at);
            if step.is_none() {
                others.push(at);
            }
            (with(path, of, step), others)
        }
        _ => (None, node.inside()),
    }
}

/// Returns a path with a step at its end, if the one before it is known.
fn with(path: Option<ReadPath>, of: &Node, step: Option<ReadStep>) -> Option<ReadPath> {
    let mut path = path?;
    if is_known(of) {
        path.inside.extend(step);
    }
    Some(path)
}

/// Returns `true` if a path goes on behind this part of it: it does not behind an item whose
/// position is computed.
fn is_known(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Attribute(_) => true,
        NodeKind::Member(of, _) => is_known(of),
        NodeKind::Index(of, at) => step(at).is_some() && is_known(of),
        _ => false,
    }
}

fn step(at: &Node) -> Option<ReadStep> {
    match at.constant()? {
        Value::String(name) => Some(ReadStep::Member(name.to_string())),
        Value::Number(number) => number.integer().map(ReadStep::Item),
        _ => None,
    }
}

/// Returns what a part of an expression is called in errors: a path, as far as it is known.
pub(super) fn described(node: &Node) -> String {
    match &node.kind {
        NodeKind::Attribute(name) => name.clone(),
        NodeKind::Named(name) => format!("${name}"),
        NodeKind::Member(of, name) => format!("{}.{name}", described(of)),
        NodeKind::Index(of, at) => match step(at) {
            Some(ReadStep::Item(position)) => format!("{}[{position}]", described(of)),
            Some(ReadStep::Member(name)) => format!("{}.{name}", described(of)),
            None => format!("{}[…]", described(of)),
        },
        _ => "(…)".to_owned(),
    }
}

/// Returns `true` if a part of an expression asks for the start of the run.
pub(super) fn uses_now(node: &Node) -> bool {
    let is_now =
        matches!(&node.kind, NodeKind::Call(call) if matches!(call.signature.run, Run::Now));
    is_now || node.inside().into_iter().any(uses_now)
}
