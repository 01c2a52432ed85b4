//! Random writes of several items.

use super::Generator;
use crate::command::{At, Batch, Command, Filtered, FilteredVerb, Visible, Write};
use crate::oracle::State;
use crate::spec::{KINDS, Kind};
use crate::value::Item;

impl Generator {
    pub(super) fn transaction(&mut self, state: &State) -> Command {
        let mut writes = Vec::new();
        for _ in 0..self.random.usize(1..=4) {
            let kind = self.kind();
            let write = if self.chance(15) {
                Write::Check {
                    kind,
                    key: self.key(state, kind),
                    condition: self.condition(kind),
                    with_deleted: kind.spec().deleted.is_some() && self.chance(30),
                }
            } else {
                self.write(state, kind)
            };
            let is_again = writes
                .iter()
                .any(|other: &Write| (other.kind(), other.key()) == (write.kind(), write.key()));
            if !is_again || self.chance(5) {
                writes.push(write);
            }
        }
        for write in &mut writes {
            // What takes requests of its own cannot be part of a transaction.
            if let Write::Update(update) = write {
                update.or_create = false;
                update.or_insert = None;
                update.once = crate::command::Once::Default;
            }
        }
        let token = self
            .chance(15)
            .then(|| format!("token-{}", self.random.u64(..)));
        Command::Transaction { writes, token }
    }

    pub(super) fn batch(&mut self, state: &State) -> Batch {
        match self.random.u32(0..4) {
            0 => Batch::Put(self.some(5, |it| {
                let key = it.any_key(Kind::Stamp);
                it.entity(Kind::Stamp, key, 1)
            })),
            1 => Batch::Delete(self.some(5, |it| it.key(state, Kind::Stamp))),
            2 => {
                let kind = self.kind();
                let entities = self.some(3, |it| {
                    let key = it.any_key(kind);
                    it.entity(kind, key, 1)
                });
                Batch::Create(kind, entities)
            }
            _ => {
                let kind = self.kind();
                let key = self.any_key(kind);
                Batch::Build(kind, self.draft(kind, key))
            }
        }
    }

    pub(super) fn filtered(&mut self, state: &State) -> Filtered {
        let kind = *self.one_of(&KINDS);
        let soft = kind.spec().deleted.is_some();
        let verb = match self.random.u32(0..10) {
            0..4 => FilteredVerb::Update(self.same_changes(kind)),
            4 | 5 => FilteredVerb::Delete,
            6 | 7 if soft => FilteredVerb::Restore,
            8 if soft => {
                FilteredVerb::Purge(*self.one_of(&[Visible::Live, Visible::All, Visible::Deleted]))
            }
            _ if kind == Kind::Stamp => FilteredVerb::DeleteInBatches,
            _ => FilteredVerb::Update(self.same_changes(kind)),
        };
        Filtered {
            kind,
            verb,
            condition: self.searched(state, kind),
            scan: self.chance(75),
        }
    }

    /// Changes that items do not meet in: none of unique values, nor of what items are found by.
    fn same_changes(&mut self, kind: Kind) -> Vec<crate::command::Change> {
        loop {
            let changes = self.changes(kind, &Item::new());
            let met = [
                At::Owner,
                At::Title,
                At::Email,
                At::Badge,
                At::Nick,
                At::Rank,
            ];
            if !changes.iter().any(|change| met.contains(&change.at)) {
                return changes;
            }
        }
    }
}
