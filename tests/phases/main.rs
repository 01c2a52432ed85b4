//! Fields that are renamed or retyped: programs of neighbouring phases on one table, which they all read and
//! write as if there were one attribute.
//!
//! The seeds are fixed. `DYNAMITE_PHASE_SEEDS=20` runs more.
#![allow(missing_docs, reason = "the names of tests say what they are about")]

#[cfg(test)]
mod bed;
#[cfg(test)]
#[macro_use]
mod changes;
#[cfg(test)]
mod command;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod generate;
#[cfg(test)]
mod indexes;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod members;
#[cfg(test)]
mod models;
#[cfg(test)]
mod neighbours;
#[cfg(test)]
mod nested;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod processes;
#[cfg(test)]
mod program;
#[cfg(test)]
mod relations;
#[cfg(test)]
mod requests;
#[cfg(test)]
mod stored;
#[cfg(test)]
mod tickets;
#[cfg(test)]
mod together;

#[cfg(test)]
use std::time::Duration;

#[cfg(test)]
use dynamite::Client;

/// A client of the engine, or the proxy, at an endpoint.
#[cfg(test)]
fn client(endpoint: &str, access_key: &str) -> Client {
    use aws_sdk_dynamodb::config::Credentials;
    use aws_sdk_dynamodb::config::retry::RetryConfig;
    let config = Client::from_endpoint(endpoint).sdk().config().to_builder();
    let credentials = Credentials::new(access_key, "secret", None, None, "test");
    let retries = RetryConfig::standard().with_initial_backoff(Duration::from_millis(1));
    let config = config.credentials_provider(credentials);
    Client::from_config(config.retry_config(retries).build())
}

/// The seeds of random commands.
#[cfg(test)]
fn seeds() -> std::ops::Range<u64> {
    let count = std::env::var("DYNAMITE_PHASE_SEEDS");
    0..count.ok().and_then(|it| it.parse().ok()).unwrap_or(2)
}
