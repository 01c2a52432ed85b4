//! A DynamoDB client of a page: no retries, no signing, no mercy.

use bytes::Bytes;
use dynamite_testkit::{Engine, FaultProxy};
use http_body_util::{BodyExt as _, Full};
use hyper::Request;
use hyper_util::client::legacy::Client as Http;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::{Value, json};

pub(crate) const TABLE: &str = "things";

/// An answer, or how the connection failed.
pub(crate) type Reply = Result<(u16, Value), String>;

#[derive(Clone)]
pub(crate) struct Client {
    http: Http<HttpConnector, Full<Bytes>>,
    endpoint: String,
    access_key: String,
}

impl Client {
    pub(crate) fn new(endpoint: &str, access_key: &str) -> Self {
        Self {
            http: Http::builder(TokioExecutor::new()).build_http(),
            endpoint: endpoint.to_owned(),
            access_key: access_key.to_owned(),
        }
    }

    pub(crate) async fn raw(&self, operation: &str, body: &Value) -> Result<(u16, Bytes), String> {
        let credential = format!(
            "{}/20250101/us-east-1/dynamodb/aws4_request",
            self.access_key
        );
        let signature = "SignedHeaders=host;x-amz-date;x-amz-target, Signature=0";
        let request = Request::post(&self.endpoint)
            .header("content-type", "application/x-amz-json-1.0")
            .header("x-amz-target", format!("DynamoDB_20120810.{operation}"))
            .header("x-amz-date", "20250101T000000Z")
            .header(
                "authorization",
                format!("AWS4-HMAC-SHA256 Credential={credential}, {signature}"),
            )
            .body(Full::new(Bytes::from(body.to_string())))
            .map_err(|error| error.to_string())?;
        let answer = self
            .http
            .request(request)
            .await
            .map_err(|error| format!("{error:?}"))?;
        let status = answer.status().as_u16();
        let body = answer
            .into_body()
            .collect()
            .await
            .map_err(|error| format!("{error:?}"))?;
        Ok((status, body.to_bytes()))
    }

    pub(crate) async fn call(&self, operation: &str, body: Value) -> Reply {
        let (status, body) = self.raw(operation, &body).await?;
        let body = serde_json::from_slice(&body).map_err(|error| format!("not JSON: {error}"))?;
        Ok((status, body))
    }

    /// The body of an answer that must be a success.
    pub(crate) async fn ok(&self, operation: &str, body: Value) -> Value {
        let (status, body) = self.call(operation, body).await.expect("an answer");
        assert_eq!(status, 200, "{operation} fails: {body}");
        body
    }

    pub(crate) async fn create_table(&self, name: &str) {
        let body = json!({
            "TableName": name,
            "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": [
                { "AttributeName": "id", "AttributeType": "S" },
                { "AttributeName": "at", "AttributeType": "N" },
            ],
            "KeySchema": [
                { "AttributeName": "id", "KeyType": "HASH" },
                { "AttributeName": "at", "KeyType": "RANGE" },
            ],
        });
        self.ok("CreateTable", body).await;
    }

    pub(crate) async fn put(&self, at: u32) -> Reply {
        self.call("PutItem", put(TABLE, at)).await
    }

    /// The `at` of every item that is stored, in order.
    pub(crate) async fn stored(&self) -> Vec<u32> {
        ats(&self.ok("Query", query()).await)
    }
}

/// A client behind a proxy, one that goes past it, and the empty [`TABLE`].
pub(crate) struct Setup {
    pub(crate) proxy: FaultProxy,
    pub(crate) client: Client,
    pub(crate) direct: Client,
}

pub(crate) async fn setup() -> Setup {
    let engine = Engine::selected().await;
    let proxy = FaultProxy::start(&engine).await;
    let client = Client::new(proxy.endpoint(), proxy.access_key());
    let direct = Client::new(engine.endpoint(), engine.access_key());
    direct.create_table(TABLE).await;
    Setup {
        proxy,
        client,
        direct,
    }
}

pub(crate) fn item(at: u32) -> Value {
    json!({ "id": { "S": "a" }, "at": { "N": at.to_string() } })
}

pub(crate) fn put(table: &str, at: u32) -> Value {
    json!({ "TableName": table, "Item": item(at) })
}

pub(crate) fn query() -> Value {
    json!({
        "TableName": TABLE,
        "KeyConditionExpression": "id = :id",
        "ExpressionAttributeValues": { ":id": { "S": "a" } },
    })
}

/// The `at` of every item on a page.
pub(crate) fn ats(page: &Value) -> Vec<u32> {
    let items = page["Items"].as_array().expect("a page has items");
    let at = |item: &Value| item["at"]["N"].as_str().and_then(|at| at.parse().ok());
    items
        .iter()
        .map(|item| at(item).expect("an item has a number"))
        .collect()
}

/// The name of the error in an answer.
pub(crate) fn error(body: &Value) -> &str {
    let kind = body["__type"].as_str().expect("an error has a type");
    kind.strip_prefix("com.amazonaws.dynamodb.v20120810#")
        .expect("in DynamoDB's namespace")
}
