//! One migration on one database: what the commands do.

mod commands;
mod gates;
mod judge;
mod repair;
mod resume;
mod state;
mod tables;

use std::sync::Arc;
use std::time::Duration;

use dynamite::Client;

use crate::control::{Control, RunRow};
use crate::engine::Engine;
use crate::error::{Error, Refusal};
use crate::options::Options;
use crate::planned::Planned;
use crate::progress::Progress;
use crate::run::{Pass, Run, RunId};
use crate::steps::{PassOptions, Passes, WhenChanged};
use crate::stop::Stop;

pub use repair::Damage;
pub use state::{PassState, State};

/// Carries out a migration, takes it back, verifies and contracts it, as an operator asks.
///
/// Like an [`Engine`], it goes on from what is recorded, whoever recorded it.
#[derive(Clone, Debug)]
pub struct Migrator {
    client: Client,
    planned: Planned,
    id: RunId,
    options: Options,
    stop: Stop,
}

/// How a command treats the programs that run, and what they have changed.
#[derive(Clone, Copy, Debug)]
pub struct Contracting {
    /// No program reads or writes the tables until the command has ended: one verification, made at once,
    /// is enough.
    pub is_exclusive: bool,
    /// The time between the two verifications that are needed otherwise.
    pub apart: Duration,
    /// What becomes of a former attribute that differs from the new one.
    pub when_changed: WhenChanged,
}

impl Migrator {
    /// Makes what carries a migration out through a client. Nothing is sent yet.
    ///
    /// # Errors
    /// If the name of the migration cannot be that of a run.
    pub fn new(
        client: Client,
        planned: Planned,
        options: Options,
    ) -> Result<Self, crate::run::BadRunId> {
        let id = planned.id()?;
        Ok(Self {
            client,
            planned,
            id,
            options,
            stop: Stop::new(),
        })
    }

    /// Returns what is stopped by a handle that others may have too.
    #[must_use]
    pub fn stopped_by(mut self, stop: &Stop) -> Self {
        self.stop = stop.clone();
        self
    }

    /// Returns the handle that stops whatever this is doing.
    pub fn stop(&self) -> Stop {
        self.stop.clone()
    }

    /// Returns what tells its progress to this.
    #[must_use]
    pub fn telling(mut self, progress: Arc<dyn Progress>) -> Self {
        self.options.progress = progress;
        self
    }

    /// Returns the migration.
    pub fn planned(&self) -> &Planned {
        &self.planned
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    fn control(&self) -> Control {
        Control::new(self.client.clone(), self.id.clone())
    }

    pub(crate) fn error(&self, refusal: Refusal) -> Error {
        self.control().error(refusal)
    }

    /// The run without passes: enough to be recorded, and to be found.
    pub(crate) fn named_run(&self) -> Run {
        self.planned.run(self.id.clone(), Vec::new())
    }

    /// The run of these passes, with its changes of tables.
    fn full_run(&self, passes: Vec<Pass>) -> Run {
        let run = self.planned.run(self.id.clone(), passes);
        run.with_table_changes(self.planned.table_changes())
    }

    pub(crate) fn engine(&self, run: Run) -> Engine {
        Engine::new(self.client.clone(), run, self.options.clone()).stopped_by(&self.stop)
    }

    pub(crate) fn passes(&self, options: PassOptions) -> Result<Passes, Error> {
        let passes = self.planned.passes(options);
        passes.map_err(|refusal| self.error(refusal))
    }

    /// Returns the run as it is recorded; `None` if it was never begun.
    async fn recorded(&self) -> Result<Option<RunRow>, Error> {
        self.control().recorded(&self.named_run()).await
    }

    /// Returns the run as it is recorded.
    async fn begun(&self) -> Result<RunRow, Error> {
        let recorded = self.recorded().await?;
        recorded.ok_or_else(|| self.error(Refusal::NotRecorded))
    }
}
