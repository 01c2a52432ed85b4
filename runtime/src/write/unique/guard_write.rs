//! Writes of guards in a transaction.

use std::sync::Arc;

use aws_sdk_dynamodb::types::AttributeValue;

use super::super::plan::Planned;
use super::guard::{self, GuardKey, Owner};
use super::known::Known;
use crate::model::UniqueDescriptor;
use crate::request::{Conditional, ItemAction, ItemWrite};
use crate::transport::NewItem;

/// A write of a guard. Claiming and releasing the same guard in one transaction is one write, since
/// DynamoDB refuses two writes of one item; so two items can swap their values.
pub(super) struct GuardWrite {
    pub(super) unique: &'static UniqueDescriptor,
    /// The position of the write for whose item it is claimed, or else of the first that releases
    /// it.
    pub(super) position: usize,
    /// `true` if it is claimed.
    pub(super) is_claimed: bool,
    pub(super) expires: Option<AttributeValue>,
    /// The owners from whom it may be taken, including the new one.
    pub(super) owners: Vec<Owner>,
}

impl GuardWrite {
    /// Returns the write for whose item it is claimed, if it is.
    pub(super) fn claimed_by<'p>(&self, planned: &'p [Planned]) -> Option<&'p Planned> {
        planned.get(self.position).filter(|_| self.is_claimed)
    }

    /// Returns its request. `claim` marks the guard as written by this transaction.
    pub(super) fn request(
        &self,
        planned: &[Planned],
        key: &GuardKey,
        known: &Known,
        claim: &str,
    ) -> ItemWrite {
        let (action, conditional) = match self.claimed_by(planned) {
            Some(write) => self.claim(write, key, known, claim),
            None => self.release(key, known),
        };
        ItemWrite {
            table: Arc::clone(&key.table),
            action,
            conditional,
        }
    }

    fn claim(
        &self,
        write: &Planned,
        key: &GuardKey,
        known: &Known,
        claim: &str,
    ) -> (ItemAction, Conditional) {
        let owner = Owner {
            table: Arc::clone(write.table()),
            key: write.key_attributes(),
        };
        let item = guard::claimed(&key.guard, &owner, self.expires.as_ref(), claim);
        let item = NewItem::Attributes(item);
        let conditional = match known.abandoned.get(key) {
            Some(abandoned) => abandoned.unchanged(),
            None => guard::free_or_held_by(&self.owners),
        };
        (ItemAction::Put { item }, conditional)
    }

    /// A guard of another item is not deleted, but it must not have become the own one meanwhile.
    fn release(&self, key: &GuardKey, known: &Known) -> (ItemAction, Conditional) {
        let is_foreign = known.foreign.contains(key);
        let key = guard::key_of(&key.guard);
        if is_foreign {
            let conditional = guard::not_held_by(&self.owners);
            return (ItemAction::Check { key }, conditional);
        }
        let conditional = guard::free_or_held_by(&self.owners);
        (ItemAction::Delete { key }, conditional)
    }

    /// Returns `true` if items of this table may hold it: the table of one of the writes, or a
    /// former table of theirs.
    pub(super) fn is_of(&self, table: &str) -> bool {
        self.owners.iter().any(|owner| *owner.table == *table)
    }
}
