//! The order of contracts: what one removes is not what another migration needs, or has brought back.

use dynamite_migrate::{Direction, Options, State};
use dynamite_schema::migration::Removed;

use super::database::{Database, failed};
use super::order;
use super::recorded::Recorded;
use crate::failure::Failure;

/// How a contract is asked for.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Asked {
    /// No program runs meanwhile.
    pub(super) is_exclusive: bool,
    /// It is made again.
    pub(super) again: bool,
}

impl Database {
    /// Refuses to begin a migration that brings back what the contract of an earlier one is still to remove: that
    /// would remove the new values with the old ones. If there are none, as in a new database, it may.
    pub(super) async fn check_removed(
        &self,
        place: usize,
        recorded: &Recorded,
    ) -> Result<(), Failure> {
        for earlier in self.waiting(place, recorded) {
            let Some(what) = self.comes_back(earlier, place) else {
                continue;
            };
            let name = &self.migrations[place].migration.name;
            let before = &self.migrations[earlier].migration.name;
            let state = recorded.state(earlier);
            if state.is_some_and(|it| it.direction == Direction::Contract) {
                return Err(Failure::new(format!(
                    "{name} brings {what} back, and the contract of {before}, which removes it, has begun"
                ))
                .remedy(format!(
                    "finish that first, from a revision of the project without it: `dynamite-gen migrate resume \
                     {before}`"
                )));
            }
            let planned = &self.migrations[earlier];
            let after = &self.migrations[place].after;
            if planned.migration.drops_another(&planned.after, after) {
                return Err(Failure::new(format!(
                    "{name} brings {what} back as another one, and the former one is there until the contract of \
                     {before}"
                ))
                .remedy(format!(
                    "drop it first, from a revision of the project without it: `dynamite-gen migrate contract {before}`"
                )));
            }
            let migrator = self.migrator(earlier, Options::default());
            if !what.is_index() && migrator.has_former().await.map_err(failed)? {
                return Err(Failure::new(format!(
                    "{name} brings {what} back, and its former values are there until the contract of {before}"
                ))
                .remedy(format!(
                    "remove them first, with what programs may have written there since, from a revision of the \
                     project without it: `dynamite-gen migrate contract {before}`; or, to keep all of it, take \
                     {before} back there (`rollback`), and both files out of the project"
                )));
            }
        }
        Ok(())
    }

    /// Returns what the contract of an earlier migration removes and a later one brings back.
    pub(super) fn comes_back(&self, earlier: usize, later: usize) -> Option<Removed> {
        let (earlier, later) = (&self.migrations[earlier], &self.migrations[later]);
        let before = earlier.removed_from(&later.before);
        let after = earlier.removed_from(&later.after).into_iter();
        after
            .into_iter()
            .find(|it| !before.iter().any(|before| before.is_same(it)))
    }

    /// Refuses a contract as [`Self::check_before_contract`] does. What was begun of it and cannot go on, because of
    /// the order, is given up.
    pub(super) async fn check_contract(
        &self,
        place: usize,
        recorded: &Recorded,
        asked: Asked,
    ) -> Result<(), Failure> {
        let is_contract = |it: &State| it.direction == Direction::Contract;
        let is_begun = recorded.state(place).is_some_and(is_contract);
        // From a revision without all files it cannot be told whether it could go on from another.
        let is_told = is_begun && self.check_known(place, recorded).is_ok();
        if is_told
            && !recorded.is_contracted(place)
            && let Err(why) = self.check_removals(place, recorded)
        {
            return Err(self.given_up(place, why).await);
        }
        self.check_before_contract(place, recorded, asked)
    }

    /// Refuses a contract from a revision that lacks a later migration, out of order, of what has come back, and
    /// beside programs that read what it removes. One that was made is not asked about, unless it is made again.
    pub(super) fn check_before_contract(
        &self,
        place: usize,
        recorded: &Recorded,
        asked: Asked,
    ) -> Result<(), Failure> {
        if recorded.is_contracted(place) && !asked.again {
            return Ok(());
        }
        self.check_known(place, recorded)?;
        self.check_removals(place, recorded)?;
        if asked.is_exclusive {
            return Ok(());
        }
        self.check_clients_before_contract(place)
    }

    /// Refuses a contract that would remove what the schema has again, and one before that of an earlier
    /// migration of the same attributes.
    pub(super) fn check_removals(&self, place: usize, recorded: &Recorded) -> Result<(), Failure> {
        if let Some((again, by)) = self.brought_back(place, recorded)? {
            let by = by.filter(|by| self.is_begun(*by, recorded));
            return Err(self.is_back(&again, by));
        }
        self.check_contracted(place, recorded)
    }

    /// What is back, by a migration at a place or in the schema alone.
    fn is_back(&self, again: &Removed, by: Option<usize>) -> Failure {
        let (lost, otherwise) = if again.is_index() {
            (
                "drop it",
                "give the new index another name, or make the contract from a revision of the project without it, \
                 while no program queries it",
            )
        } else {
            (
                "remove the new values with the former ones",
                "give the new field another attribute (`attribute:`), or make the contract from a revision of the \
                 project without the field, while no program has it",
            )
        };
        let what = format!("{again} is in the schema again: the contract would {lost}");
        let remedy = match by {
            Some(by) => {
                let by = &self.migrations[by].migration.name;
                let items = if again.is_index() {
                    ""
                } else {
                    "; where an item has the former value, correct the item"
                };
                format!(
                    "{by} has brought it back, so the contract is not made any more, and none of another migration \
                     waits for it{items}"
                )
            }
            None => otherwise.to_owned(),
        };
        Failure::new(what).remedy(remedy)
    }

    /// Refuses what programs of later phases do, and the contract, while an earlier migration of the same attributes
    /// is not contracted: they remove what has taken the place of its former attributes.
    pub(super) fn check_contracted(
        &self,
        place: usize,
        recorded: &Recorded,
    ) -> Result<(), Failure> {
        let one = &self.migrations[place];
        for earlier in self.waiting(place, recorded) {
            // One that cannot be contracted any more holds no other up.
            if self.brought_back(earlier, recorded)?.is_some() {
                continue;
            }
            let earlier = &self.migrations[earlier];
            let (name, before) = (&one.migration.name, &earlier.migration.name);
            let what = format!("{before} comes before {name} and is not contracted");
            let remedy = format!("contract it first: `dynamite-gen migrate contract {before}`");
            order::check(one, earlier, &what, &remedy)?;
        }
        Ok(())
    }

    /// Returns a field that the contract of a migration removes and that programs may have again: it is in the
    /// schema, or around a later migration that is not contracted, begun or not, whose place is returned too.
    fn brought_back(
        &self,
        place: usize,
        recorded: &Recorded,
    ) -> Result<Option<(Removed, Option<usize>)>, Failure> {
        let one = &self.migrations[place];
        let later = place + 1..self.migrations.len();
        let later = later.filter(|later| !recorded.is_contracted(*later));
        for later in later {
            let planned = &self.migrations[later];
            let schemas = [&planned.before, &planned.after].into_iter();
            let mut again = schemas.flat_map(|schema| one.removed_from(schema));
            if let Some(field) = again.next() {
                return Ok(Some((field, Some(later))));
            }
        }
        let schemas = self.last.iter().chain(self.schema_now()?);
        let mut again = schemas.flat_map(|schema| one.removed_from(schema));
        Ok(again.next().map(|field| (field, None)))
    }

    /// The places of earlier migrations that are applied and whose contract is still to be made.
    fn waiting(&self, place: usize, recorded: &Recorded) -> Vec<usize> {
        let waiting = (0..place).filter(|earlier| {
            self.migrations[*earlier].has_removals()
                && (recorded.is_applied(*earlier) || self.is_opened(*earlier, recorded))
                && !recorded.is_contracted(*earlier)
        });
        waiting.collect()
    }
}
