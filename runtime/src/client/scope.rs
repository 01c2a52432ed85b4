//! Clients for some calls only: other limits, another region, a meter.

use std::sync::Arc;
use std::time::Duration;

use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::timeout::{TimeoutConfig, TimeoutConfigBuilder};
use aws_sdk_dynamodb::config::{Builder, Region};

use super::{CapacityMeter, Client};

/// The same client with something else for some calls: `Users::new(&db.clone().with_timeout(..))`.
/// Connections and credentials are shared with the client it is made of. What changes the SDK's
/// configuration sets up an SDK client, which costs more than a request: make it once, and keep it.
impl Client {
    /// The same client, whose requests have this much time each, all attempts and the pauses
    /// between them included. A write that runs out of time may have been applied: see
    /// [`Outcome`](crate::Outcome).
    #[must_use]
    pub fn with_timeout(self, timeout: Duration) -> Self {
        self.with_timeouts(|timeouts| timeouts.operation_timeout(timeout))
    }

    /// The same client, which gives each attempt this much time before it tries again.
    #[must_use]
    pub fn with_attempt_timeout(self, timeout: Duration) -> Self {
        self.with_timeouts(|timeouts| timeouts.operation_attempt_timeout(timeout))
    }

    /// The same client, which tries each request this often: 1 is never again. Pauses and modes are
    /// as before.
    #[must_use]
    pub fn with_max_attempts(self, attempts: u32) -> Self {
        let known = self.sdk().config().retry_config().cloned();
        let retries = known.unwrap_or_else(RetryConfig::standard);
        self.with_sdk(|sdk| sdk.retry_config(retries.with_max_attempts(attempts.max(1))))
    }

    /// The same client in another region, for global tables. A configured endpoint stays what it
    /// is.
    #[must_use]
    pub fn with_region(self, region: impl Into<String>) -> Self {
        self.with_sdk(|sdk| sdk.region(Region::new(region.into())))
            .with(|settings| settings.origin = Arc::new(()))
    }

    /// The same client, whose requests are also counted by this meter.
    #[must_use]
    pub fn with_capacity_meter(self, meter: &CapacityMeter) -> Self {
        self.with(|settings| settings.meters.push(meter.clone()))
    }

    fn with_timeouts(
        self,
        change: impl FnOnce(TimeoutConfigBuilder) -> TimeoutConfigBuilder,
    ) -> Self {
        let known = self.sdk().config().timeout_config().cloned();
        let timeouts = known.map_or_else(TimeoutConfig::builder, TimeoutConfig::into_builder);
        self.with_sdk(|sdk| sdk.timeout_config(change(timeouts).build()))
    }

    fn with_sdk(self, change: impl FnOnce(Builder) -> Builder) -> Self {
        let config = change(self.sdk().config().to_builder()).build();
        self.with(|settings| settings.sdk = aws_sdk_dynamodb::Client::from_conf(config))
    }
}
