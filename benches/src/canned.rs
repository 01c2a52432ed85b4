//! SDK clients that always get the same answer, at once and without a network.

use aws_credential_types::Credentials;
use aws_sdk_dynamodb::Config;
use aws_sdk_dynamodb::config::{BehaviorVersion, Region};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;

#[derive(Clone, Debug)]
struct Connector {
    status: StatusCode,
    body: Bytes,
}

impl HttpConnector for Connector {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        let mut response = HttpResponse::new(self.status, SdkBody::from(self.body.clone()));
        response
            .headers_mut()
            .insert("content-type", "application/x-amz-json-1.0");
        HttpConnectorFuture::ready(Ok(response))
    }
}

/// The configuration of a client whose every request is answered with this body.
///
/// All that the SDK does around a request is done: endpoint, signature, retries, timeouts.
///
/// # Errors
/// None in practice: the status code is valid.
pub fn config(body: String) -> Result<Config, Box<dyn std::error::Error>> {
    let connector = SharedHttpConnector::new(Connector {
        status: StatusCode::try_from(200)?,
        body: Bytes::from(body),
    });
    Ok(Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("us-east-1"))
        .credentials_provider(Credentials::from_keys("id", "secret", None))
        .endpoint_url("http://localhost:8000")
        .http_client(http_client_fn(move |_, _| connector.clone()))
        .build())
}
