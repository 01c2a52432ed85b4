//! When a client was used last.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The time of the last request, shared by all clients that share connections. It is that of the
/// system's clock, which goes on while a process or its machine is stopped.
#[derive(Debug, Default)]
pub(crate) struct Activity {
    /// Milliseconds since 1970.
    last: AtomicU64,
}

impl Activity {
    /// Notes a request, and says how long it is since the one before.
    pub(crate) fn note(&self) -> Duration {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        let now = now.unwrap_or_default().as_millis();
        let now = u64::try_from(now).unwrap_or(u64::MAX);
        let last = self.last.swap(now, Ordering::Relaxed);
        Duration::from_millis(now.saturating_sub(last))
    }
}
