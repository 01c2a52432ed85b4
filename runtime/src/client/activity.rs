//! The time of a client's last request.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The time of the last request, shared by all clients that share connections. It uses the system
/// clock, which continues while a process or its machine is suspended.
#[derive(Debug, Default)]
pub(crate) struct Activity {
    /// Milliseconds since 1970.
    last: AtomicU64,
}

impl Activity {
    /// Notes a request now.
    pub(crate) fn note(&self) {
        self.last.store(now(), Ordering::Relaxed);
    }

    /// Returns the time since the last request.
    pub(crate) fn idle(&self) -> Duration {
        let last = self.last.load(Ordering::Relaxed);
        Duration::from_millis(now().saturating_sub(last))
    }
}

/// Returns milliseconds since 1970.
fn now() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let now = now.unwrap_or_default();
    now.as_secs() * 1000 + u64::from(now.subsec_millis())
}
