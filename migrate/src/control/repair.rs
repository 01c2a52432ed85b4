//! Rows that were left behind or damaged, and what is done about them.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::engine_support::{Changes, write};

use super::made;
use super::row::{number, text};
use super::rows::{Control, ROW_MODEL, at, is, joined, key, retried};
use super::run::{RunRow, forgotten};
use super::segment;
use super::surveyed::ATTRIBUTE as SURVEYED;
use super::table_ids::TableIds;
use super::withdraw::from_nothing;
use super::worker::{ROW as WORKER, released};
use crate::error::Error;
use crate::run::{Direction, Status};

impl Control {
    /// Returns the sort keys of segments of a generation from which no worker could go on.
    pub(crate) async fn damaged_segments(&self, run: &RunRow) -> Result<Vec<String>, Error> {
        let prefix = format!("{}{:010}#", segment::PREFIX, run.generation);
        let rows = self.read_all(&prefix).await?;
        let is_damaged = |row: &&super::row::Row| {
            let total = row.parsed::<u16>("total").ok();
            total != Some(run.segments) || segment::of_row(row).is_err()
        };
        let damaged = rows.iter().filter(is_damaged);
        Ok(damaged.map(|row| row.sort_key.clone()).collect())
    }

    /// Removes the row of a segment, so that the segment begins again.
    pub(crate) async fn restart_segment(&self, sort_key: &str) -> Result<(), Error> {
        let key = key(self.run().as_str(), sort_key);
        let removed = retried(self.client(), || {
            let exists = at("format").exists();
            write::delete(self.client(), &ROW_MODEL, &key, exists)
        });
        match removed.await {
            Err(error) if !error.is_not_found() && !error.is_condition_failed() => {
                Err(self.failed(error))
            }
            _ => Ok(()),
        }
    }

    /// Releases the lease of a worker that gives no sign of life. Its requests may still arrive, so a change
    /// of direction waits all the same.
    pub(crate) async fn release_dead(&self, record_version: u64) -> Result<(), Error> {
        let changes = released(record_version, true);
        let is_same = is("record_version", number(record_version));
        // Refused: it has given a sign of life, or another one has taken over.
        self.update(self.run().as_str(), WORKER, changes, is_same)
            .await?;
        Ok(())
    }

    /// Records that the run belongs to these tables, in place of those that were recorded, in another
    /// generation: what was verified says nothing of them, and their indexes are not the work of the run.
    pub(crate) async fn adopt_tables(&self, run: &RunRow, tables: &TableIds) -> Result<(), Error> {
        let changes = joined([
            at("tables").set(tables.stored()),
            at(made::ATTRIBUTE).removed(),
            from_nothing(),
            at("generation").set(number(self.generation_after(run).await?)),
            at("epoch").set(number(0_u64)),
        ]);
        self.repair_run(run, changes).await
    }

    /// Begins anew, as if nothing had been done: the run, or the way back if it was taken back. `is_stated` says that
    /// an operator knows it.
    pub(crate) async fn begin_anew(&self, run: &RunRow, is_stated: bool) -> Result<(), Error> {
        let now = self.client().now().to_string();
        let stated_at = if is_stated {
            at("stated_at").set(text(now.clone()))
        } else {
            at("stated_at").removed()
        };
        let changes = joined([
            at("tables").removed(),
            at("failure").removed(),
            at("was_applied").removed(),
            stated_at,
            from_nothing(),
            forgotten(),
            at("generation").set(number(self.generation_after(run).await?)),
            at("epoch").set(number(0_u64)),
        ]);
        let (direction, status) = match run.direction {
            Direction::Down => (Direction::Down, Status::Reverting),
            Direction::Up | Direction::Contract => (Direction::Up, Status::Pending),
        };
        let changes = joined([
            changes,
            at("direction").set(text(direction.to_string())),
            at("status").set(text(status.to_string())),
            at("changed_at").set(text(now)),
            at("anew").set(AttributeValue::Bool(true)),
        ]);
        self.repair_run(run, changes).await
    }

    /// Records that a direction has come to its end on these tables, in another generation: what was verified says
    /// nothing of them, and their indexes are not the work of the run. Nobody knows who has written their items, nor,
    /// unless the run was done before, what they were before it.
    pub(crate) async fn record_as_done(
        &self,
        run: &RunRow,
        tables: &TableIds,
        (direction, generation): (Direction, u64),
    ) -> Result<(), Error> {
        let now = self.client().now().to_string();
        let is_as_recorded = run.direction == Direction::Up && run.status == Status::Applied;
        let changes = joined([
            at("tables").set(tables.stored()),
            at("direction").set(text(direction.to_string())),
            at("status").set(text(direction.done().to_string())),
            at("changed_at").set(text(now.clone())),
            at("stated_at").set(text(now)),
            at("was_applied").set(AttributeValue::Bool(true)),
            at("anew").set(AttributeValue::Bool(true)),
            at("failure").removed(),
            at(made::ATTRIBUTE).removed(),
            from_nothing(),
            at("generation").set(number(generation)),
            at("epoch").set(number(0_u64)),
        ]);
        let changes = if is_as_recorded {
            changes
        } else {
            joined([changes, at(SURVEYED).removed()])
        };
        self.repair_run(run, changes).await
    }

    /// Returns a generation after that of a run which the history does not have either.
    pub(crate) async fn generation_after(&self, run: &RunRow) -> Result<u64, Error> {
        Ok(self.next_generation().await?.max(run.generation + 1))
    }

    async fn repair_run(&self, run: &RunRow, changes: Changes) -> Result<(), Error> {
        let is_same = is("generation", number(run.generation))
            .and(is("status", text(run.status.to_string())));
        self.change_run(changes, is_same).await.map(drop)
    }
}
