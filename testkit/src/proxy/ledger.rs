//! The log of requests.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use serde_json::Value;
use tokio::sync::watch;

use super::answer::Answer;
use super::call::Call;
use super::consumed::Consumed;
use super::counts::Counts;
use super::fault::Fault;
use crate::operation::Operation;

/// A request received by the proxy.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// The operation.
    pub operation: Operation,
    /// The tables it names, each once, in alphabetical order. `PartiQL`
    /// statements are not searched for tables.
    pub tables: Vec<String>,
    /// The body as the client sent it; `Null` when it was not JSON.
    pub body: Value,
    /// The fault that was played on it.
    pub fault: Option<Fault>,
    /// `true` if the engine received it, or a part of it.
    pub reached_engine: bool,
    /// The result, as seen from the proxy.
    pub outcome: Outcome,
}

/// The result of a request, as seen from the proxy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It has not ended yet.
    InFlight,
    /// A response was sent, possibly truncated or garbage.
    Answered {
        /// The HTTP status.
        status: u16,
        /// The name of the error, such as `ConditionalCheckFailedException`.
        error: Option<String>,
    },
    /// The connection was cut.
    Cut,
}

/// The position of a request in the log.
#[derive(Clone, Copy, Debug)]
pub(super) struct EntryId(usize);

#[derive(Debug, Default)]
pub(super) struct Ledger {
    entries: Mutex<Entries>,
    in_flight: watch::Sender<usize>,
}

#[derive(Debug, Default)]
struct Entries {
    log: Vec<Recorded>,
    units: BTreeMap<(Operation, String), f64>,
}

impl Ledger {
    pub(super) fn open(&self, call: &Call, fault: Option<Fault>) -> EntryId {
        let recorded = Recorded {
            operation: call.operation,
            tables: call.tables.clone(),
            body: call.body.clone(),
            fault,
            reached_engine: false,
            outcome: Outcome::InFlight,
        };
        self.in_flight.send_modify(|requests| *requests += 1);
        self.with(|entries| {
            entries.log.push(recorded);
            EntryId(entries.log.len() - 1)
        })
    }

    pub(super) fn reached_engine(&self, EntryId(entry): EntryId) {
        self.with(|entries| entries.log[entry].reached_engine = true);
    }

    pub(super) fn consumed(&self, operation: Operation, consumed: &[Consumed]) {
        self.with(|entries| {
            for Consumed { table, units } in consumed {
                *entries.units.entry((operation, table.clone())).or_default() += units;
            }
        });
    }

    /// Ends a request: with a response, or without one if it was cut.
    pub(super) fn close(&self, EntryId(entry): EntryId, answer: Option<&Answer>) {
        let outcome = answer.map_or(Outcome::Cut, |answer| Outcome::Answered {
            status: answer.status.as_u16(),
            error: answer.error(),
        });
        self.with(|entries| entries.log[entry].outcome = outcome);
        self.in_flight.send_modify(|requests| *requests -= 1);
    }

    /// Waits until every request so far has ended.
    pub(super) async fn settled(&self) {
        // `self` holds the sender, so the channel cannot close meanwhile.
        let _ = self
            .in_flight
            .subscribe()
            .wait_for(|requests| *requests == 0)
            .await;
    }

    pub(super) fn log(&self) -> Vec<Recorded> {
        self.with(|entries| entries.log.clone())
    }

    pub(super) fn counts(&self) -> Counts {
        self.with(|entries| Counts::of(&entries.log, entries.units.clone()))
    }

    fn with<T>(&self, change: impl FnOnce(&mut Entries) -> T) -> T {
        change(&mut self.entries.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
