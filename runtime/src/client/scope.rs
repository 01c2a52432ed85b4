//! Derived clients for some calls: with other attempts, another region, a meter.

use std::sync::Arc;

use aws_sdk_dynamodb::Config;
use aws_sdk_dynamodb::config::retry::{RetryConfig, RetryPartition};
use aws_sdk_dynamodb::config::{Builder, Region};

use super::{CapacityMeter, Client};

/// Gives a configuration its own quota of retries, unless it has one. The SDK's default is shared
/// by all clients of a process and region, so a failing endpoint would use up the retries of all
/// others.
pub(super) fn with_quota(config: &Config, builder: Builder) -> Builder {
    match config.retry_partition() {
        Some(_) => builder,
        None => builder.retry_partition(quota()),
    }
}

/// The name of Dynamite's quotas.
const QUOTA: &str = "dynamite";

fn quota() -> RetryPartition {
    RetryPartition::custom(QUOTA).build()
}

/// Derives a client with other settings for some calls: `Users::new(&db.clone().with_timeout(..))`.
/// Connections and credentials are shared with the original. A change of the SDK's configuration
/// creates an SDK client, which costs more than a request: derive once, and keep the client.
impl Client {
    /// Returns the client with this number of attempts for each request; 1 means no retries.
    /// Backoff and retry mode are unchanged.
    #[must_use]
    pub fn with_max_attempts(self, attempts: u32) -> Self {
        let known = self.sdk().config().retry_config().cloned();
        let retries = known.unwrap_or_else(RetryConfig::standard);
        self.with_sdk(|sdk| sdk.retry_config(retries.with_max_attempts(attempts.max(1))))
    }

    /// Returns the client in another region, for global tables. A configured endpoint is unchanged.
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

    /// Returns the client with its requests also counted by this meter.
    #[must_use]
    pub fn with_capacity_meter(self, meter: &CapacityMeter) -> Self {
        self.with(|settings| settings.meters.push(meter.clone()))
    }

    pub(crate) fn with_sdk(self, change: impl FnOnce(Builder) -> Builder) -> Self {
        let config = change(self.sdk().config().to_builder()).build();
        self.with(|settings| settings.sdk = aws_sdk_dynamodb::Client::from_conf(config))
    }
}
