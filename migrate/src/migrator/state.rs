//! What is recorded of a migration.

use std::collections::BTreeMap;

use dynamite::Timestamp;
use dynamite::engine_support;
use futures_util::stream::{self, StreamExt as _};

use super::Migrator;
use crate::control::RunRow;
use crate::error::Error;
use crate::owner::Owner;
use crate::report::Counts;
use crate::rewrite::Reject;
use crate::run::{Direction, Pass, Status};
use crate::steps::PassOptions;

/// Number of migrations whose states are asked for at the same time.
const ASKED_AT_ONCE: usize = 8;

/// A migration as it is recorded.
#[derive(Clone, Debug)]
pub struct State {
    /// What is done with items, or was done last.
    pub direction: Direction,
    /// How far that is.
    pub status: Status,
    /// Another number after each change of direction, and each repetition.
    pub generation: u64,
    /// The time at which the run began.
    pub started_at: Timestamp,
    /// The time at which the status changed last; `None` if it was only recorded.
    pub changed_at: Option<Timestamp>,
    /// Why it stopped; `None` if it did not fail.
    pub failure: Option<String>,
    /// `true` if it was begun anew on other tables, so that nobody knows who has written their items.
    pub is_anew: bool,
    /// Its status before this generation; `None` in the first one, and where the one before is no matter: after a
    /// repair, an edit, or one that was given up.
    pub before: Option<Status>,
    /// `true` if it is being paused.
    pub is_paused: bool,
    /// Full names of tables that are others than those of the run: created anew, or restored. What is
    /// recorded says nothing of their items.
    pub other_tables: Vec<String>,
}

/// Who works on a migration, and how far that is.
#[derive(Clone, Debug)]
pub struct Work {
    /// Who works on it, or has not ended in order.
    pub worker: Option<Owner>,
    /// How far each pass is: of this generation, or of an earlier one if later ones were given up.
    pub passes: Vec<PassState>,
}

impl State {
    /// Returns `true` if the run is done, or what is former is being removed.
    pub fn is_applied(&self) -> bool {
        // What is recorded says nothing of another table.
        let is_done = self.direction == Direction::Contract || self.status == Status::Applied;
        is_done && self.other_tables.is_empty()
    }

    /// Returns `true` if what is former was removed.
    pub fn is_contracted(&self) -> bool {
        self.status == Status::Contracted && self.other_tables.is_empty()
    }

    /// Returns `true` if work on the items was interrupted.
    pub fn is_interrupted(&self) -> bool {
        is_interrupted(self.direction, self.status)
    }
}

/// Returns `true` if a run in this state was begun and is not done.
pub(super) fn is_interrupted(direction: Direction, status: Status) -> bool {
    status != direction.done() && status != Status::Pending
}

/// How far a pass is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassState {
    /// Its name.
    pub name: String,
    /// What became of its items, as of the last checkpoints.
    pub counts: Counts,
    /// Number of its segments that are done.
    pub segments_done: u16,
    /// Number of its segments.
    pub segments: u16,
}

/// Returns what is recorded of migrations, as [`Migrator::state`] does, in their order.
pub async fn states(migrators: &[Migrator]) -> Vec<Result<Option<State>, Error>> {
    let states = stream::iter(migrators).map(Migrator::state);
    states.buffered(ASKED_AT_ONCE).collect().await
}

impl Migrator {
    /// Returns the migration as it is recorded; `None` if it was never begun. Nothing is written.
    ///
    /// # Errors
    /// Those of the requests, and [`OtherPlan`](crate::Refusal::OtherPlan).
    pub async fn state(&self) -> Result<Option<State>, Error> {
        let Some(row) = self.recorded().await? else {
            return Ok(None);
        };
        let other_tables = self.other_tables(&row).await?;
        Ok(Some(State {
            direction: row.direction,
            status: row.status,
            generation: row.generation,
            started_at: row.started_at,
            changed_at: row.changed_at,
            is_anew: row.is_anew,
            before: row.before.as_ref().map(|before| before.status),
            failure: row.failure,
            is_paused: row.is_paused,
            other_tables,
        }))
    }

    /// Returns who works on the migration, and how far that is. Nothing is written.
    ///
    /// # Errors
    /// Those of the requests, and [`NotRecorded`](crate::Refusal::NotRecorded).
    pub async fn work(&self) -> Result<Work, Error> {
        let row = self.begun().await?;
        let worker = self.control().worker().await?;
        let passes = self.passes(PassOptions::at(row.started_at))?;
        let mut states = Vec::new();
        for (number, pass) in passes.in_direction(row.direction).iter().enumerate() {
            states.push(self.pass_state(&row, number, pass).await?);
        }
        Ok(Work {
            worker: worker.and_then(|row| row.holder).map(|(owner, _)| owner),
            passes: states,
        })
    }

    /// Returns the number of items of each pass of a run, as DynamoDB counts them: as of some time during
    /// the last six hours.
    ///
    /// # Errors
    /// Those of the requests.
    pub async fn items(&self) -> Result<BTreeMap<String, u64>, Error> {
        let now = engine_support::now(self.client());
        let passes = self.passes(PassOptions::at(now))?;
        let tables = self.tables_now().await?;
        let all = [passes.run, passes.revert, passes.contract];
        let items = all.into_iter().flatten().map(|pass| {
            let facts = tables.facts_of(pass.model.table);
            (pass.name, facts.map_or(0, |facts| facts.items))
        });
        Ok(items.collect())
    }

    /// Returns the items that could not be rewritten, in this generation, or in an earlier one if later ones were
    /// given up.
    ///
    /// # Errors
    /// Those of the requests, and [`NotRecorded`](crate::Refusal::NotRecorded).
    pub async fn rejects(&self) -> Result<Vec<Reject>, Error> {
        let counted = self.begun().await?.counted_generation;
        self.control().rejects(counted).await
    }

    async fn pass_state(
        &self,
        row: &RunRow,
        number: usize,
        pass: &Pass,
    ) -> Result<PassState, Error> {
        let segments = self
            .control()
            .segments(row.counted_generation, number)
            .await?;
        Ok(PassState {
            name: pass.name.clone(),
            counts: segments.iter().map(|it| it.counts).sum(),
            segments_done: u16::try_from(segments.iter().filter(|it| it.is_done).count())
                .unwrap_or(u16::MAX),
            segments: row.segments,
        })
    }
}
