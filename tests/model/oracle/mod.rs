//! What should be: the guide and the storage format, as a program of its own. It knows nothing
//! of how Dynamite does it.

mod batches;
mod changes;
mod conditions;
mod entity;
mod guards;
mod lifecycle;
mod pairs;
mod reads;
mod rules;
mod transaction;
mod writes;

use std::collections::BTreeMap;

use crate::answer::{Answer, Expected, Refusal};
use crate::command::{Command, Foreign};
use crate::spec::Kind;
use crate::time::Time;
use crate::value::{Item, Value};

pub(crate) use conditions::holds;
pub(crate) use guards::Guard;
pub(crate) use reads::is_visible;

/// All that is stored.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct State {
    pub(crate) tables: BTreeMap<Kind, BTreeMap<Item, Item>>,
    /// By the key of the guard.
    pub(crate) guards: BTreeMap<String, Guard>,
}

impl State {
    pub(crate) fn get(&self, kind: Kind, key: &Item) -> Option<&Item> {
        self.tables.get(&kind)?.get(key)
    }

    /// The items of a model, in the order of their keys.
    pub(crate) fn items(&self, kind: Kind) -> impl Iterator<Item = &Item> {
        self.tables
            .get(&kind)
            .into_iter()
            .flat_map(BTreeMap::values)
    }

    fn put(&mut self, kind: Kind, key: Item, item: Option<Item>) {
        let table = self.tables.entry(kind).or_default();
        match item {
            Some(item) => table.insert(key, item),
            None => table.remove(&key),
        };
    }

    /// Does a command, and says what should come of it.
    pub(crate) fn apply(&mut self, command: &Command, now: Time) -> Expected {
        match command {
            Command::Write(write) => self.write(write, now),
            Command::Transaction { writes, .. } => self.transaction(writes, now),
            Command::Batch(batch) => self.batch(batch, now),
            Command::Filtered(filtered) => self.filtered(filtered, now),
            Command::Pair(pair) => self.pair(pair),
            Command::Read(read) => self.read(read),
            Command::Foreign(foreign) => self.foreign(foreign),
        }
    }

    fn foreign(&mut self, foreign: &Foreign) -> Expected {
        match foreign {
            Foreign::Delete(kind, key) => self.put(*kind, key.clone(), None),
            Foreign::Set(kind, key, name, value) => {
                if let Some(item) = self.get(*kind, key).cloned() {
                    let mut item = item;
                    item.insert(name.clone(), value.clone());
                    self.put(*kind, key.clone(), Some(item));
                }
            }
        }
        Expected::Ok(Answer::Nothing)
    }
}

fn refused(why: impl IntoIterator<Item = Refusal>) -> Expected {
    Expected::Refused(why.into_iter().collect())
}

/// Whether an attribute holds a value: neither absent nor `NULL`.
fn is_given(item: &Item, name: &str) -> bool {
    item.get(name).is_some_and(|value| *value != Value::Null)
}
