//! What an engine is said to support it does, and nothing else.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use dynamite_testkit::{ENGINE_VARIABLE, Engine, Feature, SKIPPED_VARIABLE};
use serde_json::{Value, json};

use crate::client::{Client, TABLE};

async fn engine() -> (Engine, Client) {
    let engine = Engine::selected().await;
    let client = Client::new(engine.endpoint(), engine.access_key());
    client.create_table(TABLE).await;
    (engine, client)
}

fn add_index(key: &[&str]) -> Value {
    let attribute = |name| json!({ "AttributeName": name, "AttributeType": "S" });
    let part = |name| json!({ "AttributeName": name, "KeyType": "HASH" });
    let index = json!({
        "IndexName": "by_owner",
        "KeySchema": key.iter().map(part).collect::<Vec<_>>(),
        "Projection": { "ProjectionType": "ALL" },
    });
    json!({
        "TableName": TABLE,
        "AttributeDefinitions": key.iter().map(attribute).collect::<Vec<_>>(),
        "GlobalSecondaryIndexUpdates": [{ "Create": index }],
    })
}

#[tokio::test]
async fn multi_attribute_keys() {
    let (engine, client) = engine().await;
    let reply = client
        .call("UpdateTable", add_index(&["owner", "region"]))
        .await;
    let (status, body) = reply.expect("an answer");
    assert_eq!(
        engine.supports(Feature::MultiAttributeKeys),
        status == 200,
        "{body}"
    );
}

#[tokio::test]
async fn gradual_index_creation() {
    let (engine, client) = engine().await;
    let body = client.ok("UpdateTable", add_index(&["owner"])).await;
    let status = &body["TableDescription"]["GlobalSecondaryIndexes"][0]["IndexStatus"];
    assert_eq!(
        engine.supports(Feature::GradualIndexCreation),
        status == "CREATING",
        "{body}"
    );
}

#[tokio::test]
async fn a_gradual_index_becomes_active() {
    let (engine, client) = engine().await;
    if engine.lacks(Feature::GradualIndexCreation) {
        return;
    }
    client.ok("UpdateTable", add_index(&["owner"])).await;
    let mut status = Value::Null;
    for _ in 0..200 {
        let body = client
            .ok("DescribeTable", json!({ "TableName": TABLE }))
            .await;
        status = body["Table"]["GlobalSecondaryIndexes"][0]["IndexStatus"].clone();
        if status == "ACTIVE" {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(status, "ACTIVE");
}

/// The embedded engine skips the test above.
#[test]
fn a_skipped_test_says_so_and_is_collected() {
    let collected = Path::new(env!("CARGO_TARGET_TMPDIR")).join("skipped");
    let _ = std::fs::remove_file(&collected);
    let test = "features::a_gradual_index_becomes_active";
    let output = Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", test])
        .env(ENGINE_VARIABLE, "embedded")
        .env(SKIPPED_VARIABLE, &collected)
        .output()
        .expect("it runs");
    let line =
        format!("skipped on the embedded engine: {test} (indexes that are created gradually)\n");
    // Seen although the test passes, and its output is captured.
    assert_eq!(String::from_utf8_lossy(&output.stderr), line);
    assert_eq!(std::fs::read_to_string(collected).expect("a file"), line);
}

#[tokio::test]
async fn vector_search() {
    let (engine, client) = engine().await;
    let (_, body) = client
        .call("SearchVectors", json!({}))
        .await
        .expect("an answer");
    let kind = body["__type"]
        .as_str()
        .expect("an empty search is an error");
    let known = !kind.contains("UnknownOperation");
    assert_eq!(engine.supports(Feature::VectorSearch), known, "{body}");
}

#[tokio::test]
async fn old_item_of_failed_statement() {
    let (engine, client) = engine().await;
    client.put(1).await.expect("an answer");
    let statement = json!({
        "Statement": format!("UPDATE \"{TABLE}\" SET v = 1 WHERE id = 'a' AND \"at\" = 1 AND v = 5"),
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
    });
    let body = client
        .ok(
            "BatchExecuteStatement",
            json!({ "Statements": [statement] }),
        )
        .await;
    let error = &body["Responses"][0]["Error"];
    assert_eq!(error["Code"], "ConditionalCheckFailed", "{body}");
    let has_item = error["Item"].is_object();
    assert_eq!(
        engine.supports(Feature::OldItemOfFailedStatement),
        has_item,
        "{body}"
    );
}
