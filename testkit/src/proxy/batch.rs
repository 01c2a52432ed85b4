//! Batches of which the engine receives only a part.

use serde_json::{Map, Value};

use super::answer::Answer;
use crate::operation::Operation;

/// The two parts of a batch, each in the form of `RequestItems`.
#[derive(Debug, PartialEq)]
pub(super) struct Split {
    pub(super) sent: Map<String, Value>,
    pub(super) held_back: Map<String, Value>,
}

/// Splits a batch after the first `count` elements, which are sent on.
pub(super) fn split_after(body: &Value, count: usize) -> Split {
    let mut left = count;
    split(body, |_| {
        let sends = left > 0;
        left = left.saturating_sub(1);
        sends
    })
}

/// Splits a batch: the predicate receives the name of each element's table, and returns `true` to
/// send the element on.
pub(super) fn split(body: &Value, mut sends: impl FnMut(&str) -> bool) -> Split {
    let mut split = Split {
        sent: Map::new(),
        held_back: Map::new(),
    };
    let mut tables: Vec<_> = body["RequestItems"]
        .as_object()
        .into_iter()
        .flatten()
        .collect();
    tables.sort_unstable_by_key(|(table, _)| *table);
    for (table, request) in tables {
        let (sent, held_back): (Vec<Value>, Vec<Value>) = elements(request)
            .iter()
            .cloned()
            .partition(|_| sends(table));
        for (part, elements) in [(&mut split.sent, sent), (&mut split.held_back, held_back)] {
            if !elements.is_empty() {
                part.insert(table.clone(), with_elements(request, elements));
            }
        }
    }
    split
}

/// Adds the elements held back to those that the engine itself left unprocessed.
pub(super) fn hand_back(answer: &mut Answer, operation: Operation, held_back: Map<String, Value>) {
    if held_back.is_empty() || !answer.status.is_success() {
        return;
    }
    let mut body = answer.parsed();
    let list = &mut body[unprocessed_name(operation)];
    for (table, request) in held_back {
        let left_by_engine = elements(&list[&table]).iter().cloned();
        let all = left_by_engine
            .chain(elements(&request).iter().cloned())
            .collect();
        list[&table] = with_elements(&request, all);
    }
    answer.replace_body(body.to_string().into());
}

/// Returns the engine's response to a batch of which it processed nothing.
pub(super) fn nothing_processed(operation: Operation) -> Value {
    let mut body = Value::Object(Map::new());
    if operation == Operation::BatchGetItem {
        body["Responses"] = Value::Object(Map::new());
    }
    body[unprocessed_name(operation)] = Value::Object(Map::new());
    body
}

fn unprocessed_name(operation: Operation) -> &'static str {
    if operation == Operation::BatchGetItem {
        "UnprocessedKeys"
    } else {
        "UnprocessedItems"
    }
}

/// Returns the elements of a table's part: a list of writes, or the `Keys` of an object with
/// options.
fn elements(request: &Value) -> &[Value] {
    let list = request.as_array().or_else(|| request["Keys"].as_array());
    list.map_or(&[], Vec::as_slice)
}

fn with_elements(request: &Value, elements: Vec<Value>) -> Value {
    if request.is_array() {
        return Value::Array(elements);
    }
    let mut request = request.clone();
    request["Keys"] = Value::Array(elements);
    request
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn the_options_of_a_batch_get_stay_with_both_parts() {
        let body = json!({ "RequestItems": { "t": { "Keys": [1, 2], "ConsistentRead": true } } });
        let split = split_after(&body, 1);
        assert_eq!(
            split.sent["t"],
            json!({ "Keys": [1], "ConsistentRead": true })
        );
        assert_eq!(
            split.held_back["t"],
            json!({ "Keys": [2], "ConsistentRead": true })
        );
    }

    #[test]
    fn what_the_engine_left_itself_is_kept() {
        let engine = json!({ "UnprocessedItems": { "t": [1] } });
        let mut answer = Answer::json(hyper::StatusCode::OK, &engine);
        let held_back =
            Map::from_iter([("t".to_owned(), json!([2])), ("u".to_owned(), json!([3]))]);
        hand_back(&mut answer, Operation::BatchWriteItem, held_back);
        assert_eq!(
            answer.parsed()["UnprocessedItems"],
            json!({ "t": [1, 2], "u": [3] })
        );
    }

    proptest! {
        #[test]
        fn no_element_is_lost_or_doubled(sizes in prop::collection::vec(0_usize..9, 0..4), count in 0_usize..30) {
            let mut tables = Map::new();
            for (table, size) in sizes.iter().enumerate() {
                let writes = (0..*size).map(|write| json!([table, write])).collect();
                tables.insert(format!("t{table}"), Value::Array(writes));
            }
            let all = |map: &Map<String, Value>| -> Vec<Value> { map.values().flat_map(elements).cloned().collect() };
            let split = split_after(&json!({ "RequestItems": tables.clone() }), count);
            let mut rejoined = all(&split.sent);
            prop_assert_eq!(rejoined.len(), count.min(sizes.iter().sum()));
            rejoined.extend(all(&split.held_back));
            prop_assert_eq!(rejoined, all(&tables));
        }
    }
}
