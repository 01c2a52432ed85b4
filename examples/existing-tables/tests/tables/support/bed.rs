//! An engine with the tables, for the stores of the example and for the programs that use the SDK.

use std::sync::Arc;
use std::time::Duration;

use aws_sdk_dynamodb::config::Credentials;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use dynamite::Client;
use dynamite_existing_tables::{SessionStore, StateStore};
use dynamite_testkit::{Engine, Fault, FaultProxy, Operation, Recorded};

use crate::by_hand::{Item, SessionsByHand, StateByHand};

use super::{BY_USER, LIFETIME, SESSIONS, STATE, create_tables};

#[derive(Clone)]
pub(crate) struct Bed {
    /// Past the proxy: what the test itself reads and writes is not counted.
    direct: aws_sdk_dynamodb::Client,
    proxied: aws_sdk_dynamodb::Client,
    proxy: Arc<FaultProxy>,
    _engine: Engine,
}

impl Bed {
    /// An engine whose tables were made by another tool.
    pub(crate) async fn open() -> Self {
        let engine = Engine::selected().await;
        let proxy = FaultProxy::start(&engine).await;
        let direct = sdk(engine.endpoint(), engine.access_key());
        create_tables(&direct).await;
        Self {
            direct,
            proxied: sdk(proxy.endpoint(), proxy.access_key()),
            proxy: Arc::new(proxy),
            _engine: engine,
        }
    }

    pub(crate) fn state(&self) -> StateStore {
        StateStore::new(&self.client())
    }

    pub(crate) fn sessions(&self) -> SessionStore {
        SessionStore::new(&self.client(), LIFETIME)
    }

    /// The client of the service, which knows the names that the tool has generated.
    pub(crate) fn client(&self) -> Client {
        Client::from_sdk(self.proxied.clone())
            .with_table_name("state", STATE)
            .with_table_name("sessions", SESSIONS)
    }

    pub(crate) fn state_by_hand(&self) -> StateByHand {
        StateByHand::new(self.proxied.clone(), STATE)
    }

    pub(crate) fn sessions_by_hand(&self) -> SessionsByHand {
        SessionsByHand::new(self.proxied.clone(), SESSIONS, BY_USER, LIFETIME)
    }

    /// The requests of the stores and of the other programs so far: operations, what they read, and
    /// whether consistently.
    pub(crate) fn sent(&self) -> Vec<String> {
        self.proxy.log().iter().map(kind).collect()
    }

    /// Loses the response to the next request of this operation, which is applied.
    pub(crate) fn lose_response(&self, operation: Operation) {
        self.proxy.on(operation).fail(Fault::CutAfter);
    }

    /// Stores an item as another program might have.
    pub(crate) async fn store(&self, table: &str, item: Item) {
        let put = self.direct.put_item().table_name(table);
        put.set_item(Some(item)).send().await.unwrap();
    }

    /// The item with this key, as it is stored.
    pub(crate) async fn stored(&self, table: &str, key: Item) -> Option<Item> {
        let get = self.direct.get_item().table_name(table);
        let get = get.set_key(Some(key)).consistent_read(true);
        get.send().await.unwrap().item
    }

    /// All items of a table, which has to be small.
    pub(crate) async fn all(&self, table: &str) -> Vec<Item> {
        let scan = self.direct.scan().table_name(table).consistent_read(true);
        let output = scan.send().await.unwrap();
        assert!(output.last_evaluated_key.is_none(), "more than a page");
        output.items.unwrap_or_default()
    }
}

/// The two programs in both orders, each on an engine of its own.
pub(crate) async fn both_orders<P>(
    store: fn(&Bed) -> P,
    by_hand: fn(&Bed) -> P,
) -> [(Bed, P, P); 2] {
    let (one, other) = (Bed::open().await, Bed::open().await);
    let store_first = (store(&one), by_hand(&one));
    let by_hand_first = (by_hand(&other), store(&other));
    [
        (one, store_first.0, store_first.1),
        (other, by_hand_first.0, by_hand_first.1),
    ]
}

fn kind(request: &Recorded) -> String {
    let mut kind = request.operation.name().to_owned();
    if request.body["IndexName"].is_string() {
        kind.push_str(" of index");
    }
    if request.body["ConsistentRead"] == true {
        kind.push_str(" consistent");
    }
    kind
}

/// A client of the SDK, with retries that do not make a test wait.
pub(crate) fn sdk(endpoint: &str, access_key: &str) -> aws_sdk_dynamodb::Client {
    let retries = RetryConfig::standard()
        .with_max_attempts(10)
        .with_initial_backoff(Duration::from_millis(1));
    let local = Client::from_endpoint(endpoint).sdk().config().to_builder();
    let config = local
        .credentials_provider(Credentials::new(access_key, "secret", None, None, "test"))
        .retry_config(retries)
        .build();
    aws_sdk_dynamodb::Client::from_conf(config)
}
