//! What processes and people have left behind, and how it is put right.

use std::fmt;

use super::Migrator;
use crate::engine::ItemsAre;
use crate::error::{Error, Refusal};
use crate::lease::dead_worker;
use crate::owner::Owner;
use crate::run::Direction;
use crate::steps::PassOptions;

/// Something that is to be put right before a migration goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Damage {
    /// A worker has the lease and gives no sign of life. The next one would wait for the end of the lease
    /// and take over; releasing it saves the wait.
    DeadWorker {
        /// The worker.
        owner: Owner,
        /// The version of its row: a sign of life changes it.
        record_version: u64,
    },
    /// No worker could go on from the row of a segment. The segment begins again: its items tell by
    /// themselves which of them are done.
    Segment {
        /// The sort key of the row.
        row: String,
    },
    /// Tables are others than those of the run: created anew, or restored. They are verified: if nothing is
    /// left to do, what is recorded holds for them; if not, the run begins anew.
    OtherTables {
        /// Their full names.
        names: Vec<String>,
    },
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DeadWorker { owner, .. } => write!(
                f,
                "{owner} has the lease and gives no sign of life: the lease is released"
            ),
            Self::Segment { row } => write!(
                f,
                "no worker could go on from the row `{row}`: its segment begins again"
            ),
            Self::OtherTables { names } => write!(
                f,
                "{} are others than those of the run (created anew, or restored): all items are verified; \
                 what is recorded then holds for them, or the run begins anew",
                names.join(", ")
            ),
        }
    }
}

impl Migrator {
    /// Looks for what is to be put right. It watches a worker for as long as that may be silent. Nothing is
    /// written.
    ///
    /// # Errors
    /// [`Held`](Refusal::Held) if a worker is alive, and those of the requests.
    pub async fn damage(&self) -> Result<Vec<Damage>, Error> {
        let row = self.begun().await?;
        let mut found = Vec::new();
        if let Some(worker) = dead_worker(&self.control(), &self.options).await?
            && let Some((owner, _)) = worker.holder
        {
            found.push(Damage::DeadWorker {
                owner,
                record_version: worker.record_version,
            });
        }
        let control = self.control();
        let damaged = control.damaged_segments(&row).await?.into_iter();
        found.extend(damaged.map(|row| Damage::Segment { row }));
        let names = self.other_tables(&row).await?;
        if !names.is_empty() {
            found.push(Damage::OtherTables { names });
        }
        Ok(found)
    }

    /// Puts something right that [`damage`](Self::damage) has found. A worker that has given a sign of life
    /// since keeps its lease.
    ///
    /// # Errors
    /// Those of the requests, and [`Undecided`](Refusal::Undecided).
    pub async fn repair(&self, damage: &Damage) -> Result<(), Error> {
        let control = self.control();
        match damage {
            Damage::DeadWorker { record_version, .. } => {
                control.release_dead(*record_version).await
            }
            Damage::Segment { row } => control.restart_segment(row).await,
            Damage::OtherTables { .. } => self.adopt_or_restart().await,
        }
    }

    /// Records what an operator says of items: those of tables that are others than those of the run, or of which
    /// nothing is recorded. No item is read. Returns `false` if this was asked to stop before.
    ///
    /// # Errors
    /// [`NothingToSay`](Refusal::NothingToSay) if what is recorded is of these tables, [`Held`](Refusal::Held) if a
    /// worker is alive, and those of the requests.
    pub async fn repair_as(&self, items: ItemsAre) -> Result<bool, Error> {
        let tables = self.tables_now().await?;
        self.check_usable(&tables)?;
        Box::pin(self.asking_engine().record_stated(items)).await
    }

    /// Verifies other tables, and adopts them or begins anew.
    async fn adopt_or_restart(&self) -> Result<(), Error> {
        let row = self.begun().await?;
        let control = self.control();
        let passes = self.passes(PassOptions::at(row.started_at))?;
        let is_done = row.status == row.direction.done();
        let verified = match row.direction {
            Direction::Down => passes.revert,
            // Nothing to remove is no sign of what was to be done before.
            Direction::Contract if is_done => [passes.adopted, passes.contract].concat(),
            Direction::Up | Direction::Contract => passes.adopted,
        };
        let is_clean = self.left_to_do(&verified).await?.is_clean();
        // Items do not tell whether the table has been changed too: the run looks at that.
        let changes_tables = !self.run.table_changes.run.is_empty();
        match row.direction {
            Direction::Contract if !is_clean => Err(self.error(Refusal::Undecided)),
            Direction::Up if !is_clean || !is_done || changes_tables => {
                control.begin_anew(&row, false).await
            }
            Direction::Down if !is_clean || !is_done => control.begin_anew(&row, false).await,
            _ => {
                let tables = control.tables(self.tables()).await?;
                control.adopt_tables(&row, &tables).await
            }
        }
    }
}
