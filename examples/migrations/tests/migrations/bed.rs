//! A table of users, and the migrations of the example for it.

use std::collections::HashMap;
use std::path::Path;
use std::time::Duration;

use aws_sdk_dynamodb::config::Credentials;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::Client;
use dynamite_migrate::{Migrator, Options, Planned};
use dynamite_migrations_example::before::TABLES;
use dynamite_schema::diagnostics::Diagnostics;
use dynamite_schema::ir::Schema;
use dynamite_schema::migration::MigrationFolder;
use dynamite_testkit::Engine;

use crate::program::{Program, of_version};

pub(crate) struct Bed {
    pub(crate) db: Client,
    _engine: Engine,
}

impl Bed {
    /// An engine with the table of the first version.
    pub(crate) async fn open() -> Self {
        let engine = Engine::selected().await;
        let db = client(&engine);
        db.sync(TABLES).await.unwrap();
        Self {
            db,
            _engine: engine,
        }
    }

    pub(crate) fn program(&self, version: &str) -> Box<dyn Program> {
        of_version(version, &self.db)
    }

    /// What carries out a migration, as the command does.
    pub(crate) fn migrator(&self, number: u32) -> Migrator {
        let options = Options {
            lease: Duration::from_secs(10),
            page_size: Some(10),
            ..Options::default()
        };
        Migrator::new(self.db.clone(), planned(number), options).unwrap()
    }

    /// The indexes of the table.
    pub(crate) async fn indexes(&self) -> Vec<String> {
        let describe = self.db.sdk().describe_table().table_name("users");
        let table = describe.send().await.unwrap().table.unwrap();
        let indexes = table.global_secondary_indexes().iter();
        indexes.filter_map(|it| it.index_name.clone()).collect()
    }

    /// All users, as they are stored.
    pub(crate) async fn stored(&self) -> Vec<HashMap<String, AttributeValue>> {
        let scan = self.db.sdk().scan().table_name("users");
        let output = scan.consistent_read(true).send().await.unwrap();
        assert!(output.last_evaluated_key.is_none(), "more than a page");
        output.items.unwrap()
    }
}

pub(crate) fn migrations() -> MigrationFolder {
    MigrationFolder::read(Path::new("migrations")).unwrap()
}

fn planned(number: u32) -> Planned {
    let folder = migrations();
    let mut files = folder.migrations.iter();
    let file = files.find(|file| file.name.number() == number).unwrap();
    let schemas = folder.schemas();
    let schema = |it: Option<&Result<Schema, Diagnostics>>| it.unwrap().as_ref().unwrap().clone();
    let (before, after) = (schema(schemas.before(number)), schema(schemas.at(number)));
    Planned::of(&file.file, &file.text, before, after).unwrap()
}

/// A client with retries that do not make a test wait.
fn client(engine: &Engine) -> Client {
    let local = Client::from_endpoint(engine.endpoint());
    let credentials = Credentials::new(engine.access_key(), "secret", None, None, "test");
    let retries = RetryConfig::standard().with_initial_backoff(Duration::from_millis(1));
    let config = local.sdk().config().to_builder();
    let config = config.credentials_provider(credentials);
    Client::from_config(config.retry_config(retries).build())
}
