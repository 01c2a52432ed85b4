//! All that is stored, read by the SDK.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::Client;

use crate::oracle::{Guard, State};
use crate::spec::{KINDS, Kind};
use crate::value::{Value, from_sdk, item_from_sdk};

/// All items and all guards.
pub(crate) async fn stored(client: &Client) -> State {
    let mut state = State::default();
    for kind in KINDS.into_iter().chain([Kind::Deposit]) {
        let items = scan(client, kind.spec().table).await;
        let items = items.iter().map(item_from_sdk);
        let items = items
            .map(|item| (kind.spec().key_of(&item), item))
            .collect();
        state.tables.insert(kind, items);
    }
    for row in scan(client, "dynamite_unique").await {
        let guard = from_sdk(&row["guard"]).text();
        state.guards.insert(guard, guard_of(&row));
    }
    state
}

fn guard_of(row: &HashMap<String, AttributeValue>) -> Guard {
    assert_eq!(from_sdk(&row["format"]), Value::N(2));
    assert!(row.contains_key("claim"), "{row:?}");
    let AttributeValue::M(owner) = &row["owner"] else {
        unreachable!("an owner is a key: {row:?}")
    };
    Guard {
        table: from_sdk(&row["table"]).text(),
        owner: item_from_sdk(owner),
        expires: row.get("expires").map(from_sdk),
    }
}

async fn scan(client: &Client, table: &str) -> Vec<HashMap<String, AttributeValue>> {
    let scan = client.sdk().scan().table_name(table).consistent_read(true);
    let answer = scan.send().await.unwrap();
    assert!(answer.last_evaluated_key.is_none(), "more than a page");
    answer.items.unwrap_or_default()
}
