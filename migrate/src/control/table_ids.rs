//! Which tables a run works on.

use std::collections::{BTreeMap, HashMap};

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::engine_support::{self, TableDescriptor, TableFacts};

use super::row::{Row, text};
use super::rows::{Control, retried};
use crate::error::{Error, Refusal};

/// Tables by their full names, with what tells each from another one of its name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TableIds(BTreeMap<String, String>);

impl<'f> FromIterator<&'f TableFacts> for TableIds {
    fn from_iter<I: IntoIterator<Item = &'f TableFacts>>(facts: I) -> Self {
        let known = facts.into_iter();
        let ids = known.filter_map(|it| Some((it.name.clone(), it.id.clone()?)));
        Self(ids.collect())
    }
}

impl TableIds {
    /// Returns the recorded tables; `None` if they were not recorded yet.
    pub(super) fn recorded(row: &Row) -> Result<Option<Self>, Error> {
        let tables = match row.get("tables") {
            None => return Ok(None),
            Some(AttributeValue::M(tables)) => tables,
            Some(_) => return Err(row.damaged("tables")),
        };
        let tables = tables.iter().map(|(name, id)| match id {
            AttributeValue::S(id) => Ok((name.clone(), id.clone())),
            _ => Err(row.damaged("tables")),
        });
        Ok(Some(Self(tables.collect::<Result<_, _>>()?)))
    }

    /// Returns the names of tables that are others than the recorded ones of the same names.
    pub(crate) fn others_than(&self, recorded: &Self) -> Vec<String> {
        let others = self.0.iter();
        let others = others.filter(|(name, id)| recorded.0.get(*name).is_some_and(|it| it != *id));
        others.map(|(name, _)| name.clone()).collect()
    }

    pub(super) fn stored(&self) -> AttributeValue {
        let tables = self.0.iter();
        let tables: HashMap<_, _> = tables
            .map(|(name, id)| (name.clone(), text(&**id)))
            .collect();
        AttributeValue::M(tables)
    }
}

impl Control {
    /// Returns what DynamoDB says of a table; `None` if it does not exist.
    pub(crate) async fn facts(
        &self,
        table: &'static TableDescriptor,
    ) -> Result<Option<TableFacts>, Error> {
        let client = self.client();
        let facts = retried(client, || engine_support::table_facts(client, table)).await;
        facts.map_err(|error| self.failed(error))
    }

    /// Returns these tables as they are now. One that does not exist is left out.
    pub(crate) async fn tables(
        &self,
        all: impl Iterator<Item = &'static TableDescriptor>,
    ) -> Result<TableIds, Error> {
        let distinct: BTreeMap<_, _> = all.map(|table| (table.name, table)).collect();
        let mut found = Vec::new();
        for table in distinct.into_values() {
            found.extend(self.facts(table).await?);
        }
        Ok(found.iter().collect())
    }

    /// Refuses tables that are not the recorded ones.
    pub(crate) fn check_tables(&self, recorded: &TableIds, now: &TableIds) -> Result<(), Error> {
        match now.others_than(recorded).into_iter().next() {
            Some(name) => Err(self.error(Refusal::OtherTable { name })),
            None => Ok(()),
        }
    }
}
