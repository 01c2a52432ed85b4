//! The condition that an item has not changed since it was read.

use super::super::plan::guard_effect::GuardEffect;
use super::super::plan::unchanged::unchanged;
use crate::expr::{Function, Join, Node, is_same_or_absent, joined};
use crate::item::Attributes;
use crate::path::DocumentPath;

/// The attributes of an item that must be unchanged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Scope {
    /// The attributes that guards depend on ([`GuardEffect::premises`]), and all others of the
    /// model, so that the returned item is the stored one. If the model has a version, the
    /// condition names it instead of the others: every write that changes one of them changes it,
    /// except those of whole items by a schema, which say themselves at which version they are.
    #[default]
    All,
    /// Only those that guards depend on. Used if a condition on all would exceed DynamoDB's limit
    /// of 300 operators or 4 KB: two operators for each attribute, besides the conditions of the
    /// operation.
    Guarded,
}

/// Returns the attributes that must be unchanged, without those of the key, which never change.
fn attributes(effect: &GuardEffect, scope: Scope) -> Vec<&'static str> {
    let model = effect.model;
    let mut names = effect.premises();
    match (scope, model.version) {
        (Scope::All, None) => names.extend(model.attributes),
        (Scope::All, Some(version)) => names.push(version),
        (Scope::Guarded, _) => {}
    }
    names.retain(|name| !model.table.key_names().any(|key| key == *name));
    names.sort_unstable();
    names.dedup();
    names
}

/// Returns the condition that the item is as it was read: absent, or with the same attributes.
pub(super) fn condition(effect: &GuardEffect, scope: Scope, read: Option<&Attributes>) -> Node {
    let key = DocumentPath::attribute(effect.model.table.partition.name);
    let Some(read) = read else {
        return Node::Function(Function::NotExists, key);
    };
    let exists = Node::Function(Function::Exists, key);
    let Some(same) = unchanged(attributes(effect, scope), read) else {
        return exists;
    };
    joined(Join::And, exists, same)
}

/// Returns `true` if an item has changed since it was read.
pub(super) fn is_stale(
    effect: &GuardEffect,
    scope: Scope,
    read: Option<&Attributes>,
    now: Option<&Attributes>,
) -> bool {
    let (Some(read), Some(now)) = (read, now) else {
        return read.is_some() != now.is_some();
    };
    let mut names = attributes(effect, scope).into_iter();
    !names.all(|name| is_same_or_absent(now.get(name), read.get(name)))
}
