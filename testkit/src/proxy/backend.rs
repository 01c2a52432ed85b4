//! The engine as the proxy presents it: with limited capacity, and metered.

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::header::{CONNECTION, CONTENT_LENGTH, HOST, HeaderMap, TRANSFER_ENCODING};
use hyper::{Request, Uri};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::Value;

use super::answer::Answer;
use super::batch::{self, Split};
use super::call::Call;
use super::capacity::{Admission, Capacities, Reservation};
use super::ledger::{EntryId, Ledger};
use super::{consumed, errors};

#[derive(Debug)]
pub(super) struct Backend {
    client: Client<HttpConnector, Full<Bytes>>,
    engine: String,
    pub(super) capacities: Capacities,
    pub(super) ledger: Ledger,
}

impl Backend {
    pub(super) fn new(engine: &str) -> Self {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        Self {
            client: Client::builder(TokioExecutor::new()).build(connector),
            engine: engine.to_owned(),
            capacities: Capacities::default(),
            ledger: Ledger::default(),
        }
    }

    /// Sends a request, as far as its tables have capacity for it. `body` is the call's own, or a
    /// variant of it.
    pub(super) async fn send(&self, entry: EntryId, call: &Call, body: &Value) -> Answer {
        match self.capacities.admit(call) {
            Admission::Whole(reservation) => self.meter(entry, call, body, &reservation).await,
            Admission::Part(split, reservation) => {
                self.meter_part(entry, call, split, &reservation).await
            }
            Admission::Refused(tables) => refused(call, &tables),
        }
    }

    /// Sends one part of a batch, and returns the other as unprocessed.
    pub(super) async fn send_part(&self, entry: EntryId, call: &Call, split: Split) -> Answer {
        self.meter_part(entry, call, split, &Reservation::default())
            .await
    }

    async fn meter_part(
        &self,
        entry: EntryId,
        call: &Call,
        Split { sent, held_back }: Split,
        reservation: &Reservation,
    ) -> Answer {
        let mut answer = if sent.is_empty() {
            let body = batch::nothing_processed(call.operation);
            Answer::json(hyper::StatusCode::OK, &body)
        } else {
            let mut body = call.body.clone();
            body["RequestItems"] = Value::Object(sent);
            self.meter(entry, call, &body, reservation).await
        };
        batch::hand_back(&mut answer, call.operation, held_back);
        answer
    }

    /// Sends a request and records the capacity it consumed.
    async fn meter(
        &self,
        entry: EntryId,
        call: &Call,
        body: &Value,
        reservation: &Reservation,
    ) -> Answer {
        self.ledger.reached_engine(entry);
        if !call.operation.is_metered() || !body.is_object() {
            return self.exchange(call, call.raw.clone()).await;
        }
        let secretly = !consumed::is_requested(body);
        let mut body = body.clone();
        if secretly {
            consumed::request(&mut body);
        }
        let mut answer = self.exchange(call, body.to_string().into()).await;
        let consumed = consumed::read(&answer);
        self.capacities.settle(call, reservation, &consumed);
        self.ledger.consumed(call.operation, &consumed);
        if secretly {
            consumed::strip(&mut answer);
        }
        answer
    }

    async fn exchange(&self, call: &Call, body: Bytes) -> Answer {
        match self.round_trip(call, body).await {
            Ok(answer) => answer,
            Err(problem) => errors::unreachable_engine(problem.as_ref()),
        }
    }

    async fn round_trip(
        &self,
        call: &Call,
        body: Bytes,
    ) -> Result<Answer, Box<dyn std::error::Error + Send + Sync>> {
        let path = call
            .head
            .uri
            .path_and_query()
            .map_or("/", |path| path.as_str());
        let mut request = Request::new(Full::new(body));
        *request.method_mut() = call.head.method.clone();
        *request.uri_mut() = format!("{}{path}", self.engine).parse::<Uri>()?;
        *request.headers_mut() = end_to_end(call.head.headers.clone());
        let (head, body) = self.client.request(request).await?.into_parts();
        Ok(Answer {
            status: head.status,
            headers: end_to_end(head.headers),
            body: body.collect().await?.to_bytes(),
            truncated: false,
        })
    }
}

fn refused(call: &Call, tables: &[String]) -> Answer {
    if !call.operation.is_transaction() {
        return errors::throughput_exceeded(call, tables);
    }
    let exhausted = |table: &str| tables.iter().any(|exhausted| exhausted == table);
    let reason = |table| {
        if exhausted(table) {
            errors::CancellationReason::throughput_exceeded()
        } else {
            errors::CancellationReason::none()
        }
    };
    let reasons: Vec<_> = call.transaction_tables().into_iter().map(reason).collect();
    errors::transaction_canceled(&reasons)
}

/// Removes the headers that concern one connection, or the length of a body that may change.
fn end_to_end(mut headers: HeaderMap) -> HeaderMap {
    for name in [HOST, CONNECTION, CONTENT_LENGTH, TRANSFER_ENCODING] {
        headers.remove(name);
    }
    headers
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::operation::Operation;

    #[tokio::test]
    async fn an_engine_that_is_gone_is_a_bad_gateway() {
        let free = std::net::TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr());
        let backend = Backend::new(&format!("http://{}", free.expect("a port")));
        let call = Call {
            operation: Operation::ListTables,
            tables: Vec::new(),
            body: json!({}),
            raw: Bytes::from_static(b"{}"),
            head: Request::new(()).into_parts().0,
        };
        let entry = backend.ledger.open(&call, None);
        let answer = backend.send(entry, &call, &call.body).await;
        assert_eq!(answer.status, hyper::StatusCode::BAD_GATEWAY);
        assert_eq!(answer.error().as_deref(), Some("EngineUnreachable"));
    }
}
