//! The end of a worker's hold, as the worker counts it.

use std::time::{Duration, SystemTime};

use tokio::time::Instant;

/// A time after which a worker does not send, unless it has given another sign of life.
///
/// Others measure the lease from when they see the sign of life, which is later than when it was
/// asked for. A sixth of the lease is left for clocks that run at other speeds. Of the two clocks
/// of a machine, the earlier end counts: one of them stands still while the machine sleeps, and the
/// other one can be set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deadline {
    monotonic: Instant,
    /// `None` if the system's clock is set to a time that it cannot count from.
    system: Option<SystemTime>,
}

impl Deadline {
    /// The end of a lease for which a sign of life is asked now.
    pub(super) fn of(lease: Duration) -> Self {
        let held = lease.mul_f64(5.0 / 6.0);
        Self {
            monotonic: Instant::now() + held,
            system: SystemTime::now().checked_add(held),
        }
    }

    pub(super) fn is_over(&self) -> bool {
        let system_is_over = self.system.is_some_and(|end| SystemTime::now() >= end);
        Instant::now() >= self.monotonic || system_is_over
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::advance;

    use super::Deadline;

    #[tokio::test(start_paused = true)]
    async fn a_worker_stops_before_the_lease_is_over_for_others() {
        let deadline = Deadline::of(Duration::from_secs(30));
        assert!(!deadline.is_over());
        advance(Duration::from_secs(24)).await;
        assert!(!deadline.is_over());
        advance(Duration::from_secs(1)).await;
        assert!(deadline.is_over());
    }

    #[tokio::test]
    async fn the_clock_that_is_further_counts() {
        let mut deadline = Deadline::of(Duration::from_secs(30));
        // As after the machine has slept: only the system's clock went on.
        deadline.system = deadline.system.map(|end| end - Duration::from_mins(1));
        assert!(deadline.is_over());
    }
}
