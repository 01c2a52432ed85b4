//! The order in which migrations are applied.

use dynamite_migrate::{Direction, HistoryEntry, Options, Planned, Status};
use dynamite_schema::migration::{MigrationName, disjoint};

use super::database::Database;
use super::recorded::Recorded;
use crate::failure::Failure;

impl Database {
    /// Refuses to run a migration, or to do it again, if another one is in the way. What was begun of it and cannot go
    /// on is given up.
    pub(super) async fn check_run(
        &self,
        place: usize,
        recorded: &Recorded,
        again: bool,
    ) -> Result<(), Failure> {
        match self.in_the_way(place, recorded, again).await {
            Err(why) => Err(self.given_up(place, why).await),
            Ok(()) => Ok(()),
        }
    }

    async fn in_the_way(
        &self,
        place: usize,
        recorded: &Recorded,
        again: bool,
    ) -> Result<(), Failure> {
        // Its row may be lost, or say nothing of another table.
        let is_known = recorded.state(place).is_some_and(|it| !it.is_anew);
        if !is_known || !self.is_begun(place, recorded) {
            self.check_before_run(place, recorded).await?;
        }
        if again || self.is_opened(place, recorded) {
            self.check_known(place, recorded)?;
            self.check_again(place, recorded)?;
        }
        Ok(())
    }

    /// Refuses to begin a migration before an earlier one, after a later one, beside one that nothing is known of,
    /// and while it would bring back what is still to be removed.
    async fn check_before_run(&self, place: usize, recorded: &Recorded) -> Result<(), Failure> {
        self.check_number(place, recorded)?;
        self.check_unknown(place, recorded)?;
        self.check_earlier(place, recorded)?;
        self.check_later(place, recorded)?;
        self.check_removed(place, recorded).await
    }

    /// Refuses a migration while one without a file here is half-way on a table of it: it may be about the same
    /// attributes.
    fn check_unknown(&self, place: usize, recorded: &Recorded) -> Result<(), Failure> {
        let under_way = |it: &HistoryEntry| {
            matches!(
                it.status,
                Status::Running | Status::Reverting | Status::Contracting
            )
        };
        match self.unknown(place, recorded, under_way)? {
            None => Ok(()),
            Some(HistoryEntry { run, status, .. }) => Err(Failure::new(format!(
                "{run} is {status} on a table of {}, and has no file here",
                self.migrations[place].migration.name
            ))
            .remedy("wait until it has ended, or use a revision of the project that has it")),
        }
    }

    /// Refuses a migration whose number another one has that the database has and the project does not.
    fn check_number(&self, place: usize, recorded: &Recorded) -> Result<(), Failure> {
        let one = &self.migrations[place].migration.name;
        let has_number = |it: &HistoryEntry| number_of(it) == Some(one.number());
        match self.unknown(place, recorded, has_number)? {
            None => Ok(()),
            Some(HistoryEntry { run, status, .. }) => Err(Failure::new(format!(
                "this database has {run} ({status}), which has the number of {one} and no file here"
            ))
            .remedy(
                "bring its file back, or take it back from a revision that has it; if it is of another branch, \
                 `dynamite-gen migrate renumber` moves this one behind it",
            )),
        }
    }

    /// Refuses a migration before which others are not applied, unless they have nothing to do with it.
    fn check_earlier(&self, place: usize, recorded: &Recorded) -> Result<(), Failure> {
        let one = &self.migrations[place];
        let mut missing = (0..place).filter(|earlier| !recorded.is_applied(*earlier));
        missing.try_for_each(|earlier| {
            let other = &self.migrations[earlier];
            let (name, other_name) = (&one.migration.name, &other.migration.name);
            let what = format!("{other_name} comes before {name} and is not applied");
            let remedy = "run it first: `dynamite-gen migrate run` runs all in their order";
            check(one, other, &what, remedy)
        })
    }

    /// Refuses a migration after which others are applied already, unless they have nothing to do with it.
    fn check_later(&self, place: usize, recorded: &Recorded) -> Result<(), Failure> {
        let one = &self.migrations[place];
        if recorded.is_applied(place) {
            return Ok(());
        }
        let later = place + 1..self.migrations.len();
        let is_there =
            |later: &usize| recorded.is_applied(*later) || self.is_begun(*later, recorded);
        let mut applied = later.filter(is_there);
        applied.try_for_each(|later| {
            let other = &self.migrations[later];
            let (name, other_name) = (&one.migration.name, &other.migration.name);
            let what = format!("{other_name} comes after {name} and is applied already, or begun");
            let remedy = format!(
                "move it behind: `dynamite-gen migrate renumber --onto` the branch that has {other_name}"
            );
            check(one, other, &what, &remedy)
        })
    }

    /// Refuses to do a migration again once a later one of the same attributes was begun: what programs have not
    /// written since then would overwrite what they have.
    fn check_again(&self, place: usize, recorded: &Recorded) -> Result<(), Failure> {
        self.check_begun(place, recorded, |name, other, is_final| {
            let contract = format!(
                "it is too late to do {name} again; `dynamite-gen migrate contract {name}` removes what it has \
                 left behind"
            );
            if is_final {
                contract
            } else {
                format!("{contract}, or take {other} back first")
            }
        })
    }

    /// Refuses to take a migration back if others are in the way. What was begun of that and cannot go on is given up.
    pub(super) async fn check_rollback(
        &self,
        place: usize,
        recorded: &Recorded,
    ) -> Result<(), Failure> {
        let known = self.check_known(place, recorded);
        match known.and_then(|()| self.check_built_upon(place, recorded)) {
            Err(why) => Err(self.given_up(place, why).await),
            Ok(()) => Ok(()),
        }
    }

    /// Refuses to take a migration back once a later one of the same attributes was begun, which builds on it.
    fn check_built_upon(&self, place: usize, recorded: &Recorded) -> Result<(), Failure> {
        self.check_begun(place, recorded, |_, other, is_final| {
            if is_final {
                "its contract was made or begun, so neither can be taken back: write another migration"
                    .to_owned()
            } else {
                format!("take that back first: `dynamite-gen migrate rollback {other}`")
            }
        })
    }

    /// Refuses if a later migration of the same attributes was begun and is not taken back, the last one first.
    /// The remedy is told whether that one cannot be taken back any more.
    fn check_begun(
        &self,
        place: usize,
        recorded: &Recorded,
        remedy: impl Fn(&MigrationName, &MigrationName, bool) -> String,
    ) -> Result<(), Failure> {
        let one = &self.migrations[place];
        let later = place + 1..self.migrations.len();
        for later in later.rev().filter(|later| self.is_begun(*later, recorded)) {
            let other = &self.migrations[later];
            let (name, other_name) = (&one.migration.name, &other.migration.name);
            let what = format!("{other_name} comes after {name} and was begun");
            let state = recorded.state(later);
            let is_final = state.is_some_and(|it| it.direction == Direction::Contract);
            check(one, other, &what, &remedy(name, other_name, is_final))?;
        }
        Ok(())
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
    /// a later one that this database has, or is getting: that may build on it. Migrations of other projects are
    /// about other tables.
    pub(super) fn check_known(&self, place: usize, recorded: &Recorded) -> Result<(), Failure> {
        let one = &self.migrations[place].migration.name;
        // One with the same number is of another branch.
        let is_later = |it: &HistoryEntry| number_of(it).is_some_and(|it| it >= one.number());
        match self.unknown(place, recorded, is_later)? {
            None => Ok(()),
            Some(HistoryEntry { run, status, .. }) => Err(Failure::new(format!(
                "this database has {run} ({status}), which comes after {one} and has no file here"
            ))
            .remedy("use a revision of the project that has it")),
        }
    }

    /// Returns a migration without a file here that the database has on a table of one that is here.
    fn unknown<'r>(
        &self,
        place: usize,
        recorded: &'r Recorded,
        is_meant: impl Fn(&HistoryEntry) -> bool,
    ) -> Result<Option<&'r HistoryEntry>, Failure> {
        let own = self.migrator(place, Options::default())?.table_names();
        let files = self.migrations.iter().map(|it| &it.migration.name);
        let known: Vec<_> = files
            .chain(&self.squashed)
            .map(MigrationName::as_str)
            .collect();
        let mut history = recorded.history.iter();
        Ok(history.find(|entry| {
            entry.status != Status::Reverted
                && is_meant(entry)
                && !known.contains(&&*entry.run)
                && entry.tables.iter().any(|table| own.contains(table))
        }))
    }

    /// Refuses to go on if a database has some of the migrations that are squashed and lacks others, or has
    /// one of the files under another name. A database that has none of them was made after them.
    pub(super) fn check_history(&self, history: &[HistoryEntry]) -> Result<(), Failure> {
        let applied = |entry: &&HistoryEntry| is_in_force(entry.status);
        let has = |name: &str| history.iter().filter(applied).any(|it| it.run == name);
        let squashed = self.squashed.iter().map(MigrationName::as_str);
        let is_half_way = |it: &&HistoryEntry| {
            !is_in_force(it.status)
                && it.status != Status::Reverted
                && squashed.clone().any(|name| name == it.run)
        };
        if let Some(entry) = history.iter().find(is_half_way) {
            return Err(Failure::new(format!(
                "{} is squashed, and is {} in this database",
                entry.run, entry.status
            ))
            .remedy("finish it first, from a revision of the project that has its file"));
        }
        let (present, missing): (Vec<_>, Vec<_>) = squashed.partition(|name| has(name));
        if let (Some(_), Some(missing)) = (present.first(), missing.first()) {
            return Err(Failure::new(format!(
                "{missing} is squashed, and this database does not have it"
            ))
            .remedy("run it first, from a revision of the project that has its file"));
        }
        for entry in history.iter().filter(|it| it.status != Status::Reverted) {
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
        let mut squashed = self.squashed.iter();
        if squashed.any(|name| name.as_str() == entry.run) {
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

/// The number of a migration that the history has.
fn number_of(entry: &HistoryEntry) -> Option<u32> {
    MigrationName::parse(&entry.run).map(|name| name.number())
}

/// Returns `true` if what a migration did is there.
fn is_in_force(status: Status) -> bool {
    matches!(
        status,
        Status::Applied | Status::Contracting | Status::Contracted
    )
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
