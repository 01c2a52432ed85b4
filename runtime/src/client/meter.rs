//! Meters of consumed capacity.

use std::collections::BTreeMap;
use std::ops::Add;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Operations that consume read units; all others consume write units.
const READS: [&str; 5] = [
    "GetItem",
    "BatchGetItem",
    "Query",
    "Scan",
    "TransactGetItems",
];

/// Sums the capacity units that DynamoDB reports for the requests of the clients that use it: those
/// of a job, a web request, a tenant. Made with [`CapacityMeter::new`] and given to a client with
/// [`Client::with_capacity_meter`](crate::Client::with_capacity_meter).
///
/// Cheap to clone; all clones are one meter. Not included are units that DynamoDB does not report,
/// those of writes whose condition fails, and those of lost responses.
///
/// ```no_run
/// # async fn example(db: dynamite::Client) {
/// let meter = dynamite::client::CapacityMeter::new();
/// let metered = db.with_capacity_meter(&meter);
/// // ... work with `metered` ...
/// println!("{} read units", meter.total().read_units);
/// # }
/// ```
#[derive(Clone, Debug, Default)]
pub struct CapacityMeter(Arc<Mutex<Sums>>);

#[derive(Debug, Default)]
struct Sums {
    requests: u64,
    /// Units by table and operation.
    units: BTreeMap<(String, &'static str), f64>,
}

/// Capacity units: one read unit is a strongly consistent read of up to 4 KB, or two eventually
/// consistent ones; one write unit is a write of up to 1 KB. Transactions take twice as many.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Consumed {
    /// Units of reads, of tables and indexes together.
    pub read_units: f64,
    /// Units of writes, of tables and indexes together.
    pub write_units: f64,
}

impl CapacityMeter {
    /// Makes a meter at zero.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns all units so far.
    #[must_use]
    pub fn total(&self) -> Consumed {
        self.sum(|_, _| true)
    }

    /// Returns the units of a table so far, by its full name with the prefix.
    #[must_use]
    pub fn of_table(&self, table: &str) -> Consumed {
        self.sum(|it, _| it == table)
    }

    /// Returns the units of an operation so far, by its DynamoDB name: `Query`, `PutItem`.
    #[must_use]
    pub fn of_operation(&self, operation: &str) -> Consumed {
        self.sum(|_, it| it == operation)
    }

    /// Returns the number of requests with a response so far.
    #[must_use]
    pub fn requests(&self) -> u64 {
        self.sums().requests
    }

    pub(crate) fn count(&self) {
        self.sums().requests += 1;
    }

    pub(crate) fn add(&self, operation: &'static str, table: &str, units: f64) {
        *(self.sums().units)
            .entry((table.to_owned(), operation))
            .or_default() += units;
    }

    fn sum(&self, counts: impl Fn(&str, &str) -> bool) -> Consumed {
        let sums = self.sums();
        let units = sums.units.iter();
        let counted = units.filter(|((table, operation), _)| counts(table, operation));
        counted
            .map(|((_, operation), &units)| Consumed::of(operation, units))
            .fold(Consumed::default(), Add::add)
    }

    /// Poisoning is ignored: a panic elsewhere cannot leave a sum half updated.
    fn sums(&self) -> MutexGuard<'_, Sums> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Consumed {
    fn of(operation: &str, units: f64) -> Self {
        if READS.contains(&operation) {
            Self {
                read_units: units,
                write_units: 0.0,
            }
        } else {
            Self {
                read_units: 0.0,
                write_units: units,
            }
        }
    }
}

impl Add for Consumed {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            read_units: self.read_units + other.read_units,
            write_units: self.write_units + other.write_units,
        }
    }
}
