//! Which tables a run works on.

use std::collections::{BTreeMap, HashMap};

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::engine_support::{self, TableDescriptor};

use super::row::{Row, text};
use super::table::{Control, retried};
use crate::error::{Error, Refusal};

/// Tables by their full names, with what tells each from another one of its name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tables(BTreeMap<String, String>);

impl Tables {
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
    /// Returns these tables as they are now. One that does not exist is left out.
    pub(crate) async fn tables(&self, all: &[&'static TableDescriptor]) -> Result<Tables, Error> {
        let mut tables = Tables::default();
        for table in all.iter().copied() {
            let name = engine_support::table_name(self.client(), table);
            if tables.0.contains_key(&name) {
                continue;
            }
            let id = || engine_support::table_id(self.client(), table);
            let id = retried(self.client(), id).await;
            let id = id.map_err(|error| self.failed(error))?;
            tables.0.extend(id.map(|id| (name, id)));
        }
        Ok(tables)
    }

    /// Refuses tables that are not the recorded ones.
    pub(crate) fn check_tables(&self, recorded: &Tables, now: &Tables) -> Result<(), Error> {
        match now.others_than(recorded).into_iter().next() {
            Some(name) => Err(self.error(Refusal::OtherTable { name })),
            None => Ok(()),
        }
    }
}
