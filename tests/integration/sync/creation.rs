//! Tables that are not there.

use aws_sdk_dynamodb::types::{BillingMode, KeyType, ProjectionType, TimeToLiveStatus};
use dynamite::model::TableDescriptor;
use dynamite::sync::Change;
use dynamite_sample::models::{self, tables};
use dynamite_testkit::{Feature, Operation};

use super::{described, index_names};
use crate::support::{Bed, PRODUCTS, Proxied, USERS};

static RESERVATIONS: &[&TableDescriptor] = &[&tables::SHOP_RESERVATIONS];

#[tokio::test]
async fn a_missing_table_is_created_with_its_indexes() {
    let bed = Bed::empty().await;

    let report = bed.db.sync(PRODUCTS).await.unwrap();

    let table = "products".to_owned();
    assert_eq!(report.changes(), [Change::TableCreated { table }]);
    assert_eq!(report.to_string(), "created table products");
    let table = described(&bed.db, "products").await;
    let keys: Vec<_> = table
        .key_schema()
        .iter()
        .map(|it| (&*it.attribute_name, &it.key_type))
        .collect();
    assert_eq!(keys, [("shop", &KeyType::Hash), ("sku", &KeyType::Range)]);
    let billing = table
        .billing_mode_summary()
        .and_then(|it| it.billing_mode());
    assert_eq!(billing, Some(&BillingMode::PayPerRequest));
    assert_eq!(
        index_names(&bed.db, "products").await,
        ["by_barcode", "by_campaign"]
    );
    let local = &table.local_secondary_indexes()[0];
    assert_eq!(local.index_name(), Some("by_rating"));
}

#[tokio::test]
async fn an_index_projects_what_the_schema_says() {
    let bed = Bed::with(PRODUCTS).await;
    let table = described(&bed.db, "products").await;
    let projection = |name: &str| {
        let mut indexes = table.global_secondary_indexes().iter();
        let index = indexes.find(|it| it.index_name() == Some(name)).unwrap();
        index.projection().unwrap().clone()
    };
    let by_barcode = projection("by_barcode");
    assert_eq!(
        by_barcode.projection_type(),
        Some(&ProjectionType::KeysOnly)
    );
    let by_campaign = projection("by_campaign");
    assert_eq!(
        by_campaign.projection_type(),
        Some(&ProjectionType::Include)
    );
    let mut names = by_campaign.non_key_attributes().to_vec();
    names.sort_unstable();
    assert_eq!(names, ["price", "title"]);
}

#[tokio::test]
async fn what_is_there_is_left_alone() {
    let bed = Proxied::with(USERS).await;

    let report = bed.db.sync(USERS).await.unwrap();

    assert_eq!(report.changes(), []);
    let counts = bed.proxy.counts();
    let looks = counts.requests_of(Operation::DescribeTable);
    assert_eq!(counts.all_requests(), looks, "{counts:?}");
}

#[tokio::test]
async fn ttl_is_turned_on_once() {
    let bed = Bed::empty().await;
    let report = bed.db.sync(RESERVATIONS).await.unwrap();
    let (table, attribute) = ("shop.reservations".to_owned(), "expires_at".to_owned());
    let enabled = Change::TtlEnabled { table, attribute };
    assert!(report.changes().contains(&enabled), "{report}");

    let ttl = bed.db.sdk().describe_time_to_live();
    let ttl = ttl.table_name("shop.reservations").send().await.unwrap();
    let ttl = ttl.time_to_live_description.unwrap();
    assert_eq!(ttl.attribute_name(), Some("expires_at"));
    assert_eq!(ttl.time_to_live_status(), Some(&TimeToLiveStatus::Enabled));

    assert_eq!(bed.db.sync(RESERVATIONS).await.unwrap().changes(), []);
}

#[tokio::test]
async fn all_tables_of_the_schema_are_created() {
    let bed = Bed::empty().await;
    if bed.engine.lacks(Feature::MultiAttributeKeys) {
        return;
    }
    bed.db.sync(models::TABLES).await.unwrap();
    let there = bed.db.sdk().list_tables().send().await.unwrap();
    let mut declared: Vec<_> = models::TABLES.iter().map(|it| it.name).collect();
    declared.sort_unstable();
    assert_eq!(there.table_names(), declared);
    assert_eq!(bed.db.sync(models::TABLES).await.unwrap().changes(), []);
}

#[tokio::test]
async fn several_that_sync_at_once_make_one_table() {
    let bed = Bed::empty().await;
    let syncs = (0..4).map(|_| bed.db.sync(RESERVATIONS).into_future());
    let reports = futures_util::future::join_all(syncs).await;
    let created = |change: &Change| matches!(change, Change::TableCreated { .. });
    let mut tables = 0;
    for report in reports {
        tables += report
            .unwrap()
            .changes()
            .iter()
            .filter(|it| created(it))
            .count();
    }
    assert_eq!(tables, 1);
}
