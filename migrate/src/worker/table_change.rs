//! A change of a table, from what the table is to what it has to become.

use std::collections::BTreeSet;
use std::time::Duration;

use dynamite::engine_support::{self, Backoff};
use dynamite::{ErrorKind, Outcome};

use super::{Halt, Worker};
use crate::control::retried;
use crate::error::Refusal;
use crate::progress::Event;
use crate::table_changes::{Next, Seen, TableChange};

/// The pause before the first look at a table that changes. Pauses double: local engines are ready at
/// once, and building an index can take hours.
const FIRST_PAUSE: Duration = Duration::from_millis(20);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// The time within which DynamoDB changes the expiry of a table once.
const BETWEEN_TTL_CHANGES: Duration = Duration::from_hours(1);

impl Worker<'_> {
    /// Makes the changes of tables, one after another. `made` are those that the run has made before.
    pub(crate) async fn change_tables(
        &self,
        changes: &[TableChange],
        made: &BTreeSet<String>,
    ) -> Result<(), Halt> {
        for change in changes {
            let is_needed = !change.is_way_back || made.contains(&change.way_back().mark());
            if is_needed {
                self.change_table(change, made).await?;
            }
        }
        Ok(())
    }

    async fn change_table(
        &self,
        change: &TableChange,
        made: &BTreeSet<String>,
    ) -> Result<(), Halt> {
        let mut waits = Waits::of(change);
        let mut backoff = Backoff::of(self.control.client());
        let mut refused = None;
        // What is recorded here for the first time is forgotten if no request can have been applied.
        let mark = (!change.is_way_back).then(|| change.mark());
        let mark = mark.filter(|mark| !made.contains(mark));
        let (mut is_recorded, mut is_only_refused) = (false, true);
        while let Some(seen) = self.until_due(change, &mut waits).await? {
            if let Some(error) = refused.take() {
                if let Some(mark) = mark.filter(|_| is_only_refused) {
                    self.control.forget_made(self.generation, mark).await?;
                }
                return Err(self.refused(change, error));
            }
            if let Some(mark) = mark.as_ref().filter(|_| !is_recorded) {
                let mark = mark.clone();
                self.control.record_made(self.generation, mark).await?;
                is_recorded = true;
            }
            let Err(error) = self.ask_for(change, &seen).await? else {
                continue;
            };
            let may_have_arrived = error.outcome() != Outcome::NotApplied;
            is_only_refused &= !may_have_arrived;
            if engine_support::is_refused_for_now(&error) {
                waits.pause(self, &error.to_string()).await;
            } else if !((may_have_arrived || error.is_retryable()) && backoff.pause().await) {
                // The table says whether it was made all the same.
                refused = Some(error);
            }
        }
        let change = change.to_string();
        (self.options.progress).event(&Event::TableChanged { change: &change });
        Ok(())
    }

    /// Looks at the table until the request can be sent. `None` if nothing is left to do.
    async fn until_due(
        &self,
        change: &TableChange,
        waits: &mut Waits,
    ) -> Result<Option<Seen>, Halt> {
        loop {
            self.go_on().await?;
            let client = self.control.client();
            let seen = retried(client, || change.look(client)).await;
            let seen = seen.map_err(|error| self.control.failed(error))?;
            let next = change.next(&seen);
            match next.map_err(|error| self.control.failed(error))? {
                Next::Done => return Ok(None),
                Next::Send => return Ok(Some(seen)),
                Next::Wait(what) => {
                    self.check_stuck(&seen, &what)?;
                    waits.pause(self, &what).await;
                }
                Next::OtherTtl(attribute) => {
                    let change = change.to_string();
                    let refusal = Refusal::OtherTtl { change, attribute };
                    return Err(self.control.error(refusal).into());
                }
            }
        }
    }

    /// Sends the request, if the run is still held.
    async fn ask_for(
        &self,
        change: &TableChange,
        seen: &Seen,
    ) -> Result<Result<(), dynamite::Error>, Halt> {
        self.lease.check().await?;
        Ok(change.send(&self.client, seen).await)
    }

    fn check_stuck(&self, seen: &Seen, what: &str) -> Result<(), Halt> {
        let is_stuck = matches!(seen, Seen::Table(table) if table.is_stuck());
        if !is_stuck {
            return Ok(());
        }
        let waiting_for = what.to_owned();
        Err(self.control.error(Refusal::Stuck { waiting_for }).into())
    }

    fn refused(&self, change: &TableChange, error: dynamite::Error) -> Halt {
        let is_too_soon = matches!(error.kind(), ErrorKind::Service { code, message, .. }
            if code == "ValidationException" && is_of_ttl_interval(message));
        if !is_too_soon {
            return self.control.failed(error).into();
        }
        let now = engine_support::now(self.control.client());
        let until = now.checked_add(BETWEEN_TTL_CHANGES).unwrap_or(now);
        let change = change.to_string();
        (self.control.error(Refusal::TtlTooSoon { change, until })).into()
    }
}

/// DynamoDB has no code of its own for a second change of TTL within an hour.
fn is_of_ttl_interval(message: &str) -> bool {
    message.contains("modified multiple times within a fixed interval")
}

/// What a change has waited for.
struct Waits {
    change: String,
    /// What was told last.
    told: String,
    pause: Duration,
}

impl Waits {
    fn of(change: &TableChange) -> Self {
        Self {
            change: change.to_string(),
            told: String::new(),
            pause: FIRST_PAUSE,
        }
    }

    /// Tells what is waited for, once, and waits a little.
    async fn pause(&mut self, worker: &Worker<'_>, what: &str) {
        if self.told != what {
            what.clone_into(&mut self.told);
            (worker.options.progress).event(&Event::WaitingForTable {
                change: &self.change,
                what,
            });
        }
        tokio::select! {
            () = tokio::time::sleep(self.pause) => {}
            () = worker.stop.asked() => {}
        }
        self.pause = (self.pause * 2).min(LONGEST_PAUSE);
    }
}
