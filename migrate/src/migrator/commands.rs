//! Run, way back and contract of a migration.

use super::gates::judge;
use super::{Contracting, Migrator};
use crate::clients::{ClientPhase, Clients};
use crate::control::RunRow;
use crate::error::{Error, Refusal};
use crate::gate::Gate;
use crate::lease::settled;
use crate::report::{Ending, Report};
use crate::run::{Direction, Pass, Status};
use crate::steps::{PassOptions, Renamed, WhenChanged};
use crate::verify::Verification;

impl Migrator {
    /// Runs the migration, or what is left of it. `again` does all passes once more: for items that were
    /// rejected, or that older programs have written since. What was allowed when it began stays allowed
    /// until it is done.
    ///
    /// # Errors
    /// [`Clients`](Refusal::Clients) if a renamed attribute could be written by programs that know only
    /// the new one, and those of [`Engine::run`](crate::Engine::run).
    pub async fn run(&self, clients: Clients, again: bool) -> Result<Report, Error> {
        if self.planned.follows_former() {
            let because = "what they write there would be overwritten from the former ones";
            self.check_newest(clients, because)?;
        }
        let recorded = self.recorded().await?;
        if again || recorded.as_ref().is_none_or(|row| row.surveyed.is_none()) {
            self.check_irreversible()?;
        }
        let tables = self.tables_now().await?;
        self.check_usable(&tables)?;
        let row = if let Some(row) = recorded {
            row
        } else {
            self.asking_engine().started_at().await?;
            self.begun().await?
        };
        self.check_same(&row, &tables)?;
        let passes = self.passes(PassOptions {
            renamed: renamed(clients, &row),
            was_done: was_done(&row),
            ..PassOptions::at(row.started_at)
        })?;
        let engine = self.engine_of(passes.run);
        let engine = match clients {
            Clients::None => engine.exclusive(),
            // Newer programs may have cleared fields since, or written those of another table.
            _ if was_done(&row)
                && (row.is_anew
                    || self.planned.copies() && !clients.are_at_most(ClientPhase::Expand)) =>
            {
                engine.surveying_again()
            }
            Clients::Between(..) => engine,
        };
        let report = if again {
            Box::pin(engine.run_again()).await?
        } else {
            Box::pin(engine.run()).await?
        };
        let may_differ = clients == Clients::None && row.surveyed.is_some();
        if may_differ && report.ending == Ending::Done {
            self.check_copied(&passes.copied).await?;
        }
        Ok(report)
    }

    /// Refuses to let the next version start while fields are not what they were copied or computed from: older
    /// programs have written that since, and a run fills such fields only where there is nothing.
    async fn check_copied(&self, copied: &[Pass]) -> Result<(), Error> {
        let found = self.left_to_do(copied).await?;
        if found.remaining == 0 {
            return Ok(());
        }
        Err(self.error(Refusal::Differs {
            items: found.remaining,
            first: found.first,
        }))
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
        let (mut row, tables) = self.begun_on_its_tables().await?;
        if row.direction == Direction::Up && row.surveyed.is_none() {
            // Whoever surveys the items is about to change them.
            self.asking_engine().until_surveyed(&row).await?;
            row = self.begun().await?;
        }
        self.check_way_back(&row)?;
        if row.direction != Direction::Contract && self.planned.makes_what_is_required() {
            self.check_newest(clients, "what they have to find would be removed")?;
        }
        let passes = self.passes(PassOptions {
            when_changed,
            renamed: renamed(clients, &row),
            ..PassOptions::at(row.started_at)
        })?;
        self.check_usable(&tables)?;
        let engine = self.engine_of(passes.run);
        Box::pin(engine.revert(&passes.revert)).await
    }

    /// Removes what only programs with the former schema read, or does what is left of that.
    ///
    /// # Errors
    /// [`GateClosed`](Refusal::GateClosed), [`NotClean`](Refusal::NotClean), and those of
    /// [`Engine::contract`](crate::Engine::contract).
    pub async fn contract(&self, options: Contracting) -> Result<Report, Error> {
        let (row, tables) = self.begun_on_its_tables().await?;
        self.check_usable(&tables)?;
        // Once it is begun, there is only one way.
        if row.direction != Direction::Contract {
            self.check_contract(&row, options).await?;
        } else if options.again {
            self.check_indexes().await?;
        }
        self.remove_former(&row, options.when_changed, options.again)
            .await
    }

    /// Gives up what was begun and has changed nothing yet, because `why`: a way back, a contract or a repetition that
    /// cannot go on. The migration is as it was before. Returns `false` if there is nothing of that kind.
    ///
    /// # Errors
    /// [`Held`](Refusal::Held) if a worker is alive, and those of the requests.
    pub async fn give_up(&self, why: &str) -> Result<bool, Error> {
        Box::pin(self.asking_engine().give_up_unknown(why)).await
    }

    /// Waits until no request of the migration can arrive any more.
    ///
    /// # Errors
    /// [`Held`](Refusal::Held) if a worker is alive, and those of the requests.
    pub async fn settle(&self) -> Result<(), Error> {
        match self.recorded().await? {
            Some(row) => settled(&self.control(), &row, &self.options).await,
            None => Ok(()),
        }
    }

    /// Removes what only programs with the former schema read. Whether that may begin was asked before.
    pub(super) async fn remove_former(
        &self,
        row: &RunRow,
        when_changed: WhenChanged,
        again: bool,
    ) -> Result<Report, Error> {
        let passes = self.passes(PassOptions {
            when_changed,
            ..PassOptions::at(row.started_at)
        })?;
        let engine = self.engine_of(passes.run);
        Box::pin(engine.contract(&passes.contract, again)).await
    }

    /// Refuses to make a contract again while something is missing that the run has built: it drops what that has taken
    /// the place of.
    async fn check_indexes(&self) -> Result<(), Error> {
        let found = Verification {
            tables: self.tables_left_to_do(Direction::Up).await?,
            ..Verification::default()
        };
        if found.is_clean() {
            return Ok(());
        }
        Err(self.error(Refusal::NotClean(found)))
    }

    /// Refuses a contract while the gate is closed, or without programs, while something is left to do.
    async fn check_contract(&self, row: &RunRow, options: Contracting) -> Result<(), Error> {
        if !options.is_exclusive || row.status != Status::Applied {
            let verifications = self.verifications(row).await?;
            let state = judge(Gate::Contract, row, &verifications, options.apart);
            if state.is_open() {
                return Ok(());
            }
            return Err(self.error(Refusal::GateClosed(state)));
        }
        let passes = self.passes(PassOptions {
            when_changed: options.when_changed,
            ..PassOptions::at(row.started_at)
        })?;
        let mut found = match options.when_changed {
            WhenChanged::Reject => {
                let all = [passes.run, passes.before_contract].concat();
                self.left_to_do(&all).await?
            }
            WhenChanged::Keep | WhenChanged::Remove | WhenChanged::RemoveAll => {
                self.left_to_do(&passes.before_forced_contract).await?
            }
        };
        found.tables = self.tables_left_to_do(Direction::Up).await?;
        // As many as are allowed are rejected by the contract, which leaves what is former in them.
        let are_few = found.rejected <= self.options.max_rejects;
        if found.remaining == 0 && found.tables.is_empty() && are_few {
            return Ok(());
        }
        Err(self.error(Refusal::NotClean(found)))
    }

    /// Refuses while programs may run that read or write only the new attributes. Those of `expand` do so with
    /// fields that have no phases.
    fn check_newest(&self, clients: Clients, because: &'static str) -> Result<(), Error> {
        let fields = self.planned.without_phases();
        let latest = if fields.is_empty() {
            ClientPhase::Expand
        } else {
            ClientPhase::Before
        };
        if clients.are_at_most(latest) {
            return Ok(());
        }
        Err(self.error(if fields.is_empty() {
            Refusal::Clients { because }
        } else {
            Refusal::WithoutPhases { fields, because }
        }))
    }

    /// Refuses steps that could not be taken back, unless that is allowed.
    fn check_irreversible(&self) -> Result<(), Error> {
        let steps = self.planned.irreversible();
        if steps.is_empty() || self.options.without_rollback {
            return Ok(());
        }
        Err(self.error(Refusal::Irreversible { steps }))
    }

    /// Refuses to take back what was never done, or cannot be undone.
    fn check_way_back(&self, row: &RunRow) -> Result<(), Error> {
        let steps = self.planned.irreversible();
        if row.direction == Direction::Up && row.surveyed.is_none() {
            let remedy = match row.status {
                Status::Applied => "what its items were before is not recorded",
                _ if row.is_anew => {
                    "its items were written by nobody knows whom: run it first, then it can be taken back"
                }
                _ => "nothing was changed yet, so there is nothing to take back",
            };
            return Err(self.error(Refusal::WrongStatus {
                direction: row.direction,
                status: row.status,
                remedy,
            }));
        }
        if row.direction == Direction::Up && !steps.is_empty() {
            return Err(self.error(Refusal::NoRecord { steps }));
        }
        Ok(())
    }
}

/// Returns `true` if the run was done before, and is to be done again.
fn was_done(row: &RunRow) -> bool {
    row.direction == Direction::Up && (row.was_applied || row.status == Status::Applied)
}

/// Who writes the new attributes of renames besides the migration.
fn renamed(clients: Clients, row: &RunRow) -> Renamed {
    match clients.newest() {
        _ if row.is_anew => Renamed::Unknown,
        Some(ClientPhase::Before) => Renamed::Nobody,
        Some(ClientPhase::Expand) => Renamed::Mirrored,
        _ => Renamed::Unknown,
    }
}
