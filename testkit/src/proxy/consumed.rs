//! Consumed capacity, asked for behind the client's back.

use serde_json::{Value, json};

use super::answer::Answer;

/// Units that a request took from one table, its indexes included.
#[derive(Debug, PartialEq)]
pub(super) struct Consumed {
    pub(super) table: String,
    pub(super) units: f64,
}

/// Whether the client itself wants to know.
pub(super) fn is_requested(body: &Value) -> bool {
    body["ReturnConsumedCapacity"]
        .as_str()
        .is_some_and(|level| level != "NONE")
}

/// Asks for it on the client's behalf.
pub(super) fn request(body: &mut Value) {
    body["ReturnConsumedCapacity"] = json!("TOTAL");
}

/// What the engine reports; one object, or a list for several tables.
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

/// Removes the report from the answer to a client that did not ask for it.
pub(super) fn strip(answer: &mut Answer) {
    let mut body = answer.parsed();
    if body
        .as_object_mut()
        .is_some_and(|body| body.remove("ConsumedCapacity").is_some())
    {
        answer.replace_body(body.to_string().into());
    }
}
