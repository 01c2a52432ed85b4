//! Tables that were restored: how far migrations were carried out on their items.

use dynamite_migrate::{Direction, ItemsAre, State};

use super::database::Database;
use super::order;
use super::recorded::Recorded;
use crate::failure::Failure;

impl Database {
    /// Refuses to find out from the items of other tables how far a migration was carried out on them, if another one
    /// of the same attributes was begun: what a later one has made of them says nothing of this one, and what this
    /// one has made depends on an earlier one.
    pub(super) fn check_verified(&self, place: usize, recorded: &Recorded) -> Result<(), Failure> {
        let is_taken_back = |it: &State| it.direction == Direction::Down;
        if recorded.state(place).is_some_and(is_taken_back) {
            return Ok(());
        }
        let one = &self.migrations[place];
        let later = place + 1..self.migrations.len();
        for later in later.filter(|later| self.is_begun(*later, recorded)) {
            let other = &self.migrations[later];
            let name = &one.migration.name;
            let what = format!(
                "{} builds on {name}, so that items do not tell whether {name} was carried out on them",
                other.migration.name
            );
            let remedy = format!(
                "say what they are: `dynamite-gen migrate repair {name} --items before`, `applied` or `contracted`"
            );
            order::check(one, other, &what, &remedy)?;
        }
        let mut missing =
            (0..place).filter(|it| self.is_begun(*it, recorded) && !recorded.is_applied(*it));
        missing.try_for_each(|earlier| self.refuse_before(place, earlier, recorded))
    }

    /// Refuses what an operator says of the items of a migration if it does not fit what is recorded, or was said, of
    /// others of the same attributes.
    pub(super) fn check_said(
        &self,
        place: usize,
        items: ItemsAre,
        recorded: &Recorded,
    ) -> Result<(), Failure> {
        self.check_known(place, recorded)?;
        if items == ItemsAre::Before {
            return self.check_later_of(place, recorded);
        }
        let mut missing = (0..place).filter(|it| !recorded.is_applied(*it));
        missing.try_for_each(|earlier| self.refuse_before(place, earlier, recorded))?;
        if items == ItemsAre::Contracted {
            self.check_contracted(place, recorded)?;
        }
        Ok(())
    }

    /// Refuses to take items for those of before a migration on which a later one was carried out.
    fn check_later_of(&self, place: usize, recorded: &Recorded) -> Result<(), Failure> {
        let one = &self.migrations[place];
        let later = place + 1..self.migrations.len();
        let is_there = |it: &usize| recorded.is_applied(*it) || self.is_here(*it, recorded);
        let mut applied = later.filter(is_there);
        applied.try_for_each(|later| {
            let other = &self.migrations[later];
            let (name, other_name) = (&one.migration.name, &other.migration.name);
            let what = format!("{other_name} comes after {name}, and is applied to these tables");
            let remedy = format!(
                "if that is wrong, say it first: `dynamite-gen migrate repair {other_name} --items before`"
            );
            order::check(one, other, &what, &remedy)
        })
    }

    /// Refuses a migration before an earlier one of the same attributes.
    fn refuse_before(
        &self,
        place: usize,
        earlier: usize,
        recorded: &Recorded,
    ) -> Result<(), Failure> {
        let (one, other) = (&self.migrations[place], &self.migrations[earlier]);
        let (name, other_name) = (&one.migration.name, &other.migration.name);
        let is_of_other_tables = |it: &State| !it.other_tables.is_empty();
        let remedy = match recorded.state(earlier) {
            Some(state) if !is_of_other_tables(state) => {
                format!("run that first: `dynamite-gen migrate run {other_name}`")
            }
            _ => format!(
                "say first what items are to that: `dynamite-gen migrate repair {other_name} --items before`, \
                 `applied` or `contracted`"
            ),
        };
        let what = format!("{other_name} comes before {name}, and is not applied to these tables");
        order::check(one, other, &what, &remedy)
    }
}
