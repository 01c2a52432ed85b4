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
    /// Notes that it is used now.
    pub(crate) fn note(&self) {
        self.last.store(now(), Ordering::Relaxed);
    }

    /// How long it was not used.
    pub(crate) fn idle(&self) -> Duration {
        let last = self.last.load(Ordering::Relaxed);
        Duration::from_millis(now().saturating_sub(last))
    }
}

/// Milliseconds since 1970.
fn now() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let now = now.unwrap_or_default();
    now.as_secs() * 1000 + u64::from(now.subsec_millis())
}
