//! Tables and indexes as the schema declares them.

mod additions;
mod creation;
mod differences;
mod items;
mod limits;
mod verify;

use aws_sdk_dynamodb::types::TableDescription;
use dynamite::Client;
use dynamite::model::{
    IndexDescriptor, IndexKind, KeyAttributeDescriptor, KeyKind, Projection, TableDescriptor,
};

/// A table like the one of users, to be declared in other ways.
const PLAIN: TableDescriptor = TableDescriptor {
    name: "plain",
    partition: key("id", KeyKind::String),
    sort: None,
    indexes: &[],
    second_indexes: &[],
    ttl: None,
};

const fn key(name: &'static str, kind: KeyKind) -> KeyAttributeDescriptor {
    KeyAttributeDescriptor { name, kind }
}

const fn index(
    name: &'static str,
    partition: &'static [KeyAttributeDescriptor],
) -> IndexDescriptor {
    IndexDescriptor {
        name,
        kind: IndexKind::Global,
        partition,
        sort: &[],
        projection: Projection::All,
    }
}

async fn described(db: &Client, table: &str) -> TableDescription {
    let describe = db.sdk().describe_table().table_name(table);
    describe.send().await.unwrap().table.unwrap()
}

/// The names of a table's global indexes, in alphabetical order.
async fn index_names(db: &Client, table: &str) -> Vec<String> {
    let table = described(db, table).await;
    let indexes = table.global_secondary_indexes().iter();
    let mut names: Vec<_> = indexes
        .map(|it| it.index_name().unwrap().to_owned())
        .collect();
    names.sort_unstable();
    names
}
