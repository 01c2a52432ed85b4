//! Tables and indexes as the schema declares them.
//!
//! `sync` only ever adds: missing tables, missing global indexes (one after another, as
//! DynamoDB wants it on live tables), TTL. It deletes nothing, and it refuses, with the reason,
//! what DynamoDB cannot change.
//!
//! On a table that has items an index takes hours and money, and refuses writes whose key
//! attributes are of another type; TTL deletes what has expired. So an old version of a program
//! must not bring back what was taken away: both happen only if they are asked for, or if the
//! engine is embedded.

mod compare;
mod contents;
mod create;
mod describe;
mod report;
mod wait;

pub use report::{Change, LeftOut, SyncReport};

use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::time::Duration;

use aws_sdk_dynamodb::types::TableDescription;
use futures_util::stream::{self, StreamExt, TryStreamExt};

use crate::model::TableDescriptor;
use crate::{Client, Error};
use compare::MissingIndexes;
use contents::Contents;
use wait::Deadline;

/// Tables worked on at the same time. DynamoDB allows 500 control-plane operations at once for
/// an account, which others use too.
const PARALLEL_TABLES: usize = 8;

/// How long a request that is under way at the deadline is waited for.
const GRACE: Duration = Duration::from_secs(2);

/// Brings tables into being; awaiting it starts it. Made by [`Client::sync`].
///
/// # If the future is dropped
/// Some tables and indexes exist, or are being made. Another `sync` goes on from there.
#[derive(Clone, Debug)]
#[must_use = "nothing happens until it is awaited"]
pub struct Sync {
    client: Client,
    tables: &'static [&'static TableDescriptor],
    builds_indexes: bool,
    enables_ttl: bool,
    deadline: Duration,
}

impl Client {
    /// Creates missing tables and indexes, turns TTL on, and waits until all are ACTIVE.
    ///
    /// A table that has items gets no index and no TTL unless
    /// [`build_indexes`](Sync::build_indexes) and [`enable_ttl`](Sync::enable_ttl) say so:
    /// [`SyncReport::left_out`] names what is missing. Whether it has items is asked by one
    /// consistent `Scan` with a limit of 1. Tables of embedded clients get both.
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
            builds_indexes: self.is_embedded(),
            enables_ttl: self.is_embedded(),
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

    /// Builds missing indexes of tables that have items too. DynamoDB reads the whole table for
    /// each and charges the writes to the index; from then on it refuses items whose key attributes
    /// are of another type than the index declares.
    pub fn build_indexes(mut self) -> Self {
        self.builds_indexes = true;
        self
    }

    /// Turns TTL on for tables that have items too: DynamoDB deletes those that have expired,
    /// within days.
    pub fn enable_ttl(mut self) -> Self {
        self.enables_ttl = true;
        self
    }

    async fn run(self) -> Result<SyncReport, Error> {
        let deadline = Deadline::after(self.deadline);
        let tables = self.tables.iter().map(|table| TableSync {
            client: self.client.clone(),
            table,
            name: self.client.table_name(table.name),
            builds_indexes: self.builds_indexes,
            enables_ttl: self.enables_ttl,
            deadline,
        });
        let tables: Vec<_> = tables.map(TableSync::run).collect();
        let reports = stream::iter(tables).buffered(PARALLEL_TABLES);
        let report = reports.try_fold(SyncReport::default(), async |all, report| {
            Ok(all.and(report))
        });
        let limit = self.deadline.saturating_add(GRACE);
        match tokio::time::timeout(limit, report).await {
            Ok(report) => report,
            Err(_) => Err(wait::too_late("a response of DynamoDB".to_owned())),
        }
    }
}

impl IntoFuture for Sync {
    type Output = Result<SyncReport, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

/// One table, and what may be done to it while it has items.
struct TableSync {
    client: Client,
    table: &'static TableDescriptor,
    /// The name of the table, with its prefix.
    name: String,
    builds_indexes: bool,
    enables_ttl: bool,
    deadline: Deadline,
}

impl TableSync {
    async fn run(self) -> Result<SyncReport, Error> {
        let mut report = SyncReport::default();
        let (client, name) = (&self.client, &*self.name);
        let is_new = describe::table(client, name).await?.is_none()
            && create::table(client, name, self.table, self.deadline).await?;
        if is_new {
            report.changes.push(Change::TableCreated {
                table: name.to_owned(),
            });
        }
        let current = wait::until_active(client, name, self.deadline).await?;
        let missing = MissingIndexes::compare(name, &current, self.table)?;
        let mut contents = Contents::of(client, name, is_new);
        self.add_indexes(&current, missing, &mut contents, &mut report)
            .await?;
        self.turn_ttl_on(&mut contents, &mut report).await?;
        Ok(report)
    }

    async fn add_indexes(
        &self,
        current: &TableDescription,
        missing: MissingIndexes<'_>,
        contents: &mut Contents<'_>,
        report: &mut SyncReport,
    ) -> Result<(), Error> {
        let Self {
            client,
            table,
            name,
            deadline,
            ..
        } = self;
        if missing.indexes.is_empty() {
            return Ok(());
        }
        if !self.builds_indexes && contents.has_items().await? {
            let left_out = missing.indexes.iter().map(|index| LeftOut::Index {
                table: name.clone(),
                index: index.name.to_owned(),
            });
            report.left_out.extend(left_out);
            return Ok(());
        }
        for index in missing.indexes {
            let created = create::index(client, current, name, table, index, *deadline).await?;
            wait::until_active(client, name, *deadline).await?;
            if created {
                report.changes.push(Change::IndexCreated {
                    table: name.clone(),
                    index: index.name.to_owned(),
                });
            }
        }
        Ok(())
    }

    async fn turn_ttl_on(
        &self,
        contents: &mut Contents<'_>,
        report: &mut SyncReport,
    ) -> Result<(), Error> {
        let (client, name) = (&self.client, &*self.name);
        let Some(attribute) = self.table.ttl else {
            return Ok(());
        };
        if describe::ttl(client, name, attribute).await? != describe::Ttl::Off {
            return Ok(());
        }
        let (table, attribute) = (name.to_owned(), attribute.to_owned());
        if !self.enables_ttl && contents.has_items().await? {
            report.left_out.push(LeftOut::Ttl { table, attribute });
        } else if create::ttl(client, name, &attribute, self.deadline).await? {
            report.changes.push(Change::TtlEnabled { table, attribute });
        }
        Ok(())
    }
}
