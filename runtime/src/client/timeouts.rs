//! Timeouts of requests.

use std::time::Duration;

use aws_sdk_dynamodb::Config;
use aws_sdk_dynamodb::config::Builder;
use aws_sdk_dynamodb::config::timeout::{TimeoutConfig, TimeoutConfigBuilder};

use super::Client;

/// The default for each attempt. DynamoDB responds in milliseconds, and its largest response, 16
/// MB, takes 15 seconds at 9 Mbit/s.
const ATTEMPT: Duration = Duration::from_secs(15);

/// The default for each request, including all attempts and the pauses between them.
const REQUEST: Duration = Duration::from_mins(1);

/// Sets the timeouts that a configuration leaves open. Disabled ones stay disabled.
pub(super) fn with_defaults(config: &Config, builder: Builder) -> Builder {
    let attempt = config
        .timeout_config()
        .and_then(TimeoutConfig::operation_attempt_timeout);
    let defaults = TimeoutConfig::builder()
        .operation_attempt_timeout(ATTEMPT)
        .operation_timeout(REQUEST.max(attempt.unwrap_or_default()));
    builder.timeout_config(of(config).take_unset_from(defaults).build())
}

impl Client {
    /// Returns the client with this timeout for each request, including all attempts and the pauses
    /// between them; the default is 60 seconds. A write that times out may have been applied: see
    /// [`Outcome`](crate::Outcome).
    #[must_use]
    pub fn with_timeout(self, timeout: Duration) -> Self {
        self.with_timeouts(|timeouts| timeouts.operation_timeout(timeout))
    }

    /// Returns the client with this timeout for each attempt, after which it is retried; the
    /// default is 15 seconds.
    #[must_use]
    pub fn with_attempt_timeout(self, timeout: Duration) -> Self {
        self.with_timeouts(|timeouts| timeouts.operation_attempt_timeout(timeout))
    }

    /// Returns the client without timeouts for responses: for debugging, or for tests with a paused
    /// clock, where a timeout would expire at once. The SDK's connect timeout still applies.
    #[must_use]
    pub fn without_timeouts(self) -> Self {
        self.with_timeouts(|timeouts| {
            timeouts
                .disable_operation_timeout()
                .disable_operation_attempt_timeout()
        })
    }

    fn with_timeouts(
        self,
        change: impl FnOnce(TimeoutConfigBuilder) -> TimeoutConfigBuilder,
    ) -> Self {
        let timeouts = change(of(self.sdk().config())).build();
        self.with_sdk(|sdk| sdk.timeout_config(timeouts))
    }
}

fn of(config: &Config) -> TimeoutConfigBuilder {
    let known = config.timeout_config().cloned();
    known.map_or_else(TimeoutConfig::builder, TimeoutConfig::into_builder)
}
