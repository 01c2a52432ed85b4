//! One item, asked about until nothing is left to do.

use std::sync::atomic::Ordering;

use dynamite::engine_support::{self, Backoff, read, write};
use dynamite::{ErrorKind, Outcome, StoredItem};

use super::{Halt, Worker};
use crate::control::retried;
use crate::error::Refusal;
use crate::rewrite::{Reject, Write};
use crate::run::Pass;

/// What became of an item.
#[derive(Debug)]
pub(super) enum Fate {
    Rewritten,
    /// There was nothing to do, or it is gone.
    Unchanged,
    Rejected(StoredItem, Reject),
}

impl Fate {
    /// Nothing is left to do; `was_lost` says that a write was sent whose response was lost.
    fn nothing_left(was_lost: bool) -> Self {
        if was_lost {
            Self::Rewritten
        } else {
            Self::Unchanged
        }
    }
}

/// What follows from the error of a write.
enum Next {
    /// The item is gone: nothing is to be done.
    Gone,
    /// It is another one than was thought, or a write of it has an unknown outcome: it is read,
    /// unless the response has it, and the rewrite is asked again.
    Look(Option<StoredItem>),
    /// The same may succeed later.
    Again,
    /// It cannot be written like this.
    Reject(String),
    /// The reason is not in the item.
    Fail,
}

impl Next {
    fn after(error: &dynamite::Error) -> Self {
        use ErrorKind as E;
        match error.kind() {
            E::NotFound { .. } => Self::Gone,
            E::ConditionFailed { item, .. } => Self::Look(item.clone()),
            _ if error.outcome() != Outcome::NotApplied => Self::Look(None),
            _ if error.is_retryable() => Self::Again,
            E::Encode { .. }
            | E::Expression(_)
            | E::MissingParent { .. }
            | E::MissingSource { .. }
            | E::OtherType { .. }
            | E::ItemTooLarge { .. }
            | E::UniqueConflict { .. }
            | E::ForeignGuard { .. }
            | E::TransactionCanceled { .. }
            | E::TooManyWrites { .. } => Self::Reject(error.to_string()),
            // The message may repeat values.
            E::Service { code, .. } if code == "ValidationException" => {
                Self::Reject(format!("DynamoDB rejects the update ({code})"))
            }
            _ => Self::Fail,
        }
    }
}

impl Worker<'_> {
    /// Asks the rewrite what to do with an item and does it, until nothing is left to do.
    pub(super) async fn carry_out(&self, pass: &Pass, item: StoredItem) -> Result<Fate, Halt> {
        let mut item = item;
        let mut backoff = Backoff::of(self.control.client());
        let (mut tried, mut was_lost) = (0, false);
        loop {
            let write = match pass.rewrite.rewrite(&item) {
                Ok(Some(write)) => write,
                Ok(None) => return Ok(Fate::nothing_left(was_lost)),
                Err(reject) => return Ok(rejected(pass, item, reject)),
            };
            let error = match self.send(pass, &item, write).await? {
                Ok(()) => return Ok(Fate::Rewritten),
                Err(error) => error,
            };
            tried += 1;
            let is_lost = error.outcome() != Outcome::NotApplied;
            was_lost |= is_lost;
            match Next::after(&error) {
                Next::Gone => return Ok(Fate::Unchanged),
                Next::Reject(reason) => {
                    return Ok(rejected(pass, item, Reject::new(&*pass.name, reason)));
                }
                Next::Again if backoff.pause().await => {}
                Next::Look(found) if tried < self.options.attempts => {
                    // Whoever else writes it goes first.
                    backoff.pause_after(1, 1).await;
                    match self.look(pass, &item, found).await? {
                        Some(now) => item = now,
                        None => return Ok(Fate::Unchanged),
                    }
                }
                Next::Look(_) if !is_lost => {
                    return Ok(rejected(pass, item, contended(pass, tried)));
                }
                Next::Look(_) | Next::Again | Next::Fail => {
                    return Err(self.failed(pass, &item, error));
                }
            }
        }
    }

    /// Sends a write if the run is still held.
    async fn send(
        &self,
        pass: &Pass,
        item: &StoredItem,
        Write { changes, condition }: Write,
    ) -> Result<Result<(), dynamite::Error>, Halt> {
        // Never closed.
        let _permit = self.writes.acquire().await;
        if self.is_braking.load(Ordering::Relaxed) {
            return Err(Halt::Braked);
        }
        self.lease.check().await?;
        Ok(write::change(&self.client, pass.model, item, changes, condition).await)
    }

    /// Returns the item as it is now; `None` if it is gone.
    async fn look(
        &self,
        pass: &Pass,
        item: &StoredItem,
        found: Option<StoredItem>,
    ) -> Result<Option<StoredItem>, Halt> {
        if found.is_some() {
            return Ok(found);
        }
        let client = self.control.client();
        let now = retried(client, || read::item(client, pass.model, item)).await;
        now.map_err(|error| self.failed(pass, item, error))
    }

    fn failed(&self, pass: &Pass, item: &StoredItem, error: dynamite::Error) -> Halt {
        let refusal = Refusal::Item {
            table: engine_support::table_name(self.control.client(), pass.model.table),
            key: engine_support::key_text(pass.model, item),
            error,
        };
        self.control.error(refusal).into()
    }
}

fn rejected(pass: &Pass, item: StoredItem, reject: Reject) -> Fate {
    let reject = reject.of(pass.model, &item);
    Fate::Rejected(item, reject)
}

fn contended(pass: &Pass, tried: u32) -> Reject {
    let reason = format!("others changed it between reading and writing, {tried} times in a row");
    Reject::new(&*pass.name, reason)
}
