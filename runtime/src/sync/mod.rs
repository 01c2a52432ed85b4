//! Creation of tables and indexes from the schema.
//!
//! `sync` only adds: missing tables, missing global indexes (one after another, as DynamoDB
//! requires on live tables), TTL. It deletes nothing, and fails with the reason where DynamoDB
//! cannot make a change.
//!
//! On a table that has items, building an index takes hours and money, and DynamoDB then rejects
//! writes whose key attributes are of another type; TTL deletes expired items. An old version of a
//! program must not restore what was removed, so both happen only on request, or if the engine is
//! embedded.

pub(crate) mod change;
mod compare;
mod contents;
mod create;
pub(crate) mod describe;
mod names;
mod report;
mod verify;
mod wait;

pub use report::{Change, LeftOut, SyncReport};
pub use verify::Verify;

use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::time::Duration;

use aws_sdk_dynamodb::types::TableDescription;
use futures_util::stream::{self, StreamExt, TryStreamExt};

use crate::model::{IndexDescriptor, TableDescriptor};
use crate::{Client, Error};
use compare::Comparison;
use contents::Contents;
use wait::Deadline;

/// Number of tables processed concurrently. DynamoDB allows 500 concurrent control-plane operations
/// for an account, which it may share with other programs.
const PARALLEL_TABLES: usize = 8;

/// Grace period for a request that is in progress at the deadline.
const GRACE: Duration = Duration::from_secs(2);

/// Creates tables and indexes; awaiting it starts it. Made by [`Client::sync`].
///
/// # If the future is dropped
/// Some tables and indexes exist, or are being created. Another `sync` continues from there.
#[derive(Clone, Debug)]
#[must_use = "nothing happens until it is awaited"]
pub struct Sync {
    client: Client,
    tables: Vec<&'static TableDescriptor>,
    builds_indexes: bool,
    enables_ttl: bool,
    deadline: Duration,
}

impl Client {
    /// Creates missing tables and indexes, enables TTL, and waits until all are ACTIVE.
    ///
    /// A table that has items gets no index and no TTL unless
    /// [`build_indexes`](Sync::build_indexes) and [`enable_ttl`](Sync::enable_ttl) request them:
    /// [`SyncReport::left_out`] names what is missing. One consistent `Scan` with a limit of 1
    /// checks whether it has items. Tables of embedded clients get both.
    ///
    /// New tables are on-demand. Existing ones are compared: a difference that DynamoDB cannot
    /// change (keys, projections, local indexes) is an error that names it, and nothing of that
    /// table is changed. Indexes that are not in the schema stay.
    ///
    /// # Errors
    /// [`ErrorKind::Tables`](crate::ErrorKind::Tables) if the client gives tables wrong names,
    /// [`ErrorKind::Schema`](crate::ErrorKind::Schema) if a table differs,
    /// [`ErrorKind::Deadline`](crate::ErrorKind::Deadline) if something is not ACTIVE in time,
    /// [`ErrorKind::LimitExceeded`](crate::ErrorKind::LimitExceeded) if the account is still at its
    /// limit of tables or of concurrent table operations at the deadline.
    pub fn sync(&self, tables: &[&'static TableDescriptor]) -> Sync {
        Sync {
            client: self.clone(),
            tables: tables.to_vec(),
            builds_indexes: self.is_embedded(),
            enables_ttl: self.is_embedded(),
            deadline: Duration::from_mins(10),
        }
    }
}

impl Sync {
    /// Sets the time to wait for tables and indexes to become ACTIVE; the default is ten minutes.
    /// Filling a new index of a large table can take hours.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// Builds missing indexes also for tables that have items. DynamoDB reads the whole table for
    /// each and charges the writes to the index; from then on it rejects items whose key attributes
    /// are of another type than the index declares.
    pub fn build_indexes(mut self) -> Self {
        self.builds_indexes = true;
        self
    }

    /// Enables TTL also for tables that have items: DynamoDB deletes the expired ones within days.
    pub fn enable_ttl(mut self) -> Self {
        self.enables_ttl = true;
        self
    }

    async fn run(self) -> Result<SyncReport, Error> {
        names::check(&self.client, &self.tables)?;
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

/// One table, with the changes that are allowed while it has items.
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
        let missing = Comparison::of(&current, self.table).into_missing(name)?;
        let mut contents = Contents::of(client, name, is_new);
        self.add_indexes(&current, missing, &mut contents, &mut report)
            .await?;
        self.turn_ttl_on(&mut contents, &mut report).await?;
        Ok(report)
    }

    async fn add_indexes(
        &self,
        current: &TableDescription,
        missing: Vec<&IndexDescriptor>,
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
        if missing.is_empty() {
            return Ok(());
        }
        if !self.builds_indexes && contents.has_items().await? {
            let left_out = missing.iter().map(|index| LeftOut::Index {
                table: name.clone(),
                index: index.name.to_owned(),
            });
            report.left_out.extend(left_out);
            return Ok(());
        }
        for index in missing {
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
