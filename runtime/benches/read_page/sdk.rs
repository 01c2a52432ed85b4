//! An SDK client whose connector returns a canned response.

use std::collections::HashMap;

use aws_credential_types::Credentials;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::{BehaviorVersion, Region};
use aws_sdk_dynamodb::types::AttributeValue;
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;

/// A client that always gets the same response.
pub(crate) struct Canned(Client);

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

impl Canned {
    pub(crate) fn new(body: String) -> Result<Self, Box<dyn std::error::Error>> {
        let connector = SharedHttpConnector::new(Connector {
            status: StatusCode::try_from(200)?,
            body: Bytes::from(body),
        });
        let config = aws_sdk_dynamodb::Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::from_static("us-east-1"))
            .credentials_provider(Credentials::from_keys("id", "secret", None))
            .endpoint_url("http://localhost:8000")
            .http_client(http_client_fn(move |_, _| connector.clone()))
            .build();
        Ok(Self(Client::from_conf(config)))
    }

    pub(crate) async fn query(
        &self,
    ) -> Result<Vec<HashMap<String, AttributeValue>>, Box<dyn std::error::Error>> {
        let output = self
            .0
            .query()
            .table_name("orders")
            .key_condition_expression("#k = :k")
            .expression_attribute_names("#k", "id")
            .expression_attribute_values(":k", AttributeValue::S("x".into()))
            .send()
            .await?;
        Ok(output.items.unwrap_or_default())
    }
}
