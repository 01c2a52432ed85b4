//! How long requests may take.

use std::time::Duration;

use aws_sdk_dynamodb::Config;
use aws_sdk_dynamodb::config::Builder;
use aws_sdk_dynamodb::config::timeout::{TimeoutConfig, TimeoutConfigBuilder};

use super::Client;

/// Of each attempt, unless the client is configured otherwise. DynamoDB responds in milliseconds,
/// and its largest response, 16 MB, takes 15 seconds at 9 Mbit/s.
const ATTEMPT: Duration = Duration::from_secs(15);

/// Of each request, all attempts and the pauses between them included, unless the client is
/// configured otherwise.
const REQUEST: Duration = Duration::from_mins(1);

/// A configuration with the timeouts that it leaves open. One that turns them off stays as it is.
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
    /// The same client, whose requests have this much time each, all attempts and the pauses
    /// between them included; 60 seconds unless the client is configured otherwise. A write that
    /// runs out of time may have been applied: see [`Outcome`](crate::Outcome).
    #[must_use]
    pub fn with_timeout(self, timeout: Duration) -> Self {
        self.with_timeouts(|timeouts| timeouts.operation_timeout(timeout))
    }

    /// The same client, which gives each attempt this much time before it tries again; 15 seconds
    /// unless the client is configured otherwise.
    #[must_use]
    pub fn with_attempt_timeout(self, timeout: Duration) -> Self {
        self.with_timeouts(|timeouts| timeouts.operation_attempt_timeout(timeout))
    }

    /// The same client, whose requests wait for a response for as long as it takes: for one that is
    /// held up in a debugger, or for a test with a paused clock, whose time would run out at once.
    /// Connecting still has a limit, which is the SDK's.
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
