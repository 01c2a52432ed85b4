//! What is added to tables that are there.

use std::time::Duration;

use dynamite::model::{KeyKind, TableDescriptor};
use dynamite::sync::Change;
use dynamite_testkit::{Feature, Operation};

use super::{PLAIN, described, index, index_names, key};
use crate::support::{Bed, Proxied, item, raw_put, s};

pub(super) static OLD: &[&TableDescriptor] = &[&PLAIN];
pub(super) static NEW: &[&TableDescriptor] = &[&TableDescriptor {
    indexes: &[
        index("by_name", &[key("name", KeyKind::String)]),
        index("by_age", &[key("age", KeyKind::Number)]),
    ],
    ..PLAIN
}];
pub(super) static WITH_TTL: &[&TableDescriptor] = &[&TableDescriptor {
    ttl: Some("gone_at"),
    ..PLAIN
}];

#[tokio::test]
async fn missing_indexes_are_added_one_by_one_and_are_active_and_filled() {
    let bed = Proxied::with(OLD).await;
    let ada = item([("id", s("1")), ("name", s("ada"))]);
    raw_put(&bed.direct, "plain", ada).await;

    let report = bed.db.sync(NEW).build_indexes().await.unwrap();

    let created = |index: &str| Change::IndexCreated {
        table: "plain".to_owned(),
        index: index.to_owned(),
    };
    assert_eq!(report.changes(), [created("by_name"), created("by_age")]);
    assert_eq!(
        index_names(&bed.direct, "plain").await,
        ["by_age", "by_name"]
    );
    for index in described(&bed.direct, "plain")
        .await
        .global_secondary_indexes()
    {
        let active = aws_sdk_dynamodb::types::IndexStatus::Active;
        assert_eq!(index.index_status(), Some(&active));
    }
    for request in bed.proxy.log() {
        if request.operation == Operation::UpdateTable {
            let updates = request.body["GlobalSecondaryIndexUpdates"].as_array();
            assert_eq!(updates.map(Vec::len), Some(1));
        }
    }
    let query = bed
        .direct
        .sdk()
        .query()
        .table_name("plain")
        .index_name("by_name");
    let query = query
        .key_condition_expression("#n = :n")
        .expression_attribute_names("#n", "name")
        .expression_attribute_values(":n", s("ada"));
    assert_eq!(query.send().await.unwrap().count, 1);
}

#[tokio::test]
async fn several_that_add_the_same_indexes_at_once_all_succeed() {
    let bed = Bed::with(OLD).await;
    let syncs = (0..3).map(|_| bed.db.sync(NEW).into_future());
    let mut created = 0;
    for report in futures_util::future::join_all(syncs).await {
        created += report.unwrap().changes().len();
    }
    // Some engines take an index that is being created once more, without a word.
    assert!(created >= 2, "{created}");
    assert_eq!(index_names(&bed.db, "plain").await, ["by_age", "by_name"]);
}

#[tokio::test]
async fn several_that_turn_ttl_on_at_once_all_succeed() {
    let bed = Bed::with(OLD).await;
    let syncs = (0..3).map(|_| bed.db.sync(WITH_TTL).into_future());
    for report in futures_util::future::join_all(syncs).await {
        report.unwrap();
    }
    assert_eq!(bed.db.sync(WITH_TTL).await.unwrap().changes(), []);
}

#[tokio::test]
async fn an_index_that_the_schema_does_not_know_stays() {
    let bed = Bed::with(NEW).await;
    assert_eq!(bed.db.sync(OLD).await.unwrap().changes(), []);
    assert_eq!(index_names(&bed.db, "plain").await, ["by_age", "by_name"]);
}

#[tokio::test]
async fn waiting_ends_at_the_deadline_and_a_later_sync_finds_it_done() {
    let bed = Bed::with(OLD).await;
    if bed.engine.lacks(Feature::GradualIndexCreation) {
        return;
    }
    let sync = bed.db.sync(NEW).deadline(Duration::ZERO);
    let error = sync.await.unwrap_err();
    let dynamite::ErrorKind::Deadline { waiting_for } = error.kind() else {
        panic!("another error: {error}");
    };
    assert!(waiting_for.contains("by_name"), "{waiting_for}");
    bed.db.sync(NEW).await.unwrap();
    assert_eq!(index_names(&bed.db, "plain").await, ["by_age", "by_name"]);
}

#[tokio::test]
async fn an_index_of_a_table_with_provisioned_capacity_has_as_much() {
    use aws_sdk_dynamodb::types::{
        AttributeDefinition, KeySchemaElement, KeyType, ProvisionedThroughput, ScalarAttributeType,
    };

    let bed = Proxied::empty().await;
    let key = KeySchemaElement::builder()
        .attribute_name("id")
        .key_type(KeyType::Hash);
    let id = AttributeDefinition::builder().attribute_name("id");
    let capacity = ProvisionedThroughput::builder()
        .read_capacity_units(7)
        .write_capacity_units(3);
    let create = bed.direct.sdk().create_table().table_name("plain");
    let create = create
        .key_schema(key.build().unwrap())
        .attribute_definitions(id.attribute_type(ScalarAttributeType::S).build().unwrap())
        .provisioned_throughput(capacity.build().unwrap());
    create.send().await.unwrap();
    bed.db.sync(NEW).await.unwrap();
    let log = bed.proxy.log().into_iter();
    let added = log.filter(|it| it.operation == Operation::UpdateTable);
    let added: Vec<_> = added.map(|it| it.body).collect();
    assert_eq!(added.len(), 2);
    for body in added {
        let create = &body["GlobalSecondaryIndexUpdates"][0]["Create"];
        let capacity = &create["ProvisionedThroughput"];
        assert_eq!(capacity["ReadCapacityUnits"], 7);
        assert_eq!(capacity["WriteCapacityUnits"], 3);
    }
}
