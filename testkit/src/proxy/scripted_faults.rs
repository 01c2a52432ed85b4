//! Scripted faults.

use std::fmt;

use serde_json::Value;

use super::call::Call;
use super::fault::Fault;
use crate::operation::Operation;

/// The requests that a scripted fault is for.
#[derive(Debug, Default)]
pub(super) struct Filter {
    pub(super) operation: Option<Operation>,
    pub(super) table: Option<String>,
    pub(super) body: BodyFilter,
}

/// A predicate on the JSON body; accepts everything when empty.
#[derive(Default)]
pub(super) struct BodyFilter(pub(super) Option<Box<Predicate>>);

type Predicate = dyn Fn(&Value) -> bool + Send + Sync;

impl fmt::Debug for BodyFilter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(if self.0.is_some() {
            "some bodies"
        } else {
            "any body"
        })
    }
}

impl Filter {
    fn accepts(&self, call: &Call) -> bool {
        self.operation
            .is_none_or(|operation| operation == call.operation)
            && self
                .table
                .as_ref()
                .is_none_or(|table| call.tables.contains(table))
            && self
                .body
                .0
                .as_ref()
                .is_none_or(|accepts| accepts(&call.body))
    }
}

/// The range of the accepted requests on which a scripted fault is played.
#[derive(Debug)]
pub(super) struct Window {
    /// The first request, counted from 1.
    pub(super) from: u64,
    /// Number of faults left to play.
    pub(super) left: u64,
}

impl Default for Window {
    fn default() -> Self {
        Self { from: 1, left: 1 }
    }
}

#[derive(Debug)]
pub(super) struct ActiveFault {
    filter: Filter,
    window: Window,
    seen: u64,
    fault: Fault,
}

impl ActiveFault {
    pub(super) fn new(filter: Filter, window: Window, fault: Fault) -> Self {
        Self {
            filter,
            window,
            seen: 0,
            fault,
        }
    }

    /// Counts the request if the fault is for it; returns `true` if it is to be played.
    fn wants(&mut self, call: &Call, applies: &dyn Fn(&Fault) -> bool) -> bool {
        if !self.filter.accepts(call) || !applies(&self.fault) {
            return false;
        }
        self.seen += 1;
        self.seen >= self.window.from && self.window.left > 0
    }
}

/// Returns the first scripted fault that is to be played.
pub(super) fn pick(
    scripted: &mut [ActiveFault],
    call: &Call,
    applies: &dyn Fn(&Fault) -> bool,
) -> Option<Fault> {
    let mut picked = None;
    for active in scripted {
        if active.wants(call, applies) && picked.is_none() {
            active.window.left -= 1;
            picked = Some(active.fault.clone());
        }
    }
    picked
}
