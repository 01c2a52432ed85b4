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
    /// They are as before it, or it was under way: it is run, or its way back is done, from the beginning.
    Before,
    /// It was done, and its contract was not, or was under way.
    Applied,
    /// Its contract was made.
    Contracted,
}

impl Engine {
    /// Records what an operator says of the items of other tables, or of those of which nothing is recorded.
    ///
    /// # Errors
    /// [`NothingToSay`](Refusal::NothingToSay) if what is recorded is of these tables, [`Held`](Refusal::Held) if a
    /// worker is alive, and those of the requests.
    pub(crate) async fn record_stated(&self, items: ItemsAre) -> Result<(), Error> {
        self.control.ensure().await?;
        let owner = self.options.owner.renewed();
        let segments = self.options.segments;
        let row = self.control.record(&self.run, segments, &owner).await?;
        let (options, stop) = (&self.options, &self.stop);
        let acquired = Lease::acquire(&self.control, &row, &owner, options, stop).await?;
        let Some(lease) = acquired else { return Ok(()) };
        let recorded = self.record_held(items, &lease).await;
        let released = lease.release(false, options.longest_request).await;
        recorded?;
        released
    }

    async fn record_held(&self, items: ItemsAre, lease: &Lease) -> Result<(), Error> {
        let row = self.control.run_row().await?;
        let tables = self.control.tables(self.run.tables.iter().copied()).await?;
        self.check_stated(&row, &tables).await?;
        match (items, row.direction) {
            (ItemsAre::Before, Direction::Down) if row.status == Status::Reverted => {
                self.control.adopt_tables(&row, &tables).await
            }
            (ItemsAre::Before, _) => self.control.begin_anew(&row).await,
            (ItemsAre::Applied, _) => self.record_done(&row, &tables, Direction::Up, lease).await,
            (ItemsAre::Contracted, _) => {
                self.record_done(&row, &tables, Direction::Contract, lease)
                    .await
            }
        }
    }

    /// Records that a direction has come to its end: first in the history, as after work.
    async fn record_done(
        &self,
        row: &RunRow,
        tables: &TableIds,
        direction: Direction,
        lease: &Lease,
    ) -> Result<(), Error> {
        let mut next = row.clone();
        next.generation += 1;
        let ours = Ours {
            begun: &next,
            lease,
            tables: tables.names(),
        };
        self.make_known(direction.done(), &ours).await?;
        self.control.record_as_done(row, tables, direction).await
    }

    /// Refuses to say anything of items of which something is recorded.
    async fn check_stated(&self, row: &RunRow, tables: &TableIds) -> Result<(), Error> {
        let is_other = |recorded: &TableIds| !tables.others_than(recorded).is_empty();
        let is_of_others = row.known_tables().is_some_and(is_other);
        if is_of_others || row.stated_at.is_some() || row.status == Status::Pending {
            return Ok(());
        }
        // A first run that was refused has changed nothing.
        if row.before.is_none() && !self.control.is_known(row).await? {
            return Ok(());
        }
        Err(self.control.error(Refusal::NothingToSay))
    }
}
