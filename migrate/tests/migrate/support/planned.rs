//! Migrations between two schemas, on a table of users.

use std::collections::HashMap;
use std::sync::Arc;

use aws_sdk_dynamodb::types::AttributeValue as V;
use dynamite::Client;
use dynamite::engine_support::{KeyAttributeDescriptor, TableDescriptor};
use dynamite_migrate::{Engine, Migrator, Options, Pass, PassOptions, Passes, Run, RunId};
use dynamite_schema::ir::Schema;
use dynamite_schema::source::Sources;

use super::things::all_of;
use super::{Bed, Item, fill_table, s};

static USERS: TableDescriptor = TableDescriptor {
    name: "users",
    partition: KeyAttributeDescriptor::string("id"),
    sort: None,
    indexes: &[],
    second_indexes: &[],
    ttl: None,
};

pub(crate) static USERS_TABLES: &[&TableDescriptor] = &[&USERS];

pub(crate) fn schema(text: &str) -> Schema {
    let mut sources = Sources::default();
    sources.add("schema.yaml", text);
    dynamite_schema::check(sources).expect("a schema").schema
}

/// A migration between two schemas, from their texts.
#[derive(Clone)]
pub(crate) struct Planned(pub(crate) Arc<dynamite_migrate::Planned>);

impl Planned {
    pub(crate) fn of(before: &str, after: &str, migration: &str) -> Self {
        let (before, after) = (schema(before), schema(after));
        let planned = dynamite_migrate::Planned::of("0001_users.yaml", migration, before, after);
        Self(Arc::new(planned.expect("a migration")))
    }

    /// What carries it out.
    pub(crate) fn migrator(self, db: &Client, options: Options) -> Migrator {
        Migrator::new(db.clone(), self.0, options).unwrap()
    }

    pub(crate) async fn passes(&self, db: &Client, options: &Options) -> Passes {
        let engine = Engine::new(
            db.clone(),
            run_of("0001_users", Vec::new()),
            options.clone(),
        );
        let now = engine.started_at().await.unwrap();
        let migrator = self.clone().migrator(db, options.clone());
        migrator.passes(PassOptions::at(now)).unwrap()
    }
}

pub(crate) fn run_of(id: &str, passes: Vec<Pass>) -> Run {
    Run::new(RunId::new(id).unwrap(), passes, b"plan".to_vec())
}

pub(crate) async fn users(items: &[Item]) -> Bed {
    let bed = Bed::new().await;
    bed.direct.sync(USERS_TABLES).await.unwrap();
    fill_table(&bed.direct, "users", items).await;
    bed
}

/// An item with these attributes.
pub(crate) fn item<const N: usize>(attributes: [(&str, V); N]) -> Item {
    attributes
        .map(|(name, value)| (name.to_owned(), value))
        .into()
}

/// An item whose attributes are texts.
pub(crate) fn texts<const N: usize>(attributes: [(&str, &str); N]) -> Item {
    item(attributes.map(|(name, value)| (name, s(value))))
}

/// Stores a user, whatever was there.
pub(crate) async fn put_user(bed: &Bed, item: Item) {
    let put = bed.direct.sdk().put_item().table_name("users");
    put.set_item(Some(item)).send().await.unwrap();
}

pub(crate) async fn stored_users(db: &Client) -> HashMap<String, Item> {
    let items = all_of(db, "users").await.into_iter();
    items
        .map(|item| (item["id"].as_s().unwrap().clone(), sorted(item)))
        .collect()
}

/// With the members of sets in order.
pub(crate) fn sorted(item: Item) -> Item {
    item.into_iter()
        .map(|(name, value)| (name, sorted_value(value)))
        .collect()
}

fn sorted_value(value: V) -> V {
    match value {
        V::Ss(mut members) => {
            members.sort();
            V::Ss(members)
        }
        V::Ns(mut members) => {
            members.sort();
            V::Ns(members)
        }
        V::M(inside) => V::M(sorted(inside)),
        other => other,
    }
}

pub(crate) fn assert_same(found: &HashMap<String, Item>, expected: &HashMap<String, Item>) {
    assert_eq!(found.len(), expected.len());
    for (id, item) in expected {
        assert_eq!(&found[id], item, "{id}");
    }
}
