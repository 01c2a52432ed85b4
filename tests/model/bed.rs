//! An engine with the tables of the ledger, and clients of it whose time and ids are known.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use aws_sdk_dynamodb::config::Credentials;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use dynamite::client::IdSource;
use dynamite::model::{TableDescriptor, UNIQUE_GUARDS};
use dynamite::{Client, Timestamp, Ulid, Uuid};
use dynamite_sample::models::tables;
use dynamite_testkit::{Engine, FaultProxy};

use crate::command::Foreign;
use crate::time::Time;
use crate::value::{item_to_sdk, to_sdk};

static TABLES: &[&TableDescriptor] = &[
    &tables::STAMPS,
    &tables::VOUCHERS,
    &tables::LEASES,
    &tables::VAULTS,
    &tables::DEPOSITS,
    &UNIQUE_GUARDS,
];

pub(crate) struct Bed {
    /// Past the proxy, if there is one: what the test itself reads and writes.
    pub(crate) direct: Client,
    /// What is tested.
    pub(crate) db: Client,
    pub(crate) proxy: Option<FaultProxy>,
    clock: Arc<AtomicI64>,
    ids: Arc<Ids>,
    _engine: Engine,
}

impl Bed {
    /// Without faults.
    pub(crate) async fn new() -> Self {
        let engine = Engine::selected().await;
        let direct = client(engine.endpoint(), engine.access_key());
        Self::with(engine, direct.clone(), direct, None).await
    }

    /// Behind a proxy, without faults until told.
    pub(crate) async fn proxied() -> Self {
        let engine = Engine::selected().await;
        let direct = client(engine.endpoint(), engine.access_key());
        let proxy = FaultProxy::start(&engine).await;
        let db = client(proxy.endpoint(), proxy.access_key());
        Self::with(engine, direct, db, Some(proxy)).await
    }

    async fn with(engine: Engine, direct: Client, db: Client, proxy: Option<FaultProxy>) -> Self {
        direct.sync(TABLES).await.unwrap();
        let clock = Arc::new(AtomicI64::new(Time::of_step(0).0));
        let ids = Arc::new(Ids::default());
        let (time, source) = (Arc::clone(&clock), Arc::clone(&ids));
        let db = db
            .with_clock(move || Time(time.load(Ordering::SeqCst)).timestamp())
            .with_ids(Shared(source));
        Self {
            direct,
            db,
            proxy,
            clock,
            ids,
            _engine: engine,
        }
    }

    /// The time of the clients from now on.
    pub(crate) fn set_time(&self, time: Time) {
        self.clock.store(time.0, Ordering::SeqCst);
    }

    /// The next id that is generated.
    pub(crate) fn set_id(&self, id: Ulid) {
        *self.ids.next.lock().unwrap_or_else(PoisonError::into_inner) = Some(id);
    }

    /// What a program does that knows nothing of Dynamite.
    pub(crate) async fn foreign(&self, foreign: &Foreign) {
        let sdk = self.direct.sdk();
        match foreign {
            Foreign::Delete(kind, key) => {
                let delete = sdk.delete_item().table_name(kind.spec().table);
                delete.set_key(Some(item_to_sdk(key))).send().await.unwrap();
            }
            Foreign::Set(kind, key, name, value) => {
                let update = sdk.update_item().table_name(kind.spec().table);
                let update = update
                    .set_key(Some(item_to_sdk(key)))
                    .update_expression("SET #name = :value")
                    .condition_expression("attribute_exists(#key)")
                    .expression_attribute_names("#name", name)
                    .expression_attribute_names("#key", kind.spec().key[0])
                    .expression_attribute_values(":value", to_sdk(value));
                // Of an item that is not there: a shorter sequence may have left out its creation.
                let _ = update.send().await;
            }
        }
    }
}

/// Ids that are known beforehand, where one is asked for, and random tokens.
#[derive(Default)]
struct Ids {
    next: Mutex<Option<Ulid>>,
    others: AtomicU64,
}

struct Shared(Arc<Ids>);

impl IdSource for Shared {
    fn ulid(&self, _: Timestamp) -> Ulid {
        let next = self
            .0
            .next
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        let other =
            || Ulid::from(u128::from(self.0.others.fetch_add(1, Ordering::SeqCst)) + (1 << 100));
        next.unwrap_or_else(other)
    }

    fn uuid_v4(&self) -> Uuid {
        Uuid::new_v4()
    }

    fn uuid_v7(&self, _: Timestamp) -> Uuid {
        Uuid::new_v4()
    }
}

/// A client with retries that do not make a test wait.
fn client(endpoint: &str, access_key: &str) -> Client {
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
