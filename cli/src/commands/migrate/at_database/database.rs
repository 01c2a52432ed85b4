//! The migrations of the project on a database.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::future::Future;
use std::path::PathBuf;
use std::sync::{Arc, Once};

use dynamite::Client;
use dynamite_migrate::{
    HistoryEntry, Migrator, Options, Planned, Progress, Stop, WhenChanged, WhenHeld,
};
use dynamite_schema::ir::Schema;
use dynamite_schema::migration::MigrationName;

use super::progress;
use super::project::{self, Project};
use super::recorded::Recorded;
use crate::arguments::{Allowed, AtDatabase, Changed, Work};
use crate::config::Config;
use crate::failure::Failure;
use crate::report::Report;

/// Exit code of a program that was interrupted, as shells have it.
const INTERRUPTED: i32 = 130;

/// The migrations of the project, and the database that they are for.
pub(super) struct Database {
    client: Client,
    region: Option<String>,
    /// Where results go.
    pub(super) report: Report,
    /// What Ctrl-C stops.
    stop: Stop,
    interrupts: Once,
    /// The folder of the schema of the project as it is now, if it is here.
    pub(super) schema: Option<PathBuf>,
    /// That schema, once it was read.
    pub(super) schema_now: OnceCell<Schema>,
    pub(super) migrations: Vec<Arc<Planned>>,
    /// What carries each of them out.
    migrators: Vec<Migrator>,
    /// Names of migrations that have no file any more, since all databases should have them.
    pub(super) squashed: Vec<MigrationName>,
    /// The schema of the last snapshot.
    pub(super) last: Option<Schema>,
    /// `true` for a command that only asks what another one would do: it writes nothing, so it gives nothing up.
    pub(super) only_asks: bool,
}

impl Database {
    /// Reads the migrations and makes a client from the environment; `None` after reporting what is wrong
    /// with a migration.
    pub(super) async fn open(
        at: &AtDatabase,
        config: &Config,
        report: &Report,
    ) -> Result<Option<Self>, Failure> {
        let folder = config.migrations_folder(at.folder.migrations.as_deref());
        let Some(project) = project::read(&folder, report)? else {
            return Ok(None);
        };
        let Project {
            migrations,
            squashed,
            last,
        } = project;
        let schema = match config.schema_folder(at.source.schemas.as_deref()) {
            Ok(folder) => Some(folder),
            // Where migrations are run, the schema need not be.
            Err(_) if at.source.schemas.is_none() => None,
            Err(failure) => return Err(failure),
        };
        let client = connected(at, &migrations, report).await?;
        let migrators = migrations.iter().map(|planned| {
            let planned = Arc::clone(planned);
            Migrator::new(client.clone(), planned, Options::default()).map_err(failed)
        });
        let migrators = migrators.collect::<Result<_, _>>()?;
        Ok(Some(Self {
            client,
            region: at.single_writer_region.clone(),
            report: report.clone(),
            stop: Stop::new(),
            interrupts: Once::new(),
            schema,
            schema_now: OnceCell::new(),
            migrations,
            migrators,
            squashed,
            last,
            only_asks: false,
        }))
    }

    /// Returns what carries out a migration, with these options.
    pub(super) fn migrator(&self, place: usize, options: Options) -> Migrator {
        self.migrators[place].clone().with_options(Options {
            single_writer_region: self.region.clone(),
            ..options
        })
    }

    /// Returns what works on a migration, tells its progress, and is stopped in order by Ctrl-C.
    pub(super) async fn at_work(
        &self,
        place: usize,
        options: Options,
        recorded: &Recorded,
    ) -> Result<Migrator, Failure> {
        let precondition = self.precondition(place, recorded);
        let migrator = self.migrator_among(place, options, recorded);
        let migrator = migrator.expecting(precondition);
        let items = migrator.items().await.map_err(failed)?;
        let migrator = migrator.telling(progress::shown(&self.report, items));
        let stop = self.stop.clone();
        self.interrupts.call_once(|| stop_on_interrupt(stop));
        Ok(migrator.stopped_by(&self.stop))
    }

    /// Returns what tells of waits beside work.
    pub(super) fn progress(&self) -> Arc<dyn Progress> {
        progress::shown(&self.report, BTreeMap::new())
    }

    /// Returns how far all migrations are, those without a file here included.
    pub(super) async fn history(&self) -> Result<Vec<HistoryEntry>, Failure> {
        dynamite_migrate::history(&self.client)
            .await
            .map_err(failed)
    }

    /// Returns the place of a migration that is named.
    pub(super) fn place_of(&self, name: &str) -> Result<usize, Failure> {
        project::place_of(name, &self.migrations)
    }
}

/// Makes a client from the environment, for a database that answers.
async fn connected(
    at: &AtDatabase,
    migrations: &[Arc<Planned>],
    report: &Report,
) -> Result<Client, Failure> {
    let remedy = "a local database is named with DYNAMITE_DATABASE=http://localhost:8000";
    let client = Client::from_env().await;
    let client = client.map_err(|error| failed(error).remedy(remedy))?;
    let client = match &at.prefix {
        Some(prefix) => client.with_table_prefix(prefix.as_str()),
        None => client,
    };
    let tables = dynamite_migrate::tables(migrations);
    let client = client.with_table_names_from_env(&tables).map_err(failed)?;
    report.aside("database", &named(&client))?;
    let reached = dynamite_migrate::reach(&client).await;
    reached.map_err(|error| failed(error).remedy(remedy))?;
    Ok(client)
}

/// Which database a client is for, in words: it is chosen by variables that may have been forgotten.
fn named(client: &Client) -> String {
    let prefix = match client.table_prefix() {
        "" => String::new(),
        prefix => format!(", table prefix `{prefix}`"),
    };
    if let Ok(address) = std::env::var("DYNAMITE_DATABASE") {
        // A password, if there is one, is between `//` and `@`.
        let shown = address.rsplit_once('@').map_or(&*address, |(_, host)| host);
        return format!("{shown} (DYNAMITE_DATABASE){prefix}");
    }
    let region = client.sdk().config().region();
    let region = region.map_or("an unknown region", |region| region.as_ref());
    let set = |name: &str| {
        std::env::var(name)
            .ok()
            .map(|value| format!(", {name}={value}"))
    };
    let variables = [
        "AWS_PROFILE",
        "AWS_ENDPOINT_URL_DYNAMODB",
        "AWS_ENDPOINT_URL",
    ];
    let variables: String = variables.into_iter().filter_map(set).collect();
    format!("AWS in {region}{variables}{prefix}")
}

/// The options of an engine.
pub(super) fn options(work: &Work) -> Options {
    Options {
        segments: work.segments,
        concurrency: work.concurrency.into(),
        page_size: work.page_size.and_then(|size| usize::try_from(size).ok()),
        max_rejects: work.max_rejects,
        when_held: if work.wait {
            WhenHeld::Wait
        } else {
            WhenHeld::Fail
        },
        ..Options::default()
    }
}

/// The options, with what a run may do besides.
pub(super) fn allowing(allowed: Allowed, options: Options) -> Options {
    Options {
        may_overwrite: allowed.overwrite,
        may_refill: allowed.refill,
        without_rollback: allowed.no_rollback,
        ..options
    }
}

/// What becomes of what someone else has changed.
pub(super) fn when_changed(said: Changed) -> WhenChanged {
    match said {
        Changed::Reject => WhenChanged::Reject,
        Changed::Keep => WhenChanged::Keep,
        Changed::Remove => WhenChanged::Remove,
        Changed::RemoveAll => WhenChanged::RemoveAll,
    }
}

pub(super) fn failed(error: impl std::fmt::Display) -> Failure {
    Failure::new(error.to_string())
}

/// Does work that sends requests, to its end.
pub(super) fn block_on<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    let runtime = builder.worker_threads(2).enable_all().build();
    let runtime = runtime.map_err(|error| {
        Failure::new(format!("cannot start threads: {error}"))
            .remedy("see to it that there is memory, and run the command again")
    })?;
    runtime.block_on(work)
}

/// Lets Ctrl-C and SIGTERM stop the work in order, and the second of them end the program at once.
fn stop_on_interrupt(stop: Stop) {
    tokio::spawn(async move {
        interrupted().await;
        stop.stop();
        eprintln!("stopping after the pages under way; Ctrl-C again ends it at once");
        interrupted().await;
        std::process::exit(INTERRUPTED);
    });
}

/// Waits for Ctrl-C, or for the signal that containers are stopped with.
async fn interrupted() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminated.recv() => {}
            }
            return;
        }
    }
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
