//! The writes of a transaction with those of guards.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::as_read;
use super::guard::{self, Guard, Owner};
use super::held::{Held, expiry, held};
use super::touch::Touch;
use crate::error::ErrorKind;
use crate::model::{UNIQUE_GUARDS, UniqueDescriptor};
use crate::ops::transaction::Planned;
use crate::request::{Attributes, TransactedAction, TransactedWrite};
use crate::{Client, Error};

/// An item before a write and after it, as far as guards depend on it: both are `None` where they
/// do not.
#[derive(Default)]
pub struct Change {
    pub(in crate::ops) before: Option<Attributes>,
    pub(in crate::ops) after: Option<Attributes>,
}

/// What earlier attempts have shown of guards.
#[derive(Default)]
pub(super) struct Known {
    /// Those whose owner does not hold their value: they can be taken over as long as they are
    /// what they were.
    pub(super) abandoned: HashMap<String, Guard>,
    /// Those that others have taken over: they are not given up.
    pub(super) foreign: HashSet<String>,
}

/// A write of a guard. Those that claim and give up the same guard in one transaction are one
/// write, since DynamoDB refuses two of one item: so two items can swap their values.
pub(super) struct GuardWrite {
    pub(super) unique: &'static UniqueDescriptor,
    /// The write for whose item it is claimed.
    pub(super) claimed_for: Option<usize>,
    expires: Option<aws_sdk_dynamodb::types::AttributeValue>,
    /// Those from whom it may be taken, the new owner included.
    pub(super) owners: Vec<Owner>,
}

/// A whole transaction: first the writes of items, then those of guards.
pub(super) struct Expansion {
    pub(super) items: Vec<TransactedWrite>,
    pub(super) guards: BTreeMap<String, GuardWrite>,
    pub(super) changes: Vec<Change>,
}

impl Expansion {
    /// The writes, given the items that were read.
    pub(super) fn of(
        planned: &[Planned],
        read: Vec<Option<Attributes>>,
        known: &Known,
    ) -> Result<Self, Error> {
        let mut expansion = Self {
            items: Vec::with_capacity(planned.len()),
            guards: BTreeMap::new(),
            changes: Vec::with_capacity(planned.len()),
        };
        for (position, (write, before)) in planned.iter().zip(read).enumerate() {
            let mut item = write.write().clone();
            let mut change = Change::default();
            if let Some(touch) = write.touch() {
                if touch.reads {
                    as_read::require(&mut item.conditional, touch.model, before.as_ref());
                }
                let after = touch.after(before.as_ref())?;
                change = Change { before, after };
                expansion.add_guards(planned, position, touch, &change)?;
            }
            expansion.items.push(item);
            expansion.changes.push(change);
        }
        expansion
            .guards
            .retain(|key, guard| guard.claimed_for.is_some() || !known.foreign.contains(key));
        Ok(expansion)
    }

    fn add_guards(
        &mut self,
        planned: &[Planned],
        position: usize,
        touch: &Touch,
        change: &Change,
    ) -> Result<(), Error> {
        let (before, after) = (change.before.as_ref(), change.after.as_ref());
        let (had, has) = (held(touch.model, before), held(touch.model, after));
        let expires = expiry(touch.model, after);
        let expires_as_before = expiry(touch.model, before) == expires;
        let only_in = |some: &Held, other: &Held| {
            let some = some.iter().filter(|(key, _)| !other.contains_key(*key));
            some.map(|(key, unique)| (key.clone(), *unique))
                .collect::<Vec<_>>()
        };
        let claimed = if expires_as_before && !touch.claims_all {
            only_in(&has, &had)
        } else {
            has.iter()
                .map(|(key, unique)| (key.clone(), *unique))
                .collect()
        };
        for (key, unique) in claimed {
            let guard = self.guard(key, unique, touch);
            if let Some(other) = guard.claimed_for.replace(position) {
                return Err(claimed_twice(planned, [other, position], unique));
            }
            guard.expires = expires.cloned();
        }
        for (key, unique) in only_in(&had, &has) {
            self.guard(key, unique, touch);
        }
        Ok(())
    }

    fn guard(
        &mut self,
        key: String,
        unique: &'static UniqueDescriptor,
        touch: &Touch,
    ) -> &mut GuardWrite {
        let guard = self.guards.entry(key).or_insert_with(|| GuardWrite {
            unique,
            claimed_for: None,
            expires: None,
            owners: Vec::new(),
        });
        guard.owners.push(touch.owner.clone());
        guard
    }

    /// How many writes it has.
    pub(super) fn len(&self) -> usize {
        self.items.len() + self.guards.len()
    }

    /// The writes as requests. `claim` is what marks the guards as written by this transaction.
    pub(super) fn requests(
        &self,
        client: &Client,
        planned: &[Planned],
        known: &Known,
        claim: &str,
    ) -> Vec<TransactedWrite> {
        let table: Arc<str> = client.table_name(UNIQUE_GUARDS.name).into();
        let guards = self.guards.iter().map(|(key, guard)| {
            let claimed_by = guard.claimed_for.and_then(|it| planned.get(it)?.touch());
            let abandoned = known.abandoned.get(key).filter(|_| claimed_by.is_some());
            let action = match claimed_by {
                Some(touch) => TransactedAction::Put {
                    item: guard::claimed(key, &touch.owner, guard.expires.as_ref(), claim),
                },
                None => TransactedAction::Delete {
                    key: guard::key_of(key),
                },
            };
            TransactedWrite {
                table: Arc::clone(&table),
                action,
                conditional: match abandoned {
                    Some(abandoned) => abandoned.unchanged(),
                    None => guard::free_or_held_by(&guard.owners),
                },
            }
        });
        self.items.iter().cloned().chain(guards).collect()
    }
}

/// The error of two writes of a transaction that want the same value.
fn claimed_twice(
    planned: &[Planned],
    positions: [usize; 2],
    unique: &'static UniqueDescriptor,
) -> Error {
    let [owner, claimant] = positions.map(|it| planned.get(it).map(|it| &it.subject));
    let key = |subject: Option<&crate::ops::transaction::Subject>| {
        subject.map(|it| it.key.clone()).unwrap_or_default()
    };
    Error::new(ErrorKind::UniqueConflict {
        model: claimant.map_or("", |it| it.model),
        key: key(claimant),
        fields: unique.attributes,
        owner: key(owner),
        deleted: false,
    })
}
