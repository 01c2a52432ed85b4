//! Pauses between attempts.

use std::time::Duration;

use crate::Client;

/// Attempts without any progress before giving up.
const ATTEMPTS: u32 = 10;
const FIRST: Duration = Duration::from_millis(25);
const LONGEST: Duration = Duration::from_secs(5);
/// How often pauses double: 25 ms become 6.4 s, which is beyond the longest.
const MOST_DOUBLED: u32 = 8;

/// Exponential pauses with full jitter: many clients that were throttled together do not come
/// back together.
#[derive(Debug)]
pub struct Backoff {
    /// What pauses grow from: each may be twice as long as the one before.
    first: Duration,
    longest: Duration,
    /// How often the pauses have doubled.
    doubled: u32,
    /// Attempts since the last progress.
    fruitless: u32,
    attempts: u32,
}

impl Backoff {
    /// No attempts yet. A client whose SDK is told to retry after shorter pauses is followed.
    pub fn of(client: &Client) -> Self {
        let (mut first, mut longest) = (FIRST, LONGEST);
        if let Some(retries) = client.sdk().config().retry_config() {
            first = first.min(retries.initial_backoff());
            longest = longest.min(retries.max_backoff());
        }
        Self {
            first,
            longest,
            doubled: 0,
            fruitless: 0,
            attempts: 0,
        }
    }

    /// Pauses before the next attempt; `false` when there have been enough of them.
    pub async fn pause(&mut self) -> bool {
        self.pause_after(0, 1).await
    }

    /// Pauses after an attempt that got so many items done and left so many; `false` when there
    /// have been enough without any progress. The pauses grow while most is left, and shrink again.
    pub async fn pause_after(&mut self, done: usize, left: usize) -> bool {
        self.attempts += 1;
        self.fruitless = if done == 0 { self.fruitless + 1 } else { 0 };
        if self.fruitless >= ATTEMPTS {
            return false;
        }
        self.doubled = match self.doubled {
            doubled if done < left => (doubled + 1).min(MOST_DOUBLED),
            doubled => doubled.saturating_sub(1).max(1),
        };
        let longest = self.longest.min(self.first * (1 << self.doubled));
        tokio::time::sleep(longest.mul_f64(fastrand::f64())).await;
        true
    }

    /// All attempts so far.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }
}
