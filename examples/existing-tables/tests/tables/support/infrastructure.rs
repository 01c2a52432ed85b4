//! The tables as an infrastructure tool makes them: with names that it has generated, and without
//! Dynamite.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, GlobalSecondaryIndex, KeySchemaElement, KeyType, Projection,
    ProjectionType, ScalarAttributeType, TimeToLiveSpecification,
};

const INFRASTRUCTURE: &str = include_str!("../../infrastructure.env");

/// The names of the tables, as in the variables.
pub(crate) const STATE: &str = "prod-State-5TB2W8XJ";
pub(crate) const SESSIONS: &str = "prod-WebSessions-1M0V8J5L";
pub(crate) const BY_USER: &str = "WebSessions-UserIdLastSeen-1X8QZ0T3VJ2K";

/// The variables that tell a service the names.
pub(crate) fn variables() -> Vec<(&'static str, &'static str)> {
    let lines = INFRASTRUCTURE.lines();
    lines.map(|line| line.split_once('=').unwrap()).collect()
}

/// DynamoDB deletes expired items of these tables.
pub(crate) async fn turn_expiry_on(db: &Client) {
    for (table, attribute) in [(STATE, "exp"), (SESSIONS, "expires")] {
        let expiry = TimeToLiveSpecification::builder()
            .attribute_name(attribute)
            .enabled(true)
            .build();
        let update = db.update_time_to_live().table_name(table);
        let update = update.time_to_live_specification(expiry.unwrap());
        update.send().await.unwrap();
    }
}

pub(crate) async fn create_tables(db: &Client) {
    let state = db
        .create_table()
        .table_name(STATE)
        .billing_mode(BillingMode::PayPerRequest)
        .attribute_definitions(attribute("pk", ScalarAttributeType::S))
        .key_schema(part("pk", KeyType::Hash));
    state.send().await.unwrap();

    let by_user = GlobalSecondaryIndex::builder()
        .index_name(BY_USER)
        .key_schema(part("userId", KeyType::Hash))
        .key_schema(part("lastSeen", KeyType::Range))
        .projection(
            Projection::builder()
                .projection_type(ProjectionType::All)
                .build(),
        );
    let sessions = db
        .create_table()
        .table_name(SESSIONS)
        .billing_mode(BillingMode::PayPerRequest)
        .attribute_definitions(attribute("sessionId", ScalarAttributeType::S))
        .attribute_definitions(attribute("userId", ScalarAttributeType::S))
        .attribute_definitions(attribute("lastSeen", ScalarAttributeType::N))
        .key_schema(part("sessionId", KeyType::Hash))
        .global_secondary_indexes(by_user.build().unwrap());
    sessions.send().await.unwrap();
}

fn attribute(name: &str, kind: ScalarAttributeType) -> AttributeDefinition {
    let attribute = AttributeDefinition::builder().attribute_name(name);
    attribute.attribute_type(kind).build().unwrap()
}

fn part(name: &str, kind: KeyType) -> KeySchemaElement {
    let part = KeySchemaElement::builder().attribute_name(name);
    part.key_type(kind).build().unwrap()
}
