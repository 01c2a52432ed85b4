//! Limits of the account on tables and on changes of them.

use std::future::ready;
use std::time::Duration;

use dynamite::model::{KeyKind, TableDescriptor};
use dynamite::sync::Change;
use dynamite::{Client, ErrorKind, Outcome};
use dynamite_testkit::{Fault, Operation, Pause};
use serde_json::json;
use tokio::time::Instant;

use super::{PLAIN, index, key};
use crate::support::{Proxied, answered_by};

const WAIT: Duration = Duration::from_mins(1);

static WITH_ALL: &[&TableDescriptor] = &[&TableDescriptor {
    indexes: &[index("by_name", &[key("name", KeyKind::String)])],
    ttl: Some("gone_at"),
    ..PLAIN
}];
static WITH_TTL: &[&TableDescriptor] = &[&TableDescriptor {
    ttl: Some("gone_at"),
    ..PLAIN
}];
static WITHOUT: &[&TableDescriptor] = &[&PLAIN];

#[tokio::test]
async fn a_limit_that_passes_is_waited_for() {
    let bed = Proxied::empty().await;
    // More often than the SDK asks again by itself.
    bed.proxy
        .on(Operation::CreateTable)
        .times(7)
        .fail(Fault::LimitExceeded);
    let report = bed.db.sync(WITHOUT).await.unwrap();
    let table = "plain".to_owned();
    assert_eq!(report.changes(), [Change::TableCreated { table }]);

    for operation in [Operation::UpdateTable, Operation::UpdateTimeToLive] {
        bed.proxy.on(operation).times(4).fail(Fault::LimitExceeded);
    }
    let report = bed.db.sync(WITH_ALL).await.unwrap();
    assert_eq!(report.changes().len(), 2, "{report}");
}

#[tokio::test(start_paused = true)]
async fn what_is_not_active_is_named_with_its_status_and_not_waited_for_in_vain() {
    for (status, waits) in [
        ("UPDATING", true),
        ("DELETING", true),
        ("ARCHIVED", false),
        ("INACCESSIBLE_ENCRYPTION_CREDENTIALS", false),
    ] {
        let table = json!({ "Table": {
            "TableName": "plain",
            "TableStatus": status,
            "KeySchema": [{ "AttributeName": "id", "KeyType": "HASH" }],
            "AttributeDefinitions": [{ "AttributeName": "id", "AttributeType": "S" }],
        }});
        let config = answered_by(move |_| ready(table.clone())).build();
        let db = Client::from_config(config);
        let start = Instant::now();
        let error = db.sync(WITHOUT).deadline(WAIT).await.unwrap_err();
        let ErrorKind::Deadline { waiting_for } = error.kind() else {
            panic!("{error}");
        };
        assert!(
            waiting_for.ends_with(&format!("(it is {status})")),
            "{error}"
        );
        assert_eq!(start.elapsed() >= WAIT, waits, "{status}");
    }
}

#[tokio::test]
async fn a_limit_that_stays_is_an_error_with_a_remedy_at_the_deadline() {
    let bed = Proxied::empty().await;
    let limited = async |operation, tables| {
        bed.proxy.on(operation).always().fail(Fault::LimitExceeded);
        let sync = bed.db.sync(tables).deadline(Duration::from_millis(300));
        let error = sync.await.unwrap_err();
        bed.proxy.clear();
        let ErrorKind::LimitExceeded { message } = error.kind() else {
            panic!("another error: {error:?}");
        };
        assert!(message.contains("Subscriber limit exceeded"), "{message}");
        let text = error.to_string();
        for part in [message, "quota", operation.name(), "plain"] {
            assert!(text.contains(part), "{part} is not in: {text}");
        }
        assert!(error.is_retryable());
        assert_eq!(error.outcome(), Outcome::NotApplied);
    };
    limited(Operation::CreateTable, WITH_ALL).await;
    bed.db.sync(WITHOUT).await.unwrap();
    limited(Operation::UpdateTable, WITH_ALL).await;
    limited(Operation::UpdateTimeToLive, WITH_TTL).await;
    let report = bed.db.sync(WITH_TTL).await.unwrap();
    assert_eq!(report.changes().len(), 1, "{report}");
}

#[tokio::test]
async fn a_table_that_another_process_makes_meanwhile_is_taken() {
    let bed = Proxied::empty().await;
    let pause = Pause::new();
    let creation = bed.proxy.on(Operation::CreateTable);
    creation.fail(Fault::PauseBefore(pause.clone()));
    let others = async {
        pause.reached().await;
        let report = bed.direct.sync(WITHOUT).await;
        pause.release();
        report
    };
    let (report, others) = tokio::join!(bed.db.sync(WITHOUT), others);
    assert_eq!(others.unwrap().changes().len(), 1);
    assert_eq!(report.unwrap().changes(), []);
}
