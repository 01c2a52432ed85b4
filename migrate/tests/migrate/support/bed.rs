//! A client on an engine of its own, through a fault proxy.

use std::time::Duration;

use aws_credential_types::Credentials;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use dynamite::Client;
use dynamite_migrate::Options;
use dynamite_testkit::{Engine, FaultProxy};

use super::things::{Item, TABLES, all_of};

pub(crate) struct Bed {
    /// Through the proxy.
    pub(crate) db: Client,
    /// Past the proxy: what the test itself does is neither spoiled nor counted.
    pub(crate) direct: Client,
    pub(crate) proxy: FaultProxy,
    pub(crate) engine: Engine,
}

impl Bed {
    /// An engine with an empty table of things.
    pub(crate) async fn new() -> Self {
        let engine = Engine::selected().await;
        let proxy = FaultProxy::start(&engine).await;
        let direct = client(engine.endpoint(), engine.access_key());
        direct.sync(TABLES).await.unwrap();
        let db = client(proxy.endpoint(), proxy.access_key());
        Self {
            db,
            direct,
            proxy,
            engine,
        }
    }
}

/// A client with retries that do not make a test wait.
pub(crate) fn client(endpoint: &str, access_key: &str) -> Client {
    let config = Client::from_endpoint(endpoint).sdk().config().to_builder();
    let credentials = Credentials::new(access_key, "secret", None, None, "test");
    let retries = RetryConfig::standard()
        .with_max_attempts(3)
        .with_initial_backoff(Duration::from_millis(1));
    let config = config
        .credentials_provider(credentials)
        .retry_config(retries);
    Client::from_config(config.build())
}

/// Options for small tables and impatient tests.
pub(crate) fn options() -> Options {
    Options {
        lease: Duration::from_millis(600),
        longest_request: Duration::from_millis(600),
        page_size: Some(8),
        segments: 2,
        ..Options::default()
    }
}

/// The rows of the control table whose sort key begins like this.
pub(crate) async fn control_rows(db: &Client, prefix: &str) -> Vec<Item> {
    let rows = all_of(db, "dynamite_migrations").await;
    let mut rows: Vec<_> = rows
        .into_iter()
        .filter(|row| row["row"].as_s().unwrap().starts_with(prefix))
        .collect();
    rows.sort_by_key(|row| row["row"].as_s().unwrap().clone());
    rows
}
