//! Sums over what has happened.

use std::collections::BTreeMap;

use super::ledger::{Outcome, Recorded};
use crate::operation::Operation;

/// What passed through a proxy from its start until it was asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    /// Requests that arrived, each attempt of a client by itself.
    pub requests: BTreeMap<Operation, u64>,
    /// Answers by HTTP status.
    pub answers: BTreeMap<u16, u64>,
    /// Answers that were errors, by name, the engine's own included.
    pub errors: BTreeMap<String, u64>,
    /// Faults played, by [name](super::Fault::name).
    pub faults: BTreeMap<&'static str, u64>,
    /// Connections cut without an answer.
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

    /// Requests of one operation.
    pub fn requests_of(&self, operation: Operation) -> u64 {
        self.requests.get(&operation).copied().unwrap_or_default()
    }

    /// Requests of all operations.
    pub fn all_requests(&self) -> u64 {
        self.requests.values().sum()
    }

    /// Faults of all kinds.
    pub fn all_faults(&self) -> u64 {
        self.faults.values().sum()
    }

    /// Units that an operation consumed, over all tables.
    pub fn units_of(&self, operation: Operation) -> f64 {
        let of_operation = self
            .units
            .iter()
            .filter(|((consumer, _), _)| *consumer == operation);
        of_operation.map(|(_, units)| units).sum()
    }

    /// Units that a table gave, over all operations.
    pub fn units_from(&self, table: &str) -> f64 {
        let of_table = self.units.iter().filter(|((_, giver), _)| giver == table);
        of_table.map(|(_, units)| units).sum()
    }
}
