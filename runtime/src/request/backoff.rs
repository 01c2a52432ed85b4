//! Backoff between attempts.

use std::time::Duration;

use crate::Client;

/// Attempts without progress before giving up.
const ATTEMPTS: u32 = 10;
const FIRST: Duration = Duration::from_millis(25);
const LONGEST: Duration = Duration::from_secs(5);
/// Maximum number of doublings: 25 ms become 6.4 s, which exceeds the longest pause.
const MOST_DOUBLED: u32 = 8;

/// Exponential backoff with full jitter, so that clients that were throttled together do not retry
/// together.
#[derive(Debug)]
pub struct Backoff {
    /// Base of the pauses. Each may be twice as long as the one before.
    first: Duration,
    longest: Duration,
    /// Number of doublings.
    doubled: u32,
    /// Number of attempts since the last progress.
    fruitless: u32,
    attempts: u32,
}

impl Backoff {
    /// Makes a backoff before the first attempt. Shorter pauses in the SDK's retry configuration
    /// apply.
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

    /// Pauses before the next attempt; returns `false` after too many attempts.
    pub async fn pause(&mut self) -> bool {
        self.pause_after(0, 1).await
    }

    /// Pauses after an attempt that processed `done` items and left `left`; returns `false` after
    /// too many attempts without progress. Pauses grow while most items are left, and shrink again.
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

    /// Returns the number of attempts so far.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }
}
