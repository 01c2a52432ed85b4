//! Tables that a migration can work on: they exist, and are written to in one region, since conditions hold
//! in one only.

use dynamite::engine_support::{self, TableFacts};

use super::Migrator;
use crate::control::RunRow;
use crate::error::{Error, Refusal};
use crate::run::Pass;

impl Migrator {
    /// Refuses passes over tables that do not exist, or are replicated and not written to in one region
    /// alone. Nothing is written before.
    pub(super) async fn check_tables(&self, passes: &[Pass]) -> Result<(), Error> {
        for pass in passes {
            let facts = engine_support::table_facts(&self.client, pass.model.table).await;
            let facts = facts.map_err(|error| self.error(Refusal::Request(error)))?;
            if facts.is_none() {
                let table = engine_support::table_name(&self.client, pass.model.table);
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
        let now = control.tables(&self.passes_of(row)?).await?;
        control.check_tables(recorded, &now)
    }

    /// Refuses a replicated table, unless one region alone is written to.
    pub(crate) fn check_table(&self, facts: Option<&TableFacts>) -> Result<(), Error> {
        match facts {
            Some(facts)
                if !facts.replicas.is_empty() && self.options.single_writer_region.is_none() =>
            {
                Err(self.error(Refusal::Replicated {
                    table: facts.name.clone(),
                    replicas: facts.replicas.clone(),
                }))
            }
            _ => Ok(()),
        }
    }
}
