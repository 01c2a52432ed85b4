//! Errors that keep a request from the engine.

use dynamite_testkit::{CancellationReason, Fault, Operation};
use serde_json::json;

use crate::client::{Setup, TABLE, error, item, put, query, setup};

const ARN: &str = "arn:aws:dynamodb:us-east-1:000000000000:table/things";

#[tokio::test]
async fn throttling_names_the_limit_and_the_table() {
    let Setup {
        proxy,
        client,
        direct,
    } = setup().await;
    let cases = [
        (
            Fault::ProvisionedThroughputExceeded,
            "ProvisionedThroughputExceededException",
            "ThrottlingReasons",
            "TableWriteProvisionedThroughputExceeded",
        ),
        (
            Fault::Throttling,
            "ThrottlingException",
            "throttlingReasons",
            "TableWriteMaxOnDemandThroughputExceeded",
        ),
        (
            Fault::HotPartition,
            "ThrottlingException",
            "throttlingReasons",
            "TableWriteKeyRangeThroughputExceeded",
        ),
        (
            Fault::RequestLimitExceeded,
            "RequestLimitExceeded",
            "ThrottlingReasons",
            "TableWriteAccountLimitExceeded",
        ),
    ];
    for (fault, kind, list, reason) in cases {
        proxy.on(Operation::PutItem).fail(fault);
        let (status, body) = client.put(1).await.expect("an answer");
        assert_eq!((status, error(&body)), (400, kind));
        assert_eq!(body[list], json!([{ "reason": reason, "resource": ARN }]));
    }
    assert!(direct.stored().await.is_empty(), "nothing was applied");
}

#[tokio::test]
async fn throttling_of_an_index_names_the_index() {
    let Setup { proxy, client, .. } = setup().await;
    proxy
        .on(Operation::Query)
        .fail(Fault::ProvisionedThroughputExceeded);
    let mut query = query();
    query["IndexName"] = json!("by_owner");
    let (_, body) = client.call("Query", query).await.expect("an answer");
    let reason = json!({
        "reason": "IndexReadProvisionedThroughputExceeded",
        "resource": format!("{ARN}/index/by_owner"),
    });
    assert_eq!(body["ThrottlingReasons"], json!([reason]));
}

#[tokio::test]
async fn server_errors_have_their_status_and_may_have_been_applied() {
    let Setup {
        proxy,
        client,
        direct,
    } = setup().await;
    let internal = |applied| Fault::InternalServerError { applied };
    let cases = [
        (1, Fault::ServiceUnavailable, 503, "ServiceUnavailable"),
        (2, internal(false), 500, "InternalServerError"),
        (3, internal(true), 500, "InternalServerError"),
    ];
    for (at, fault, status, kind) in cases {
        proxy.on(Operation::PutItem).fail(fault);
        let (answered, body) = client.put(at).await.expect("an answer");
        assert_eq!((answered, error(&body)), (status, kind));
    }
    assert_eq!(direct.stored().await, [3]);
}

#[tokio::test]
async fn transactions_conflict_and_are_cancelled_with_reasons() {
    let Setup {
        proxy,
        client,
        direct,
    } = setup().await;
    proxy
        .on(Operation::PutItem)
        .fail(Fault::TransactionConflict);
    let (status, body) = client.put(1).await.expect("an answer");
    assert_eq!(
        (status, error(&body)),
        (400, "TransactionConflictException")
    );

    let reasons = vec![
        CancellationReason::none(),
        CancellationReason::condition_failed(Some(item(2))),
    ];
    proxy
        .on(Operation::TransactWriteItems)
        .fail(Fault::TransactionCanceled(reasons));
    let items = json!([{ "Put": put(TABLE, 1) }, { "Put": put(TABLE, 2) }]);
    let reply = client
        .call("TransactWriteItems", json!({ "TransactItems": items }))
        .await;
    let (status, body) = reply.expect("an answer");
    assert_eq!(
        (status, error(&body)),
        (400, "TransactionCanceledException")
    );
    assert_eq!(body["CancellationReasons"][0], json!({ "Code": "None" }));
    assert_eq!(
        body["CancellationReasons"][1]["Code"],
        "ConditionalCheckFailed"
    );
    assert_eq!(body["CancellationReasons"][1]["Item"], item(2));
    let message = body["Message"].as_str().expect("a message");
    assert!(
        message.ends_with("[None, ConditionalCheckFailed]"),
        "{message}"
    );
    assert!(direct.stored().await.is_empty(), "nothing was applied");
}

#[tokio::test]
async fn limits_of_the_account_are_for_changes_of_tables() {
    let Setup { proxy, client, .. } = setup().await;
    proxy.on_any().always().fail(Fault::LimitExceeded);
    let (status, _) = client.put(1).await.expect("an answer");
    assert_eq!(status, 200);
    let delete = json!({ "TableName": TABLE });
    let reply = client.call("DeleteTable", delete).await;
    let (status, body) = reply.expect("an answer");
    assert_eq!((status, error(&body)), (400, "LimitExceededException"));
}
