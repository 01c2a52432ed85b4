//! Tables that a migration can work on: they exist, and are written to in one region, since conditions hold
//! in one only.

use std::collections::BTreeMap;

use dynamite::engine_support::{self, TableDescriptor, TableFacts};

use super::Migrator;
use crate::control::RunRow;
use crate::error::{Error, Refusal};
use crate::run::{Direction, Pass};
use crate::steps::PassOptions;

impl Migrator {
    /// Refuses tables that do not exist, or are replicated and not written to in one region alone.
    pub(super) async fn check_tables(&self, direction: Direction) -> Result<(), Error> {
        for table in self.tables_in(direction)? {
            let facts = engine_support::table_facts(&self.client, table).await;
            let facts = facts.map_err(|error| self.error(Refusal::Request(error)))?;
            if facts.is_none() {
                let table = engine_support::table_name(&self.client, table);
                return Err(self.error(Refusal::NoTable { table }));
            }
            self.check_table(facts.as_ref())?;
        }
        Ok(())
    }

    /// Refuses tables that are others than those of the run: created anew, or restored.
    pub(super) async fn check_same_tables(&self, row: &RunRow) -> Result<(), Error> {
        let Some(recorded) = &row.tables else {
            return Ok(());
        };
        let control = self.control();
        let now = control.tables(&self.tables_in(row.direction)?).await?;
        control.check_tables(recorded, &now)
    }

    /// The tables of a direction, each once.
    pub(super) fn tables_in(
        &self,
        direction: Direction,
    ) -> Result<Vec<&'static TableDescriptor>, Error> {
        let changes = self.planned.table_changes();
        let changes = match direction {
            Direction::Up => changes.run,
            Direction::Down => changes.revert,
            Direction::Contract => changes.contract,
        };
        let passes = self.passes_in(direction, PassOptions::at(self.client.now()))?;
        let of_passes = passes.iter().map(|pass| pass.model.table);
        let of_changes = changes.iter().map(|change| change.table);
        let all = of_passes.chain(of_changes).map(|table| (table.name, table));
        Ok(all.collect::<BTreeMap<_, _>>().into_values().collect())
    }

    /// The passes of a direction.
    pub(super) fn passes_in(
        &self,
        direction: Direction,
        options: PassOptions,
    ) -> Result<Vec<Pass>, Error> {
        let passes = self.passes(options)?;
        Ok(match direction {
            Direction::Up => passes.run,
            Direction::Down => passes.revert,
            Direction::Contract => passes.contract,
        })
    }

    /// Refuses a replicated table, unless one region alone is written to.
    pub(crate) fn check_table(&self, facts: Option<&TableFacts>) -> Result<(), Error> {
        let Some(facts) = facts.filter(|facts| !facts.replicas.is_empty()) else {
            return Ok(());
        };
        let region = self.client.sdk().config().region();
        let region = region.map_or("", |region| region.as_ref());
        match &self.options.single_writer_region {
            Some(only) if only == region => Ok(()),
            Some(only) => Err(self.error(Refusal::OtherRegion {
                only: only.clone(),
                region: region.to_owned(),
            })),
            None => Err(self.error(Refusal::Replicated {
                table: facts.name.clone(),
                replicas: facts.replicas.clone(),
            })),
        }
    }
}
