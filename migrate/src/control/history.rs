//! The history of a table prefix: which runs were begun, applied, contracted and taken back.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::Client;
use dynamite::engine_support::Condition;

use super::row::{Row, number, text};
use super::rows::{Control, Written, at, is};
use super::run::RunRow;
use crate::error::{Error, Refusal};
use crate::run::{HistoryEntry, Precondition, RunId};

/// Its partition. No run can have this name.
const PARTITION: &str = "#history";
const ROW: &str = "history";
const RUNS: &str = "runs";
const VERSION: &str = "version";

/// Returns how far all runs of a client's table prefix are, in the order of their names. Nothing is written.
///
/// # Errors
/// Those of the requests.
pub async fn history(client: &Client) -> Result<Vec<HistoryEntry>, Error> {
    let control = Control::new(client.clone(), RunId::of_history());
    let history = match control.read(PARTITION, ROW).await {
        Ok(row) => row.map(|row| History::of(&row)).transpose()?,
        // Without a table there are no runs.
        Err(error) if error.is_without_table() => None,
        Err(error) => return Err(error),
    };
    Ok(history.map_or_else(Vec::new, |history| history.entries))
}

/// The history at some time.
struct History {
    /// Another number after each change.
    version: u64,
    /// In the order of names.
    entries: Vec<HistoryEntry>,
}

impl History {
    fn of(row: &Row) -> Result<Self, Error> {
        let Some(AttributeValue::M(runs)) = row.get(RUNS) else {
            return Err(row.damaged(RUNS));
        };
        let entries = runs.iter().map(|(run, entry)| {
            let entry = HistoryEntry::recorded(run, entry);
            entry.ok_or_else(|| row.damaged(RUNS))
        });
        let mut entries = entries.collect::<Result<Vec<_>, Error>>()?;
        entries.sort_by(|one, other| one.run.cmp(&other.run));
        let version = row.optional(VERSION)?.unwrap_or(0);
        Ok(Self { version, entries })
    }

    /// Holds as long as nothing has changed.
    fn is_same(&self) -> Condition {
        match self.version {
            0 => at(VERSION).is_absent().or(is(VERSION, number(0_u64))),
            version => is(VERSION, number(version)),
        }
    }

    /// Returns `true` if the run is as far as an entry says, or farther: who is late records nothing.
    fn is_as_far_as(&self, entry: &HistoryEntry) -> bool {
        let mut entries = self.entries.iter();
        entries.any(|it| {
            let is_same_or_done = it.status == entry.status || it.status.is_done();
            it.run == entry.run
                && (it.generation > entry.generation
                    || it.generation == entry.generation && is_same_or_done)
        })
    }
}

impl HistoryEntry {
    /// Returns an entry as it is recorded; `None` if it is damaged.
    fn recorded(run: &str, entry: &AttributeValue) -> Option<Self> {
        let entry = entry.as_m().ok()?;
        let text = |name: &str| entry.get(name)?.as_s().ok();
        let tables = match entry.get("tables") {
            Some(tables) => tables.as_l().ok()?.as_slice(),
            None => &[],
        };
        let tables = tables.iter().map(|name| name.as_s().ok().cloned());
        Some(Self {
            run: run.to_owned(),
            status: text("status")?.parse().ok()?,
            generation: entry.get("generation")?.as_n().ok()?.parse().ok()?,
            at: text("at")?.parse().ok()?,
            plan_hash: text("plan_hash")?.clone(),
            checksum: text("checksum").cloned(),
            tables: tables.collect::<Option<_>>()?,
        })
    }

    fn stored(self) -> AttributeValue {
        let tables = self.tables.into_iter().map(AttributeValue::S).collect();
        let mut entry = HashMap::from([
            ("status".to_owned(), text(self.status.to_string())),
            ("generation".to_owned(), number(self.generation)),
            ("at".to_owned(), text(self.at.to_string())),
            ("plan_hash".to_owned(), text(self.plan_hash)),
            ("tables".to_owned(), AttributeValue::L(tables)),
        ]);
        let checksum = self.checksum.map(text);
        entry.extend(checksum.map(|it| ("checksum".to_owned(), it)));
        AttributeValue::M(entry)
    }
}

impl Control {
    /// Records how far a generation of a run is, if the runs that matter to it are as the precondition has
    /// them. Two processes that begin at once cannot both miss each other: the later one sees the earlier.
    /// `is_held` says before each attempt that this process still has the run.
    pub(crate) async fn add_to_history<F>(
        &self,
        entry: &HistoryEntry,
        precondition: &Precondition,
        is_held: impl Fn() -> F,
    ) -> Result<(), Error>
    where
        F: Future<Output = Result<(), Error>>,
    {
        let mut history = self.begun_history().await?;
        loop {
            is_held().await?;
            if history.is_as_far_as(entry) {
                return Ok(());
            }
            if let Some(other) = precondition.missed(entry, &history.entries) {
                return Err(self.error(Refusal::OtherBegun {
                    run: other.run.clone(),
                    status: other.status,
                }));
            }
            let run = at(RUNS).entry(&*entry.run);
            let version = at(VERSION).set(number(history.version + 1));
            let changes = run.set(entry.clone().stored()).and(&version);
            let is_same = history.is_same();
            history = match self.update(PARTITION, ROW, changes, is_same).await? {
                Written::Done(_) => return Ok(()),
                // Another run has entered it.
                Written::Refused(Some(row)) => History::of(&row)?,
                Written::Refused(None) => self.begun_history().await?,
            };
        }
    }

    /// Lets no entry be made any more that was decided on before now: one may be under way of a process that died.
    pub(crate) async fn outdate_history(&self) -> Result<(), Error> {
        let mut history = self.begun_history().await?;
        loop {
            let changes = at(VERSION).set(number(history.version + 1));
            history = match self
                .update(PARTITION, ROW, changes, history.is_same())
                .await?
            {
                Written::Done(_) => return Ok(()),
                Written::Refused(Some(row)) => History::of(&row)?,
                Written::Refused(None) => self.begun_history().await?,
            };
        }
    }

    /// Returns the other runs that matter to one.
    pub(crate) async fn others(
        &self,
        entry: &HistoryEntry,
        precondition: &Precondition,
    ) -> Result<Vec<RunId>, Error> {
        let history = history(self.client()).await?.into_iter();
        let others = history.filter(|it| precondition.concerns(entry, it));
        Ok(others.filter_map(|it| RunId::new(&it.run).ok()).collect())
    }

    /// Returns the generation in which the run begins: one that the history does not have, if rows of it were lost.
    pub(super) async fn next_generation(&self) -> Result<u64, Error> {
        Ok(self.own_entry().await?.map_or(1, |it| it.generation + 1))
    }

    /// Returns `true` if the generation of a run is in the history: it may have changed items.
    pub(crate) async fn is_known(&self, row: &RunRow) -> Result<bool, Error> {
        let entry = self.own_entry().await?;
        Ok(entry.is_some_and(|it| it.generation >= row.generation))
    }

    /// Returns `true` if any generation of the run is in the history.
    pub(crate) async fn is_in_history(&self) -> Result<bool, Error> {
        Ok(self.own_entry().await?.is_some())
    }

    async fn own_entry(&self) -> Result<Option<HistoryEntry>, Error> {
        let run = self.run().as_str();
        let mut history = history(self.client()).await?.into_iter();
        Ok(history.find(|it| it.run == run))
    }

    /// Returns the history, and begins it if there is none.
    async fn begun_history(&self) -> Result<History, Error> {
        if let Some(row) = self.read(PARTITION, ROW).await? {
            return History::of(&row);
        }
        let none = AttributeValue::M(HashMap::new());
        let attributes = [(RUNS, none), (VERSION, number(0_u64))];
        match self.create(PARTITION, ROW, attributes).await? {
            Written::Done(row) | Written::Refused(Some(row)) => History::of(&row),
            // Deleted in between.
            Written::Refused(None) => Err(self.error(Refusal::NotRecorded)),
        }
    }
}
