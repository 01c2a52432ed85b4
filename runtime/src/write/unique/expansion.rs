//! Transactions with the writes of their guards.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::plan::Planned;
use super::super::plan::guard_effect::GuardEffect;
use super::as_read::{self, Scope};
use super::guard::{self, GuardKey, Owner};
use super::guard_write::GuardWrite;
use super::held::{expiry, held};
use super::known::Known;
use crate::Error;
use crate::error::ErrorKind;
use crate::item::Attributes;
use crate::model::UniqueDescriptor;
use crate::request::ItemWrite;

/// An item before and after a write that may change its guards. Other writes leave both `None`: the
/// item is not read for them.
#[derive(Default)]
pub(crate) struct ItemChange {
    pub(crate) before: Option<Attributes>,
    pub(crate) after: Option<Attributes>,
    /// The attributes that the write requires to be as they are in `before`. Another write may have
    /// changed the rest since it was read.
    pub(super) scope: Scope,
}

impl ItemChange {
    /// Returns `true` if all attributes of the item are certain.
    pub(crate) fn is_exact(&self) -> bool {
        self.scope == Scope::All
    }
}

/// A whole transaction: first the writes of items, then those of guards.
pub(super) struct Expansion {
    pub(super) items: Vec<ItemWrite>,
    /// The writes as they were made from the stored items, if they depend on them.
    pub(super) adapted: Vec<Option<Planned>>,
    pub(super) guards: BTreeMap<GuardKey, GuardWrite>,
    /// Guards that stay as they are, since their values do.
    pub(super) staying: Vec<GuardKey>,
    pub(super) changes: Vec<ItemChange>,
}

impl Expansion {
    /// Returns the transaction, given the items that were read.
    pub(super) fn of(
        planned: &[Planned],
        read: Vec<Option<Attributes>>,
        known: &Known,
    ) -> Result<Self, Error> {
        let mut expansion = Self {
            items: Vec::with_capacity(planned.len()),
            adapted: Vec::with_capacity(planned.len()),
            guards: BTreeMap::new(),
            staying: Vec::new(),
            changes: Vec::with_capacity(planned.len()),
        };
        for (position, (write, before)) in planned.iter().zip(read).enumerate() {
            let stored = before
                .as_ref()
                .or(known.items.get(&position).and_then(Option::as_ref));
            let is_known = known.reads(write) || known.items.contains_key(&position);
            let adapted = (is_known && write.depends_on_item()).then(|| write.over(stored));
            let adapted = adapted.transpose()?;
            let write = adapted.as_ref().unwrap_or(write);
            let (item, scope) = as_it_was_read(write, before.as_ref())?;
            let mut change = ItemChange::default();
            if let Some(effect) = write.guard_effect() {
                let after = effect.after(before.as_ref());
                change = ItemChange {
                    before,
                    after,
                    scope,
                };
                expansion.add_guards(planned, position, effect, &change)?;
            }
            expansion.items.push(item);
            expansion.changes.push(change);
            expansion.adapted.push(adapted);
        }
        Ok(expansion)
    }

    fn add_guards(
        &mut self,
        planned: &[Planned],
        position: usize,
        effect: &GuardEffect,
        change: &ItemChange,
    ) -> Result<(), Error> {
        let Some(write) = planned.get(position) else {
            return Ok(());
        };
        let (before, after) = (change.before.as_ref(), change.after.as_ref());
        let namespace = write.client().guard_namespace();
        let had = held(namespace, effect.model, before);
        let has = held(namespace, effect.model, after);
        let expires = expiry(effect.model, after);
        let expires_as_before = expiry(effect.model, before) == expires;
        let stays = |key: &String| had.contains_key(key) && expires_as_before && !effect.claims_all;
        let owners = effect.owners(write.table());
        let table = guard::table(write.client());
        let at = |guard: &String| GuardKey {
            table: Arc::clone(&table),
            guard: guard.clone(),
        };
        for (key, unique) in &has {
            if stays(key) {
                self.staying.push(at(key));
                continue;
            }
            let guard = self.guard(at(key), unique, position, &owners);
            if guard.is_claimed {
                return Err(claimed_twice(planned, [guard.position, position], unique));
            }
            guard.is_claimed = true;
            guard.position = position;
            guard.expires = expires.cloned();
        }
        for (key, unique) in had.iter().filter(|(key, _)| !has.contains_key(*key)) {
            self.guard(at(key), unique, position, &owners);
        }
        Ok(())
    }

    fn guard(
        &mut self,
        key: GuardKey,
        unique: &'static UniqueDescriptor,
        position: usize,
        owners: &[Owner],
    ) -> &mut GuardWrite {
        let guard = self.guards.entry(key).or_insert_with(|| GuardWrite {
            unique,
            position,
            is_claimed: false,
            expires: None,
            owners: Vec::new(),
        });
        guard.owners.extend_from_slice(owners);
        guard
    }

    /// Returns the number of writes.
    pub(super) fn len(&self) -> usize {
        self.items.len() + self.guards.len()
    }

    /// Returns the writes as requests. `claim` marks the guards as written by this transaction.
    pub(super) fn requests(
        &self,
        planned: &[Planned],
        known: &Known,
        claim: &str,
    ) -> Vec<ItemWrite> {
        let guards = self.guards.iter();
        let guards = guards.map(|(key, guard)| guard.request(planned, key, known, claim));
        self.items.iter().cloned().chain(guards).collect()
    }
}

/// Returns a write on the condition that its item has not changed since it was read, if that
/// matters to guards.
fn as_it_was_read(write: &Planned, read: Option<&Attributes>) -> Result<(ItemWrite, Scope), Error> {
    let Some(effect) = write.guard_effect().filter(|effect| effect.reads) else {
        return Ok((write.request(None)?, Scope::All));
    };
    let on = |scope| write.request(Some(as_read::condition(effect, scope, read)));
    match on(Scope::All) {
        Err(error) if matches!(error.kind(), ErrorKind::Expression(_)) => {
            Ok((on(Scope::Guarded)?, Scope::Guarded))
        }
        item => Ok((item?, Scope::All)),
    }
}

/// Returns the error of two writes of a transaction that claim the same value.
fn claimed_twice(
    planned: &[Planned],
    positions: [usize; 2],
    unique: &'static UniqueDescriptor,
) -> Error {
    let writes = positions.map(|it| planned.get(it));
    let [owner, key] = writes.map(|it| it.map(Planned::key_text).unwrap_or_default());
    Error::new(ErrorKind::UniqueConflict {
        model: writes[1].map_or("", Planned::model),
        key,
        fields: unique.attributes,
        owner,
        deleted: false,
    })
}
