//! Pages that end early, or are empty.
//!
//! An empty page needs a `LastEvaluatedKey`, and a client that continues from it must get all items
//! that the page left out. DynamoDB has no key for the position before the first item. So the proxy
//! returns the key of a later item, and remembers it. When the client continues from this key, the
//! proxy sends the engine the position before the empty page instead. It forgets the key once the
//! engine itself ends a page of the same reading there.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use serde_json::{Value, json};

use super::answer::Answer;
use super::backend::Backend;
use super::call::Call;
use super::ledger::EntryId;
use crate::operation::Operation;

/// The real position of a client that continues from an empty page: this key, or `Null`, which is
/// the beginning.
#[derive(Debug, Default)]
pub(super) struct Pages(Mutex<HashMap<Place, Value>>);

/// A key in one reading: the request without its limit, and the key. Kept as JSON, since clients
/// write the members of an object in any order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Place {
    operation: Operation,
    reading: Value,
    key: Value,
}

impl Place {
    fn of(call: &Call, key: &Value) -> Self {
        let reading = with(&call.body, "ExclusiveStartKey", Value::Null);
        // Clients that count items request fewer on later pages.
        let reading = with(&reading, "Limit", Value::Null);
        Self {
            operation: call.operation,
            reading,
            key: key.clone(),
        }
    }
}

/// Returns the request with a page of at most `limit` items.
pub(super) fn shortened(body: &Value, limit: u32) -> Value {
    let limit = u64::from(limit.max(1));
    let limit = body["Limit"]
        .as_u64()
        .map_or(limit, |asked| asked.min(limit));
    with(body, "Limit", json!(limit))
}

impl Pages {
    /// Returns `true` if the request continues from an empty page.
    pub(super) fn resumes_empty(&self, call: &Call) -> bool {
        self.position(call).is_some()
    }

    /// Sends a page request, from the real position of its client.
    pub(super) async fn forward(
        &self,
        backend: &Backend,
        entry: EntryId,
        call: &Call,
        body: &Value,
    ) -> Answer {
        let answer = match self.position(call) {
            Some(position) => resume(backend, entry, call, position).await,
            None => backend.send(entry, call, body).await,
        };
        // From here on this key means its real position, since the engine itself sends the client
        // to it.
        let last = answer.parsed()["LastEvaluatedKey"].take();
        self.change(|places| places.remove(&Place::of(call, &last)));
        answer
    }

    /// Returns an empty page, unless nothing is left to withhold.
    pub(super) async fn empty(&self, backend: &Backend, entry: EntryId, call: &Call) -> Answer {
        let mut answer = look_ahead(backend, entry, call).await;
        let mut page = answer.parsed();
        if page["LastEvaluatedKey"].is_null() {
            return answer;
        }
        let position = call.body["ExclusiveStartKey"].clone();
        let place = Place::of(call, &page["LastEvaluatedKey"]);
        self.change(|places| places.insert(place, position));
        page["Count"] = json!(0);
        // As if a filter had dropped it.
        page["ScannedCount"] = json!(1);
        if page.get("Items").is_some() {
            page["Items"] = json!([]);
        }
        answer.replace_body(page.to_string().into());
        answer
    }

    fn position(&self, call: &Call) -> Option<Value> {
        let key = call.body.get("ExclusiveStartKey")?;
        self.change(|places| places.get(&Place::of(call, key)).cloned())
    }

    fn change<T>(&self, change: impl FnOnce(&mut HashMap<Place, Value>) -> T) -> T {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Finds a key two items further; or one, when there is only one left.
async fn look_ahead(backend: &Backend, entry: EntryId, call: &Call) -> Answer {
    let answer = backend
        .send(entry, call, &with(&call.body, "Limit", json!(2)))
        .await;
    let page = answer.parsed();
    if page["LastEvaluatedKey"].is_null() && page["ScannedCount"] == 1 {
        return backend
            .send(entry, call, &with(&call.body, "Limit", json!(1)))
            .await;
    }
    answer
}

/// Responds to a client that continues from an empty page with a key of the proxy.
async fn resume(backend: &Backend, entry: EntryId, call: &Call, position: Value) -> Answer {
    let from_there = with(&call.body, "ExclusiveStartKey", position);
    let mut answer = backend.send(entry, call, &from_there).await;
    let mut page = answer.parsed();
    if page["LastEvaluatedKey"] != call.body["ExclusiveStartKey"] {
        return answer;
    }
    // This page ends just where the empty one pointed, and the client must not be sent back here:
    // request one item fewer, or, after the last one, return no key at all.
    if let Some(fewer) = call.body["Limit"].as_u64().filter(|limit| *limit > 1) {
        return backend
            .send(entry, call, &with(&from_there, "Limit", json!(fewer - 1)))
            .await;
    }
    if let Some(page) = page.as_object_mut() {
        page.remove("LastEvaluatedKey");
    }
    answer.replace_body(page.to_string().into());
    answer
}

/// Returns the object with one member set, or removed if the value is `Null`.
fn with(body: &Value, name: &str, value: Value) -> Value {
    let mut body = body.clone();
    if let Some(members) = body.as_object_mut() {
        if value.is_null() {
            members.remove(name);
        } else {
            members.insert(name.to_owned(), value);
        }
    }
    body
}
