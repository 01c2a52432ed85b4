//! Clients whose requests never leave the process, for tests of time: under a paused clock nothing
//! waits for a network.

use std::fmt;
use std::future::Future;
use std::sync::Arc;

use aws_sdk_dynamodb::config::{
    BehaviorVersion, Builder, Config, Credentials, Region, StalledStreamProtectionConfig,
};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use serde_json::Value;

/// From the body of a request to the status and the body of the response.
type Respond = Arc<dyn Fn(Value) -> BoxFuture<'static, (u16, Value)> + Send + Sync>;

#[derive(Clone)]
struct Connector(Respond);

impl fmt::Debug for Connector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Connector")
    }
}

impl HttpConnector for Connector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let body = request.body().bytes().expect("the whole body");
        let body = serde_json::from_slice(body).expect("a request in JSON");
        let response = (self.0)(body);
        HttpConnectorFuture::new(response.map(|(status, body)| {
            let status = StatusCode::try_from(status).expect("a status");
            let body = SdkBody::from(body.to_string());
            let mut response = HttpResponse::new(status, body);
            let headers = response.headers_mut();
            headers.insert("content-type", "application/x-amz-json-1.0");
            Ok(response)
        }))
    }
}

/// The configuration of a client whose requests are answered by this function of their bodies.
pub(crate) fn answered_by<F>(answer: impl Fn(Value) -> F + Send + Sync + 'static) -> Builder
where
    F: Future<Output = Value> + Send + 'static,
{
    responded_by(move |body| answer(body).map(|body| (200, body)))
}

/// [`answered_by`] with any status.
pub(crate) fn responded_by<F>(respond: impl Fn(Value) -> F + Send + Sync + 'static) -> Builder
where
    F: Future<Output = (u16, Value)> + Send + 'static,
{
    let connector = Connector(Arc::new(move |body| respond(body).boxed()));
    let connector = SharedHttpConnector::new(connector);
    Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("us-east-1"))
        .credentials_provider(Credentials::new("key", "secret", None, None, "test"))
        .endpoint_url("http://localhost:1")
        .http_client(http_client_fn(move |_, _| connector.clone()))
        // It measures by the clock of the system, which is not paused.
        .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
}
