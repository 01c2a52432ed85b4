//! What a process does with a migration.

use std::time::Duration;

use dynamite_migrate::{Clients, Contracting, Error, Migrator, Report, Status, WhenChanged};

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
                let contracting = Contracting {
                    is_exclusive: true,
                    apart: Duration::ZERO,
                    when_changed: WhenChanged::Reject,
                };
                migrator.contract(contracting).await
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
