//! What the benchmarks of migrations share: a table of small items, a migration that renames one attribute
//! and stores another as a number, and the same done by SDK code.

mod by_hand;
mod items;
mod naive;
mod plan;
mod process;

pub use by_hand::by_hand;
pub use items::{TABLE, create_table, differences, fill};
pub use naive::naive;
pub use plan::{CONCURRENCY, SEGMENTS, migrator};
pub use process::{Line, Side, Worker};

use std::time::Duration;

use aws_sdk_dynamodb::Config;
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region};

/// The configuration of a client for an engine, the same for both sides: the timeouts are those of a client of
/// Dynamite.
pub fn config(endpoint: &str) -> Config {
    Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("us-east-1"))
        .credentials_provider(Credentials::new("bench", "secret", None, None, "bench"))
        .endpoint_url(endpoint)
        .timeout_config(
            TimeoutConfig::builder()
                .operation_attempt_timeout(Duration::from_secs(15))
                .operation_timeout(Duration::from_mins(1))
                .build(),
        )
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .build()
}
