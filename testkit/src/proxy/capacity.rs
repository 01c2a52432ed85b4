//! Tables with limited capacity.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use super::batch::{self, Split};
use super::call::{Access, Call};
use super::consumed::Consumed;

/// The capacity of a table, in units per second. Up to one second's worth can be saved up, but at
/// least one unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Capacity {
    /// Read units: one is a consistent read of 4 KB, half of one an eventually
    /// consistent read.
    pub read: f64,
    /// Write units: one is a write of 1 KB.
    pub write: f64,
}

impl Capacity {
    /// No limit in practice, for the side that a test does not examine.
    pub const UNLIMITED: f64 = 1e12;
}

/// The decision about a request.
#[derive(Debug)]
pub(super) enum Admission {
    /// All of it; the reservation is settled once the engine has answered.
    Whole(Reservation),
    /// Some elements of a batch.
    Part(Split, Reservation),
    /// Nothing: these tables have no capacity left.
    Refused(Vec<String>),
}

/// Units taken beforehand, so that parallel requests account for each other.
#[derive(Debug, Default)]
pub(super) struct Reservation {
    taken: Vec<Consumed>,
}

#[derive(Debug, Default)]
pub(super) struct Capacities(Mutex<HashMap<String, Buckets>>);

#[derive(Debug)]
struct Buckets {
    read: Bucket,
    write: Bucket,
}

impl Buckets {
    fn of(&mut self, access: Access) -> &mut Bucket {
        match access {
            Access::Read => &mut self.read,
            Access::Write => &mut self.write,
        }
    }
}

impl Capacities {
    pub(super) fn limit(&self, table: &str, capacity: Capacity) {
        let now = Instant::now();
        let read = Bucket::full(capacity.read, now);
        let write = Bucket::full(capacity.write, now);
        self.with(|tables| tables.insert(table.to_owned(), Buckets { read, write }));
    }

    /// Decides by the least that the request can cost: its real cost is known only when the engine
    /// has responded. A bucket may then go below zero, and refuses until it has recovered, like
    /// those of DynamoDB.
    pub(super) fn admit(&self, call: &Call) -> Admission {
        let Some(access) = call.access() else {
            return Admission::Whole(Reservation::default());
        };
        self.with(|tables| {
            if call.operation.is_batch() {
                admit_batch(tables, call, access)
            } else {
                admit_whole(tables, call, access)
            }
        })
    }

    /// Replaces the reserved units by the consumed ones. A response without a report, such as a
    /// failed condition, costs the reserved units.
    pub(super) fn settle(&self, call: &Call, reservation: &Reservation, consumed: &[Consumed]) {
        let Some(access) = call.access() else { return };
        self.with(|tables| {
            let mut charge = |table: &str, units: f64| {
                if let Some(buckets) = tables.get_mut(table) {
                    buckets.of(access).level -= units;
                }
            };
            for real in consumed {
                charge(&real.table, real.units);
            }
            for reserved in &reservation.taken {
                if consumed.iter().any(|real| real.table == reserved.table) {
                    charge(&reserved.table, -reserved.units);
                }
            }
        });
    }

    fn with<T>(&self, change: impl FnOnce(&mut HashMap<String, Buckets>) -> T) -> T {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn admit_whole(tables: &mut HashMap<String, Buckets>, call: &Call, access: Access) -> Admission {
    let now = Instant::now();
    let mut limited: Vec<(&String, &mut Bucket)> = tables
        .iter_mut()
        .filter(|(table, _)| call.tables.contains(table))
        .map(|(table, buckets)| (table, buckets.of(access)))
        .collect();
    let mut empty = Vec::new();
    for (table, bucket) in &mut limited {
        bucket.refill(now);
        if bucket.level < least_units(access) {
            empty.push((*table).clone());
        }
    }
    if !empty.is_empty() {
        return Admission::Refused(empty);
    }
    let take = |(table, bucket): (&String, &mut Bucket)| {
        bucket.level -= least_units(access);
        Consumed {
            table: table.clone(),
            units: least_units(access),
        }
    };
    Admission::Whole(Reservation {
        taken: limited.into_iter().map(take).collect(),
    })
}

fn admit_batch(tables: &mut HashMap<String, Buckets>, call: &Call, access: Access) -> Admission {
    let now = Instant::now();
    for table in &call.tables {
        if let Some(buckets) = tables.get_mut(table) {
            buckets.of(access).refill(now);
        }
    }
    let mut taken: BTreeMap<String, f64> = BTreeMap::new();
    let split = batch::split(&call.body, |table| {
        let Some(buckets) = tables.get_mut(table) else {
            return true;
        };
        let bucket = buckets.of(access);
        let sends = bucket.level >= least_units(access);
        if sends {
            bucket.level -= least_units(access);
            *taken.entry(table.to_owned()).or_default() += least_units(access);
        }
        sends
    });
    if split.sent.is_empty() {
        return Admission::Refused(split.held_back.keys().cloned().collect());
    }
    let taken = taken
        .into_iter()
        .map(|(table, units)| Consumed { table, units })
        .collect();
    let reservation = Reservation { taken };
    if split.held_back.is_empty() {
        Admission::Whole(reservation)
    } else {
        Admission::Part(split, reservation)
    }
}

/// Returns the least that one item can cost.
fn least_units(access: Access) -> f64 {
    match access {
        Access::Read => 0.5,
        Access::Write => 1.0,
    }
}

#[derive(Debug)]
struct Bucket {
    level: f64,
    per_second: f64,
    at: Instant,
}

impl Bucket {
    fn full(per_second: f64, at: Instant) -> Self {
        Self {
            level: per_second,
            per_second,
            at,
        }
    }

    fn refill(&mut self, now: Instant) {
        let seconds = now.saturating_duration_since(self.at).as_secs_f64();
        self.level = (self.level + seconds * self.per_second).min(self.per_second.max(1.0));
        self.at = now;
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_bucket_in_debt_recovers_at_its_rate_and_never_overflows() {
        let start = Instant::now();
        let mut bucket = Bucket::full(10.0, start);
        bucket.level = -5.0;
        let mut level_after = |millis| {
            bucket.refill(start + Duration::from_millis(millis));
            bucket.level
        };
        assert!((level_after(400) - -1.0).abs() < 1e-6);
        assert!((level_after(600) - 1.0).abs() < 1e-6);
        assert!((level_after(60_000) - 10.0).abs() < 1e-6);
    }
}
