//! The condition that an item has not changed since it was read.

use super::super::plan::unchanged::unchanged;
use crate::expr::{Function, Join, Node, is_same, joined};
use crate::item::Attributes;
use crate::model::ModelDescriptor;
use crate::path::DocumentPath;

/// The attributes of an item that must be unchanged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Scope {
    /// All attributes of the model, so that the returned item is the stored one. With a version,
    /// the version stands for them.
    #[default]
    All,
    /// The attributes that guards depend on. Used if a condition on all would exceed DynamoDB's
    /// limit of 300 operators or 4 KB: two operators for each attribute, besides the conditions of
    /// the operation.
    Guarded,
}

/// Returns the attributes that must be unchanged, without those of the key, which never change.
fn attributes(model: &'static ModelDescriptor, scope: Scope) -> Vec<&'static str> {
    let guarded = model.guarded_attributes();
    let mut names: Vec<_> = match (scope, model.version) {
        (Scope::All, None) => model.attributes.to_vec(),
        (Scope::All, Some(version)) => guarded.chain([version]).collect(),
        (Scope::Guarded, _) => guarded.collect(),
    };
    names.retain(|name| !model.table.key_names().any(|key| key == *name));
    names.sort_unstable();
    names.dedup();
    names
}

/// Returns the condition that the item is as it was read: absent, or with the same attributes.
pub(super) fn condition(
    model: &'static ModelDescriptor,
    scope: Scope,
    read: Option<&Attributes>,
) -> Node {
    let key = DocumentPath::attribute(model.table.partition.name);
    let Some(read) = read else {
        return Node::Function(Function::NotExists, key);
    };
    let exists = Node::Function(Function::Exists, key);
    let Some(same) = unchanged(attributes(model, scope), read) else {
        return exists;
    };
    joined(Join::And, exists, same)
}

/// Returns `true` if an item has changed since it was read.
pub(super) fn is_stale(
    model: &'static ModelDescriptor,
    scope: Scope,
    read: Option<&Attributes>,
    now: Option<&Attributes>,
) -> bool {
    let (Some(read), Some(now)) = (read, now) else {
        return read.is_some() != now.is_some();
    };
    let same = |name: &&str| match (read.get(*name), now.get(*name)) {
        (Some(read), Some(now)) => is_same(now, read),
        (read, now) => read.is_none() && now.is_none(),
    };
    !attributes(model, scope).iter().all(same)
}
