//! Verifications of a migration.

use super::Migrator;
use crate::clients::{ClientPhase, Clients};
use crate::control::{RunRow, Verified, retried};
use crate::error::Error;
use crate::lease::settled;
use crate::run::{Direction, Pass, Status};
use crate::steps::PassOptions;
use crate::table_changes::{TableChange, TableChangeKind};
use crate::verify::Verification;

impl Migrator {
    /// Counts the items for which something is left to do, in one complete and consistent scan. What is
    /// left to do depends on the direction that the run has. It is recorded if something was found, which
    /// closes gates, or if it was said which programs run, which opens them too. Before it opens any, it waits
    /// until no request of the run can arrive any more: one that was sent before programs write the new
    /// attribute alone could remove what they write.
    ///
    /// # Errors
    /// [`NotRecorded`](crate::Refusal::NotRecorded) if it was never begun, [`Held`](crate::Refusal::Held) if a
    /// worker is alive, and those of the requests.
    pub async fn verify(&self, clients: Clients) -> Result<Verification, Error> {
        let (row, _) = self.begun_on_its_tables().await?;
        let began_at = self.client.now();
        let is_complete = self.looks_for_all(clients);
        let is_last = clients
            .oldest()
            .is_some_and(|it| it >= ClientPhase::Contract);
        let passes = self.verified_passes(&row, (is_complete, is_last))?;
        let mut found = self.left_to_do(&passes).await?;
        found.direction = Some(row.direction);
        found.tables = match row.direction {
            Direction::Up => self.tables_left_to_do().await?,
            Direction::Contract => self.missing_indexes(|_| true).await?,
            Direction::Down => Vec::new(),
        };
        let is_late_enough = clients.oldest().is_some_and(|it| it >= ClientPhase::Expand);
        if row.status == Status::Applied && is_late_enough && found.is_clean() {
            settled(&self.control(), &row, &self.options).await?;
        }
        let says_something = clients.oldest().is_some() || !found.is_clean();
        if row.status == Status::Applied && says_something {
            let verified = Verified {
                began_at,
                oldest: clients.oldest(),
                is_clean: found.is_clean(),
                is_complete,
                later: self.later.names().to_vec(),
            };
            let control = self.control();
            control.add_verification(&row, &verified, &found).await?;
        }
        Ok(found)
    }

    /// Returns `true` if some item has what the contract removes. Tables are read consistently, to the first such item.
    ///
    /// # Errors
    /// Those of the requests.
    pub async fn has_former(&self) -> Result<bool, Error> {
        let passes = self.passes(PassOptions::at(self.client.now()))?;
        self.asking_engine().any_due(&passes.contract).await
    }

    /// Counts the items for which these passes have something left to do.
    pub(super) async fn left_to_do(&self, passes: &[Pass]) -> Result<Verification, Error> {
        self.asking_engine().verify(passes).await
    }

    /// Returns the indexes that the run builds in place of others, and that are not there (any more). What else
    /// it changes in tables may be another one by now.
    pub(super) async fn tables_left_to_do(&self) -> Result<Vec<String>, Error> {
        let contract = self.run.changes_of_tables(Direction::Contract).iter();
        let drops: Vec<_> = contract.map(|change| change.table.name).collect();
        self.missing_indexes(|change| drops.contains(&change.table.name))
            .await
    }

    /// Returns indexes that the run builds and that are not there (any more), but for those that later migrations
    /// drop.
    async fn missing_indexes(
        &self,
        is_meant: impl Fn(&TableChange) -> bool,
    ) -> Result<Vec<String>, Error> {
        let control = self.control();
        let mut missing = Vec::new();
        let changes = self.run.changes_of_tables(Direction::Up).iter();
        let is_needed = |change: &&TableChange| match change.kind {
            TableChangeKind::AddIndex(index) => {
                is_meant(change) && !self.later.drops_index(change.table.name, index.name)
            }
            _ => false,
        };
        for change in changes.filter(is_needed) {
            let seen = retried(&self.client, || change.look(&self.client)).await;
            let is_made = seen.and_then(|seen| change.is_made(&seen));
            if !is_made.map_err(|error| control.failed(error))? {
                missing.push(change.to_string());
            }
        }
        Ok(missing)
    }

    /// Returns `true` if all that a run does can be looked for: from the phase `switch` on, programs may
    /// write attributes that follow others in a run.
    fn looks_for_all(&self, clients: Clients) -> bool {
        let is_before_switch = clients.oldest().is_none_or(|it| it < ClientPhase::Switch);
        is_before_switch || !self.planned.follows_former()
    }

    /// The passes of which nothing should be left to do. Once only programs are left that write the new attributes
    /// alone, what the contract would remove is looked for too.
    fn verified_passes(
        &self,
        row: &RunRow,
        (is_complete, is_last): (bool, bool),
    ) -> Result<Vec<Pass>, Error> {
        let passes = self.passes(PassOptions::at(row.started_at))?;
        Ok(match row.direction {
            Direction::Up if !is_complete => passes.before_contract,
            Direction::Up if is_last => [passes.run, passes.before_contract].concat(),
            direction => passes.in_direction(direction),
        })
    }
}
