//! Verifications of a migration.

use super::Migrator;
use crate::clients::{ClientPhase, Clients};
use crate::control::{RunRow, Verified, retried};
use crate::error::Error;
use crate::lease::settled;
use crate::run::{Direction, Pass, Status};
use crate::steps::PassOptions;
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
        let passes = self.verified_passes(&row, is_complete)?;
        let mut found = self.left_to_do(&passes).await?;
        found.direction = Some(row.direction);
        found.tables = self.tables_left_to_do(row.direction).await?;
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

    /// Returns what the run has changed in tables and is not there (any more), and what the contract has dropped and
    /// is there again, but for what later migrations change.
    pub(super) async fn tables_left_to_do(
        &self,
        direction: Direction,
    ) -> Result<Vec<String>, Error> {
        let of = |direction| self.run.changes_of_tables(direction).iter();
        let changes: Vec<_> = match direction {
            Direction::Up => of(Direction::Up).collect(),
            Direction::Contract => of(Direction::Up).chain(of(Direction::Contract)).collect(),
            Direction::Down => Vec::new(),
        };
        let control = self.control();
        let mut left = Vec::new();
        for change in changes {
            if self.later.changes_table(change) {
                continue;
            }
            let seen = retried(&self.client, || change.look(&self.client)).await;
            let is_made = seen.and_then(|seen| change.is_made(&seen));
            if !is_made.map_err(|error| control.failed(error))? {
                left.push(change.to_string());
            }
        }
        Ok(left)
    }

    /// Returns `true` if all that a run does can be looked for: from the phase `switch` on, programs may
    /// write attributes that follow others in a run.
    fn looks_for_all(&self, clients: Clients) -> bool {
        let is_before_switch = clients.oldest().is_none_or(|it| it < ClientPhase::Switch);
        is_before_switch || !self.planned.follows_former()
    }

    /// The passes of which nothing should be left to do.
    fn verified_passes(&self, row: &RunRow, is_complete: bool) -> Result<Vec<Pass>, Error> {
        let passes = self.passes(PassOptions::at(row.started_at))?;
        Ok(match row.direction {
            Direction::Up if is_complete => [passes.run, passes.copied].concat(),
            Direction::Up => passes.before_contract,
            direction => passes.in_direction(direction),
        })
    }
}
