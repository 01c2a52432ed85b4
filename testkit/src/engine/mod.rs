//! The DynamoDB engines that tests run against.

mod embedded;
mod feature;
mod local;
mod skips;

use std::path::Path;
use std::sync::Arc;

use crate::background::Background;

pub use feature::Feature;
pub use local::ENDPOINT_VARIABLE;
pub use skips::SKIPPED_VARIABLE;

/// Selects what [`Engine::selected`] returns: `embedded` (the default) or
/// `dynamodb-local`.
pub const ENGINE_VARIABLE: &str = "DYNAMITE_ENGINE";

/// A DynamoDB for one test, empty at the start.
///
/// Clones are the same engine. An embedded one stops when the last clone, and
/// the last proxy in front of it, is dropped.
#[derive(Clone, Debug)]
pub struct Engine {
    kind: Kind,
    endpoint: String,
    access_key: String,
    _server: Option<Arc<Background>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Embedded,
    DynamoDbLocal,
}

impl Engine {
    /// Starts an engine inside this process, with an in-memory database of its own.
    ///
    /// # Panics
    /// When the machine has no thread, port or memory left for it.
    pub async fn embedded() -> Self {
        Self::of(embedded::in_memory().await)
    }

    /// Starts an engine inside this process, with the database in this file, which is made if it is not
    /// there. What it has acknowledged is there when it is started again, unless the machine has crashed.
    ///
    /// # Panics
    /// When the file is no database, or the machine has no thread or port left for it.
    pub async fn in_file(path: impl AsRef<Path>) -> Self {
        Self::of(embedded::in_file(path.as_ref()).await)
    }

    fn of(server: Background) -> Self {
        Self {
            kind: Kind::Embedded,
            endpoint: server.endpoint().to_owned(),
            access_key: local::random_access_key(),
            _server: Some(Arc::new(server)),
        }
    }

    /// Returns a fresh database in the DynamoDB Local that [`ENDPOINT_VARIABLE`] names.
    ///
    /// One server is shared by all tests, since a JVM takes two seconds to
    /// start; it keeps a separate database for each [access key](Self::access_key).
    ///
    /// # Panics
    /// When the variable is not set, or nothing responds at the endpoint.
    pub async fn dynamodb_local() -> Self {
        Self {
            kind: Kind::DynamoDbLocal,
            endpoint: local::running_endpoint().await,
            access_key: local::random_access_key(),
            _server: None,
        }
    }

    /// Starts the engine that [`ENGINE_VARIABLE`] selects.
    ///
    /// # Panics
    /// When the variable holds another name, or the engine is not available.
    pub async fn selected() -> Self {
        match std::env::var(ENGINE_VARIABLE).as_deref() {
            Err(_) | Ok("" | "embedded") => Self::embedded().await,
            Ok("dynamodb-local") => Self::dynamodb_local().await,
            Ok(other) => unknown_engine(other),
        }
    }

    /// Returns its endpoint, such as `http://127.0.0.1:41234`.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// Returns the access key to sign requests with: 20 letters and digits, random.
    ///
    /// DynamoDB Local separates its databases by access key and region. The
    /// secret may be anything: no engine checks signatures.
    pub fn access_key(&self) -> &str {
        &self.access_key
    }

    /// Returns `true` if this engine has a feature of DynamoDB.
    pub fn supports(&self, feature: Feature) -> bool {
        match self.kind {
            Kind::Embedded => feature.is_embedded(),
            Kind::DynamoDbLocal => feature.is_in_dynamodb_local(),
        }
    }

    /// Returns `true` if the calling test must be skipped because the engine lacks a feature, and
    /// reports it in a line on standard error. The test then returns:
    ///
    /// ```no_run
    /// # use dynamite_testkit::{Engine, Feature};
    /// # async fn test(engine: Engine) {
    /// if engine.lacks(Feature::MultiAttributeKeys) {
    ///     return;
    /// }
    /// # }
    /// ```
    pub fn lacks(&self, feature: Feature) -> bool {
        let lacking = !self.supports(feature);
        if lacking {
            skips::report(self.name(), feature);
        }
        lacking
    }

    /// Returns the engine's name in messages.
    pub fn name(&self) -> &'static str {
        match self.kind {
            Kind::Embedded => "the embedded engine",
            Kind::DynamoDbLocal => "DynamoDB Local",
        }
    }
}

#[expect(
    clippy::panic,
    reason = "a test that asks for an unknown engine must not run on another"
)]
fn unknown_engine(name: &str) -> ! {
    panic!("{ENGINE_VARIABLE}={name} is not an engine: use `embedded` or `dynamodb-local`")
}
