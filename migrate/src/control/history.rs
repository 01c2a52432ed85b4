//! The history of a table prefix: which runs were applied, and which were taken back.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use super::row::{number, text};
use super::table::{Control, Written, at};
use crate::error::{Error, Refusal};
use crate::run::{PlanHash, Status};

/// Its partition. No run can have this name.
const PARTITION: &str = "#history";
const ROW: &str = "history";

impl Control {
    /// Records how a run ended. Recording it again changes nothing but the time.
    pub(crate) async fn add_to_history(
        &self,
        hash: PlanHash,
        generation: u64,
        status: Status,
    ) -> Result<(), Error> {
        let entry = HashMap::from([
            ("plan_hash".to_owned(), text(hash.to_string())),
            ("generation".to_owned(), number(generation)),
            ("status".to_owned(), text(status.to_string())),
            ("at".to_owned(), text(self.client().now().to_string())),
        ]);
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
