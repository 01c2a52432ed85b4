//! SDK clients that always get the same answers, at once and without a network.

use std::sync::Arc;
use std::time::Duration;

use aws_credential_types::Credentials;
use aws_sdk_dynamodb::Config;
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use aws_sdk_dynamodb::config::{BehaviorVersion, Region};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;

/// Operations of DynamoDB, and the bodies of their answers.
pub type Answers = Vec<(&'static str, String)>;

#[derive(Clone, Debug)]
struct Connector {
    status: StatusCode,
    answers: Arc<[(&'static str, Bytes)]>,
}

impl HttpConnector for Connector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let target = request.headers().get("x-amz-target").unwrap_or_default();
        let answer = (self.answers.iter()).find(|(operation, _)| {
            let name = target.rsplit('.').next();
            name == Some(operation)
        });
        let body = answer.map(|(_, body)| body.clone()).unwrap_or_default();
        let mut response = HttpResponse::new(self.status, SdkBody::from(body));
        response
            .headers_mut()
            .insert("content-type", "application/x-amz-json-1.0");
        HttpConnectorFuture::ready(Ok(response))
    }
}

/// The configuration of a client whose requests are answered with these bodies, by operation.
///
/// All that the SDK does around a request is done: endpoint, signature, retries, timeouts.
///
/// # Errors
/// None in practice: the status code is valid.
pub fn config(answers: Answers) -> Result<Config, Box<dyn std::error::Error>> {
    let answers = answers.into_iter();
    let connector = SharedHttpConnector::new(Connector {
        status: StatusCode::try_from(200)?,
        answers: answers
            .map(|(operation, body)| (operation, Bytes::from(body)))
            .collect(),
    });
    Ok(Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("us-east-1"))
        .credentials_provider(Credentials::from_keys("id", "secret", None))
        .endpoint_url("http://localhost:8000")
        // Those of a client of Dynamite, so that both sides have them.
        .timeout_config(
            TimeoutConfig::builder()
                .operation_attempt_timeout(Duration::from_secs(15))
                .operation_timeout(Duration::from_mins(1))
                .build(),
        )
        .http_client(http_client_fn(move |_, _| connector.clone()))
        .build())
}
