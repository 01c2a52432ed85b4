//! What an operator says of items: those of a table that was restored, or of which nothing is recorded.

use super::Engine;
use super::known::Ours;
use crate::control::{RunRow, TableIds};
use crate::error::{Error, Refusal};
use crate::lease::Lease;
use crate::run::{Direction, Status};

/// How far a migration was carried out on the items that are there, by the word of an operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemsAre {
    /// They are as before it, or it was under way, or taken back: it is run from the beginning.
    Before,
    /// It was done, and its contract was not begun.
    Applied,
    /// Its contract was made, or was under way.
    Contracted,
}

impl Engine {
    /// Records what an operator says of the items of other tables, or of those of which nothing is recorded. Returns
    /// `false` if the engine was asked to stop before.
    ///
    /// # Errors
    /// [`NothingToSay`](Refusal::NothingToSay) if what is recorded is of these tables, [`Held`](Refusal::Held) if a
    /// worker is alive, and those of the requests.
    pub(crate) async fn record_stated(&self, items: ItemsAre) -> Result<bool, Error> {
        self.control.ensure().await?;
        let owner = self.options.owner.renewed();
        let segments = self.options.segments;
        let row = self.control.record(&self.run, segments, &owner).await?;
        let (options, stop) = (&self.options, &self.stop);
        let acquired = Lease::acquire(&self.control, &row, &owner, options, stop).await?;
        let Some(lease) = acquired else {
            return Ok(false);
        };
        let recorded = self.record_held(items, &lease).await;
        let released = lease.release(false, options.longest_request).await;
        recorded?;
        released.map(|()| true)
    }

    async fn record_held(&self, items: ItemsAre, lease: &Lease) -> Result<(), Error> {
        // An earlier word may be under way of a process that died.
        self.control.outdate_history().await?;
        let row = self.control.run_row().await?;
        let tables = self.control.tables(self.run.tables.iter().copied()).await?;
        self.may_be_said(items, &row, &tables).await?;
        match (items, row.direction) {
            // Taken back, which they are as well if they are as before.
            (ItemsAre::Before, Direction::Down) => {
                let done = (Direction::Down, lease);
                self.record_done(&row, &tables, done).await
            }
            (ItemsAre::Before, _) => self.begin_again(&row, tables.names(), lease).await,
            (ItemsAre::Applied, _) => {
                self.record_done(&row, &tables, (Direction::Up, lease))
                    .await
            }
            (ItemsAre::Contracted, _) => {
                let done = (Direction::Contract, lease);
                self.record_done(&row, &tables, done).await
            }
        }
    }

    /// Records that a direction has come to its end: first in the history, as after work.
    async fn record_done(
        &self,
        row: &RunRow,
        tables: &TableIds,
        (direction, lease): (Direction, &Lease),
    ) -> Result<(), Error> {
        let mut next = row.clone();
        next.generation = self.control.generation_after(row).await?;
        let ours = Ours {
            begun: &next,
            lease,
            tables: tables.names(),
        };
        self.make_known(direction.done(), &ours).await?;
        let done = (direction, next.generation);
        self.control.record_as_done(row, tables, done).await
    }

    /// Records that a migration is to be run from the beginning: what it did is not in force on these tables, so that
    /// revisions without its file are not held up by it.
    async fn begin_again(
        &self,
        row: &RunRow,
        tables: Vec<String>,
        lease: &Lease,
    ) -> Result<(), Error> {
        if self.control.is_in_history().await? {
            let mut next = row.clone();
            next.generation = self.control.generation_after(row).await?;
            let ours = Ours {
                begun: &next,
                lease,
                tables,
            };
            self.make_known(Status::Reverted, &ours).await?;
        }
        self.control.begin_anew(row, true).await
    }

    /// Refuses to say anything of items of which something is recorded, and that a migration is to be run whose
    /// contract has removed what it would follow.
    async fn may_be_said(
        &self,
        items: ItemsAre,
        row: &RunRow,
        tables: &TableIds,
    ) -> Result<(), Error> {
        let others = row
            .known_tables()
            .map(|recorded| tables.others_than(recorded));
        let others = others.unwrap_or_default();
        if items == ItemsAre::Before && row.direction == Direction::Contract && !others.is_empty() {
            let is_same = |name: &String| !others.contains(name);
            if let Some(table) = tables.names().into_iter().find(is_same) {
                return Err(self.control.error(Refusal::NotRestored { table }));
            }
        }
        let is_sayable = !others.is_empty()
            || row.stated_at.is_some()
            || row.status == Status::Pending
            // A first run that was refused has changed nothing.
            || !row.was_applied && !self.control.is_in_history().await?;
        if is_sayable {
            return Ok(());
        }
        Err(self.control.error(Refusal::NothingToSay))
    }
}
