//! The order of contracts: what one removes is not what another migration needs, or has brought back.

use dynamite_migrate::{Planned, State};

use super::database::{Database, is_applied};
use super::order;
use crate::failure::Failure;
use crate::report::Report;

impl Database {
    /// Refuses to run a migration that brings back what the contract of an earlier one is still to remove: that
    /// would remove the new values with the old ones.
    pub(super) fn check_removed(
        &self,
        place: usize,
        states: &[Option<State>],
    ) -> Result<(), Failure> {
        let one = &self.migrations[place];
        let mut waiting = self.waiting(place, states);
        waiting.try_for_each(|earlier| {
            let Some(field) = earlier.removed_from(&one.after).into_iter().next() else {
                return Ok(());
            };
            let (name, earlier) = (&one.migration.name, &earlier.migration.name);
            Err(Failure::new(format!(
                "{name} brings `{field}` back, and its former values are there until the contract of {earlier}"
            ))
            .remedy(format!(
                "remove them first, from a revision of the project without the field: `dynamite-gen migrate \
                 contract {earlier}`"
            )))
        })
    }

    /// Refuses a contract that would remove what the schema has again, and one before that of an earlier
    /// migration of the same attributes.
    pub(super) fn check_removals(
        &self,
        place: usize,
        states: &[Option<State>],
        report: &Report,
    ) -> Result<(), Failure> {
        let one = &self.migrations[place];
        if let Some(field) = self.brought_back(place, report)? {
            let what = format!(
                "`{field}` is in the schema again: the contract would remove the new values with the former ones"
            );
            let remedy = "give the new field another attribute (`attribute:`), or make the contract from a \
                 revision of the project without the field, while no program has it";
            return Err(Failure::new(what).remedy(remedy));
        }
        let mut waiting = self.waiting(place, states);
        waiting.try_for_each(|earlier| {
            let (name, before) = (&one.migration.name, &earlier.migration.name);
            let what = format!("{before} comes before {name} and is not contracted");
            let remedy = format!("contract it first: `dynamite-gen migrate contract {before}`");
            order::check(one, earlier, &what, &remedy)
        })
    }

    /// Returns a field that the contract of a migration removes and that programs may have again: it is in a later
    /// schema, also if no migration was needed for it, or none was begun.
    fn brought_back(&self, place: usize, report: &Report) -> Result<Option<String>, Failure> {
        let one = &self.migrations[place];
        let later = self.migrations.iter().skip(place + 1);
        let later = later.flat_map(|later| [&later.before, &later.after]);
        let mut again = later
            .chain(&self.last)
            .flat_map(|schema| one.removed_from(schema));
        if let Some(field) = again.next() {
            return Ok(Some(field));
        }
        let schema = self.schema_now(report)?;
        let again = schema.map(|schema| one.removed_from(&schema));
        Ok(again.into_iter().flatten().next())
    }

    /// The earlier migrations that are applied and whose contract is still to be made.
    fn waiting<'s>(
        &'s self,
        place: usize,
        states: &'s [Option<State>],
    ) -> impl Iterator<Item = &'s Planned> {
        let earlier = self.migrations.iter().zip(states).take(place);
        let waiting = earlier.filter(|(planned, state)| {
            let is_done = state.as_ref().is_some_and(State::is_contracted);
            planned.has_removals() && is_applied(state.as_ref()) && !is_done
        });
        waiting.map(|(planned, _)| &**planned)
    }
}
