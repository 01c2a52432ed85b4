//! Sums over the requests of a proxy.

use std::collections::BTreeMap;

use super::ledger::{Outcome, Recorded};
use crate::operation::Operation;

/// The requests, responses and units of a proxy, from its start to the call.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    /// Requests received; each attempt of a client counts.
    pub requests: BTreeMap<Operation, u64>,
    /// Responses by HTTP status.
    pub answers: BTreeMap<u16, u64>,
    /// Error responses, by name, the engine's own included.
    pub errors: BTreeMap<String, u64>,
    /// Faults played, by [name](super::Fault::name).
    pub faults: BTreeMap<&'static str, u64>,
    /// Connections cut without a response.
    pub cuts: u64,
    /// Capacity units that the engine reported, indexes included.
    pub units: BTreeMap<(Operation, String), f64>,
}

impl Counts {
    pub(super) fn of(log: &[Recorded], units: BTreeMap<(Operation, String), f64>) -> Self {
        let mut counts = Self {
            units,
            ..Self::default()
        };
        for recorded in log {
            counts.add(recorded);
        }
        counts
    }

    fn add(&mut self, recorded: &Recorded) {
        *self.requests.entry(recorded.operation).or_default() += 1;
        if let Some(fault) = &recorded.fault {
            *self.faults.entry(fault.name()).or_default() += 1;
        }
        match &recorded.outcome {
            Outcome::InFlight => {}
            Outcome::Cut => self.cuts += 1,
            Outcome::Answered { status, error } => {
                *self.answers.entry(*status).or_default() += 1;
                if let Some(error) = error {
                    *self.errors.entry(error.clone()).or_default() += 1;
                }
            }
        }
    }

    /// Returns the number of requests of one operation.
    pub fn requests_of(&self, operation: Operation) -> u64 {
        self.requests.get(&operation).copied().unwrap_or_default()
    }

    /// Returns the number of requests of all operations.
    pub fn all_requests(&self) -> u64 {
        self.requests.values().sum()
    }

    /// Returns the number of faults of all kinds.
    pub fn all_faults(&self) -> u64 {
        self.faults.values().sum()
    }

    /// Returns the units that an operation consumed, over all tables.
    pub fn units_of(&self, operation: Operation) -> f64 {
        let of_operation = self
            .units
            .iter()
            .filter(|((consumer, _), _)| *consumer == operation);
        of_operation.map(|(_, units)| units).sum()
    }

    /// Returns the units consumed from a table, over all operations.
    pub fn units_from(&self, table: &str) -> f64 {
        let of_table = self.units.iter().filter(|((_, giver), _)| giver == table);
        of_table.map(|(_, units)| units).sum()
    }
}
