//! The history of a table prefix: which runs were applied, and which were taken back.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::{Client, Timestamp};

use super::row::{number, text};
use super::rows::{Control, Written, at};
use crate::error::{Error, Refusal};
use crate::run::{Run, RunId, Status};

/// Its partition. No run can have this name.
const PARTITION: &str = "#history";
const ROW: &str = "history";

/// How a run ended last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryEntry {
    /// The name of the run.
    pub run: String,
    /// How it ended.
    pub status: Status,
    /// The time at which it did, by the clock of the process that recorded it.
    pub at: Timestamp,
    /// The hash of its plan.
    pub plan_hash: String,
    /// The checksum of its file; `None` if it had none.
    pub checksum: Option<String>,
}

/// Returns how all runs of a client's table prefix ended, in the order of their names. Nothing is written.
///
/// # Errors
/// Those of the requests.
pub async fn history(client: &Client) -> Result<Vec<HistoryEntry>, Error> {
    Control::new(client.clone(), RunId::of_history())
        .history()
        .await
}

impl Control {
    async fn history(&self) -> Result<Vec<HistoryEntry>, Error> {
        let row = match self.read(PARTITION, ROW).await {
            Ok(Some(row)) => row,
            Ok(None) => return Ok(Vec::new()),
            Err(error) if error.is_without_table() => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let Some(AttributeValue::M(runs)) = row.get("runs") else {
            return Err(row.damaged("runs"));
        };
        let entries = runs.iter().map(|(run, entry)| {
            let text = |name: &str| match entry {
                AttributeValue::M(entry) => entry.get(name).and_then(|it| it.as_s().ok()),
                _ => None,
            };
            let damaged = || row.damaged("runs");
            Ok(HistoryEntry {
                run: run.clone(),
                status: text("status")
                    .and_then(|it| it.parse().ok())
                    .ok_or_else(damaged)?,
                at: text("at")
                    .and_then(|it| it.parse().ok())
                    .ok_or_else(damaged)?,
                plan_hash: text("plan_hash").cloned().ok_or_else(damaged)?,
                checksum: text("checksum").cloned(),
            })
        });
        let mut entries = entries.collect::<Result<Vec<_>, Error>>()?;
        entries.sort_by(|one, other| one.run.cmp(&other.run));
        Ok(entries)
    }

    /// Records how a run ended. Recording it again changes nothing but the time.
    pub(crate) async fn add_to_history(
        &self,
        run: &Run,
        generation: u64,
        status: Status,
    ) -> Result<(), Error> {
        let mut entry = HashMap::from([
            ("plan_hash".to_owned(), text(run.plan_hash().to_string())),
            ("generation".to_owned(), number(generation)),
            ("status".to_owned(), text(status.to_string())),
            ("at".to_owned(), text(self.client().now().to_string())),
        ]);
        let checksum = run.checksum.as_deref();
        entry.extend(checksum.map(|checksum| ("checksum".to_owned(), text(checksum))));
        let runs = AttributeValue::M(HashMap::new());
        self.create(PARTITION, ROW, [("runs", runs)]).await?;
        let run = at("runs").entry(self.run().as_str());
        let changes = run.set(AttributeValue::M(entry));
        let is_there = at("runs").exists();
        match self.update(PARTITION, ROW, changes, is_there).await? {
            Written::Done(_) => Ok(()),
            Written::Refused(_) => Err(self.error(Refusal::DamagedRow {
                row: ROW.to_owned(),
                attribute: "runs",
            })),
        }
    }
}
