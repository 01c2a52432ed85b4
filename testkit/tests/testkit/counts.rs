//! What the proxy remembers.

use std::collections::BTreeMap;

use dynamite_testkit::{Fault, Operation, Outcome};
use serde_json::json;

use crate::client::{Setup, TABLE, put, query, setup};

#[tokio::test]
async fn counts_are_right() {
    let Setup { proxy, client, .. } = setup().await;
    proxy
        .on(Operation::PutItem)
        .nth(2)
        .fail(Fault::ServiceUnavailable);
    proxy.on(Operation::PutItem).nth(3).fail(Fault::CutAfter);
    for at in 0..4 {
        let _ = client.put(at).await;
    }
    client.ok("Query", query()).await;
    let mut conditional = put(TABLE, 0);
    conditional["ConditionExpression"] = json!("attribute_not_exists(id)");
    client
        .call("PutItem", conditional)
        .await
        .expect("an answer");

    let counts = proxy.counts();
    let requests = BTreeMap::from([(Operation::PutItem, 5), (Operation::Query, 1)]);
    assert_eq!(counts.requests, requests);
    assert_eq!(counts.all_requests(), 6);
    assert_eq!(
        counts.answers,
        BTreeMap::from([(200, 3), (400, 1), (503, 1)])
    );
    assert_eq!(
        counts.faults,
        BTreeMap::from([("CutAfter", 1), ("ServiceUnavailable", 1)])
    );
    assert_eq!(counts.errors["ConditionalCheckFailedException"], 1);
    assert_eq!(counts.cuts, 1);
    // Three writes of one unit; the engine reports none for a failed condition.
    assert!(
        (counts.units_of(Operation::PutItem) - 3.0).abs() < 1e-9,
        "{counts:?}"
    );
    assert!(
        (counts.units_of(Operation::Query) - 0.5).abs() < 1e-9,
        "{counts:?}"
    );
    assert!((counts.units_from(TABLE) - 3.5).abs() < 1e-9, "{counts:?}");
}

#[tokio::test]
async fn the_log_holds_what_the_client_sent() {
    let Setup { proxy, client, .. } = setup().await;
    proxy.on(Operation::PutItem).fail(Fault::Throttling);
    client.put(1).await.expect("an answer");
    client.ok("Query", query()).await;
    let log = proxy.log();
    assert_eq!(log[0].body, put(TABLE, 1));
    assert_eq!(log[0].tables, [TABLE]);
    assert!(matches!(log[0].fault, Some(Fault::Throttling)));
    let throttled = Some("ThrottlingException".to_owned());
    assert_eq!(
        log[0].outcome,
        Outcome::Answered {
            status: 400,
            error: throttled
        }
    );
    assert_eq!(log[1].body, query());
    assert_eq!(
        log[1].outcome,
        Outcome::Answered {
            status: 200,
            error: None
        }
    );
}

#[tokio::test]
async fn consumed_capacity_is_shown_only_to_clients_that_ask() {
    let Setup {
        proxy: _proxy,
        client,
        ..
    } = setup().await;
    let answer = client.ok("PutItem", put(TABLE, 1)).await;
    assert_eq!(answer, json!({}));
    let mut asking = put(TABLE, 1);
    asking["ReturnConsumedCapacity"] = json!("TOTAL");
    let answer = client.ok("PutItem", asking).await;
    assert_eq!(answer["ConsumedCapacity"]["TableName"], TABLE);
}
