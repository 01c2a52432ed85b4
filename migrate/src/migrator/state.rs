//! What is recorded of a migration.

use std::collections::BTreeMap;

use dynamite::Timestamp;
use dynamite::engine_support;
use futures_util::stream::{self, StreamExt as _};

use super::Migrator;
use super::tables::TablesNow;
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

/// Returns what is recorded of migrations on one database, as [`Migrator::state`] does, in their order. DynamoDB is
/// asked about each table once.
///
/// # Errors
/// Those of the requests about tables.
pub async fn states(migrators: &[Migrator]) -> Result<Vec<Result<Option<State>, Error>>, Error> {
    let rows = stream::iter(migrators).map(Migrator::recorded);
    let rows: Vec<_> = rows.buffered(ASKED_AT_ONCE).collect().await;
    let both = migrators.iter().zip(&rows);
    // Of what was never begun, or on no table, nothing is to be known.
    let is_asked = |row: &RunRow| row.known_tables().is_some();
    let asked = both.filter(|(_, row)| matches!(row, Ok(Some(row)) if is_asked(row)));
    let asked: Vec<_> = asked.map(|(migrator, _)| migrator).collect();
    let tables = match asked.first() {
        Some(one) => one.look_at(asked.iter().flat_map(|it| it.tables())).await?,
        None => TablesNow::default(),
    };
    let states = migrators.iter().zip(rows).map(|(migrator, row)| {
        let row = row?;
        Ok(row.map(|row| State::of(row, &migrator.own(&tables))))
    });
    Ok(states.collect())
}

impl State {
    /// The state of a run whose tables are these now.
    fn of(row: RunRow, tables: &TablesNow) -> Self {
        let other_tables = match row.known_tables() {
            Some(recorded) => tables.ids().others_than(recorded),
            None => Vec::new(),
        };
        Self {
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
        }
    }
}

impl Migrator {
    /// Returns the migration as it is recorded; `None` if it was never begun. Nothing is written.
    ///
    /// # Errors
    /// Those of the requests, and [`OtherPlan`](crate::Refusal::OtherPlan).
    pub async fn state(&self) -> Result<Option<State>, Error> {
        let mut states = states(std::slice::from_ref(self)).await?;
        states.pop().unwrap_or(Ok(None))
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
