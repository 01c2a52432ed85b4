//! Random operations on one item.

use super::Generator;
use crate::command::{Change, Draft, Named, Once, Returns, Update, Whole, Write};
use crate::oracle::State;
use crate::spec::Kind;
use crate::time::Time;
use crate::value::{Item, n};

impl Generator {
    pub(super) fn write(&mut self, state: &State, kind: Kind) -> Write {
        let soft = kind.spec().deleted.is_some();
        match self.random.u32(0..100) {
            0..22 => {
                // Of the key of an item that is there, less often.
                let key = if self.chance(25) {
                    self.key(state, kind)
                } else {
                    self.any_key(kind)
                };
                Write::Create(kind, self.draft(kind, key))
            }
            22..28 => Write::Insert(kind, self.inserted(kind)),
            28..46 => Write::Whole {
                verb: *self.one_of(&[Whole::Save, Whole::Save, Whole::Upsert, Whole::Replace]),
                kind,
                entity: self.saved(state, kind),
                only_if: self.sometimes(state, kind),
            },
            46..54 => Write::Delete(self.named(state, kind)),
            54..59 if soft => Write::Purge(self.named(state, kind)),
            59..68 if soft => Write::Restore(self.named(state, kind)),
            _ => Write::Update(self.update(state, kind)),
        }
    }

    fn inserted(&mut self, kind: Kind) -> Item {
        let key = self.any_key(kind);
        let version = if self.chance(10) {
            kind.spec().version.map_or(1, |(_, most)| most)
        } else {
            self.random.u32(1..4).into()
        };
        let mut entity = self.entity(kind, key, version);
        if let Some((name, form)) = kind.spec().deleted
            && self.chance(20)
        {
            entity.insert(name.to_owned(), Time(1_650_000_000_000).stored(form));
        }
        entity
    }

    /// An entity to be saved: one that is stored with some changes, or another one.
    fn saved(&mut self, state: &State, kind: Kind) -> Item {
        let key = self.key(state, kind);
        let spec = kind.spec();
        let stored = state.get(kind, &key).map(|item| spec.read(item));
        let version = stored
            .as_ref()
            .and_then(|it| spec.version_of(it))
            .unwrap_or(1);
        let version = self.near(kind, version);
        match stored {
            Some(mut entity) if self.chance(70) => {
                for name in ["owner", "title", "email", "nick", "n", "l", "tags", "lines"] {
                    if self.chance(25) {
                        let other = self.entity(kind, key.clone(), version);
                        match other.get(name) {
                            Some(value) => entity.insert(name.to_owned(), value.clone()),
                            None => entity.remove(name),
                        };
                    }
                }
                if let Some((name, _)) = spec.version {
                    entity.insert(name.to_owned(), n(version));
                }
                entity
            }
            _ => self.entity(kind, key, version),
        }
    }

    /// A version that the model's type holds: the right one, most of the time.
    fn near(&mut self, kind: Kind, version: i128) -> i128 {
        let most = kind.spec().version.map_or(i128::MAX, |(_, most)| most);
        match self.random.u32(0..12) {
            0 => (version + 1).min(most),
            1 => (version - 1).max(0),
            _ => version,
        }
    }

    pub(super) fn named(&mut self, state: &State, kind: Kind) -> Named {
        let key = self.key(state, kind);
        let stored = state.get(kind, &key);
        let version = stored
            .and_then(|item| kind.spec().version_of(item))
            .unwrap_or(1);
        let version = kind.spec().version.map(|_| self.near(kind, version));
        Named {
            kind,
            version: version.filter(|_| self.chance(65)),
            only_if: self.sometimes(state, kind),
            key,
        }
    }

    pub(super) fn update(&mut self, state: &State, kind: Kind) -> Update {
        let named = self.named(state, kind);
        let stored = state.get(kind, &named.key).cloned().unwrap_or_default();
        let changes = self.changes(kind, &stored);
        let once = [
            Once::Default,
            Once::Default,
            Once::Default,
            Once::AtLeast,
            Once::Exactly,
        ];
        let once = *self.one_of(&once);
        let inserts = once != Once::Exactly && self.chance(25);
        let or_insert = inserts.then(|| Draft {
            generate: false,
            key: named.key.clone(),
            ..self.draft(kind, named.key.clone())
        });
        let returns = match or_insert {
            Some(_) => &[Returns::New, Returns::Nothing][..],
            None => &[Returns::New, Returns::New, Returns::Old, Returns::Nothing],
        };
        // What removing something from a parent that is to be made means is nowhere said.
        let is_clear = !changes.iter().any(Change::removes_inside);
        Update {
            named,
            changes,
            // What makes parents takes requests of its own, and cannot be part of a transaction.
            or_create: once != Once::Exactly && is_clear && self.chance(12),
            or_insert,
            once,
            returns: *self.one_of(returns),
        }
    }
}
