//! Replicated tables: conditions hold in one region only.

use dynamite::engine_support::{self, TableFacts};

use super::Migrator;
use crate::error::{Error, Refusal};
use crate::run::Pass;

impl Migrator {
    /// Refuses passes over replicated tables, unless one region alone is written to.
    pub(super) async fn check_replicas(&self, passes: &[Pass]) -> Result<(), Error> {
        if self.options.single_writer_region.is_some() {
            return Ok(());
        }
        for pass in passes {
            let facts = engine_support::table_facts(&self.client, pass.model.table).await;
            let facts = facts.map_err(|error| self.error(Refusal::Request(error)))?;
            self.check_table(facts.as_ref())?;
        }
        Ok(())
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
