//! Migrations that the database has and the project does not: of other revisions, branches and projects, or
//! squashed.

use dynamite_migrate::{HistoryEntry, Options, Planned, Status};
use dynamite_schema::migration::MigrationName;

use super::database::Database;
use super::recorded::Recorded;
use crate::failure::Failure;

impl Database {
    /// Returns `true` if a run has a file here.
    pub(super) fn has_file(&self, run: &str) -> bool {
        let mut files = self.migrations.iter();
        files.any(|planned| planned.migration.name.as_str() == run)
    }

    /// Returns `true` if a run is one of those that are squashed.
    pub(super) fn is_squashed(&self, run: &str) -> bool {
        self.squashed.iter().any(|name| name.as_str() == run)
    }

    /// Refuses work on a migration while one without a file here is half-way on a table of it: it may be about the
    /// same attributes.
    pub(super) fn check_half_way(&self, place: usize, recorded: &Recorded) -> Result<(), Failure> {
        let under_way = |it: &HistoryEntry| it.status.is_under_way();
        match self.unknown(place, recorded, under_way) {
            None => Ok(()),
            Some(HistoryEntry { run, status, .. }) => Err(Failure::new(format!(
                "{run} is {status} on a table of {}, and has no file here",
                self.migrations[place].migration.name
            ))
            .remedy("wait until it has ended, or use a revision of the project that has it")),
        }
    }

    /// Refuses a migration whose number another one has that the database has and the project does not.
    pub(super) fn check_number(&self, place: usize, recorded: &Recorded) -> Result<(), Failure> {
        let one = &self.migrations[place].migration.name;
        let has_number = |it: &HistoryEntry| number_of(it) == Some(one.number());
        match self.unknown(place, recorded, has_number) {
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

    /// Refuses to do a migration again, to take it back or to contract it from a revision of the project that lacks
    /// a later one that this database has, or is getting: that may build on it. Migrations of other projects are
    /// about other tables.
    pub(super) fn check_known(&self, place: usize, recorded: &Recorded) -> Result<(), Failure> {
        self.check_half_way(place, recorded)?;
        let one = &self.migrations[place].migration.name;
        // One with the same number is of another branch.
        let is_later = |it: &HistoryEntry| number_of(it).is_some_and(|it| it >= one.number());
        let Some(entry) = self.unknown(place, recorded, is_later) else {
            return Ok(());
        };
        let HistoryEntry { run, status, .. } = entry;
        let is_same_number = number_of(entry) == Some(one.number());
        let (which, remedy) = match self.same_as(entry) {
            Some(file) => (
                "has no file here of this name",
                format!("{file} does the same: give that file its former name back"),
            ),
            None if is_same_number => (
                "has the same number and no file here",
                "use a revision of the project that has it; if it is of another branch, `dynamite-gen migrate \
                 renumber` moves this one behind it"
                    .to_owned(),
            ),
            None => (
                "comes after it and has no file here",
                "use a revision of the project that has it".to_owned(),
            ),
        };
        let what = format!("{one} is refused: this database has {run} ({status}), which {which}");
        Err(Failure::new(what).remedy(remedy))
    }

    /// Returns the name of a file that does what a migration of the database has done.
    fn same_as(&self, entry: &HistoryEntry) -> Option<&MigrationName> {
        let checksum = entry.checksum.as_deref()?;
        let mut files = self.migrations.iter();
        let same = files.find(|it| *checksum == it.migration.checksum.to_string())?;
        Some(&same.migration.name)
    }

    /// Returns a migration without a file here that the database has on a table of one that is here.
    fn unknown<'r>(
        &self,
        place: usize,
        recorded: &'r Recorded,
        is_meant: impl Fn(&HistoryEntry) -> bool,
    ) -> Option<&'r HistoryEntry> {
        let own = self.migrator(place, Options::default()).table_names();
        let mut history = recorded.history.iter();
        history.find(|entry| {
            entry.status != Status::Reverted
                && is_meant(entry)
                && !self.has_file(&entry.run)
                && !self.is_squashed(&entry.run)
                && entry.tables.iter().any(|table| own.contains(table))
        })
    }

    /// Refuses to go on if a database has some of the migrations that are squashed and lacks others, or has
    /// one of the files under another name. A database that has none of them was made after them.
    pub(super) fn check_history(&self, history: &[HistoryEntry]) -> Result<(), Failure> {
        let applied = |entry: &&HistoryEntry| entry.status.is_in_force();
        let has = |name: &str| history.iter().filter(applied).any(|it| it.run == name);
        let squashed = self.squashed.iter().map(MigrationName::as_str);
        let is_half_way = |it: &&HistoryEntry| {
            !it.status.is_in_force() && it.status != Status::Reverted && self.is_squashed(&it.run)
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
        if self.has_file(&entry.run) || self.is_squashed(&entry.run) {
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
