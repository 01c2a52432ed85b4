//! What the database says of all migrations, on which the order of what is done is decided.

use std::collections::BTreeMap;

use dynamite_migrate::{
    HistoryEntry, LaterMigrations, Migrator, Options, Precondition, State, Status,
};

use super::database::{Database, failed};
use super::order;
use crate::failure::Failure;

/// What is recorded of all migrations.
pub(super) struct Recorded {
    /// How far each is, those without a file here included.
    pub(super) history: Vec<HistoryEntry>,
    /// What is recorded of each that has a file, in the order of the project.
    pub(super) states: Vec<Option<State>>,
}

impl Recorded {
    /// What is recorded of the migration at a place.
    pub(super) fn state(&self, place: usize) -> Option<&State> {
        self.states[place].as_ref()
    }

    /// Returns `true` if a migration was carried out and is not being taken back.
    pub(super) fn is_applied(&self, place: usize) -> bool {
        self.state(place).is_some_and(State::is_applied)
    }

    /// Returns `true` if what is former was removed.
    pub(super) fn is_contracted(&self, place: usize) -> bool {
        self.state(place).is_some_and(State::is_contracted)
    }
}

/// Returns `true` if the history has the generation that a migration is in.
fn is_known(history: &[HistoryEntry], name: &str, state: &State) -> bool {
    let mut history = history.iter();
    history.any(|it| it.run == name && it.generation >= state.generation)
}

impl Database {
    /// Reads what is recorded: all of it, as the order of migrations depends on all of them.
    pub(super) async fn recorded(&self) -> Result<Recorded, Failure> {
        let (recorded, errors) = self.read().await?;
        match errors.values().next() {
            Some(error) => Err(failed(error)),
            None => Ok(recorded),
        }
    }

    /// Reads what is recorded, and why that cannot be said of some, by their places. The history comes first: what
    /// changes after it is noticed when work begins.
    async fn read(&self) -> Result<(Recorded, BTreeMap<usize, String>), Failure> {
        let history = self.history().await?;
        let places = 0..self.migrations.len();
        let migrators = places.map(|place| self.migrator(place, Options::default()));
        let migrators: Vec<_> = migrators.collect();
        let mut errors = BTreeMap::new();
        let mut states = Vec::new();
        let found = dynamite_migrate::states(&migrators).await;
        let found = found.map_err(failed)?.into_iter();
        for (place, state) in found.enumerate() {
            let state = state.map_err(|error| errors.insert(place, error.to_string()));
            states.push(state.unwrap_or_default());
        }
        Ok((Recorded { history, states }, errors))
    }

    /// Reads what is recorded, for what is asked of one migration: what is wrong with others counts only if both are
    /// about the same attributes.
    pub(super) async fn recorded_for(&self, place: usize) -> Result<Recorded, Failure> {
        let (recorded, errors) = self.read().await?;
        let concerns = |at: usize| {
            at == place || !order::shared(&self.migrations[at], &self.migrations[place]).is_empty()
        };
        match errors.iter().find(|(at, _)| concerns(**at)) {
            Some((_, error)) => Err(failed(error)),
            None => Ok(recorded),
        }
    }

    /// Reads again what has changed: the migration at a place, and those whose entry in the history is another one.
    pub(super) async fn renew(&self, recorded: &mut Recorded, place: usize) -> Result<(), Failure> {
        let before = std::mem::replace(&mut recorded.history, self.history().await?);
        for (at, planned) in self.migrations.iter().enumerate() {
            let name = planned.migration.name.as_str();
            let of = |all: &[HistoryEntry]| all.iter().find(|it| it.run == name).cloned();
            if at == place || of(&before) != of(&recorded.history) {
                let migrator = self.migrator(at, Options::default());
                recorded.states[at] = migrator.state().await.map_err(failed)?;
            }
        }
        Ok(())
    }

    /// Returns `true` if a migration may have changed items and is not taken back.
    pub(super) fn is_begun(&self, place: usize, recorded: &Recorded) -> bool {
        let name = self.migrations[place].migration.name.as_str();
        let mut history = recorded.history.iter();
        let is_known = history.any(|it| it.run == name && it.status != Status::Reverted);
        let is_anew = |it: &State| it.is_anew && it.status != Status::Reverted;
        is_known || recorded.state(place).is_some_and(is_anew)
    }

    /// Returns `true` if a way back, a contract or a repetition was begun, and has changed nothing: the history does
    /// not have it.
    pub(super) fn is_opened(&self, place: usize, recorded: &Recorded) -> bool {
        let name = self.migrations[place].migration.name.as_str();
        recorded.state(place).is_some_and(|state| {
            let is_known = is_known(&recorded.history, name, state);
            state.before == Some(Status::Applied) && state.is_interrupted() && !is_known
        })
    }

    /// Returns `true` if a migration may have changed items of the tables that are there now, and is not taken back.
    pub(super) fn is_here(&self, place: usize, recorded: &Recorded) -> bool {
        let name = self.migrations[place].migration.name.as_str();
        let is_of_these_tables = |state: &State| {
            let is_known = is_known(&recorded.history, name, state);
            state.other_tables.is_empty() && (is_known || !state.is_anew)
        };
        self.is_begun(place, recorded) && recorded.state(place).is_some_and(is_of_these_tables)
    }

    /// Gives up what was begun of a migration and has changed nothing, if it cannot go on. Returns why it cannot.
    pub(super) async fn given_up(&self, place: usize, why: Failure) -> Failure {
        if self.only_asks {
            return why;
        }
        let migrator = self.migrator(place, Options::default());
        let migrator = migrator.telling(self.progress());
        match migrator.give_up(&why.to_string()).await {
            Ok(true) => why.note("what was begun of it has changed nothing, and was given up"),
            _ => why,
        }
    }

    /// Returns what does not ask for what later migrations have removed.
    pub(super) fn migrator_among(
        &self,
        place: usize,
        options: Options,
        recorded: &Recorded,
    ) -> Migrator {
        let later = place + 1..self.migrations.len();
        let later = later.filter(|later| {
            let shares =
                !order::shared(&self.migrations[place], &self.migrations[*later]).is_empty();
            shares && recorded.is_applied(*later)
        });
        let later = LaterMigrations::of(later.map(|later| &*self.migrations[later]));
        self.migrator(place, options).with_later(later)
    }

    /// What work on a migration expects of the others: that those which have to do with it are as recorded.
    pub(super) fn precondition(&self, place: usize, recorded: &Recorded) -> Precondition {
        let one = &self.migrations[place];
        let independent = self.migrations.iter().enumerate().filter(|(at, other)| {
            let (earlier, later) = (place.min(*at), place.max(*at));
            order::shared(one, other).is_empty() && self.comes_back(earlier, later).is_none()
        });
        let independent = independent.map(|(_, other)| other.migration.name.as_str().to_owned());
        Precondition::new(recorded.history.clone(), independent)
    }
}
