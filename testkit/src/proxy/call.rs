//! A request, as far as the proxy understands it.

use bytes::Bytes;
use http_body_util::BodyExt as _;
use hyper::Request;
use hyper::body::Incoming;
use hyper::http::request::Parts;
use serde_json::Value;

use super::answer::Cut;
use crate::operation::Operation;

#[derive(Debug)]
pub(super) struct Call {
    pub(super) operation: Operation,
    /// The tables it names, each once, in alphabetical order.
    pub(super) tables: Vec<String>,
    /// The body as the client sent it; `Null` when it is not JSON.
    pub(super) body: Value,
    pub(super) raw: Bytes,
    pub(super) head: Parts,
}

/// The kind of units that a request consumes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    Read,
    Write,
}

impl Call {
    /// Reads the whole request; if the client disconnects meanwhile, that is a cut.
    pub(super) async fn read(request: Request<Incoming>) -> Result<Self, Cut> {
        let (head, body) = request.into_parts();
        let raw = body.collect().await.map_err(|_| Cut)?.to_bytes();
        let body = serde_json::from_slice(&raw).unwrap_or(Value::Null);
        let target = head
            .headers
            .get("x-amz-target")
            .and_then(|target| target.to_str().ok());
        let operation = target.map_or(Operation::Unknown, Operation::from_target);
        Ok(Self {
            operation,
            tables: tables(&body),
            body,
            raw,
            head,
        })
    }

    pub(super) fn access(&self) -> Option<Access> {
        if self.operation.reads_items() {
            Some(Access::Read)
        } else if self.operation.writes_items() {
            Some(Access::Write)
        } else if self.operation.is_partiql() {
            // DynamoDB refuses to mix reads and writes, so the first statement decides.
            let statement = first_statement(&self.body).trim_start();
            let reads = statement
                .get(..6)
                .is_some_and(|verb| verb.eq_ignore_ascii_case("select"));
            Some(if reads { Access::Read } else { Access::Write })
        } else {
            None
        }
    }

    pub(super) fn index(&self) -> Option<&str> {
        self.body["IndexName"].as_str()
    }

    /// Returns the table of each operation of a transaction.
    pub(super) fn transaction_tables(&self) -> Vec<&str> {
        transaction_tables(&self.body).collect()
    }
}

fn tables(body: &Value) -> Vec<String> {
    let single = body["TableName"].as_str().into_iter();
    let batch = body["RequestItems"]
        .as_object()
        .into_iter()
        .flat_map(|map| map.keys());
    let mut tables: Vec<String> = single
        .chain(batch.map(String::as_str))
        .chain(transaction_tables(body))
        .map(str::to_owned)
        .collect();
    tables.sort_unstable();
    tables.dedup();
    tables
}

fn transaction_tables(body: &Value) -> impl Iterator<Item = &str> {
    // An element is an object of one entry: `{"Put": {"TableName": ...}}`.
    let operations = body["TransactItems"].as_array().into_iter().flatten();
    operations
        .filter_map(|operation| operation.as_object()?.values().next())
        .map(|operation| operation["TableName"].as_str().unwrap_or_default())
}

fn first_statement(body: &Value) -> &str {
    let several = body
        .get("Statements")
        .or_else(|| body.get("TransactStatements"));
    let first = several.map_or(body, |statements| &statements[0]);
    first["Statement"].as_str().unwrap_or_default()
}
