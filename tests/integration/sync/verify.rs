//! Tables are compared with the schema, and nothing is changed.

use std::future::ready;

use dynamite::model::{KeyKind, TableDescriptor};
use dynamite::{Client, ErrorKind, TableName, TableProblem};
use dynamite_testkit::{Fault, Operation};
use serde_json::json;

use super::additions::{NEW, OLD};
use super::{PLAIN, index, index_names, key};
use crate::support::{Bed, Proxied, answered_by};

async fn problems(db: &Client, tables: &[&'static TableDescriptor]) -> Vec<TableProblem> {
    let error = db.verify(tables).await.unwrap_err();
    let text = error.to_string();
    let ErrorKind::Tables { problems } = error.into_kind() else {
        panic!("{text}");
    };
    for problem in &problems {
        assert!(text.contains(&problem.to_string()), "{text}");
    }
    problems
}

/// A table that is called as it is declared.
fn named(name: &str) -> TableName {
    TableName {
        name: name.to_owned(),
        declared: name.to_owned(),
        variable: None,
    }
}

fn plain() -> TableName {
    named("plain")
}

#[tokio::test]
async fn tables_that_are_as_declared_need_no_other_permission() {
    static DECLARED: &[&TableDescriptor] = &[&TableDescriptor {
        ttl: Some("gone_at"),
        ..PLAIN
    }];
    let bed = Proxied::with(DECLARED).await;
    bed.db.verify(DECLARED).await.unwrap();
    let log = bed.proxy.log();
    let sent: Vec<_> = log.iter().map(|request| request.operation).collect();
    let needed = [Operation::DescribeTable, Operation::DescribeTimeToLive];
    assert_eq!(sent, needed);
    // What the schema does not declare is ignored.
    bed.db.verify(OLD).await.unwrap();
}

#[tokio::test]
async fn all_problems_of_all_tables_are_reported_at_once_and_none_is_mended() {
    static DECLARED: &[&TableDescriptor] = &[
        &TableDescriptor {
            partition: key("id", KeyKind::Number),
            indexes: &[index("by_name", &[key("name", KeyKind::String)])],
            ttl: Some("gone_at"),
            ..PLAIN
        },
        &TableDescriptor {
            name: "other",
            ..PLAIN
        },
    ];
    let bed = Bed::with(OLD).await;
    let problems = problems(&bed.db, DECLARED).await;
    let [differs, index, ttl, missing] = &problems[..] else {
        panic!("{problems:?}");
    };
    let TableProblem::Differs { table, differences } = differs else {
        panic!("{differs:?}");
    };
    assert_eq!((&*table.name, differences.len()), ("plain", 1));
    let by_name = TableProblem::IndexMissing {
        table: plain(),
        index: "by_name".to_owned(),
    };
    let off = TableProblem::TtlOff {
        table: plain(),
        attribute: "gone_at".to_owned(),
    };
    let no_table = TableProblem::Missing {
        table: named("other"),
    };
    assert_eq!((index, ttl, missing), (&by_name, &off, &no_table));
    let text = bed.db.verify(DECLARED).await.unwrap_err().to_string();
    let lines: Vec<_> = text.lines().collect();
    assert_eq!((lines.len(), lines[0]), (5, "4 problems of tables:"));
    assert!(
        lines[4].starts_with("  there is no table other: create it"),
        "{text}"
    );
    assert!(index_names(&bed.db, "plain").await.is_empty());
}

#[tokio::test]
async fn a_name_is_shown_with_the_one_of_the_schema() {
    let bed = Bed::with(OLD).await;
    let db = bed.db.with_table_prefix("dev-");
    let text = db.verify(OLD).await.unwrap_err().to_string();
    let beginning = "there is no table dev-plain (`plain` in the schema): create it, or";
    assert!(text.starts_with(beginning), "{text}");
}

/// A service whose role may neither create nor change tables.
#[tokio::test]
async fn a_missing_permission_is_told_from_a_missing_table() {
    let bed = Proxied::with(OLD).await;
    bed.proxy.deny_table_changes();
    let scan = bed.proxy.on(Operation::Scan);
    scan.always().fail(Fault::AccessDenied);
    bed.db.verify(OLD).await.unwrap();
    let missing = ["by_name", "by_age"].map(|index| TableProblem::IndexMissing {
        table: plain(),
        index: index.to_owned(),
    });
    assert_eq!(problems(&bed.db, NEW).await, missing);

    let describe = bed.proxy.on(Operation::DescribeTable);
    describe.always().fail(Fault::AccessDenied);
    let denied = TableProblem::Denied {
        table: plain(),
        operation: "DescribeTable",
    };
    assert_eq!(problems(&bed.db, OLD).await, [denied]);
}

#[tokio::test]
async fn the_permission_that_is_missing_is_all_that_is_said_of_the_expiry_time() {
    static DECLARED: &[&TableDescriptor] = &[&TableDescriptor {
        ttl: Some("gone_at"),
        ..PLAIN
    }];
    let bed = Proxied::with(DECLARED).await;
    let describe = bed.proxy.on(Operation::DescribeTimeToLive);
    describe.always().fail(Fault::AccessDenied);
    let told = bed.db.verify(DECLARED).await.unwrap_err().to_string();
    assert!(
        told.contains("the expiry time of table plain is not known"),
        "{told}"
    );
    assert!(!told.contains("nothing is known"), "{told}");
}

/// They are found without a request, beside the problems of the other tables.
#[tokio::test]
async fn names_that_are_wrong_are_problems_too() {
    static OTHER: TableDescriptor = TableDescriptor {
        name: "other",
        ..PLAIN
    };
    static THIRD: TableDescriptor = TableDescriptor {
        name: "third",
        ..PLAIN
    };
    let tables = [&PLAIN, &OTHER, &THIRD];
    let bed = Bed::with(OLD).await;
    let arn = "arn:aws:dynamodb:eu-west-1:111122223333:table/third";
    let db = bed.db.with_table_name("other", "plain");
    let db = db.with_table_name("third", arn);
    let illegal = TableProblem::IllegalName {
        table: arn.to_owned(),
        declared: "third".to_owned(),
    };
    let shared = TableProblem::SharedName {
        table: plain().name,
        declared: [plain().name, "other".to_owned()],
    };
    assert_eq!(
        problems(&db, &tables).await,
        [illegal.clone(), shared.clone()]
    );
    let ErrorKind::Tables { problems } = db.sync(&tables).await.unwrap_err().into_kind() else {
        panic!("tables of one name were made");
    };
    assert_eq!(problems, [illegal, shared]);
    // The same table twice is no mistake: sets of models share the table of guards.
    db.verify(&[&PLAIN, &PLAIN]).await.unwrap();
}

/// Nothing is waited for.
#[tokio::test(start_paused = true)]
async fn a_table_that_is_not_active_is_named_with_its_status() {
    let table = json!({ "Table": {
        "TableName": "plain",
        "TableStatus": "CREATING",
        "KeySchema": [{ "AttributeName": "id", "KeyType": "HASH" }],
        "AttributeDefinitions": [{ "AttributeName": "id", "AttributeType": "S" }],
    }});
    let config = answered_by(move |_| ready(table.clone())).build();
    let problems = problems(&Client::from_config(config), OLD).await;
    let not_active = TableProblem::NotActive {
        table: plain(),
        waiting_for: "table plain to become ACTIVE (it is CREATING)".to_owned(),
    };
    assert_eq!(problems, [not_active]);
}

#[tokio::test]
async fn another_error_is_itself() {
    let bed = Proxied::with(OLD).await;
    let describe = bed.proxy.on(Operation::DescribeTable);
    describe.always().fail(Fault::Throttling);
    let error = bed.db.verify(OLD).await.unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::Throttled { .. }),
        "{error}"
    );
}
