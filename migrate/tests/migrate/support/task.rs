//! What a process does with a migration, and what it is told of programs.

use std::time::Duration;

use dynamite_migrate::{
    ClientPhase, Clients, Contracting, Error, Migrator, Report, Status, WhenChanged,
};

/// What a process does with a migration, while no program runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Task {
    Run,
    Rollback,
    Contract,
}

impl Task {
    pub(crate) async fn of(self, migrator: &Migrator) -> Result<Report, Error> {
        match self {
            Self::Run => migrator.run(Clients::None, false).await,
            Self::Rollback => migrator.rollback(Clients::None, WhenChanged::Reject).await,
            Self::Contract => {
                migrator
                    .contract(contracting(true, WhenChanged::Reject))
                    .await
            }
        }
    }

    /// The status once it is done.
    pub(crate) fn done(self) -> Status {
        match self {
            Self::Run => Status::Applied,
            Self::Rollback => Status::Reverted,
            Self::Contract => Status::Contracted,
        }
    }
}

/// No program is older than this phase.
pub(crate) fn oldest(phase: ClientPhase) -> Clients {
    Clients::Between(Some(phase), None)
}

/// No program is of a later phase.
pub(crate) fn newest(phase: ClientPhase) -> Clients {
    Clients::Between(None, Some(phase))
}

/// A contract for which the two verifications of a gate may follow each other at once.
pub(crate) fn contracting(is_exclusive: bool, when_changed: WhenChanged) -> Contracting {
    Contracting {
        is_exclusive,
        apart: Duration::ZERO,
        when_changed,
        again: false,
    }
}
