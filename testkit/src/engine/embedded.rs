//! The engine inside the test process.

use dynoxide::Database;

use crate::background::Background;

pub(super) async fn start() -> Background {
    Background::start("embedded-dynamodb", |listener| async move {
        let database = Database::memory().expect("an in-memory database opens");
        // Stopped by dropping it: a graceful shutdown would wait for clients with a half-sent
        // request.
        dynoxide::server::serve_on(listener, database).await;
    })
    .await
}
