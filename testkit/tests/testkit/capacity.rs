//! Tables with limited capacity.

use std::time::Duration;

use dynamite_testkit::{Capacity, Operation};
use serde_json::{Value, json};

use crate::client::{Client, Setup, TABLE, error, item, put, query, setup};

const SLOW: f64 = 4.0;

async fn put_all(client: &Client, puts: u32) -> usize {
    let mut accepted = 0;
    for at in 0..puts {
        let (status, _) = client.put(at).await.expect("an answer");
        accepted += usize::from(status == 200);
    }
    accepted
}

#[tokio::test]
async fn writes_beyond_the_capacity_are_throttled_with_a_reason() {
    let Setup {
        proxy,
        client,
        direct,
    } = setup().await;
    proxy.capacity(
        TABLE,
        Capacity {
            read: Capacity::UNLIMITED,
            write: SLOW,
        },
    );
    let accepted = put_all(&client, 20).await;
    assert!((4..20).contains(&accepted), "{accepted} of 20");
    assert_eq!(
        direct.stored().await.len(),
        accepted,
        "what was throttled was not applied"
    );
    let counts = proxy.counts();
    let throttled = counts.errors["ProvisionedThroughputExceededException"];
    assert_eq!(throttled, 20 - accepted as u64);
    assert_eq!(counts.all_faults(), 0, "capacity is no fault");

    let (_, body) = loop {
        let (status, body) = client.put(1).await.expect("an answer");
        if status == 400 {
            break (status, body);
        }
    };
    assert_eq!(error(&body), "ProvisionedThroughputExceededException");
    let reason = &body["ThrottlingReasons"][0]["reason"];
    assert_eq!(reason, "TableWriteProvisionedThroughputExceeded");
}

#[tokio::test]
async fn capacity_comes_back_with_time() {
    let Setup { proxy, client, .. } = setup().await;
    proxy.capacity(
        TABLE,
        Capacity {
            read: 1.0,
            write: 20.0,
        },
    );
    assert!(put_all(&client, 60).await < 60, "the bucket is empty");
    tokio::time::sleep(Duration::from_millis(200)).await;
    let (status, _) = client.put(1).await.expect("an answer");
    assert_eq!(status, 200);
}

#[tokio::test]
async fn units_are_those_that_the_engine_counts() {
    let Setup {
        proxy,
        client,
        direct,
    } = setup().await;
    let mut large = item(1);
    large["blob"] = json!({ "S": "x".repeat(9_000) });
    let body = json!({ "TableName": TABLE, "Item": large });
    // One write of 9 KB costs 9 units or more: the next one waits for them.
    proxy.capacity(
        TABLE,
        Capacity {
            read: Capacity::UNLIMITED,
            write: SLOW,
        },
    );
    client.ok("PutItem", body).await;
    let (status, _) = client.put(2).await.expect("an answer");
    assert_eq!(status, 400);
    assert_eq!(direct.stored().await, [1]);
}

#[tokio::test]
async fn other_tables_and_reads_are_not_limited() {
    let Setup {
        proxy,
        client,
        direct,
    } = setup().await;
    direct.create_table("others").await;
    proxy.capacity(
        TABLE,
        Capacity {
            read: Capacity::UNLIMITED,
            write: SLOW,
        },
    );
    assert!(put_all(&client, 20).await < 20);
    for at in 0..20 {
        client.ok("PutItem", put("others", at)).await;
        client.ok("Query", query()).await;
    }
}

#[tokio::test]
async fn a_batch_gets_through_as_far_as_the_capacity_goes() {
    let Setup {
        proxy,
        client,
        direct,
    } = setup().await;
    proxy.capacity(
        TABLE,
        Capacity {
            read: Capacity::UNLIMITED,
            write: SLOW,
        },
    );
    let writes: Vec<Value> = (0..20)
        .map(|at| json!({ "PutRequest": { "Item": item(at) } }))
        .collect();
    let body = json!({ "RequestItems": { TABLE: writes } });
    let answer = client.ok("BatchWriteItem", body.clone()).await;
    let rest = answer["UnprocessedItems"][TABLE]
        .as_array()
        .expect("a rest")
        .len();
    assert_eq!(direct.stored().await.len(), 20 - rest);
    assert_eq!(rest, 16);

    let nothing = Capacity {
        read: Capacity::UNLIMITED,
        write: 0.0,
    };
    proxy.capacity(TABLE, nothing);
    let (status, body) = client
        .call("BatchWriteItem", body)
        .await
        .expect("an answer");
    assert_eq!(
        (status, error(&body)),
        (400, "ProvisionedThroughputExceededException")
    );
}

#[tokio::test]
async fn a_transaction_is_cancelled_for_the_table_that_has_no_capacity() {
    let Setup {
        proxy,
        client,
        direct,
    } = setup().await;
    direct.create_table("others").await;
    proxy.capacity(
        TABLE,
        Capacity {
            read: Capacity::UNLIMITED,
            write: 0.0,
        },
    );
    let items = json!([{ "Put": put("others", 1) }, { "Put": put(TABLE, 1) }]);
    let reply = client
        .call("TransactWriteItems", json!({ "TransactItems": items }))
        .await;
    let (status, body) = reply.expect("an answer");
    assert_eq!(
        (status, error(&body)),
        (400, "TransactionCanceledException")
    );
    let codes = body["CancellationReasons"].as_array().expect("reasons");
    let codes: Vec<&Value> = codes.iter().map(|reason| &reason["Code"]).collect();
    assert_eq!(codes, ["None", "ProvisionedThroughputExceeded"]);
}

#[tokio::test]
async fn parallel_requests_share_the_capacity() {
    let Setup {
        proxy,
        client,
        direct,
    } = setup().await;
    proxy.capacity(
        TABLE,
        Capacity {
            read: Capacity::UNLIMITED,
            write: SLOW,
        },
    );
    let puts = (0..30).map(|at| {
        let client = client.clone();
        tokio::spawn(async move { client.put(at).await })
    });
    for put in puts.collect::<Vec<_>>() {
        put.await.expect("no panic").expect("an answer");
    }
    let accepted = direct.stored().await.len();
    assert!(accepted < 15, "{accepted} of 30 got through");
    assert_eq!(proxy.counts().requests_of(Operation::PutItem), 30);
}
