//! What is to be done with the things: three migrations.

use dynamite::Client;
use dynamite_migrate::{Engine, Passes};

use crate::support::{Item, Planned, n, options, run_of, thing};

/// The price of the things that writers create.
pub(super) const PRICE: usize = 7;

/// A migration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Task {
    /// An attribute with the current time is added where it is missing.
    Add,
    /// `name` becomes `full_name`.
    Rename,
    /// Prices are multiplied by 100.
    Transform,
}

impl Task {
    pub(super) const ALL: [Self; 3] = [Self::Add, Self::Rename, Self::Transform];

    fn planned(self) -> Planned {
        let schema = |fields: &str| {
            format!("models:\n  Thing: {{ key: id, fields: {{ id: string, {fields} }} }}")
        };
        let (after, step) = match self {
            Self::Add => (
                "name: string, price: u32, created_at: timestamp",
                "add: { field: created_at, now: true }",
            ),
            Self::Rename => (
                "full_name: string, price: u32",
                "rename: { from: name, to: full_name }",
            ),
            Self::Transform => (
                "name: string, price: u32",
                "set: { field: price, to: price * 100, exclusive: true }",
            ),
        };
        let file = format!("model: Thing\nsteps: [{{ {step} }}]");
        Planned::of(&schema("name: string, price: u32"), &schema(after), &file)
    }

    /// An engine that carries it out, and its passes.
    pub(super) async fn engine(self, db: &Client) -> (Engine, Passes) {
        let passes = self.planned().passes(db, &options()).await;
        let run = run_of("0001_users", passes.run.clone());
        (Engine::new(db.clone(), run, options()), passes)
    }

    /// Returns `true` if it was done with an item, once.
    pub(super) fn is_done(self, item: &Item) -> bool {
        match self {
            Self::Add => item.contains_key("created_at"),
            Self::Rename => item.get("name") == item.get("full_name"),
            Self::Transform => item.get("price") == Some(&n(100 * former_price(item))),
        }
    }
}

/// The price before the migration, which follows from the key.
fn former_price(item: &Item) -> usize {
    let id = item["id"].as_s().unwrap();
    let number = id.parse().ok();
    number.map_or(PRICE, |number| {
        thing(number)["price"].as_n().unwrap().parse().unwrap()
    })
}
