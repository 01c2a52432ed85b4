//! Migrations of tables: indexes, and the expiry of items.

mod crashes;
mod expiry;
mod indexes;
mod plan;
mod waits;

use aws_sdk_dynamodb::types::{
    AttributeDefinition, CreateGlobalSecondaryIndexAction, DeleteGlobalSecondaryIndexAction,
    GlobalSecondaryIndexUpdate, KeySchemaElement, KeyType, Projection, ProjectionType,
    ScalarAttributeType,
};
use dynamite::Client;
use dynamite_migrate::{Clients, Error, Migrator, Options, Refusal, Report, WhenChanged};

use crate::support::{Bed, Item, Planned, Task, options, s};

const BEFORE: &str = "
models:
  User:
    key: id
    fields:
      id: string
      name: string
      mail: string?
      role: string?
    indexes:
      by_role: { name: role_1, partition: role, sparse: true }
";

const AFTER: &str = "
models:
  User:
    key: id
    fields:
      id: string
      full_name: string
      mail: string?
      role: string?
    indexes:
      by_mail: { partition: mail, sparse: true }
      by_role: { name: role_2, partition: role, sort: mail, sparse: true }
";

/// A user with a name.
fn user(id: &str, name: &str) -> Item {
    [("id", id), ("name", name)]
        .map(|(name, value)| (name.to_owned(), s(value)))
        .into()
}

/// A user with a mail and a role.
fn mailed(id: &str, mail: &str) -> Item {
    let mut user = user(id, "ada");
    user.extend(
        [("mail", mail), ("role", "admin")].map(|(name, value)| (name.to_owned(), s(value))),
    );
    user
}

async fn put(db: &Client, item: Item) {
    let put = db.sdk().put_item().table_name("users");
    put.set_item(Some(item)).send().await.unwrap();
}

/// The steps of a migration of users.
fn planned((before, after): (&str, &str), steps: &str) -> Planned {
    Planned::of(before, after, &format!("model: User\nsteps:\n{steps}"))
}

fn migrator(db: &Client, steps: &str) -> Migrator {
    migrator_with(db, steps, options())
}

fn migrator_with(db: &Client, steps: &str, options: Options) -> Migrator {
    // A field that a step changes is in no index that is there without a step.
    let by_name = "      by_name: { partition: full_name, project: keys }\n";
    let by_name = if steps.contains("by_name") {
        by_name
    } else {
        ""
    };
    let after = format!("{AFTER}{by_name}");
    planned((BEFORE, &after), steps).migrator(db, options)
}

async fn run(migrator: &Migrator) -> Result<Report, Error> {
    migrator.run(Clients::None, false).await
}

async fn rollback(migrator: &Migrator) -> Result<Report, Error> {
    migrator
        .rollback(Clients::None, WhenChanged::default())
        .await
}

async fn contract(migrator: &Migrator) -> Result<Report, Error> {
    Task::Contract.of(migrator).await
}

/// The names of the indexes of users.
async fn indexes(db: &Client) -> Vec<String> {
    let described = db.sdk().describe_table().table_name("users").send().await;
    let table = described.unwrap().table.unwrap();
    let indexes = table.global_secondary_indexes().iter();
    let mut names: Vec<_> = indexes
        .map(|index| index.index_name.clone().unwrap())
        .collect();
    names.sort();
    names
}

/// Ids of users that stand in the way, and what is said of each.
fn rejected(error: &Error) -> Vec<(String, String)> {
    let Refusal::TooManyRejects { first, .. } = error.refusal() else {
        panic!("{error}");
    };
    let mut rejects: Vec<_> = first
        .iter()
        .map(|reject| {
            (
                reject.key.clone(),
                format!("{}: {}", reject.step, reject.reason),
            )
        })
        .collect();
    rejects.sort();
    rejects
}

/// A table of users with the index that the schema before the migrations has.
async fn users(items: &[Item]) -> Bed {
    let bed = crate::support::users(items).await;
    make_index(&bed.direct, "role_1", "role").await;
    bed
}

/// Makes an index of users by an attribute with text.
async fn make_index(db: &Client, name: &str, attribute: &str) {
    let key = KeySchemaElement::builder().attribute_name(attribute);
    let all = Projection::builder().projection_type(ProjectionType::All);
    let index = CreateGlobalSecondaryIndexAction::builder()
        .index_name(name)
        .key_schema(key.key_type(KeyType::Hash).build().unwrap())
        .projection(all.build());
    let index = GlobalSecondaryIndexUpdate::builder().create(index.build().unwrap());
    let mut update = db.sdk().update_table().table_name("users");
    for name in ["id", attribute] {
        let definition = AttributeDefinition::builder().attribute_name(name);
        let definition = definition.attribute_type(ScalarAttributeType::S);
        update = update.attribute_definitions(definition.build().unwrap());
    }
    let update = update.global_secondary_index_updates(index.build());
    update.send().await.unwrap();
}

/// Drops an index of users.
async fn drop_index(db: &Client, name: &str) {
    let index = DeleteGlobalSecondaryIndexAction::builder().index_name(name);
    let index = GlobalSecondaryIndexUpdate::builder().delete(index.build().unwrap());
    let update = db.sdk().update_table().table_name("users");
    let update = update.global_secondary_index_updates(index.build());
    update.send().await.unwrap();
}
