//! A client on an engine of its own.

use std::time::Duration;

use aws_sdk_dynamodb::config::Credentials;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use dynamite::Client;
use dynamite::model::TableDescriptor;
use dynamite_testkit::{Engine, FaultProxy, Feature};

type Tables = &'static [&'static TableDescriptor];

/// A client on the selected engine, with nothing between.
pub(crate) struct Bed {
    pub(crate) db: Client,
    pub(crate) engine: Engine,
}

impl Bed {
    /// An empty engine.
    pub(crate) async fn empty() -> Self {
        let engine = Engine::selected().await;
        let db = client(engine.endpoint(), engine.access_key());
        Self { db, engine }
    }

    /// An engine with these tables.
    pub(crate) async fn with(tables: Tables) -> Self {
        let bed = Self::empty().await;
        bed.db.sync(tables).await.unwrap();
        bed
    }
}

/// A client that reaches the selected engine through a fault proxy.
pub(crate) struct Proxied {
    pub(crate) db: Client,
    /// Past the proxy: what the test itself reads is neither spoiled nor counted.
    pub(crate) direct: Client,
    pub(crate) proxy: FaultProxy,
    engine: Engine,
}

impl Proxied {
    /// An empty engine.
    pub(crate) async fn empty() -> Self {
        let Bed { db: direct, engine } = Bed::empty().await;
        let proxy = FaultProxy::start(&engine).await;
        let db = client(proxy.endpoint(), proxy.access_key());
        Self {
            db,
            direct,
            proxy,
            engine,
        }
    }

    /// Whether the engine lacks something that a test needs; notes that it was skipped.
    pub(crate) fn lacks(&self, feature: Feature) -> bool {
        self.engine.lacks(feature)
    }

    /// An engine with these tables, which were not made through the proxy.
    pub(crate) async fn with(tables: Tables) -> Self {
        let bed = Self::empty().await;
        bed.direct.sync(tables).await.unwrap();
        bed
    }
}

/// The client a user makes for an endpoint, with the access key that has the test's database,
/// and with retries that do not make a test wait.
pub(crate) fn client(endpoint: &str, access_key: &str) -> Client {
    let config = Client::from_endpoint(endpoint).sdk().config().to_builder();
    let credentials = Credentials::new(access_key, "secret", None, None, "test");
    let retries = RetryConfig::standard()
        .with_max_attempts(3)
        .with_initial_backoff(Duration::from_millis(1));
    Client::from_config(
        config
            .credentials_provider(credentials)
            .retry_config(retries)
            .build(),
    )
}
