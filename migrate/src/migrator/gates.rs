//! Verifications of a migration, and its gates.

use std::time::Duration;

use super::Migrator;
use super::judge::judge;
use crate::clients::{ClientPhase, Clients};
use crate::control::{RunRow, Verified};
use crate::error::Error;
use crate::gate::{Gate, GateState};
use crate::run::{Direction, Pass, Status};
use crate::steps::PassOptions;
use crate::verify::Verification;

impl Migrator {
    /// Counts the items for which something is left to do, in one complete and consistent scan, and
    /// records what was found. What is left to do depends on the direction that the run has.
    ///
    /// # Errors
    /// [`NotRecorded`](crate::Refusal::NotRecorded) if it was never begun, and those of the requests.
    pub async fn verify(&self, clients: Clients) -> Result<Verification, Error> {
        let row = self.begun().await?;
        let began_at = self.client.now();
        let passes = self.verified_passes(&row, clients)?;
        let engine = self.engine(self.named_run());
        let mut found = Verification::default();
        for pass in &passes {
            found = found.and(engine.verify(pass).await?);
        }
        if row.status == Status::Applied {
            let verified = Verified {
                began_at,
                oldest: clients.oldest(),
                is_clean: found.is_clean(),
            };
            let control = self.control();
            control
                .add_verification(row.generation, &verified, &found)
                .await?;
        }
        Ok(found)
    }

    /// The passes of which nothing should be left to do.
    fn verified_passes(&self, row: &RunRow, clients: Clients) -> Result<Vec<Pass>, Error> {
        let passes = self.passes(PassOptions::at(row.started_at))?;
        let writes_new_alone = clients.oldest() >= ClientPhase::Switch && clients != Clients::None;
        Ok(match row.direction {
            Direction::Up if row.is_switched || writes_new_alone => passes.settled,
            Direction::Up => passes.run,
            Direction::Down => passes.revert,
            Direction::Contract => passes.contract,
        })
    }

    /// Says if a gate is open, by what was verified. An open gate `switch` is recorded: the run is not done
    /// again from then on, since programs that read the new attributes may run.
    ///
    /// # Errors
    /// [`NotRecorded`](crate::Refusal::NotRecorded) if the run was never begun, and those of the requests.
    pub async fn gate(&self, gate: Gate, apart: Duration) -> Result<GateState, Error> {
        let row = self.begun().await?;
        let control = self.control();
        let verifications = control.verifications(row.generation).await?;
        let state = judge(gate, &row, &verifications, apart);
        if gate == Gate::Switch && state.is_open() && !row.is_switched {
            control.record_switch(row.generation).await?;
        }
        Ok(state)
    }
}
