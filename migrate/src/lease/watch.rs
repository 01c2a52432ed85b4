//! How long another worker has given no sign of life.

use std::time::Duration;

use tokio::time::Instant;

/// What was seen of a worker, and since when, on the clock of this process.
#[derive(Debug, Default)]
pub(crate) struct Watch {
    /// The record version, and when it was first seen.
    seen: Option<(u64, Instant)>,
    signs: u32,
}

impl Watch {
    /// Notes a record version that was read. The time is that after the response: the version may
    /// have been written just before.
    pub(super) fn see(&mut self, record_version: u64, now: Instant) {
        match self.seen {
            Some((seen, _)) if seen == record_version => {}
            Some(_) => {
                self.signs += 1;
                self.seen = Some((record_version, now));
            }
            None => self.seen = Some((record_version, now)),
        }
    }

    /// Returns `true` if it has given a sign of life since it is watched.
    pub(super) fn is_alive(&self) -> bool {
        self.signs > 0
    }

    /// Returns how much longer it may be silent, of this time.
    pub(super) fn left(&self, of: Duration, now: Instant) -> Duration {
        let silent = self.seen.map(|(_, since)| now - since);
        of.saturating_sub(silent.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::{Instant, advance};

    use super::Watch;

    const LEASE: Duration = Duration::from_secs(30);

    #[tokio::test(start_paused = true)]
    async fn silence_is_counted_from_when_a_version_was_first_seen() {
        let mut watch = Watch::default();
        assert_eq!(watch.left(LEASE, Instant::now()), LEASE);
        watch.see(7, Instant::now());
        advance(Duration::from_secs(20)).await;
        watch.see(7, Instant::now());
        assert_eq!(watch.left(LEASE, Instant::now()), Duration::from_secs(10));
        assert!(!watch.is_alive());
        advance(Duration::from_secs(10)).await;
        assert_eq!(watch.left(LEASE, Instant::now()), Duration::ZERO);
    }

    #[tokio::test(start_paused = true)]
    async fn a_sign_of_life_begins_it_anew() {
        let mut watch = Watch::default();
        watch.see(7, Instant::now());
        advance(Duration::from_secs(29)).await;
        watch.see(8, Instant::now());
        assert!(watch.is_alive());
        assert_eq!(watch.left(LEASE, Instant::now()), LEASE);
    }
}
