//! What DynamoDB cannot change is refused with the reason, and nothing is touched.

use dynamite::ErrorKind;
use dynamite::model::{IndexDescriptor, IndexKind, KeyKind, Projection, TableDescriptor};

use super::{PLAIN, described, index, key};
use crate::support::Bed;

const OLD: TableDescriptor = TableDescriptor {
    sort: Some(key("at", KeyKind::Number)),
    indexes: &[index("by_name", &[key("name", KeyKind::String)])],
    ttl: Some("gone_at"),
    ..PLAIN
};

/// The differences that a sync with another declaration finds.
async fn differences(declared: &'static [&'static TableDescriptor]) -> Vec<String> {
    static FIRST: &[&TableDescriptor] = &[&OLD];
    let bed = Bed::with(FIRST).await;
    let before = described(&bed.db, "plain").await;

    let error = bed.db.sync(declared).await.unwrap_err();

    let after = described(&bed.db, "plain").await;
    assert_eq!(
        before.global_secondary_indexes(),
        after.global_secondary_indexes()
    );
    assert!(!error.is_retryable());
    match error.into_kind() {
        ErrorKind::Schema { table, differences } => {
            assert_eq!(table, "plain");
            differences
        }
        kind => panic!("another error: {kind:?}"),
    }
}

fn assert_says(differences: &[String], parts: &[&str]) {
    let [difference] = differences else {
        panic!("{differences:?}");
    };
    for part in parts {
        assert!(difference.contains(part), "{part} is not in: {difference}");
    }
}

#[tokio::test]
async fn another_table_key_is_refused() {
    static RENAMED: &[&TableDescriptor] = &[&TableDescriptor {
        partition: key("key", KeyKind::String),
        ..OLD
    }];
    static RETYPED: &[&TableDescriptor] = &[&TableDescriptor {
        partition: key("id", KeyKind::Number),
        ..OLD
    }];
    static UNSORTED: &[&TableDescriptor] = &[&TableDescriptor { sort: None, ..OLD }];
    assert_says(
        &differences(RENAMED).await,
        &["`id` (S)", "`key` (S)", "new table"],
    );
    assert_says(&differences(RETYPED).await, &["`id` (S)", "`id` (N)"]);
    assert_says(&differences(UNSORTED).await, &["`at` (N)"]);
}

#[tokio::test]
async fn another_index_key_is_refused() {
    static RETYPED: &[&TableDescriptor] = &[&TableDescriptor {
        indexes: &[index("by_name", &[key("name", KeyKind::Binary)])],
        ..OLD
    }];
    assert_says(
        &differences(RETYPED).await,
        &["by_name", "`name` (S)", "`name` (B)"],
    );
}

#[tokio::test]
async fn another_projection_is_refused() {
    const NARROWED: IndexDescriptor = IndexDescriptor {
        projection: Projection::Include(&["age"]),
        ..OLD.indexes[0]
    };
    static TABLES: &[&TableDescriptor] = &[&TableDescriptor {
        indexes: &[NARROWED],
        ..OLD
    }];
    assert_says(
        &differences(TABLES).await,
        &["by_name", "everything", "`age`"],
    );
}

#[tokio::test]
async fn a_missing_local_index_is_refused() {
    const BY_AGE: IndexDescriptor = IndexDescriptor {
        name: "by_age",
        kind: IndexKind::Local,
        partition: &[key("id", KeyKind::String)],
        sort: &[key("age", KeyKind::Number)],
        projection: Projection::All,
    };
    static TABLES: &[&TableDescriptor] = &[&TableDescriptor {
        indexes: &[OLD.indexes[0], BY_AGE],
        ..OLD
    }];
    assert_says(&differences(TABLES).await, &["by_age", "with their table"]);
}

#[tokio::test]
async fn a_ttl_of_another_attribute_is_refused() {
    static TABLES: &[&TableDescriptor] = &[&TableDescriptor {
        ttl: Some("expires_at"),
        ..OLD
    }];
    assert_says(&differences(TABLES).await, &["`gone_at`", "`expires_at`"]);
}

#[tokio::test]
async fn all_differences_are_told_at_once() {
    static TABLES: &[&TableDescriptor] = &[&TableDescriptor {
        sort: None,
        indexes: &[index("by_name", &[key("age", KeyKind::Number)])],
        ..OLD
    }];
    assert_eq!(differences(TABLES).await.len(), 2);
}
