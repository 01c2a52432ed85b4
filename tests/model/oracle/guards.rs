//! Guards of unique fields, as the storage format describes them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::{State, is_given};
use crate::spec::{Kind, Spec, Unique};
use crate::value::{Item, Value};

/// A guard, beside its key. By which transaction it was written is nobody's business.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Guard {
    pub(crate) table: String,
    pub(crate) owner: Item,
    pub(crate) expires: Option<Value>,
}

/// What a write does to one item.
#[derive(Clone, Debug)]
pub(super) struct Effect {
    pub(super) kind: Kind,
    pub(super) key: Item,
    pub(super) before: Option<Item>,
    pub(super) after: Option<Item>,
    /// Whether it claims the values that stay as they are, too.
    pub(super) claims_all: bool,
}

/// The keys of the guards that an item holds.
pub(crate) fn held(spec: &Spec, item: &Item) -> Vec<String> {
    let counts = |unique: &&Unique| !(unique.among_live && spec.is_deleted(item));
    let given = |unique: &&Unique| unique.attributes.iter().all(|name| is_given(item, name));
    let held = spec.uniques.iter().filter(counts).filter(given);
    held.map(|unique| guard_key(spec, unique, item)).collect()
}

/// The namespace, which is empty; the table; a place for what tells models of a shared table apart;
/// the names, in alphabetical order; and the values in theirs.
fn guard_key(spec: &Spec, unique: &Unique, item: &Item) -> String {
    let mut sorted = unique.attributes.to_vec();
    sorted.sort_unstable();
    let names: Vec<_> = sorted.iter().map(|name| escaped(name)).collect();
    let values = sorted.iter().map(|name| match &item[*name] {
        Value::N(number) => number.to_string(),
        other => escaped(&other.text()),
    });
    let values: Vec<_> = values.collect();
    let table = escaped(spec.table);
    format!("#{table}##{}#{}", names.join("$"), values.join("#"))
}

fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for letter in text.chars() {
        if letter <= '%' {
            let _ = write!(escaped, "%{:02X}", u32::from(letter));
        } else {
            escaped.push(letter);
        }
    }
    escaped
}

impl Effect {
    fn held_before(&self) -> Vec<String> {
        let before = self.before.as_ref();
        before
            .map(|item| held(self.kind.spec(), item))
            .unwrap_or_default()
    }

    fn held_after(&self) -> Vec<String> {
        let after = self.after.as_ref();
        after
            .map(|item| held(self.kind.spec(), item))
            .unwrap_or_default()
    }

    fn claimed(&self) -> Vec<String> {
        let mut claimed = self.held_after();
        if !self.claims_all {
            let before = self.held_before();
            claimed.retain(|guard| !before.contains(guard));
        }
        claimed
    }
}

/// Whether two writes claim one value.
pub(super) fn claim_together(effects: &[Effect]) -> bool {
    let claimed: Vec<_> = effects.iter().flat_map(Effect::claimed).collect();
    let different: BTreeSet<_> = claimed.iter().collect();
    different.len() < claimed.len()
}

impl State {
    /// Carries out what several writes do, all at once; or names those by position that claim a
    /// value which another item holds then.
    pub(super) fn carry_out(&mut self, effects: &[Effect]) -> Result<(), Vec<usize>> {
        let mut next = self.clone();
        for effect in effects {
            next.put(effect.kind, effect.key.clone(), effect.after.clone());
        }
        let conflicts: Vec<_> = (0..effects.len())
            .filter(|at| next.has_conflict(effects, *at))
            .collect();
        if !conflicts.is_empty() {
            return Err(conflicts);
        }
        next.release(effects);
        for effect in effects {
            next.claim(effect);
        }
        *self = next;
        Ok(())
    }

    fn has_conflict(&self, effects: &[Effect], at: usize) -> bool {
        let effect = &effects[at];
        effect.claimed().iter().any(|guard| {
            let by_guard = self.guards.get(guard).is_some_and(|row| {
                let owner = self.get(effect.kind, &row.owner);
                let holds = owner.is_some_and(|it| held(effect.kind.spec(), it).contains(guard));
                row.owner != effect.key && holds
            });
            let by_another_write = effects
                .iter()
                .enumerate()
                .any(|(other, effect)| other != at && effect.claimed().contains(guard));
            by_guard || by_another_write
        })
    }

    fn release(&mut self, effects: &[Effect]) {
        for effect in effects {
            let after = effect.held_after();
            for guard in effect.held_before() {
                let is_owner = self
                    .guards
                    .get(&guard)
                    .is_some_and(|it| it.owner == effect.key);
                if is_owner && !after.contains(&guard) {
                    self.guards.remove(&guard);
                }
            }
        }
    }

    fn claim(&mut self, effect: &Effect) {
        let spec = effect.kind.spec();
        let expires = effect.after.as_ref().filter(|_| spec.expires);
        let row = Guard {
            table: spec.table.to_owned(),
            owner: effect.key.clone(),
            expires: expires.and_then(|item| item.get("due")).cloned(),
        };
        let claimed = effect.claimed();
        for guard in effect.held_after() {
            let stored = self.guards.get(&guard);
            let keeps = stored.is_some_and(|it| it.owner == effect.key);
            if keeps || claimed.contains(&guard) {
                self.guards.insert(guard, row.clone());
            }
        }
    }

    /// What is wrong with the guards, whatever has led to it: each value is held by one item, and
    /// by the owner of its guard.
    pub(crate) fn guard_problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        let mut holders: BTreeMap<String, Item> = BTreeMap::new();
        for (kind, items) in &self.tables {
            for (key, item) in items {
                for guard in held(kind.spec(), item) {
                    if let Some(other) = holders.insert(guard.clone(), key.clone()) {
                        problems.push(format!("{guard} is held by {other:?} and {key:?}"));
                    }
                    let owner = self.guards.get(&guard).map(|it| &it.owner);
                    if owner != Some(key) {
                        problems.push(format!(
                            "{guard} is {key:?}'s, and the guard says {owner:?}"
                        ));
                    }
                }
            }
        }
        problems
    }

    /// Guards whose owner does not hold the value, where no other program has had a part.
    pub(crate) fn orphans(&self) -> Vec<String> {
        let holds = |key: &str, guard: &Guard| {
            let tables = self.tables.iter();
            let mut tables = tables.filter(|(kind, _)| kind.spec().table == guard.table);
            tables.any(|(kind, items)| {
                let owner = items.get(&guard.owner);
                owner.is_some_and(|it| held(kind.spec(), it).iter().any(|it| it == key))
            })
        };
        let orphans = self.guards.iter().filter(|(key, guard)| !holds(key, guard));
        orphans
            .map(|(key, guard)| format!("{key} is nobody's: {guard:?}"))
            .collect()
    }
}
