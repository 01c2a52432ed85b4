//! What the database says of all migrations, on which the order of what is done is decided.

use dynamite_migrate::{GivenUp, HistoryEntry, Migrator, Options, Precondition, State};
use dynamite_schema::migration::disjoint;

use super::database::{Database, failed};
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

impl Database {
    /// Reads what is recorded. The history comes first: what changes after it is noticed when work begins.
    pub(super) async fn recorded(&self) -> Result<Recorded, Failure> {
        let history = self.history().await?;
        let places = 0..self.migrations.len();
        let migrators = places.map(|place| self.migrator(place, Options::default()));
        let migrators = migrators.collect::<Result<Vec<_>, _>>()?;
        let states = dynamite_migrate::states(&migrators).await.into_iter();
        let states = states.collect::<Result<_, _>>().map_err(failed)?;
        Ok(Recorded { history, states })
    }

    /// Returns what carries a migration out among the others: it begins only if they are as recorded, and does not
    /// ask for what later ones have given up.
    pub(super) fn migrator_among(
        &self,
        place: usize,
        options: Options,
        recorded: &Recorded,
    ) -> Result<Migrator, Failure> {
        let later = place + 1..self.migrations.len();
        let later = later.filter(|later| recorded.is_applied(*later));
        let given_up = GivenUp::by(later.map(|later| &*self.migrations[later]));
        let migrator = self.migrator(place, options)?.without(given_up);
        Ok(migrator.expecting(self.precondition(place, recorded)))
    }

    /// What work on a migration expects of the others: that those which have to do with it are as recorded.
    fn precondition(&self, place: usize, recorded: &Recorded) -> Precondition {
        let one = &self.migrations[place];
        let independent = self.migrations.iter().filter(|other| {
            let both = [one, other].map(|it| (&it.migration, &it.after));
            disjoint(both[0], both[1]).is_ok()
        });
        let independent = independent.map(|other| other.migration.name.as_str().to_owned());
        Precondition::new(recorded.history.clone(), independent)
    }
}
