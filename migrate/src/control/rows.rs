//! The table, and reads and writes of its rows.

use std::collections::HashMap;
use std::future::Future;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::engine_support::{
    self, Attribute, Backoff, Changes, Comparison, Condition, KeyAttributeDescriptor,
    ModelDescriptor, TableDescriptor, read, write,
};
use dynamite::{Client, StoredItem};

use super::row::{Row, number, text};
use crate::error::{Error, Refusal};
use crate::run::RunId;

/// The format of the rows. A version of Dynamite refuses rows of a newer one.
pub const FORMAT: u64 = 1;

/// The control table, without the client's prefix.
pub static CONTROL_TABLE: TableDescriptor = TableDescriptor {
    name: "dynamite_migrations",
    partition: KeyAttributeDescriptor::string("run"),
    sort: Some(KeyAttributeDescriptor::string("row")),
    indexes: &[],
    second_indexes: &[],
    ttl: None,
};

/// Its rows. Positions and keys are those of items, so messages do not show them.
pub(super) static ROW_MODEL: ModelDescriptor =
    ModelDescriptor::new("MigrationRow", &CONTROL_TABLE, &["run", "row"])
        .sensitive(&["position", "key"]);

/// The rows of one run.
#[derive(Clone, Debug)]
pub(crate) struct Control {
    client: Client,
    run: RunId,
}

/// What became of a conditional write.
#[derive(Debug)]
pub(super) enum Written {
    /// It was made. The row is as it is now.
    Done(Row),
    /// It was not made, or an earlier attempt of it was whose response was lost. The row is as it
    /// was found; `None` if it is absent.
    Refused(Option<Row>),
}

impl Control {
    pub(crate) fn new(client: Client, run: RunId) -> Self {
        Self { client, run }
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    pub(crate) fn run(&self) -> &RunId {
        &self.run
    }

    /// Creates the table unless it is there.
    pub(crate) async fn ensure(&self) -> Result<(), Error> {
        let tables = [&CONTROL_TABLE];
        let synced = retried(&self.client, || {
            let sync = self.client.sync(&tables);
            async move { sync.await.map(drop) }
        });
        synced.await.map_err(|error| self.failed(error))
    }

    pub(crate) fn error(&self, refusal: Refusal) -> Error {
        let table = engine_support::table_name(&self.client, &CONTROL_TABLE);
        Error::new(self.run.clone(), table, refusal)
    }

    pub(crate) fn failed(&self, error: dynamite::Error) -> Error {
        self.error(Refusal::Request(error))
    }

    pub(super) async fn read(&self, partition: &str, row: &str) -> Result<Option<Row>, Error> {
        let key = key(partition, row);
        let item = retried(&self.client, || read::item(&self.client, &ROW_MODEL, &key)).await;
        let item = item.map_err(|error| self.failed(error))?;
        item.map(|item| self.checked(item, row)).transpose()
    }

    /// Returns the rows of the run whose sort key begins like this.
    pub(super) async fn read_all(&self, prefix: &str) -> Result<Vec<Row>, Error> {
        let run = text(self.run.as_str());
        let partition = || read::partition(&self.client, &ROW_MODEL, run.clone(), prefix);
        let items = retried(&self.client, partition).await;
        let items = items.map_err(|error| self.failed(error))?;
        let rows = items.into_iter().filter_map(|item| {
            let Some(AttributeValue::S(row)) = item.attributes().get("row") else {
                return None;
            };
            let row = row.clone();
            Some(self.checked(item, &row))
        });
        rows.collect()
    }

    /// Creates a row, unless there is one.
    pub(super) async fn create<'n>(
        &self,
        partition: &str,
        row: &str,
        attributes: impl IntoIterator<Item = (&'n str, AttributeValue)>,
    ) -> Result<Written, Error> {
        let mut created = key(partition, row).into_attributes();
        created.insert("format".to_owned(), number(FORMAT));
        let attributes = attributes.into_iter();
        created.extend(attributes.map(|(name, value)| (name.to_owned(), value)));
        let created = engine_support::item(created);
        let sent = retried(&self.client, || {
            write::create(&self.client, &ROW_MODEL, &created)
        })
        .await;
        match sent {
            Ok(()) => self.checked(created, row).map(Written::Done),
            Err(error) if error.is_already_exists() => {
                let found = error.item().cloned();
                self.refused(partition, row, found).await
            }
            Err(error) => Err(self.failed(error)),
        }
    }

    /// Changes a row that is there, on a condition.
    pub(super) async fn update(
        &self,
        partition: &str,
        row: &str,
        changes: Changes,
        condition: Condition,
    ) -> Result<Written, Error> {
        let key = key(partition, row);
        let update = || {
            let (changes, condition) = (changes.clone(), condition.clone());
            write::update(&self.client, &ROW_MODEL, &key, changes, condition)
        };
        match retried(&self.client, update).await {
            Ok(item) => self.checked(item, row).map(Written::Done),
            Err(error) if error.is_condition_failed() || error.is_not_found() => {
                let found = error.item().cloned();
                self.refused(partition, row, found).await
            }
            Err(error) => Err(self.failed(error)),
        }
    }

    async fn refused(
        &self,
        partition: &str,
        row: &str,
        found: Option<StoredItem>,
    ) -> Result<Written, Error> {
        match found {
            Some(item) => Ok(Written::Refused(Some(self.checked(item, row)?))),
            None => Ok(Written::Refused(self.read(partition, row).await?)),
        }
    }

    fn checked(&self, item: StoredItem, row: &str) -> Result<Row, Error> {
        let row = Row {
            item,
            sort_key: row.to_owned(),
            run: self.run.clone(),
            table: engine_support::table_name(&self.client, &CONTROL_TABLE),
        };
        let found = row.parsed("format")?;
        if found > FORMAT {
            return Err(row.error(Refusal::NewerFormat {
                row: row.sort_key.clone(),
                found,
                known: FORMAT,
            }));
        }
        Ok(row)
    }
}

/// Asks the database for something, so that a wrong endpoint or missing rights are known before any work,
/// in seconds.
///
/// # Errors
/// Those of the request.
pub async fn reach(client: &Client) -> Result<(), dynamite::Error> {
    engine_support::table_facts(client, &CONTROL_TABLE)
        .await
        .map(drop)
}

/// Repeats a request that may succeed later, until it does or there were too many attempts. Callers
/// tell from the row if an attempt whose response was lost was applied.
pub(crate) async fn retried<T, F>(
    client: &Client,
    mut request: impl FnMut() -> F,
) -> Result<T, dynamite::Error>
where
    F: Future<Output = Result<T, dynamite::Error>>,
{
    let mut backoff = Backoff::of(client);
    loop {
        match request().await {
            Err(error) if error.is_retryable() && backoff.pause().await => {}
            result => return result,
        }
    }
}

pub(super) fn key(partition: &str, row: &str) -> StoredItem {
    let key = [("run", text(partition)), ("row", text(row))];
    let key = key.map(|(name, value)| (name.to_owned(), value));
    engine_support::item(HashMap::from(key))
}

/// An attribute of a row.
pub(super) fn at(name: &'static str) -> Attribute {
    Attribute::named(name)
}

/// Holds if an attribute of a row has this value.
pub(super) fn is(name: &'static str, value: AttributeValue) -> Condition {
    at(name).compares(Comparison::Eq, value)
}

/// Joins changes in one update.
pub(super) fn joined(changes: impl IntoIterator<Item = Changes>) -> Changes {
    let changes = changes.into_iter();
    changes.fold(Changes::new(), |all, change| all.and(&change))
}
