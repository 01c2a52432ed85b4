//! The client: an SDK client with Dynamite's settings.

mod activity;
mod connect;
#[cfg(feature = "embedded")]
mod embedded;
mod local;
mod meter;
mod scope;
mod table_names;
mod timeouts;

pub use crate::fresh::{Clock, Fresh, IdSource, RandomIds, SystemClock};
pub(crate) use activity::Activity;

pub use meter::{CapacityMeter, Consumed};

use std::fmt;
use std::sync::Arc;

use crate::cursor::CursorKey;
use crate::transport;
use crate::types::Timestamp;
use table_names::TableNames;

/// A DynamoDB client for generated repositories.
///
/// Cheap to clone, safe to share between tasks, and without global state: clients with different
/// prefixes, clocks or endpoints can coexist.
///
/// ```no_run
/// # async fn example() -> Result<(), dynamite::Error> {
/// let db = dynamite::Client::from_endpoint("http://localhost:8000").with_table_prefix("dev-");
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client(Arc<Settings>);

#[derive(Clone)]
struct Settings {
    sdk: aws_sdk_dynamodb::Client,
    /// Shared by all clients derived from one another that use the same DynamoDB.
    origin: Arc<()>,
    /// Shared by all clients derived from one another, like their connections.
    activity: Arc<Activity>,
    table_names: TableNames,
    /// `None` if it is the table prefix.
    guard_namespace: Option<Arc<str>>,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdSource>,
    cursor_key: Option<CursorKey>,
    meters: Vec<CapacityMeter>,
    /// Keeps an embedded engine running as long as one of its clients lives.
    #[cfg(feature = "embedded")]
    engine: Option<Arc<embedded::Engine>>,
}

impl Client {
    /// Makes a client from an SDK client with its configuration: credentials, region, endpoint,
    /// retries, timeouts. Conflicts with transactions are retried too, like throttling. Where no
    /// timeouts are configured, an attempt has 15 seconds and a request 60.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "a constructor takes what it keeps"
    )]
    pub fn from_sdk(sdk: aws_sdk_dynamodb::Client) -> Self {
        let config = timeouts::with_defaults(sdk.config(), transport::configured(sdk.config()));
        let config = scope::with_quota(sdk.config(), config);
        Self(Arc::new(Settings {
            sdk: aws_sdk_dynamodb::Client::from_conf(config.build()),
            origin: Arc::new(()),
            activity: Arc::default(),
            table_names: TableNames::default(),
            guard_namespace: None,
            clock: Arc::new(SystemClock),
            ids: Arc::new(RandomIds::default()),
            cursor_key: None,
            meters: Vec::new(),
            #[cfg(feature = "embedded")]
            engine: None,
        }))
    }

    /// Makes a client from an SDK configuration.
    pub fn from_config(config: aws_sdk_dynamodb::Config) -> Self {
        Self::from_sdk(aws_sdk_dynamodb::Client::from_conf(config))
    }

    /// Returns the client with a prefix before every table name: a stage, a test, a tenant.
    #[must_use]
    pub fn with_table_prefix(self, prefix: impl Into<Arc<str>>) -> Self {
        self.with(|settings| settings.table_names.prefix = prefix.into())
    }

    /// Returns the client with a suffix after every table name.
    #[must_use]
    pub fn with_table_suffix(self, suffix: impl Into<Arc<str>>) -> Self {
        self.with(|settings| settings.table_names.suffix = suffix.into())
    }

    /// Returns the client with another namespace for the guards of unique fields. The default is
    /// the table prefix.
    ///
    /// Values are unique within a namespace. Two services that share a table of guards, and have
    /// tables of the same name, need different namespaces. A table that was restored under another
    /// prefix keeps its guards under the old prefix.
    #[must_use]
    pub fn with_guard_namespace(self, namespace: impl Into<Arc<str>>) -> Self {
        self.with(|settings| settings.guard_namespace = Some(namespace.into()))
    }

    /// Returns the client with another clock, for created and updated times, for ids, and for
    /// [`now`](Self::now).
    #[must_use]
    pub fn with_clock(self, clock: impl Clock) -> Self {
        self.with(|settings| settings.clock = Arc::new(clock))
    }

    /// Returns the client with another source of ids.
    #[must_use]
    pub fn with_ids(self, ids: impl IdSource) -> Self {
        self.with(|settings| settings.ids = Arc::new(ids))
    }

    /// Returns the client with cursors that are encrypted and authenticated with this key.
    ///
    /// Without a key, the holder of a cursor can read the key values of its item. Cursors made with
    /// another key, or without one, are rejected.
    #[must_use]
    pub fn with_cursor_key(self, key: [u8; 32]) -> Self {
        self.with(|settings| settings.cursor_key = Some(CursorKey::new(key)))
    }

    /// Returns the time of the client's clock, for conditions on expiry times.
    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    /// Returns the underlying SDK client, for features that Dynamite does not cover.
    pub fn sdk(&self) -> &aws_sdk_dynamodb::Client {
        &self.0.sdk
    }

    /// Returns the prefix of every table name.
    pub fn table_prefix(&self) -> &str {
        &self.0.table_names.prefix
    }

    /// Returns the namespace of the guards of unique fields.
    pub fn guard_namespace(&self) -> &str {
        let namespace = self.0.guard_namespace.as_deref();
        namespace.unwrap_or(&self.0.table_names.prefix)
    }

    /// Returns the full name of a table by its name in the schema: the one that
    /// [`with_table_name`](Self::with_table_name) gave it, or else with prefix and suffix.
    pub fn table_name(&self, name: &str) -> String {
        self.0.table_names.full(name)
    }

    /// Returns `true` if the other client uses the same DynamoDB: one was derived from the other,
    /// in the same region. For clients that were configured separately this is unknown, and
    /// `false`.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0.origin, &other.0.origin)
    }

    /// Returns `true` if the engine is embedded in this process.
    #[cfg(feature = "embedded")]
    pub(crate) fn is_embedded(&self) -> bool {
        self.0.engine.is_some()
    }

    /// Returns `false`: without the feature `embedded` there is no such engine.
    #[cfg(not(feature = "embedded"))]
    #[expect(clippy::unused_self, reason = "it is the same method with the feature")]
    pub(crate) fn is_embedded(&self) -> bool {
        false
    }

    /// Returns the generator of ids and times for a new item.
    pub(crate) fn fresh(&self) -> Fresh<'_> {
        Fresh::new(&*self.0.clock, &*self.0.ids)
    }

    pub(crate) fn cursor_key(&self) -> Option<&CursorKey> {
        self.0.cursor_key.as_ref()
    }

    /// Returns the time of the last request.
    pub(crate) fn activity(&self) -> &Activity {
        &self.0.activity
    }

    pub(crate) fn meters(&self) -> &[CapacityMeter] {
        &self.0.meters
    }

    fn with(self, change: impl FnOnce(&mut Settings)) -> Self {
        let mut settings = Arc::unwrap_or_clone(self.0);
        change(&mut settings);
        Self(Arc::new(settings))
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("table_names", &self.0.table_names)
            .field("guard_namespace", &self.guard_namespace())
            .finish_non_exhaustive()
    }
}
