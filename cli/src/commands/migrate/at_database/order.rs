//! The order in which migrations are applied.

use dynamite_migrate::{HistoryEntry, Planned, State, Status};
use dynamite_schema::migration::{MigrationName, disjoint};

use super::database::{Database, is_applied};
use crate::failure::Failure;

impl Database {
    /// Refuses a migration before which others are not applied, unless they have nothing to do with it.
    pub(super) fn check_earlier(
        &self,
        place: usize,
        states: &[Option<State>],
    ) -> Result<(), Failure> {
        let one = &self.migrations[place];
        let earlier = self.migrations.iter().zip(states).take(place);
        let mut missing = earlier.filter(|(_, state)| !is_applied(state.as_ref()));
        missing.try_for_each(|(other, _)| {
            let (name, other_name) = (&one.migration.name, &other.migration.name);
            let what = format!("{other_name} comes before {name} and is not applied");
            let remedy = "run it first: `dynamite-gen migrate run` runs all in their order";
            check(one, other, &what, remedy)
        })
    }

    /// Refuses a migration after which others are applied already, unless they have nothing to do with it.
    pub(super) fn check_later(
        &self,
        place: usize,
        states: &[Option<State>],
    ) -> Result<(), Failure> {
        let one = &self.migrations[place];
        if is_applied(states[place].as_ref()) {
            return Ok(());
        }
        let later = self.migrations.iter().zip(states).skip(place + 1);
        let mut applied = later.filter(|(_, state)| is_applied(state.as_ref()));
        applied.try_for_each(|(other, _)| {
            let (name, other_name) = (&one.migration.name, &other.migration.name);
            let what = format!("{other_name} comes after {name} and is applied already");
            let remedy = format!(
                "move it behind: `dynamite-gen migrate renumber --onto` the branch that has {other_name}"
            );
            check(one, other, &what, &remedy)
        })
    }

    /// Refuses to do a migration again once a later one of the same attributes was begun: what programs have not
    /// written since then would overwrite what they have.
    pub(super) fn check_again(
        &self,
        place: usize,
        states: &[Option<State>],
    ) -> Result<(), Failure> {
        self.check_begun(place, states, |name, other| {
            format!(
                "it is too late to do {name} again; what it left behind is removed by its contract, or take \
                 {other} back first"
            )
        })
    }

    /// Refuses to take a migration back once a later one of the same attributes was begun, which builds on it.
    pub(super) fn check_built_upon(
        &self,
        place: usize,
        states: &[Option<State>],
    ) -> Result<(), Failure> {
        self.check_begun(place, states, |_, other| {
            format!("take that back first: `dynamite-gen migrate rollback {other}`")
        })
    }

    /// Refuses if a later migration of the same attributes was begun and is not taken back, the last one first.
    fn check_begun(
        &self,
        place: usize,
        states: &[Option<State>],
        remedy: impl Fn(&MigrationName, &MigrationName) -> String,
    ) -> Result<(), Failure> {
        let one = &self.migrations[place];
        let later = self.migrations.iter().zip(states).skip(place + 1);
        let is_begun = |state: &State| state.has_changed && state.status != Status::Reverted;
        let begun = later.filter(|(_, state)| state.as_ref().is_some_and(is_begun));
        begun.rev().try_for_each(|(other, _)| {
            let (name, other_name) = (&one.migration.name, &other.migration.name);
            let what = format!("{other_name} comes after {name} and was begun");
            check(one, other, &what, &remedy(name, other_name))
        })
    }

    /// Returns `true` if a later migration is about the same attributes.
    pub(super) fn is_built_upon(&self, place: usize) -> bool {
        let one = &self.migrations[place];
        let mut later = self.migrations.iter().skip(place + 1);
        later.any(|other| {
            let both = [one, other].map(|it| (&it.migration, &it.after));
            disjoint(both[0], both[1]).is_err()
        })
    }

    /// Refuses to do a migration again, to take it back or to contract it from a revision of the project that lacks
    /// a later one that this database has: that may build on it.
    pub(super) async fn check_known(&self, place: usize) -> Result<(), Failure> {
        let one = &self.migrations[place].migration.name;
        let is_known = |run: &str| {
            let mut files = self.migrations.iter();
            files.any(|planned| planned.migration.name.as_str() == run)
        };
        let is_later = |run: &str| {
            let number = MigrationName::parse(run).map(|name| name.number());
            number.is_some_and(|number| number > one.number())
        };
        let history = self.history().await?;
        let applied = history.iter().filter(|entry| is_in_force(entry.status));
        for HistoryEntry { run, .. } in applied.filter(|it| is_later(&it.run) && !is_known(&it.run))
        {
            // Migrations of other projects are about other tables.
            if self.shares_tables(place, run).await? {
                let what = format!(
                    "this database has {run}, which comes after {one} and has no file here"
                );
                let remedy = "use a revision of the project that has it";
                return Err(Failure::new(what).remedy(remedy));
            }
        }
        Ok(())
    }

    /// Refuses to go on if a database has some of the migrations that are squashed and lacks others, or has
    /// one of the files under another name. A database that has none of them was made after them.
    pub(super) fn check_history(&self, history: &[HistoryEntry]) -> Result<(), Failure> {
        let applied = |entry: &&HistoryEntry| is_in_force(entry.status);
        let has = |name: &str| history.iter().filter(applied).any(|it| it.run == name);
        let squashed = self.squashed.iter().map(MigrationName::as_str);
        let (present, missing): (Vec<_>, Vec<_>) = squashed.partition(|name| has(name));
        if let (Some(_), Some(missing)) = (present.first(), missing.first()) {
            return Err(Failure::new(format!(
                "{missing} is squashed, and this database does not have it"
            ))
            .remedy("run it first, from a revision of the project that has its file"));
        }
        for entry in history.iter().filter(applied) {
            self.check_name(entry, &has)?;
        }
        Ok(())
    }

    /// Refuses a file that is not applied if it does what an applied migration without a file has done.
    fn check_name(&self, entry: &HistoryEntry, has: &impl Fn(&str) -> bool) -> Result<(), Failure> {
        let name = |planned: &Planned| planned.migration.name.as_str().to_owned();
        if self
            .migrations
            .iter()
            .any(|planned| name(planned) == entry.run)
        {
            return Ok(());
        }
        let same = self.migrations.iter().find(|planned| {
            entry.checksum.as_deref() == Some(&*planned.migration.checksum.to_string())
                && !has(&name(planned))
        });
        match same {
            Some(planned) => Err(Failure::new(format!(
                "{} does what {} has done to this database: it was renamed after it was applied",
                name(planned),
                entry.run
            ))
            .remedy(
                "give it its former name back; if another migration has that number, take it back first, from a \
                 revision of the project with the former name, and run it again under the new one",
            )),
            None => Ok(()),
        }
    }
}

/// Returns `true` if what a migration did is there.
fn is_in_force(status: Status) -> bool {
    matches!(status, Status::Applied | Status::Contracted)
}

/// Refuses two migrations in the wrong order that are about the same attributes.
pub(super) fn check(
    one: &Planned,
    other: &Planned,
    what: &str,
    remedy: &str,
) -> Result<(), Failure> {
    let one = (&one.migration, &one.after);
    let other = (&other.migration, &other.after);
    disjoint(one, other).map_err(|shared| {
        let shared: Vec<_> = shared.iter().map(ToString::to_string).collect();
        let shared = shared.join(", ");
        Failure::new(format!("{what}, and both are about {shared}")).remedy(remedy)
    })
}
