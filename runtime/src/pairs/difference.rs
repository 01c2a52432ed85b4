//! The difference between two sets of pairs.

use std::collections::{HashMap, HashSet};

use super::sync::Synced;
use crate::model::{Model, Pair};
use crate::repository::Repository;
use crate::repository::key::{self, Identity};
use crate::write::Delete;
use crate::{Client, Error};

/// The wanted pairs, each once, in the order given.
pub(super) struct Wanted<J: Model> {
    keys: Vec<(Identity, J::Key)>,
}

/// One change.
pub(super) enum PairChange<J: Model> {
    Attach(J::Key),
    Detach(J::Key),
}

impl<J: Pair> Wanted<J> {
    pub(super) fn new(keys: impl IntoIterator<Item = J::Key>) -> Result<Self, Error> {
        let mut seen = HashSet::new();
        let mut wanted = Vec::new();
        for key in keys {
            let identity = key::identity(&key)?;
            if seen.insert(identity.clone()) {
                wanted.push((identity, key));
            }
        }
        Ok(Self { keys: wanted })
    }

    /// Returns the changes that turn the current pairs into the wanted ones.
    pub(super) fn changes(&self, current: &[J]) -> Result<Vec<PairChange<J>>, Error> {
        let mut surplus = HashMap::with_capacity(current.len());
        for pair in current {
            let key = pair.key();
            surplus.insert(key::identity(&key)?, key);
        }
        let mut changes = Vec::new();
        for (identity, key) in &self.keys {
            if surplus.remove(identity).is_none() {
                changes.push(PairChange::Attach(key.clone()));
            }
        }
        changes.extend(surplus.into_values().map(PairChange::Detach));
        Ok(changes)
    }
}

/// Applies all of these changes, or none, and records them.
pub(super) async fn make<J: Pair>(
    client: &Client,
    changes: &[PairChange<J>],
    done: &mut Synced<J>,
) -> Result<(), Error> {
    let repository = Repository::<J>::new(client);
    let mut transaction = client.transaction();
    for change in changes {
        transaction = match change {
            PairChange::Attach(key) => transaction.and(repository.create(J::new(key.clone()))),
            PairChange::Detach(key) => {
                transaction.and(Delete::of_any_version(&repository, key.clone()))
            }
        };
    }
    transaction.commit().await?;
    for change in changes {
        match change {
            PairChange::Attach(key) => done.attached.push(key.clone()),
            PairChange::Detach(key) => done.detached.push(key.clone()),
        }
    }
    Ok(())
}
