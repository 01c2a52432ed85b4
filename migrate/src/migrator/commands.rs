//! Run, way back and contract of a migration.

use super::{Contracting, Migrator};
use crate::clients::{ClientPhase, Clients};
use crate::error::{Error, Refusal};
use crate::gate::Gate;
use crate::report::Report;
use crate::run::{Direction, Status, Surveys};
use crate::steps::{PassOptions, WhenChanged};

impl Migrator {
    /// Runs the migration, or what is left of it. `again` does all passes once more: for items that were
    /// rejected, or that older programs have written since.
    ///
    /// # Errors
    /// [`Clients`](Refusal::Clients) if a renamed attribute could be written by programs that know only
    /// the new one, and those of [`Engine::run`](crate::Engine::run).
    pub async fn run(&self, clients: Clients, again: bool) -> Result<Report, Error> {
        if self.planned.follows_former() {
            let because = "what they write there would be overwritten from the former ones";
            self.check_newest(clients, because)?;
        }
        let now = self.engine(self.named_run()).started_at().await?;
        let passes = self.passes(PassOptions::at(now))?;
        self.check_replicas(&passes.run).await?;
        let run = self.planned.run(self.id.clone(), passes.run);
        let run = match clients {
            // Nothing is known of the programs that ran since the last time.
            Clients::None => run.surveyed(Surveys::BeforeEach),
            Clients::Between(..) => run,
        };
        let engine = self.engine(run);
        if again {
            engine.run_again().await
        } else {
            engine.run().await
        }
    }

    /// Takes the run back, or does what is left of that.
    ///
    /// # Errors
    /// [`Clients`](Refusal::Clients) if programs that read the new attributes may run, and those of
    /// [`Engine::revert`](crate::Engine::revert).
    pub async fn rollback(
        &self,
        clients: Clients,
        when_changed: WhenChanged,
    ) -> Result<Report, Error> {
        if self.planned.makes_what_is_required() {
            self.check_newest(clients, "what they have to find would be removed")?;
        }
        let now = self.begun().await?.started_at;
        let passes = self.passes(PassOptions { now, when_changed })?;
        let engine = self.engine(self.planned.run(self.id.clone(), passes.run));
        self.check_replicas(&passes.revert).await?;
        engine.revert(&passes.revert).await
    }

    /// Removes what only programs with the former schema read, or does what is left of that.
    ///
    /// # Errors
    /// [`GateClosed`](Refusal::GateClosed), [`NotClean`](Refusal::NotClean), and those of
    /// [`Engine::contract`](crate::Engine::contract).
    pub async fn contract(&self, options: Contracting) -> Result<Report, Error> {
        let row = self.begun().await?;
        let is_begun = row.direction == Direction::Contract;
        if !is_begun && options.is_exclusive && row.status == Status::Applied {
            let found = self.verify(Clients::None).await?;
            if !found.is_clean() && options.when_changed == WhenChanged::Reject {
                return Err(self.error(Refusal::NotClean(found)));
            }
        } else if !is_begun {
            let state = self.gate(Gate::Contract, options.apart).await?;
            if !state.is_open() {
                return Err(self.error(Refusal::GateClosed(state)));
            }
        }
        let when_changed = options.when_changed;
        let now = row.started_at;
        let passes = self.passes(PassOptions { now, when_changed })?;
        let engine = self.engine(self.planned.run(self.id.clone(), passes.run));
        self.check_replicas(&passes.contract).await?;
        engine.contract(&passes.contract).await
    }

    /// Refuses while programs may run that read or write only the new attributes.
    fn check_newest(&self, clients: Clients, because: &'static str) -> Result<(), Error> {
        if clients.newest() > ClientPhase::Expand {
            return Err(self.error(Refusal::Clients { because }));
        }
        Ok(())
    }
}
