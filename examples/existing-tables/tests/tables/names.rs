//! The program that checks the tables before a deployment.

use std::process::Output;

use dynamite_testkit::{Engine, FaultProxy};
use tokio::process::Command;

use crate::support::{BY_USER, SESSIONS, STATE, create_tables, sdk, turn_expiry_on, variables};

/// Runs the program of the example with a role that may not change tables.
async fn check(engine: &Engine, variables: &[(&str, &str)]) -> Output {
    let proxy = FaultProxy::start(engine).await;
    proxy.deny_table_changes();
    let output = Command::new(env!("CARGO_BIN_EXE_dynamite-existing-tables"))
        .env_clear()
        .env("AWS_ENDPOINT_URL_DYNAMODB", proxy.endpoint())
        .env("AWS_ACCESS_KEY_ID", engine.access_key())
        .env("AWS_SECRET_ACCESS_KEY", "secret")
        .env("AWS_REGION", "us-east-1")
        .envs(variables.iter().copied())
        .output();
    let output = output.await.unwrap();
    assert_eq!(proxy.counts().all_faults(), 0, "it changes no table");
    output
}

#[tokio::test]
async fn the_tables_are_found_by_their_names() {
    let engine = Engine::selected().await;
    let db = sdk(engine.endpoint(), engine.access_key());
    create_tables(&db).await;
    turn_expiry_on(&db).await;
    let output = check(&engine, &variables()).await;
    assert!(output.status.success(), "{output:?}");
    let said = String::from_utf8_lossy(&output.stdout);
    for table in [STATE, SESSIONS] {
        let line = format!("{table} is as the schema declares it\n");
        assert!(said.contains(&line), "{said}");
    }
}

#[tokio::test]
async fn what_is_not_as_declared_is_named() {
    let engine = Engine::selected().await;
    let db = sdk(engine.endpoint(), engine.access_key());
    let output = check(&engine, &variables()).await;
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains(STATE) && said.contains(SESSIONS), "{said}");

    create_tables(&db).await;
    let output = check(&engine, &variables()).await;
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("TTL"), "{said}");
    assert!(!said.contains(BY_USER), "the index is as declared: {said}");
}
