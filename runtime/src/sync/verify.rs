//! Comparison of tables with the schema, without changes.

use std::future::{Future, IntoFuture};
use std::pin::Pin;

use dynamite_core::limits::is_name;
use futures_util::stream::{self, StreamExt, TryStreamExt};

use super::compare::Comparison;
use super::describe::{self, Ttl};
use super::{PARALLEL_TABLES, names, wait};
use crate::error::{ErrorKind, TableName, TableProblem};
use crate::model::TableDescriptor;
use crate::{Client, Error};

/// Compares tables with the schema; awaiting it starts it. Made by [`Client::verify`].
#[derive(Clone, Debug)]
#[must_use = "nothing happens until it is awaited"]
pub struct Verify {
    client: Client,
    tables: Vec<&'static TableDescriptor>,
}

impl Client {
    /// Checks that the tables are as the schema declares them, and `ACTIVE`. Nothing is created or
    /// changed: for services whose tables another tool creates, or that may not create any.
    ///
    /// It takes the permissions `dynamodb:DescribeTable` and, for tables with TTL,
    /// `dynamodb:DescribeTimeToLive`. Indexes that the schema does not declare are ignored.
    ///
    /// # Errors
    /// [`ErrorKind::Tables`] with all problems of all tables, and those of the requests.
    pub fn verify(&self, tables: &[&'static TableDescriptor]) -> Verify {
        Verify {
            client: self.clone(),
            tables: tables.to_vec(),
        }
    }
}

impl Verify {
    async fn run(self) -> Result<(), Error> {
        let mut problems = names::problems(&self.client, &self.tables);
        let tables = self.tables.iter().map(|table| TableCheck {
            client: self.client.clone(),
            name: self.client.named_table(table.name),
            table,
        });
        // DynamoDB would refuse the request.
        let tables = tables.filter(|check| is_name(&check.name.name));
        let checks: Vec<_> = tables.map(TableCheck::problems).collect();
        let checks = stream::iter(checks).buffered(PARALLEL_TABLES);
        let found: Vec<Vec<TableProblem>> = checks.try_collect().await?;
        problems.extend(found.into_iter().flatten());
        if problems.is_empty() {
            return Ok(());
        }
        Err(Error::new(ErrorKind::Tables { problems }))
    }
}

impl IntoFuture for Verify {
    type Output = Result<(), Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

/// The check of one table.
struct TableCheck {
    client: Client,
    name: TableName,
    table: &'static TableDescriptor,
}

impl TableCheck {
    async fn problems(self) -> Result<Vec<TableProblem>, Error> {
        let table = self.name.clone();
        let current = match describe::table(&self.client, &table.name).await {
            Ok(Some(current)) => current,
            Ok(None) => return Ok(vec![TableProblem::Missing { table }]),
            Err(error) => return Ok(vec![self.denied(error, "DescribeTable")?]),
        };
        let mut problems = Vec::new();
        if let Some(waiting_for) = wait::busy(&table.name, &current) {
            problems.push(TableProblem::NotActive { table, waiting_for });
        }
        let Comparison {
            missing,
            // A migration builds the one, and removes the other, while programs run.
            missing_second: _,
            differences,
        } = Comparison::of(&current, self.table);
        if !differences.is_empty() {
            let table = self.name.clone();
            problems.push(TableProblem::Differs { table, differences });
        }
        problems.extend(missing.iter().map(|index| {
            let (table, index) = (self.name.clone(), index.name.to_owned());
            TableProblem::IndexMissing { table, index }
        }));
        problems.extend(self.problem_of_ttl().await?);
        Ok(problems)
    }

    async fn problem_of_ttl(&self) -> Result<Option<TableProblem>, Error> {
        let Some(attribute) = self.table.ttl else {
            return Ok(None);
        };
        match describe::ttl(&self.client, &self.name.name, attribute).await {
            Ok(Ttl::AsDeclared) => Ok(None),
            Ok(Ttl::Off) => {
                let (table, attribute) = (self.name.clone(), attribute.to_owned());
                Ok(Some(TableProblem::TtlOff { table, attribute }))
            }
            Err(error) if error.lacks_permission() => {
                self.denied(error, "DescribeTimeToLive").map(Some)
            }
            Err(error) => self.differs(error).map(Some),
        }
    }

    /// Returns the problem of a request that was denied, and every other error.
    fn denied(&self, error: Error, operation: &'static str) -> Result<TableProblem, Error> {
        if !error.lacks_permission() {
            return Err(error);
        }
        let table = self.name.clone();
        Ok(TableProblem::Denied { table, operation })
    }

    /// Returns the problem of a table that differs, and every other error.
    fn differs(&self, error: Error) -> Result<TableProblem, Error> {
        match error.kind() {
            ErrorKind::Schema { differences, .. } => Ok(TableProblem::Differs {
                table: self.name.clone(),
                differences: differences.clone(),
            }),
            _ => Err(error),
        }
    }
}
