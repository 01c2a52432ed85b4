//! Consumed capacity, requested without the client's knowledge.

use serde_json::{Value, json};

use super::answer::Answer;

/// Units that a request consumed from one table, its indexes included.
#[derive(Debug, PartialEq)]
pub(super) struct Consumed {
    pub(super) table: String,
    pub(super) units: f64,
}

/// Returns `true` if the client itself requested the report.
pub(super) fn is_requested(body: &Value) -> bool {
    body["ReturnConsumedCapacity"]
        .as_str()
        .is_some_and(|level| level != "NONE")
}

/// Requests the report on the client's behalf.
pub(super) fn request(body: &mut Value) {
    body["ReturnConsumedCapacity"] = json!("TOTAL");
}

/// Returns the engine's report; one object, or a list for several tables.
pub(super) fn read(answer: &Answer) -> Vec<Consumed> {
    let body = answer.parsed();
    let report = &body["ConsumedCapacity"];
    let entries = report
        .as_array()
        .map_or(std::slice::from_ref(report), Vec::as_slice);
    entries
        .iter()
        .filter_map(|entry| {
            let table = entry["TableName"].as_str()?.to_owned();
            Some(Consumed {
                table,
                units: entry["CapacityUnits"].as_f64()?,
            })
        })
        .collect()
}

/// Removes the report from the response to a client that did not request it.
pub(super) fn strip(answer: &mut Answer) {
    let mut body = answer.parsed();
    if body
        .as_object_mut()
        .is_some_and(|body| body.remove("ConsumedCapacity").is_some())
    {
        answer.replace_body(body.to_string().into());
    }
}
