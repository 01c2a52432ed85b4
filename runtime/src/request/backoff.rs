//! Pauses between attempts.

use std::time::Duration;

use crate::Client;

/// Attempts without any progress before giving up.
const ATTEMPTS: u32 = 10;
const FIRST: Duration = Duration::from_millis(25);
const LONGEST: Duration = Duration::from_secs(5);

/// Exponential pauses with full jitter: many clients that were throttled together do not come
/// back together.
#[derive(Debug)]
pub(crate) struct Backoff {
    /// What pauses grow from: each may be twice as long as the one before.
    first: Duration,
    longest: Duration,
    /// Attempts since the last progress.
    fruitless: u32,
    attempts: u32,
}

impl Backoff {
    /// No attempts yet. A client whose SDK is told to retry after shorter pauses is followed.
    pub(crate) fn of(client: &Client) -> Self {
        let (mut first, mut longest) = (FIRST, LONGEST);
        if let Some(retries) = client.sdk().config().retry_config() {
            first = first.min(retries.initial_backoff());
            longest = longest.min(retries.max_backoff());
        }
        Self {
            first,
            longest,
            fruitless: 0,
            attempts: 0,
        }
    }

    /// Notes an attempt that got something done.
    pub(crate) fn progress(&mut self) {
        self.attempts += 1;
        self.fruitless = 0;
    }

    /// Pauses before the next attempt; `false` when there have been enough of them.
    pub(crate) async fn pause(&mut self) -> bool {
        self.attempts += 1;
        self.fruitless += 1;
        if self.fruitless >= ATTEMPTS {
            return false;
        }
        let longest = self.longest.min(self.first * (1 << self.fruitless.min(8)));
        tokio::time::sleep(longest.mul_f64(fastrand::f64())).await;
        true
    }

    /// All attempts so far.
    pub(crate) fn attempts(&self) -> u32 {
        self.attempts
    }
}
