//! One migration on one database: what the commands do.

mod commands;
mod gates;
mod repair;
mod resume;
mod state;
mod tables;
mod verify;

use std::sync::Arc;
use std::time::Duration;

use dynamite::Client;

use crate::control::{Control, RunRow};
use crate::engine::Engine;
use crate::error::{Error, Refusal};
use crate::later_migrations::LaterMigrations;
use crate::models::MigratedModel;
use crate::options::Options;
use crate::planned::Planned;
use crate::progress::Progress;
use crate::run::{BadRunId, Pass, Precondition, Run};
use crate::steps::{PassOptions, Passes, WhenChanged};
use crate::stop::Stop;
use crate::table_changes::TableChanges;

pub(crate) use tables::TablesNow;
pub use tables::tables;

pub use repair::Damage;
pub use state::{PassState, State, Work, states};

/// Carries out a migration, takes it back, verifies and contracts it, as an operator asks.
///
/// Like an [`Engine`], it goes on from what is recorded, whoever recorded it.
#[derive(Clone, Debug)]
pub struct Migrator {
    client: Client,
    planned: Arc<Planned>,
    models: Arc<[MigratedModel]>,
    /// The run without passes: enough to be recorded, and to be found.
    run: Run,
    later: LaterMigrations,
    options: Options,
    stop: Stop,
}

/// Options of [`Migrator::contract`].
#[derive(Clone, Copy, Debug)]
pub struct Contracting {
    /// No program reads or writes the tables until the command has ended: one verification, made at once,
    /// is enough.
    pub is_exclusive: bool,
    /// The time between the two verifications that are needed otherwise.
    pub apart: Duration,
    /// What becomes of a former attribute that differs from the new one.
    pub when_changed: WhenChanged,
    /// What was contracted before is done once more: items may have been rejected or kept, or older programs have
    /// written them since.
    pub again: bool,
}

impl Migrator {
    /// Makes what carries a migration out through a client. Nothing is sent yet.
    ///
    /// # Errors
    /// If the name of the migration cannot be that of a run.
    pub fn new(
        client: Client,
        planned: impl Into<Arc<Planned>>,
        options: Options,
    ) -> Result<Self, BadRunId> {
        let planned = planned.into();
        let models = MigratedModel::all_of(&planned);
        let table_changes = models.iter().flat_map(|model| model.table_changes.clone());
        Ok(Self {
            client,
            run: Run {
                tables: models.iter().map(|model| model.after.table).collect(),
                ..planned.run(TableChanges::of(table_changes))?
            },
            models: models.into(),
            planned,
            later: LaterMigrations::default(),
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

    /// Returns the same with other options. Its descriptors are made once.
    #[must_use]
    pub fn with_options(mut self, options: Options) -> Self {
        self.options = options;
        self
    }

    /// Returns what begins only if other runs are as expected, and is refused with
    /// [`OtherBegun`](Refusal::OtherBegun) if not.
    #[must_use]
    pub fn expecting(mut self, precondition: Precondition) -> Self {
        self.run.precondition = precondition;
        self
    }

    /// Returns what does not ask for attributes that later migrations have removed, or let others take over.
    #[must_use]
    pub fn with_later(mut self, later: LaterMigrations) -> Self {
        self.later = later;
        self
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

    pub(crate) fn models(&self) -> &[MigratedModel] {
        &self.models
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    fn control(&self) -> Control {
        Control::new(self.client.clone(), self.run.id.clone())
    }

    pub(crate) fn error(&self, refusal: Refusal) -> Error {
        self.control().error(refusal)
    }

    /// An engine that carries out these passes.
    fn engine_of(&self, passes: Vec<Pass>) -> Engine {
        let run = Run {
            passes,
            ..self.run.clone()
        };
        Engine::new(self.client.clone(), run, self.options.clone()).stopped_by(&self.stop)
    }

    /// An engine that asks about items and what is recorded, and carries out nothing.
    pub(crate) fn asking_engine(&self) -> Engine {
        self.engine_of(Vec::new())
    }

    /// Makes the passes of the migration, as an [`Engine`] carries them out.
    ///
    /// # Errors
    /// [`Constant`](Refusal::Constant) if a value of a step cannot be stored as its field.
    pub fn passes(&self, options: PassOptions) -> Result<Passes, Error> {
        let passes = Passes::of(&self.planned, &self.models, &self.later, options);
        passes.map_err(|bad| self.error(Refusal::Constant(bad)))
    }

    /// Returns the run as it is recorded; `None` if it was never begun.
    pub(crate) async fn recorded(&self) -> Result<Option<RunRow>, Error> {
        self.control().recorded(&self.run).await
    }

    /// Returns the run as it is recorded, and its tables as they are now. Other tables are refused.
    async fn begun_on_its_tables(&self) -> Result<(RunRow, TablesNow), Error> {
        let row = self.begun().await?;
        let tables = self.tables_now().await?;
        self.check_same(&row, &tables)?;
        Ok((row, tables))
    }

    /// Returns the run as it is recorded.
    async fn begun(&self) -> Result<RunRow, Error> {
        let recorded = self.recorded().await?;
        recorded.ok_or_else(|| self.error(Refusal::NotRecorded))
    }
}
