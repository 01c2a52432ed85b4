//! Tables that a migration can work on: they exist, are those of the run, and are written to in one region,
//! since conditions hold in one only.

use std::collections::BTreeMap;
use std::sync::Arc;

use dynamite::engine_support::{self, TableDescriptor, TableFacts};

use super::Migrator;
use crate::control::{CONTROL_TABLE, RunRow, TableIds};
use crate::descriptor;
use crate::error::{Error, Refusal};
use crate::planned::Planned;

/// Returns the tables that migrations are about, with all others of their schemas, those of guards and of
/// migrations themselves: what [`dynamite::Client::with_table_names_from_env`] takes.
pub fn tables(migrations: &[Arc<Planned>]) -> Vec<&'static TableDescriptor> {
    let schemas = migrations.iter().flat_map(|it| [&it.before, &it.after]);
    let mut tables: BTreeMap<_, _> = schemas.flat_map(descriptor::tables).collect();
    let own = [&CONTROL_TABLE, &engine_support::UNIQUE_GUARDS];
    tables.extend(own.map(|table| (table.name, table)));
    tables.into_values().collect()
}

/// The tables of a migration as they are now. One that does not exist has no facts.
#[derive(Debug, Default)]
pub(crate) struct TablesNow(Vec<(&'static TableDescriptor, Option<TableFacts>)>);

impl TablesNow {
    /// Returns what DynamoDB says of a table.
    pub(crate) fn facts_of(&self, table: &TableDescriptor) -> Option<&TableFacts> {
        let found = self.0.iter().find(|(known, _)| known.name == table.name);
        found.and_then(|(_, facts)| facts.as_ref())
    }

    /// What tells each table that exists from others.
    pub(super) fn ids(&self) -> TableIds {
        self.existing().collect()
    }

    fn existing(&self) -> impl Iterator<Item = (&'static TableDescriptor, &TableFacts)> {
        let tables = self.0.iter();
        tables.filter_map(|(table, facts)| Some((*table, facts.as_ref()?)))
    }
}

impl Migrator {
    /// The tables of the migration, each once.
    pub(super) fn tables(&self) -> impl Iterator<Item = &'static TableDescriptor> {
        let tables = self.models.iter().map(|model| model.after.table);
        let distinct: BTreeMap<_, _> = tables.map(|table| (table.name, table)).collect();
        distinct.into_values()
    }

    /// Returns the full names of its tables.
    pub fn table_names(&self) -> Vec<String> {
        let names = self.tables();
        names
            .map(|table| engine_support::table_name(&self.client, table))
            .collect()
    }

    /// Asks DynamoDB about the tables of the migration.
    pub(crate) async fn tables_now(&self) -> Result<TablesNow, Error> {
        self.look_at(self.tables()).await
    }

    /// Asks DynamoDB about tables, about each once.
    pub(super) async fn look_at(
        &self,
        tables: impl Iterator<Item = &'static TableDescriptor>,
    ) -> Result<TablesNow, Error> {
        let control = self.control();
        let distinct: BTreeMap<_, _> = tables.map(|table| (table.name, table)).collect();
        let mut found = Vec::new();
        for table in distinct.into_values() {
            found.push((table, control.facts(table).await?));
        }
        Ok(TablesNow(found))
    }

    /// Returns those of the migration among tables.
    pub(super) fn own(&self, all: &TablesNow) -> TablesNow {
        let is_own = |name: &str| self.tables().any(|table| table.name == name);
        let own = all.0.iter().filter(|(table, _)| is_own(table.name));
        TablesNow(own.cloned().collect())
    }

    /// Refuses tables that do not exist, or are replicated and not written to in one region alone.
    pub(super) fn check_usable(&self, now: &TablesNow) -> Result<(), Error> {
        let mut missing = now.0.iter().filter(|(_, facts)| facts.is_none());
        if let Some((table, _)) = missing.next() {
            let table = engine_support::table_name(&self.client, table);
            return Err(self.error(Refusal::NoTable { table }));
        }
        self.check_regions(now)
    }

    /// Refuses tables that are others than those of the run: created anew, or restored.
    pub(super) fn check_same(&self, row: &RunRow, now: &TablesNow) -> Result<(), Error> {
        let Some(recorded) = row.known_tables() else {
            return Ok(());
        };
        self.control().check_tables(recorded, &now.ids())
    }

    /// Returns the full names of tables that are others than those of the run.
    pub(super) async fn other_tables(&self, row: &RunRow) -> Result<Vec<String>, Error> {
        let Some(recorded) = row.known_tables() else {
            return Ok(Vec::new());
        };
        Ok(self.tables_now().await?.ids().others_than(recorded))
    }

    /// Refuses replicated tables, unless one region alone is written to.
    pub(crate) fn check_regions(&self, now: &TablesNow) -> Result<(), Error> {
        let mut facts = now.existing().map(|(_, facts)| facts);
        let Some(facts) = facts.find(|facts| !facts.replicas.is_empty()) else {
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

#[cfg(test)]
mod tests {
    use dynamite::Client;
    use dynamite::engine_support::TableFacts;
    use dynamite_schema::source::Sources;

    use super::{Migrator, TablesNow};
    use crate::error::{Error, Refusal};
    use crate::options::Options;
    use crate::planned::Planned;

    fn migrator(single_writer_region: Option<&str>) -> Migrator {
        let schema = |fields: &str| {
            let mut sources = Sources::default();
            let text =
                format!("models:\n  User: {{ key: id, fields: {{ id: string, {fields} }} }}\n");
            sources.add("schema.yaml", text);
            dynamite_schema::check(sources).unwrap().schema
        };
        let (before, after) = (schema("name: string"), schema("full_name: string"));
        let steps = "{ model: User, steps: [{ rename: { from: name, to: full_name } }] }";
        let planned = Planned::of("0001_name.yaml", steps, before, after).unwrap();
        let options = Options {
            single_writer_region: single_writer_region.map(str::to_owned),
            ..Options::default()
        };
        Migrator::new(
            Client::from_endpoint("http://127.0.0.1:1"),
            planned,
            options,
        )
        .unwrap()
    }

    fn facts(replicas: &[&str]) -> TableFacts {
        TableFacts {
            name: "users".to_owned(),
            id: None,
            items: 0,
            indexes: Vec::new(),
            has_stream: true,
            replicas: replicas.iter().map(|region| (*region).to_owned()).collect(),
        }
    }

    /// Looks at a table that is as DynamoDB says.
    fn check(only: Option<&str>, facts: Option<TableFacts>) -> Result<(), Error> {
        let migrator = migrator(only);
        let table = migrator.tables().next().unwrap();
        migrator.check_regions(&TablesNow(vec![(table, facts)]))
    }

    #[test]
    fn a_replicated_table_is_refused_unless_this_region_alone_is_written_to() {
        let replicated = || Some(facts(&["eu-west-1"]));
        let region = migrator(None).client.sdk().config().region().cloned();
        let here = region.unwrap().to_string();
        for alone in [None, Some(facts(&[]))] {
            assert!(check(None, alone.clone()).is_ok());
            assert!(check(Some("eu-west-1"), alone).is_ok());
        }
        assert!(check(Some(&here), replicated()).is_ok());
        let refused = check(None, replicated()).unwrap_err();
        let Refusal::Replicated { table, replicas } = refused.refusal() else {
            panic!("{refused}");
        };
        assert_eq!(
            (&**table, &**replicas),
            ("users", &["eu-west-1".to_owned()][..])
        );
        let elsewhere = check(Some("eu-west-1"), replicated()).unwrap_err();
        let Refusal::OtherRegion { only, region } = elsewhere.refusal() else {
            panic!("{elsewhere}");
        };
        assert_eq!((&**only, region), ("eu-west-1", &here));
    }
}
