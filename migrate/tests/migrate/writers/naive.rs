//! The loops that are usually written to migrate a table: all items are loaded into memory, and changed
//! and stored one after another.

use dynamite::Client;

use super::task::Task;
use crate::support::{Item, all, n, s};

/// The attributes that the model of the loop declares; those of the writers are none of them.
const DECLARED: [&str; 4] = ["id", "name", "price", "created_at"];

/// How a loop reads and stores items.
#[derive(Clone, Copy, Debug)]
pub(super) enum Loop {
    /// With an object mapper: default values are filled in when an item is loaded, and the declared
    /// attributes are stored.
    Entities,
    /// With all attributes, and nothing filled in.
    WholeItems,
}

impl Loop {
    /// Runs to its end.
    pub(super) async fn run(self, db: &Client, task: Task) {
        match task {
            Task::Add => self.add(db).await,
            Task::Rename => self.rename(db).await,
            Task::Transform => self.transform(db).await,
        }
    }

    /// Stores the items in which the attribute is missing.
    async fn add(self, db: &Client) {
        for mut item in self.load(db).await {
            if !item.contains_key("created_at") {
                item.insert("created_at".to_owned(), s("2026-01-31T12:00:00.000Z"));
                self.store(db, item).await;
            }
        }
    }

    /// Copies the value to the new attribute and stores the item.
    async fn rename(self, db: &Client) {
        for mut item in self.load(db).await {
            let name = item["name"].clone();
            item.insert("full_name".to_owned(), name);
            self.store(db, item).await;
        }
    }

    /// Stores what a function makes of each item.
    async fn transform(self, db: &Client) {
        for item in self.load(db).await {
            let price: usize = item["price"].as_n().unwrap().parse().unwrap();
            let mut transformed = item;
            transformed.insert("price".to_owned(), n(price * 100));
            self.store(db, transformed).await;
        }
    }

    async fn load(self, db: &Client) -> Vec<Item> {
        let items = all(db).await.into_values();
        match self {
            Self::WholeItems => items.collect(),
            Self::Entities => items.map(entity).collect(),
        }
    }

    async fn store(self, db: &Client, mut item: Item) {
        if matches!(self, Self::Entities) {
            item.retain(|name, _| DECLARED.contains(&name.as_str()));
        }
        let put = db.sdk().put_item().table_name("things");
        // A loop that has lost its connection ends.
        let _ = put.set_item(Some(item)).send().await;
    }
}

fn entity(mut item: Item) -> Item {
    item.retain(|name, _| DECLARED.contains(&name.as_str()));
    let now = s("2026-01-31T12:00:00.000Z");
    item.entry("created_at".to_owned()).or_insert(now);
    item
}
