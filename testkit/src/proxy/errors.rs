//! Errors in the form in which DynamoDB sends them.

use hyper::StatusCode;
use serde_json::{Value, json};

use super::answer::Answer;
use super::call::{Access, Call};
use super::fault::Fault;

/// The reason given for one operation of a canceled transaction.
#[derive(Clone, Debug, PartialEq)]
pub struct CancellationReason {
    /// The code, such as `None`, `ConditionalCheckFailed` or `TransactionConflict`.
    pub code: String,
    /// A sentence; absent for operations that did not cause the cancellation.
    pub message: Option<String>,
    /// The stored item in DynamoDB JSON, as a failed condition returns it.
    pub item: Option<Value>,
}

impl CancellationReason {
    /// This operation would have succeeded.
    pub fn none() -> Self {
        Self {
            code: "None".to_owned(),
            message: None,
            item: None,
        }
    }

    /// Another transaction holds the item.
    pub fn conflict() -> Self {
        Self::because("TransactionConflict", "Transaction is ongoing for the item")
    }

    /// The condition was false; `item` is the stored item, if it was requested.
    pub fn condition_failed(item: Option<Value>) -> Self {
        Self {
            item,
            ..Self::because("ConditionalCheckFailed", "The conditional request failed")
        }
    }

    /// The table has no provisioned throughput left.
    pub fn throughput_exceeded() -> Self {
        let message = "The provisioned throughput of the table was exceeded";
        Self::because("ProvisionedThroughputExceeded", message)
    }

    fn because(code: &str, message: &str) -> Self {
        Self {
            code: code.to_owned(),
            message: Some(message.to_owned()),
            item: None,
        }
    }

    fn to_json(&self) -> Value {
        let mut reason = json!({ "Code": self.code });
        if let Some(message) = &self.message {
            reason["Message"] = json!(message);
        }
        if let Some(item) = &self.item {
            reason["Item"] = item.clone();
        }
        reason
    }
}

/// Returns the response in place of the engine's, for a fault that keeps the request from the
/// engine.
pub(super) fn refusal(fault: &Fault, call: &Call) -> Option<Answer> {
    Some(match fault {
        Fault::ProvisionedThroughputExceeded => throughput_exceeded(call, &call.tables),
        Fault::Throttling => {
            let limit = "MaxOnDemandThroughputExceeded";
            throttled(
                "ThrottlingException",
                "throttlingReasons",
                reasons(call, &call.tables, limit),
            )
        }
        Fault::HotPartition => {
            let limit = "KeyRangeThroughputExceeded";
            throttled(
                "ThrottlingException",
                "throttlingReasons",
                reasons(call, &call.tables, limit),
            )
        }
        Fault::RequestLimitExceeded => {
            let limit = "AccountLimitExceeded";
            throttled(
                "RequestLimitExceeded",
                "ThrottlingReasons",
                reasons(call, &call.tables, limit),
            )
        }
        Fault::TtlChangedBefore => {
            let message = "Time to live has been modified multiple times within a fixed interval";
            error(StatusCode::BAD_REQUEST, "ValidationException", message)
        }
        Fault::LimitExceeded => {
            let message =
                "Subscriber limit exceeded: too many tables, or too many at the same time";
            error(StatusCode::BAD_REQUEST, "LimitExceededException", message)
        }
        Fault::AccessDenied => {
            let message = "User is not authorized to perform the operation";
            error(StatusCode::BAD_REQUEST, "AccessDeniedException", message)
        }
        Fault::InternalServerError { applied: false } => internal_server_error(),
        Fault::ServiceUnavailable => {
            let message = "The service is temporarily unavailable";
            error(
                StatusCode::SERVICE_UNAVAILABLE,
                "ServiceUnavailable",
                message,
            )
        }
        Fault::TransactionConflict => {
            let message = "A transaction is under way on the item";
            error(
                StatusCode::BAD_REQUEST,
                "TransactionConflictException",
                message,
            )
        }
        Fault::ReplicatedWriteConflict => {
            let message = "A request in another Region is modifying the item";
            error(
                StatusCode::BAD_REQUEST,
                "ReplicatedWriteConflictException",
                message,
            )
        }
        Fault::TransactionCanceled(reasons) => transaction_canceled(reasons),
        _ => return None,
    })
}

pub(super) fn internal_server_error() -> Answer {
    let message = "The request could not be completed";
    error(
        StatusCode::INTERNAL_SERVER_ERROR,
        "InternalServerError",
        message,
    )
}

pub(super) fn throughput_exceeded(call: &Call, tables: &[String]) -> Answer {
    throttled(
        "ProvisionedThroughputExceededException",
        "ThrottlingReasons",
        reasons(call, tables, "ProvisionedThroughputExceeded"),
    )
}

pub(super) fn transaction_canceled(reasons: &[CancellationReason]) -> Answer {
    let codes: Vec<&str> = reasons.iter().map(|reason| reason.code.as_str()).collect();
    // Clients that cannot read the list find the codes here, in brackets.
    let message = format!(
        "Transaction cancelled, please refer cancellation reasons for specific reasons [{}]",
        codes.join(", ")
    );
    let reasons: Vec<Value> = reasons.iter().map(CancellationReason::to_json).collect();
    Answer::json(
        StatusCode::BAD_REQUEST,
        &json!({
            "__type": qualified("TransactionCanceledException"),
            "Message": message,
            "CancellationReasons": reasons,
        }),
    )
}

pub(super) fn unreachable_engine(problem: &dyn std::error::Error) -> Answer {
    let message = format!("the fault proxy cannot reach its engine: {problem}");
    error(StatusCode::BAD_GATEWAY, "EngineUnreachable", &message)
}

/// Returns a throttling error. The list has two names: lower-case in `ThrottlingException` only.
fn throttled(kind: &str, list: &str, reasons: Vec<Value>) -> Answer {
    let message = "Throughput exceeds the capacity of the table, index or account";
    let mut body = json!({ "__type": qualified(kind), "message": message });
    if !reasons.is_empty() {
        body[list] = Value::Array(reasons);
    }
    Answer::json(StatusCode::BAD_REQUEST, &body)
}

/// Returns one reason for each table: the throttled resource, the access, and the limit.
fn reasons(call: &Call, tables: &[String], limit: &str) -> Vec<Value> {
    let Some(access) = call.access() else {
        return Vec::new();
    };
    let access = if access == Access::Read {
        "Read"
    } else {
        "Write"
    };
    let (kind, index) = match call.index() {
        Some(index) => ("Index", format!("/index/{index}")),
        None => ("Table", String::new()),
    };
    let arn = |table| format!("arn:aws:dynamodb:us-east-1:000000000000:table/{table}{index}");
    tables
        .iter()
        .map(|table| json!({ "reason": format!("{kind}{access}{limit}"), "resource": arn(table) }))
        .collect()
}

fn error(status: StatusCode, kind: &str, message: &str) -> Answer {
    Answer::json(
        status,
        &json!({ "__type": qualified(kind), "message": message }),
    )
}

fn qualified(kind: &str) -> String {
    format!("com.amazonaws.dynamodb.v20120810#{kind}")
}
