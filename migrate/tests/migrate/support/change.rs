//! Migrations between two schemas of users that differ in their fields.

use std::time::Duration;

use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use dynamite::Client;
use dynamite_migrate::{Clients, Gate, Migrator, Options};

use super::{Bed, Planned, options, texts, users};

/// A migration of users: the schemas before and after, and the steps between them.
#[derive(Clone)]
pub(crate) struct Change(Planned);

impl Change {
    /// `fields` are those before and after, besides the id; `steps` are lines of the file.
    pub(crate) fn of(fields: [&str; 2], steps: &str) -> Self {
        Self::with_types(fields, ["", ""], steps)
    }

    /// The same with declared types before and after.
    pub(crate) fn with_types(fields: [&str; 2], types: [&str; 2], steps: &str) -> Self {
        let schema = |at: usize| {
            let (fields, types) = (fields[at], types[at]);
            format!(
                "models:\n  User:\n    key: id\n    fields: {{ id: string, {fields} }}\n{types}"
            )
        };
        let steps = format!("model: User\nsteps:\n{steps}");
        Self(Planned::of(&schema(0), &schema(1), &steps))
    }

    /// The rename of a field.
    pub(crate) fn renamed() -> Self {
        let steps = "  - rename: { from: name, to: full_name }\n";
        Self::of(["name: string?", "full_name: string?"], steps)
    }

    pub(crate) fn migrator(&self, bed: &Bed) -> Migrator {
        self.on(&bed.db, options())
    }

    pub(crate) fn on(&self, db: &Client, options: Options) -> Migrator {
        self.0.clone().migrator(db, options)
    }

    /// Returns a table with a user, Ada, on which it was run beside these programs.
    pub(crate) async fn ran(&self, clients: Clients) -> Bed {
        let bed = users(&[texts([("id", "a"), ("name", "Ada")])]).await;
        let _ = self.migrator(&bed).run(clients, false).await.unwrap();
        bed
    }

    /// Verifies it, and returns `true` if nothing is left to do.
    pub(crate) async fn is_clean(&self, bed: &Bed, clients: Clients) -> bool {
        let found = self.migrator(bed).verify(clients).await;
        found.unwrap().is_clean()
    }

    pub(crate) async fn is_open(&self, bed: &Bed, gate: Gate) -> bool {
        let state = self.migrator(bed).gate(gate, Duration::ZERO).await;
        state.unwrap().is_open()
    }
}

/// Options under which requests may arrive for longer than an attempt of an impatient client takes.
pub(crate) fn patient() -> Options {
    Options {
        longest_request: Duration::from_secs(4),
        ..options()
    }
}

/// A client that repeats a request soon.
pub(crate) fn impatient(bed: &Bed) -> Client {
    let timeouts = TimeoutConfig::builder().operation_attempt_timeout(Duration::from_millis(300));
    let config = bed.db.sdk().config().to_builder();
    Client::from_config(config.timeout_config(timeouts.build()).build())
}
