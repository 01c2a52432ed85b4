//! Waiting for ACTIVE tables and for account limits.

use std::time::Duration;

use aws_sdk_dynamodb::types::{IndexStatus, TableDescription, TableStatus};
use tokio::time::Instant;

use super::describe;
use crate::{Client, Error, ErrorKind};

/// Pauses between attempts; the last one repeats. Local engines are ready at once; on AWS a table
/// takes seconds.
const PAUSES: [Duration; 4] = [
    Duration::from_millis(20),
    Duration::from_millis(200),
    Duration::from_secs(1),
    Duration::from_secs(2),
];

/// The time at which waiting ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deadline(Instant);

impl Deadline {
    pub(super) fn after(duration: Duration) -> Self {
        Self(Instant::now() + duration)
    }

    /// Returns growing pauses up to this time.
    pub(super) fn pauses(self) -> Pauses {
        Pauses {
            deadline: self,
            made: 0,
        }
    }
}

/// Pauses that grow, up to a deadline.
#[derive(Debug)]
pub(super) struct Pauses {
    deadline: Deadline,
    made: usize,
}

impl Pauses {
    /// Pauses, with jitter of up to half the time, so that processes that were started together do
    /// not retry together. Returns `false` after the deadline.
    pub(super) async fn next(&mut self) -> bool {
        let Deadline(end) = self.deadline;
        if Instant::now() >= end {
            return false;
        }
        let longest = PAUSES[self.made.min(PAUSES.len() - 1)];
        self.made += 1;
        let pause = longest.mul_f64(0.5 + fastrand::f64() / 2.0);
        tokio::time::sleep_until(end.min(Instant::now() + pause)).await;
        true
    }
}

/// Makes the error for something that is not ready at the deadline.
pub(super) fn too_late(waiting_for: String) -> Error {
    Error::new(ErrorKind::Deadline { waiting_for })
}

/// Sends a change of a table, with retries while the account is at its limit of tables or of
/// concurrent table operations. At the deadline, DynamoDB's last response is the error.
pub(super) async fn for_room<T, F>(deadline: Deadline, attempt: impl Fn() -> F) -> Result<T, Error>
where
    F: Future<Output = Result<T, Error>>,
{
    let mut pauses = deadline.pauses();
    loop {
        match attempt().await {
            Err(error) if is_limit(&error) && pauses.next().await => {}
            sent => return sent,
        }
    }
}

/// Returns `true` if the account is at its limit of tables or of concurrent table operations.
pub(super) fn is_limit(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::LimitExceeded { .. })
}

/// Waits until the table and all its global indexes are ACTIVE.
pub(super) async fn until_active(
    client: &Client,
    name: &str,
    deadline: Deadline,
) -> Result<TableDescription, Error> {
    let mut pauses = deadline.pauses();
    loop {
        let (waiting_for, is_stuck) = match describe::table(client, name).await? {
            None => (format!("table {name} to be created"), false),
            Some(table) => match busy(name, &table) {
                None => return Ok(table),
                Some(what) => (what, is_stuck(&table)),
            },
        };
        if is_stuck || !pauses.next().await {
            return Err(too_late(waiting_for));
        }
    }
}

/// Returns the parts of the table that are not ACTIVE yet.
pub(super) fn busy(name: &str, table: &TableDescription) -> Option<String> {
    if table.table_status() != Some(&TableStatus::Active) {
        let status = table.table_status().map_or("unknown", TableStatus::as_str);
        return Some(format!("table {name} to become ACTIVE (it is {status})"));
    }
    table
        .global_secondary_indexes()
        .iter()
        .find(|index| index.index_status() != Some(&IndexStatus::Active))
        .map(|index| {
            let index_name = index.index_name().unwrap_or("?");
            let status = index.index_status().map_or("unknown", IndexStatus::as_str);
            format!("index {index_name} of table {name} to become ACTIVE (it is {status})")
        })
}

/// Returns `true` if the table stays in its state until somebody intervenes: it is archived, or its
/// encryption key cannot be used.
pub(super) fn is_stuck(table: &TableDescription) -> bool {
    matches!(
        table.table_status(),
        Some(TableStatus::Archived | TableStatus::InaccessibleEncryptionCredentials)
    )
}
