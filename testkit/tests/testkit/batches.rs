//! Batches of which a part comes back.

use dynamite_testkit::{Fault, Operation};
use serde_json::{Value, json};

use crate::client::{Setup, TABLE, item, setup};

fn batch_write(ats: impl IntoIterator<Item = u32>) -> Value {
    let write = |at| json!({ "PutRequest": { "Item": item(at) } });
    let writes: Vec<Value> = ats.into_iter().map(write).collect();
    json!({ "RequestItems": { TABLE: writes } })
}

#[tokio::test]
async fn the_rest_of_a_batch_write_comes_back_and_can_be_sent_again() {
    let Setup {
        proxy,
        client,
        direct,
    } = setup().await;
    proxy
        .on(Operation::BatchWriteItem)
        .fail(Fault::Unprocessed { applied: 2 });
    let answer = client.ok("BatchWriteItem", batch_write(1..=5)).await;
    assert_eq!(direct.stored().await, [1, 2]);
    let rest = &answer["UnprocessedItems"];
    assert_eq!(*rest, batch_write(3..=5)["RequestItems"]);
    let answer = client
        .ok("BatchWriteItem", json!({ "RequestItems": rest }))
        .await;
    assert_eq!(answer["UnprocessedItems"], json!({}));
    assert_eq!(direct.stored().await, [1, 2, 3, 4, 5]);
}

#[tokio::test]
async fn a_batch_may_come_back_whole() {
    let Setup {
        proxy,
        client,
        direct,
    } = setup().await;
    proxy
        .on(Operation::BatchWriteItem)
        .fail(Fault::Unprocessed { applied: 0 });
    let answer = client.ok("BatchWriteItem", batch_write(1..=2)).await;
    assert_eq!(
        answer["UnprocessedItems"],
        batch_write(1..=2)["RequestItems"]
    );
    assert!(direct.stored().await.is_empty());
    assert!(!proxy.log()[0].reached_engine);
}

#[tokio::test]
async fn the_rest_of_a_batch_get_comes_back_with_its_options() {
    let Setup {
        proxy,
        client,
        direct,
    } = setup().await;
    direct.ok("BatchWriteItem", batch_write(1..=3)).await;
    proxy
        .on(Operation::BatchGetItem)
        .fail(Fault::Unprocessed { applied: 1 });
    let keys = |ats: &[u32]| {
        let keys: Vec<Value> = ats.iter().map(|at| item(*at)).collect();
        json!({ TABLE: { "Keys": keys, "ConsistentRead": true } })
    };
    let body = json!({ "RequestItems": keys(&[1, 2, 3]) });
    let answer = client.ok("BatchGetItem", body).await;
    assert_eq!(answer["Responses"][TABLE], json!([item(1)]));
    assert_eq!(answer["UnprocessedKeys"], keys(&[2, 3]));
}
