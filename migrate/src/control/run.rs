//! The row of a run.

use std::collections::BTreeSet;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::Timestamp;
use dynamite::engine_support::{Changes, Comparison, Condition};

use super::made;
use super::row::{Row, bytes, number, text};
use super::rows::{Control, Written, at, is, joined};
use super::surveyed::{ATTRIBUTE as SURVEYED, Surveyed};
use super::table_ids::TableIds;
use super::withdraw::Before;
use crate::error::{Error, Refusal};
use crate::owner::Owner;
use crate::run::{Direction, Run, Status};

pub(super) const ROW: &str = "run";

/// A run as it is recorded.
#[derive(Clone, Debug)]
pub(crate) struct RunRow {
    pub(crate) status: Status,
    pub(crate) direction: Direction,
    /// Another one for each change of direction and each repetition.
    pub(crate) generation: u64,
    /// Number of segments of each table.
    pub(crate) segments: u16,
    /// `true` if an operator has asked for a pause.
    pub(crate) is_paused: bool,
    /// The time at which it was recorded, by the clock of the process that did.
    pub(crate) started_at: Timestamp,
    /// What the survey before the first change has found; `None` if there was none yet.
    pub(crate) surveyed: Option<Surveyed>,
    /// `true` if it was done once and not taken back when this generation began.
    pub(crate) was_applied: bool,
    /// `true` if it was begun anew on another table, so that nobody knows who has written its items.
    pub(crate) is_anew: bool,
    /// The time at which an operator said how far it is; `None` if nobody did, and once something was done since.
    pub(crate) stated_at: Option<Timestamp>,
    /// The tables that this generation works on; `None` before its first worker.
    pub(crate) tables: Option<TableIds>,
    /// The time at which its status changed last.
    pub(crate) changed_at: Option<Timestamp>,
    /// The generation whose verifications and rejected items count: an earlier one if later ones were given up.
    pub(crate) counted_generation: u64,
    /// How far it was before this generation.
    pub(crate) before: Option<Before>,
    /// The changes of tables that it has made.
    pub(crate) made: BTreeSet<String>,
    /// Why it stopped.
    pub(crate) failure: Option<String>,
    pub(super) plan_hash: String,
    opened_by: String,
    /// The epoch of the worker that last set the status.
    epoch: u64,
}

impl RunRow {
    /// The tables that it is known of: of a generation that no worker has begun, those of the one before.
    pub(crate) fn known_tables(&self) -> Option<&TableIds> {
        let before = self.before.as_ref().and_then(|it| it.tables.as_ref());
        self.tables.as_ref().or(before)
    }

    fn of(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            status: row.parsed("status")?,
            direction: row.parsed("direction")?,
            generation: row.parsed("generation")?,
            segments: row.parsed("segments")?,
            is_paused: row.is_set("pause"),
            started_at: row.parsed("started_at")?,
            surveyed: Surveyed::recorded(row)?,
            was_applied: row.is_set("was_applied"),
            is_anew: row.is_set("anew"),
            stated_at: row.optional("stated_at")?,
            tables: TableIds::recorded(row)?,
            changed_at: row.optional("changed_at")?,
            counted_generation: row
                .optional("counted")?
                .map_or_else(|| row.parsed("generation"), Ok)?,
            before: Before::recorded(row)?,
            made: made::recorded(row)?,
            failure: row.optional("failure")?,
            plan_hash: row.text("plan_hash")?.to_owned(),
            opened_by: row.text("opened_by")?.to_owned(),
            epoch: row.parsed("epoch")?,
        })
    }
}

impl Control {
    /// Returns the run as it is recorded, `None` if it is not. Another plan is refused, unless nothing was
    /// changed with it: then this one takes its place, as if it had not been begun.
    pub(crate) async fn recorded(&self, run: &Run) -> Result<Option<RunRow>, Error> {
        match self.read(self.run().as_str(), ROW).await {
            Ok(Some(row)) if RunRow::of(&row)?.may_become(run) => Ok(None),
            Ok(row) => row.map(|row| self.with_plan(run, &row)).transpose(),
            // Without a table there are no runs.
            Err(error) if error.is_without_table() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Records the run, unless it is recorded. Returns it as it is recorded.
    pub(crate) async fn record(
        &self,
        run: &Run,
        segments: u16,
        owner: &Owner,
    ) -> Result<RunRow, Error> {
        let row = match self.read(self.run().as_str(), ROW).await? {
            Some(row) => row,
            None => self.first_row(run, segments, owner).await?,
        };
        let recorded = RunRow::of(&row)?;
        if recorded.may_become(run) {
            self.edit(run, &recorded, owner).await
        } else {
            self.with_plan(run, &row)
        }
    }

    /// Creates the row of the run, unless another process has.
    async fn first_row(&self, run: &Run, segments: u16, owner: &Owner) -> Result<Row, Error> {
        let attributes = [
            ("plan", bytes(&run.plan)),
            ("plan_hash", text(run.plan_hash().to_string())),
            ("status", text(Status::Pending.to_string())),
            ("direction", text(Direction::Up.to_string())),
            ("generation", number(self.next_generation().await?)),
            ("segments", number(segments.max(1))),
            ("started_at", text(self.client().now().to_string())),
            ("opened_by", text(&*owner.id)),
            ("epoch", number(0_u64)),
        ];
        match self.create(self.run().as_str(), ROW, attributes).await? {
            Written::Done(row) | Written::Refused(Some(row)) => Ok(row),
            Written::Refused(None) => Err(self.error(Refusal::NotRecorded)),
        }
    }

    pub(super) fn with_plan(&self, run: &Run, row: &Row) -> Result<RunRow, Error> {
        let row = RunRow::of(row)?;
        let given = run.plan_hash();
        if row.plan_hash == given.to_string() {
            return Ok(row);
        }
        let recorded = row.plan_hash;
        Err(self.error(Refusal::OtherPlan { recorded, given }))
    }

    /// Returns the run as it is now.
    pub(crate) async fn run_row(&self) -> Result<RunRow, Error> {
        match self.read(self.run().as_str(), ROW).await? {
            Some(row) => RunRow::of(&row),
            None => Err(self.error(Refusal::NotRecorded)),
        }
    }

    /// Begins the next generation, in a direction. Returns the run as it is then, which is the work
    /// of another process if that was first; `None` if it is another one by now than it was read, so that what is to
    /// be done is to be decided again.
    pub(crate) async fn open_generation(
        &self,
        from: &RunRow,
        direction: Direction,
        owner: &Owner,
    ) -> Result<Option<RunRow>, Error> {
        let before = match &from.before {
            // A generation that nobody knows of has changed nothing.
            Some(before) if !self.is_known(from).await? => before.clone(),
            _ => Before::of(from),
        };
        let changes = opened(from, direction, owner, self.client().now());
        let changes = changes.and(&before.stored());
        let is_same = is("generation", number(from.generation))
            .and(is("status", text(from.status.to_string())));
        match self
            .update(self.run().as_str(), ROW, changes, is_same)
            .await?
        {
            Written::Done(row) => RunRow::of(&row).map(Some),
            Written::Refused(Some(row)) => {
                let now = RunRow::of(&row)?;
                let is_next = now.generation == from.generation + 1;
                if is_next && (now.opened_by == owner.id || now.direction == direction) {
                    return Ok(Some(now));
                }
                if now.direction == from.direction || now.direction == direction {
                    return Ok(None);
                }
                let generation = now.generation;
                Err(self.error(Refusal::Superseded { generation }))
            }
            Written::Refused(None) => Err(self.error(Refusal::NotRecorded)),
        }
    }

    /// Changes the row of the run on a condition. If that does not hold, the run is in another generation or
    /// state by now.
    pub(super) async fn change_run(
        &self,
        changes: Changes,
        condition: Condition,
    ) -> Result<Row, Error> {
        let run = self.run().as_str();
        match self.update(run, ROW, changes, condition).await? {
            Written::Done(row) => Ok(row),
            Written::Refused(Some(row)) => {
                let generation = row.parsed("generation")?;
                Err(self.error(Refusal::Superseded { generation }))
            }
            Written::Refused(None) => Err(self.error(Refusal::NotRecorded)),
        }
    }

    /// Records the tables that a generation works on, unless they are recorded. Returns the
    /// recorded ones.
    pub(crate) async fn record_tables(
        &self,
        generation: u64,
        tables: &TableIds,
    ) -> Result<Option<TableIds>, Error> {
        let changes = at("tables").set_if_absent(tables.stored());
        let is_same = is("generation", number(generation));
        let run = self.run().as_str();
        match self.update(run, ROW, changes, is_same).await? {
            Written::Done(row) => TableIds::recorded(&row),
            Written::Refused(_) => Ok(None),
        }
    }

    /// Sets the status, as the worker of an epoch: not if a later one has set it, not in another generation, and,
    /// if it is not done, not after it was. A request that is late undoes nothing.
    pub(crate) async fn set_status(
        &self,
        generation: u64,
        epoch: u64,
        status: Status,
        failure: Option<&str>,
    ) -> Result<RunRow, Error> {
        // What begins to change items does not count what was verified before.
        let counted = if status.is_under_way() {
            at("counted").removed()
        } else {
            Changes::new()
        };
        // What was done since, an operator does not take back by a word.
        let stated_at = if status.is_done() {
            at("stated_at").removed()
        } else {
            Changes::new()
        };
        let failure = match failure {
            Some(failure) => at("failure").set(text(failure)),
            None => at("failure").removed(),
        };
        let changes = joined([
            at("status").set(text(status.to_string())),
            at("epoch").set(number(epoch)),
            at("changed_at").set(text(self.client().now().to_string())),
            failure,
            counted,
            stated_at,
        ]);
        let is_ours = is("generation", number(generation))
            .and(at("epoch").compares(Comparison::Le, number(epoch)));
        let is_ours = if status.is_done() {
            is_ours
        } else {
            is_ours.and(is_not_done())
        };
        let run = self.run().as_str();
        match self.update(run, ROW, changes, is_ours).await? {
            Written::Done(row) => RunRow::of(&row),
            Written::Refused(Some(row)) => {
                let row = RunRow::of(&row)?;
                let generation = row.generation;
                Err(self.error(if row.epoch > epoch {
                    Refusal::LeaseLost
                } else {
                    Refusal::Superseded { generation }
                }))
            }
            Written::Refused(None) => Err(self.error(Refusal::NotRecorded)),
        }
    }
}

/// Holds as long as a direction has not come to its end.
fn is_not_done() -> Condition {
    let done = [Status::Applied, Status::Reverted, Status::Contracted];
    let others = done.map(|status| at("status").compares(Comparison::Ne, text(status.to_string())));
    let [one, two, three] = others;
    one.and(two).and(three)
}

/// The changes of the row that begin the generation after this one.
fn opened(from: &RunRow, direction: Direction, owner: &Owner, now: Timestamp) -> Changes {
    let is_from_nothing = from.direction == Direction::Down && direction == Direction::Up;
    let was_applied = !is_from_nothing && (from.was_applied || from.status == Status::Applied);
    let changes = joined([
        at("generation").set(number(from.generation + 1)),
        at("direction").set(text(direction.to_string())),
        at("status").set(text(direction.under_way().to_string())),
        at("opened_by").set(text(&*owner.id)),
        at("epoch").set(number(0_u64)),
        at("changed_at").set(text(now.to_string())),
        at("was_applied").set(AttributeValue::Bool(was_applied)),
        at("counted").removed(),
        at("failure").removed(),
        at("tables").removed(),
    ]);
    // Once it is taken back, a run begins from nothing.
    if is_from_nothing {
        joined([changes, forgotten(), at("anew").removed()])
    } else {
        changes
    }
}

/// Removes what a run knows of the items and tables that it has changed.
pub(super) fn forgotten() -> Changes {
    joined([at(SURVEYED).removed(), at(made::ATTRIBUTE).removed()])
}
