//! Waiting for ACTIVE.

use std::time::Duration;

use aws_sdk_dynamodb::types::{IndexStatus, TableDescription, TableStatus};
use tokio::time::Instant;

use super::describe;
use crate::{Client, Error, ErrorKind};

/// Between two looks at a table. Engines on this machine are ready at once; on AWS a table
/// takes seconds.
const PAUSES: [Duration; 4] = [
    Duration::from_millis(20),
    Duration::from_millis(200),
    Duration::from_secs(1),
    Duration::from_secs(2),
];

/// The moment at which waiting is given up.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deadline(Instant);

impl Deadline {
    pub(super) fn after(duration: Duration) -> Self {
        Self(Instant::now() + duration)
    }

    /// A second's pause, or an error when the deadline has passed.
    pub(super) async fn pause(self, waiting_for: &str) -> Result<(), Error> {
        self.sleep(Duration::from_secs(1), waiting_for).await
    }

    async fn sleep(self, pause: Duration, waiting_for: &str) -> Result<(), Error> {
        if Instant::now() >= self.0 {
            return Err(Error::new(ErrorKind::Deadline {
                waiting_for: waiting_for.to_owned(),
            }));
        }
        tokio::time::sleep_until(self.0.min(Instant::now() + pause)).await;
        Ok(())
    }
}

/// Waits until the table and all its global indexes are ACTIVE.
pub(super) async fn until_active(
    client: &Client,
    name: &str,
    deadline: Deadline,
) -> Result<TableDescription, Error> {
    let mut pauses = PAUSES.iter();
    let mut pause = PAUSES[0];
    loop {
        let table = describe::table(client, name).await?;
        let waiting_for = match &table {
            None => Some(format!("table {name} to be created")),
            Some(table) => busy(name, table),
        };
        match (table, waiting_for) {
            (Some(table), None) => return Ok(table),
            (_, waiting_for) => {
                pause = pauses.next().copied().unwrap_or(pause);
                deadline
                    .sleep(pause, &waiting_for.unwrap_or_default())
                    .await?;
            }
        }
    }
}

/// What of the table is not ACTIVE yet.
fn busy(name: &str, table: &TableDescription) -> Option<String> {
    if table.table_status() != Some(&TableStatus::Active) {
        return Some(format!("table {name} to become ACTIVE"));
    }
    table
        .global_secondary_indexes()
        .iter()
        .find(|index| index.index_status() != Some(&IndexStatus::Active))
        .map(|index| {
            format!(
                "index {} of table {name} to become ACTIVE",
                index.index_name().unwrap_or("?")
            )
        })
}
