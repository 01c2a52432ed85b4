//! The engine inside the test process.

use std::path::Path;

use dynoxide::Database;

use crate::background::Background;

pub(super) async fn in_memory() -> Background {
    serve(Database::memory().expect("an in-memory database opens")).await
}

pub(super) async fn in_file(path: &Path) -> Background {
    let path = path.to_str().expect("the path is UTF-8");
    let database = Database::new(path).expect("the file is a database");
    // Without it every write waits for the disk, and only a crash of the machine could tell.
    let unsynced = database.enable_bulk_loading();
    unsynced.expect("the database takes the setting");
    serve(database).await
}

async fn serve(database: Database) -> Background {
    Background::start("embedded-dynamodb", |listener| async move {
        // Stopped by dropping it: a graceful shutdown would wait for clients with a half-sent
        // request.
        dynoxide::server::serve_on(listener, database).await;
    })
    .await
}
