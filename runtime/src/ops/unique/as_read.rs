//! The condition that an item is still what it was when it was read.

use super::unchanged::unchanged;
use crate::expr::{DocumentPath, Function, Join, Node, is_same, joined};
use crate::model::ModelDescriptor;
use crate::request::Attributes;

/// DynamoDB takes 300 operators and functions in a condition: two for each attribute, and some
/// for the conditions of the operation.
const MAX_ATTRIBUTES: usize = 120;

/// The attributes that have to be as they were: all of the model, so that what is returned is
/// what was stored, but for those of the key, which never change. With a version, the version
/// stands for the others.
fn attributes(model: &'static ModelDescriptor) -> Vec<&'static str> {
    let guarded = model.guarded_attributes();
    let mut names: Vec<_> = match model.version {
        Some(version) => guarded.chain([version]).collect(),
        None if model.attributes.len() > MAX_ATTRIBUTES => guarded.collect(),
        None => model.attributes.to_vec(),
    };
    names.retain(|name| !model.table.key_names().any(|key| key == *name));
    names.sort_unstable();
    names.dedup();
    names
}

/// The condition that the item is as it was read: absent, or with the same attributes.
pub(super) fn condition(model: &'static ModelDescriptor, read: Option<&Attributes>) -> Node {
    let key = DocumentPath::attribute(model.table.partition.name);
    let Some(read) = read else {
        return Node::Function(Function::NotExists, key);
    };
    let exists = Node::Function(Function::Exists, key);
    let Some(same) = unchanged(attributes(model), read) else {
        return exists;
    };
    joined(Join::And, exists, same)
}

/// Whether an item is not what it was when it was read.
pub(super) fn is_stale(
    model: &'static ModelDescriptor,
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
    !attributes(model).iter().all(same)
}
