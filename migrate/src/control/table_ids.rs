//! Which tables a run works on.

use std::collections::{BTreeMap, HashMap};

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::engine_support::{self, TableDescriptor, TableFacts};

use super::row::{Row, text};
use super::rows::{Control, retried};
use crate::error::{Error, Refusal};

/// Tables by their names in the schema, with what tells each from another one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TableIds(BTreeMap<String, TableId>);

/// What tells a table from another one: its id. A table that was restored under another name has another one,
/// as has one that was created anew.
#[derive(Clone, Debug, PartialEq, Eq)]
struct TableId {
    /// Its full name.
    name: String,
    id: String,
}

impl<'f> FromIterator<(&'static TableDescriptor, &'f TableFacts)> for TableIds {
    fn from_iter<I>(tables: I) -> Self
    where
        I: IntoIterator<Item = (&'static TableDescriptor, &'f TableFacts)>,
    {
        let known = tables.into_iter().filter_map(|(table, facts)| {
            let (name, id) = (facts.name.clone(), facts.id.clone()?);
            Some((table.name.to_owned(), TableId { name, id }))
        });
        Self(known.collect())
    }
}

impl TableIds {
    /// Returns the recorded tables; `None` if they were not recorded yet.
    pub(super) fn recorded(row: &Row) -> Result<Option<Self>, Error> {
        match row.get("tables") {
            None => Ok(None),
            Some(tables) => match Self::of(tables) {
                Some(tables) => Ok(Some(tables)),
                None => Err(row.damaged("tables")),
            },
        }
    }

    /// Returns what a value of a row says; `None` if it says something else.
    pub(super) fn of(tables: &AttributeValue) -> Option<Self> {
        let tables = tables.as_m().ok()?.iter();
        let tables = tables.map(|(table, known)| Some((table.clone(), TableId::recorded(known)?)));
        tables.collect::<Option<_>>().map(Self)
    }

    /// Returns the full names of tables that are others than the recorded ones.
    pub(crate) fn others_than(&self, recorded: &Self) -> Vec<String> {
        let is_other = |(table, known): &(&String, &TableId)| {
            recorded.0.get(*table).is_some_and(|it| it.id != known.id)
        };
        let others = self.0.iter().filter(is_other);
        others.map(|(_, known)| known.name.clone()).collect()
    }

    /// The full names of the tables.
    pub(crate) fn names(&self) -> Vec<String> {
        self.0.values().map(|known| known.name.clone()).collect()
    }

    pub(super) fn stored(&self) -> AttributeValue {
        let tables = self.0.iter();
        let tables: HashMap<_, _> = tables
            .map(|(table, known)| (table.clone(), known.stored()))
            .collect();
        AttributeValue::M(tables)
    }
}

impl TableId {
    fn recorded(value: &AttributeValue) -> Option<Self> {
        let known = value.as_m().ok()?;
        let text = |name: &str| known.get(name)?.as_s().ok().cloned();
        Some(Self {
            name: text("name")?,
            id: text("id")?,
        })
    }

    fn stored(&self) -> AttributeValue {
        let texts = [("name", &self.name), ("id", &self.id)];
        let texts = texts.map(|(name, value)| (name.to_owned(), text(&**value)));
        AttributeValue::M(texts.into())
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
            found.extend(self.facts(table).await?.map(|facts| (table, facts)));
        }
        Ok(found.iter().map(|(table, facts)| (*table, facts)).collect())
    }

    /// Refuses tables that are not the recorded ones.
    pub(crate) fn check_tables(&self, recorded: &TableIds, now: &TableIds) -> Result<(), Error> {
        match now.others_than(recorded).into_iter().next() {
            Some(name) => Err(self.error(Refusal::OtherTable { name })),
            None => Ok(()),
        }
    }
}
