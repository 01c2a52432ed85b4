//! Going on with whatever was interrupted.

use super::Migrator;
use super::state::is_interrupted;
use crate::clients::Clients;
use crate::error::{Error, Refusal};
use crate::report::Report;
use crate::run::{Direction, Status};
use crate::steps::WhenChanged;

impl Migrator {
    /// Goes on with what was interrupted, in the direction that it had. `rejects` does a run that is done
    /// once more, for the items that it rejected.
    ///
    /// # Errors
    /// [`NothingToResume`](Refusal::NothingToResume), and those of what is resumed.
    pub async fn resume(
        &self,
        clients: Clients,
        when_changed: WhenChanged,
        rejects: bool,
    ) -> Result<Report, Error> {
        let (row, tables) = self.begun_on_its_tables().await?;
        match (row.direction, row.status) {
            (Direction::Up, Status::Applied) if rejects => self.run(clients, true).await,
            (direction, status) if !is_interrupted(direction, status) => {
                Err(self.error(Refusal::NothingToResume { status }))
            }
            (Direction::Up, _) => self.run(clients, false).await,
            (Direction::Down, _) => self.rollback(clients, when_changed).await,
            (Direction::Contract, _) => {
                self.check_usable(&tables)?;
                self.remove_former(&row, when_changed, false).await
            }
        }
    }
}
