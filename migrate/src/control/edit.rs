//! Another plan of a run that has changed nothing yet: its migration was edited.

use super::row::{bytes, number, text};
use super::rows::{Control, Written, at, is, joined};
use super::run::{ROW, RunRow};
use super::surveyed::ATTRIBUTE as SURVEYED;
use super::withdraw::from_nothing;
use crate::error::{Error, Refusal};
use crate::owner::Owner;
use crate::run::{Direction, Run, Status, Surveys};

impl RunRow {
    /// Returns `true` if a run of another plan is recorded and has changed nothing yet, as its survey has not
    /// ended.
    pub(super) fn may_become(&self, run: &Run) -> bool {
        let has_changed =
            self.surveyed.is_some() || self.is_anew || (self.generation > 1 && self.was_applied);
        self.plan_hash != run.plan_hash().to_string()
            && run.surveys != Surveys::Never
            && self.direction == Direction::Up
            && self.status != Status::Applied
            && !has_changed
    }
}

impl Control {
    /// Records another plan of a run that has changed nothing yet, in another generation: a worker of the
    /// former plan that is alive stops before its first change.
    pub(super) async fn edit(
        &self,
        run: &Run,
        recorded: &RunRow,
        owner: &Owner,
    ) -> Result<RunRow, Error> {
        let changes = joined([
            at("plan").set(bytes(&run.plan)),
            at("plan_hash").set(text(run.plan_hash().to_string())),
            at("status").set(text(Status::Pending.to_string())),
            at("generation").set(number(recorded.generation + 1)),
            at("opened_by").set(text(&*owner.id)),
            at("epoch").set(number(0_u64)),
            at("changed_at").set(text(self.client().now().to_string())),
            from_nothing(),
            at("failure").removed(),
            at("tables").removed(),
        ]);
        let is_same = is("generation", number(recorded.generation))
            .and(is("plan_hash", text(&*recorded.plan_hash)))
            .and(at(SURVEYED).is_absent());
        match self
            .update(self.run().as_str(), ROW, changes, is_same)
            .await?
        {
            Written::Done(row) | Written::Refused(Some(row)) => self.with_plan(run, &row),
            Written::Refused(None) => Err(self.error(Refusal::NotRecorded)),
        }
    }
}
