//! Tables that another tool has made, under names that it has generated, for a service that may not
//! change them.

use dynamite_testkit::{Engine, FaultProxy};
use serde_json::json;

use crate::support::{Caller, Program, path, run};

const INFRASTRUCTURE: &str = include_str!("../infrastructure.env");

/// The variables in the file.
fn variables() -> Vec<(&'static str, &'static str)> {
    let lines = INFRASTRUCTURE.lines();
    lines.map(|line| line.split_once('=').unwrap()).collect()
}

#[tokio::test]
async fn the_service_uses_the_tables_that_the_variables_name() {
    let engine = Engine::selected().await;
    let (key, variables) = (engine.access_key(), variables());
    let sync = run(engine.endpoint(), key, &["sync"], &variables).await;
    assert!(sync.status.success(), "{sync:?}");

    let proxy = FaultProxy::start(&engine).await;
    proxy.deny_table_changes();
    let program = Program::start(proxy.endpoint(), key, &variables).await;
    let caller = Caller::new(program.url());
    let body = json!({ "email": "ada@example.com", "name": "Ada" });
    let ada = caller.post("/users", &body).await;
    assert_eq!(ada.status, 201, "{ada:?}");
    assert_eq!(caller.post("/users", &body).await.status, 409);
    let at = path(&ada.body, "");
    assert_eq!(
        caller
            .patch(&at, "1", &json!({ "name": "Ada L." }))
            .await
            .status,
        200
    );
    let body = json!({ "sku": "lamp", "name": "Lamp", "stock": 1 });
    assert_eq!(caller.post("/products", &body).await.status, 201);
    let body = json!({ "sku": "lamp", "quantity": 1 });
    assert_eq!(
        caller.post(&format!("{at}/orders"), &body).await.status,
        201
    );
    let read = caller.get(&format!("{at}/with-orders")).await;
    assert_eq!(read.body["orders"].as_array().map(Vec::len), Some(1));

    assert_eq!(proxy.counts().all_faults(), 0);
    let mut used: Vec<_> = proxy.log().into_iter().flat_map(|it| it.tables).collect();
    used.sort();
    used.dedup();
    let mut named: Vec<_> = variables
        .iter()
        .map(|(_, name)| (*name).to_owned())
        .collect();
    named.sort();
    assert_eq!(used, named);
}

#[tokio::test]
async fn without_the_names_the_service_does_not_start() {
    let engine = Engine::selected().await;
    let key = engine.access_key();
    let proxy = FaultProxy::start(&engine).await;
    proxy.deny_table_changes();
    let output = run(proxy.endpoint(), key, &[], &[]).await;
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    for table in ["users", "products", "orders", "reviews", "dynamite_unique"] {
        assert!(said.contains(table), "{said}");
    }
    let variables = [("DYNAMITE_TABLE_USERS", "prod-Users-1")];
    let output = run(proxy.endpoint(), key, &[], &variables).await;
    let said = String::from_utf8_lossy(&output.stderr);
    let users = said.lines().find(|line| line.contains("prod-Users-1"));
    let named = "prod-Users-1 (`users` in the schema, named by DYNAMITE_TABLE_USERS): correct";
    assert!(users.is_some_and(|line| line.contains(named)), "{said}");
    let variables = [("DYNAMITE_TABLE_USER", "prod-Users-1M0V8J5L")];
    let output = run(proxy.endpoint(), key, &[], &variables).await;
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("DYNAMITE_TABLE_USERS"), "{said}");
}
