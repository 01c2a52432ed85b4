//! Writes that read first, or do not look.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::Client;

use super::{key, put, read};
use crate::support::{Item, n};

/// An update reads the entity, keeps the attributes that the model knows, changes one, and puts
/// all of it. `between` is where others come in between.
pub(crate) async fn updated(
    db: &Client,
    table: &str,
    id: &AttributeValue,
    known: &[&str],
    (name, value): (&str, AttributeValue),
    between: impl Future<Output = ()>,
) {
    let mut entity = read(db, table, id).await.unwrap_or_default();
    entity.retain(|name, _| known.contains(&name.as_str()));
    between.await;
    entity.insert(name.to_owned(), value);
    put(db, table, entity).await;
}

/// An increment reads the number, adds to it, and puts the item.
pub(crate) async fn incremented(
    db: &Client,
    table: &str,
    id: &AttributeValue,
    name: &str,
    between: impl Future<Output = ()>,
) -> usize {
    let mut entity = read(db, table, id).await.unwrap_or_else(|| key(id));
    let number = entity.get(name).and_then(|it| it.as_n().ok());
    let number: i64 = number.map_or(0, |it| it.parse().unwrap());
    between.await;
    entity.insert(name.to_owned(), n(number + 1));
    put(db, table, entity).await;
    1
}

/// A delete does not ask whether there was anything.
pub(crate) async fn deleted(db: &Client, table: &str, id: &AttributeValue) -> usize {
    let delete = db.sdk().delete_item().table_name(table);
    delete.key("id", id.clone()).send().await.unwrap();
    1
}

/// An update by key does not know of soft deletes.
pub(crate) async fn updated_by_key(
    db: &Client,
    table: &str,
    id: &AttributeValue,
    (name, value): (&str, AttributeValue),
) -> usize {
    let mut entity = read(db, table, id).await.unwrap_or_default();
    entity.insert(name.to_owned(), value);
    put(db, table, entity).await;
    1
}

/// Restoring sets the time of deletion to null.
pub(crate) async fn restored(db: &Client, table: &str, mut entity: Item, deleted: &str) {
    entity.insert(deleted.to_owned(), AttributeValue::Null(true));
    put(db, table, entity).await;
}

/// Saving stores what reading has made of the item.
pub(crate) async fn saved(db: &Client, table: &str, entity: Item) {
    put(db, table, entity).await;
}

/// Many writes are one request each.
pub(crate) async fn put_each(db: &Client, table: &str, items: Vec<Item>) {
    for item in items {
        put(db, table, item).await;
    }
}

/// Whatever went wrong, as a text.
#[derive(Debug)]
pub(crate) enum Problem {
    #[expect(dead_code, reason = "nobody can do anything with it but show it")]
    Text(String),
}

/// A create that says what went wrong in words.
pub(crate) async fn created(db: &Client, table: &str, id: &AttributeValue) -> Result<(), Problem> {
    let create = db.sdk().put_item().table_name(table);
    let create = create.set_item(Some(key(id)));
    let create = create.condition_expression("attribute_not_exists(id)");
    let created = create.send().await;
    created
        .map(drop)
        .map_err(|error| Problem::Text(error.to_string()))
}

/// A claim that is refused after a lost request looks at the item, and takes what is there as it
/// wants it for its own work.
pub(crate) async fn claimed(
    db: &Client,
    table: &str,
    (key, id): (&str, AttributeValue),
    (name, holder): (&str, AttributeValue),
) -> bool {
    let claim = db.sdk().update_item().table_name(table);
    let claim = claim.key(key, id.clone()).update_expression("SET #0 = :0");
    let claim = claim.condition_expression("attribute_not_exists(#0)");
    let claim = claim.expression_attribute_names("#0", name);
    let claim = claim.expression_attribute_values(":0", holder.clone());
    if claim.send().await.is_ok() {
        return true;
    }
    let read = db.sdk().get_item().table_name(table).key(key, id);
    let item = read.send().await.unwrap().item.unwrap_or_default();
    item.get(name) == Some(&holder)
}
