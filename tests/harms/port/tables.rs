//! Tables and clients.

use std::sync::Mutex;

use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, KeySchemaElement, KeyType, ScalarAttributeType,
};
use dynamite::Client;

/// Creates a table and does not wait for it. Declared indexes and times to live are forgotten.
pub(crate) async fn created_table(db: &Client, table: &str) {
    let key = KeySchemaElement::builder()
        .attribute_name("id")
        .key_type(KeyType::Hash);
    let attribute = AttributeDefinition::builder()
        .attribute_name("id")
        .attribute_type(ScalarAttributeType::S);
    db.sdk()
        .create_table()
        .table_name(table)
        .key_schema(key.build().unwrap())
        .attribute_definitions(attribute.build().unwrap())
        .billing_mode(BillingMode::PayPerRequest)
        .send()
        .await
        .unwrap();
}

/// The client of everybody.
pub(crate) type Global = Mutex<Option<Client>>;

/// Connecting again takes the client away from whoever connected before.
pub(crate) fn connected(global: &Global, db: &Client) {
    *global.lock().unwrap() = Some(db.clone());
}
