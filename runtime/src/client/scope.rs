//! Clients for some calls only: other attempts, another region, a meter.

use std::sync::Arc;

use aws_sdk_dynamodb::Config;
use aws_sdk_dynamodb::config::retry::{RetryConfig, RetryPartition};
use aws_sdk_dynamodb::config::{Builder, Region};

use super::{CapacityMeter, Client};

/// A configuration with a quota of retries of its own, unless it has one. The SDK's is one for all
/// clients of a process and region: an endpoint that fails would take the retries of all others.
pub(super) fn with_quota(config: &Config, builder: Builder) -> Builder {
    match config.retry_partition() {
        Some(_) => builder,
        None => builder.retry_partition(quota()),
    }
}

/// The name of quotas that are ours.
const QUOTA: &str = "dynamite";

fn quota() -> RetryPartition {
    RetryPartition::custom(QUOTA).build()
}

/// The same client with something else for some calls: `Users::new(&db.clone().with_timeout(..))`.
/// Connections and credentials are shared with the client it is made of. What changes the SDK's
/// configuration sets up an SDK client, which costs more than a request: make it once, and keep it.
impl Client {
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
        let known = self.sdk().config().retry_partition().cloned();
        let configured = known.filter(|it| it.to_string() != QUOTA);
        let quota = configured.unwrap_or_else(quota);
        self.with_sdk(|sdk| {
            sdk.region(Region::new(region.into()))
                .retry_partition(quota)
        })
        .with(|settings| settings.origin = Arc::new(()))
    }

    /// The same client, whose requests are also counted by this meter.
    #[must_use]
    pub fn with_capacity_meter(self, meter: &CapacityMeter) -> Self {
        self.with(|settings| settings.meters.push(meter.clone()))
    }

    pub(super) fn with_sdk(self, change: impl FnOnce(Builder) -> Builder) -> Self {
        let config = change(self.sdk().config().to_builder()).build();
        self.with(|settings| settings.sdk = aws_sdk_dynamodb::Client::from_conf(config))
    }
}
