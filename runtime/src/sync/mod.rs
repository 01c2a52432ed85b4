//! Tables and indexes as the schema declares them.
//!
//! `sync` only ever adds: missing tables, missing global indexes (one after another, as
//! DynamoDB wants it on live tables), TTL. It deletes nothing, and it refuses, with the reason,
//! what DynamoDB cannot change.

mod compare;
mod create;
mod describe;
mod report;
mod wait;

pub use report::{Change, SyncReport};

use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::time::Duration;

use futures_util::stream::{self, StreamExt, TryStreamExt};

use crate::model::TableDescriptor;
use crate::{Client, Error};
use compare::Plan;
use wait::Deadline;

/// Tables worked on at the same time. DynamoDB allows 500 control-plane operations at once for
/// an account, which others use too.
const PARALLEL_TABLES: usize = 8;

/// Brings tables into being; awaiting it starts it. Made by [`Client::sync`].
///
/// # If the future is dropped
/// Some tables and indexes exist, or are being made. Another `sync` goes on from there.
#[derive(Clone, Debug)]
#[must_use = "nothing happens until it is awaited"]
pub struct Sync {
    client: Client,
    tables: &'static [&'static TableDescriptor],
    deadline: Duration,
}

impl Client {
    /// Creates missing tables and indexes, turns TTL on, and waits until all are ACTIVE.
    ///
    /// New tables are billed by request. What is there already is compared: a difference that
    /// DynamoDB cannot change (keys, projections, local indexes) is an error that names it, and
    /// nothing of that table is touched. Indexes that the schema does not know stay.
    ///
    /// # Errors
    /// [`ErrorKind::Schema`](crate::ErrorKind::Schema) when a table differs,
    /// [`ErrorKind::Deadline`](crate::ErrorKind::Deadline) when something is not ACTIVE in time,
    /// [`ErrorKind::LimitExceeded`](crate::ErrorKind::LimitExceeded) when the account has as many
    /// tables, or as many changes of tables under way, as it may, and that does not end in time.
    pub fn sync(&self, tables: &'static [&'static TableDescriptor]) -> Sync {
        Sync {
            client: self.clone(),
            tables,
            deadline: Duration::from_mins(10),
        }
    }
}

impl Sync {
    /// How long to wait for tables and indexes to become ACTIVE; ten minutes unless said
    /// otherwise. Filling a new index of a large table can take hours.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    async fn run(self) -> Result<SyncReport, Error> {
        let deadline = Deadline::after(self.deadline);
        let tables = self.tables.iter();
        let tables: Vec<_> = tables
            .map(|table| sync_table(self.client.clone(), table, deadline))
            .collect();
        let changes: Vec<Vec<Change>> = stream::iter(tables)
            .buffered(PARALLEL_TABLES)
            .try_collect()
            .await?;
        Ok(SyncReport::new(changes.into_iter().flatten().collect()))
    }
}

impl IntoFuture for Sync {
    type Output = Result<SyncReport, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

async fn sync_table(
    client: Client,
    table: &'static TableDescriptor,
    deadline: Deadline,
) -> Result<Vec<Change>, Error> {
    let name = client.table_name(table.name);
    let mut changes = Vec::new();
    if describe::table(&client, &name).await?.is_none()
        && create::table(&client, &name, table, deadline).await?
    {
        changes.push(Change::TableCreated {
            table: name.clone(),
        });
    }
    let current = wait::until_active(&client, &name, deadline).await?;
    let plan = Plan::compare(&name, &current, table)?;
    for index in plan.missing_indexes {
        let created = create::index(&client, &name, table, index, deadline).await?;
        wait::until_active(&client, &name, deadline).await?;
        if created {
            changes.push(Change::IndexCreated {
                table: name.clone(),
                index: index.name.to_owned(),
            });
        }
    }
    if let Some(attribute) = table.ttl
        && describe::ttl(&client, &name, attribute).await? == describe::Ttl::Off
        && create::ttl(&client, &name, attribute, deadline).await?
    {
        changes.push(Change::TtlEnabled {
            table: name,
            attribute: attribute.to_owned(),
        });
    }
    Ok(changes)
}
