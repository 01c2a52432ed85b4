//! The order in which migrations are applied.

use dynamite_migrate::{Direction, Planned};
use dynamite_schema::migration::{MigrationName, SharedAttribute, disjoint};

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
        // Where its row is lost or is of another table, what was begun says nothing.
        let has_row = recorded.state(place).is_some_and(|it| !it.is_anew);
        if !has_row || !self.is_begun(place, recorded) {
            self.check_before_run(place, recorded).await?;
        }
        if again || self.is_opened(place, recorded) {
            self.check_known(place, recorded)?;
            if let Err(why) = self.check_again(place, recorded) {
                return Err(self.given_up(place, why).await);
            }
        }
        Ok(())
    }

    /// Refuses to begin a migration before an earlier one, after a later one, beside one that nothing is known of,
    /// and while it would bring back what is still to be removed.
    async fn check_before_run(&self, place: usize, recorded: &Recorded) -> Result<(), Failure> {
        self.check_number(place, recorded)?;
        self.check_half_way(place, recorded)?;
        self.check_earlier(place, recorded)?;
        if let Err(why) = self.check_later(place, recorded) {
            return Err(self.given_up(place, why).await);
        }
        self.check_removed(place, recorded).await
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
        // What was never begun does not come before what was, whatever tables that was done on.
        let is_new = !self.is_begun(place, recorded);
        let is_there = |later: &usize| {
            recorded.is_applied(*later)
                || self.is_here(*later, recorded)
                || is_new && self.is_begun(*later, recorded)
        };
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
        self.check_known(place, recorded)?;
        match self.check_built_upon(place, recorded) {
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
        later.any(|other| !shared(one, other).is_empty())
    }
}

/// The attributes that two migrations are about.
pub(super) fn shared(one: &Planned, other: &Planned) -> Vec<SharedAttribute> {
    let both = [one, other].map(|it| (&it.migration, &it.after));
    disjoint(both[0], both[1]).err().unwrap_or_default()
}

/// Refuses two migrations in the wrong order that are about the same attributes.
pub(super) fn check(
    one: &Planned,
    other: &Planned,
    what: &str,
    remedy: &str,
) -> Result<(), Failure> {
    let shared: Vec<_> = shared(one, other).iter().map(ToString::to_string).collect();
    if shared.is_empty() {
        return Ok(());
    }
    let shared = shared.join(", ");
    Err(Failure::new(format!("{what}, and both are about {shared}")).remedy(remedy))
}
