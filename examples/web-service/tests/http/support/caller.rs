//! A client of the service.

use axum::body::{Body, to_bytes};
use axum::http::Request;
use axum::http::header::LOCATION;
use axum::http::request::Builder;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::{Value, from_slice};

/// The greatest body of a response, in bytes.
const LARGEST: usize = 1 << 20;

#[derive(Clone)]
pub(crate) struct Caller {
    http: Client<HttpConnector, Body>,
    url: String,
}

/// A status, where the created is, and the JSON of the body.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) location: Option<String>,
    pub(crate) body: Value,
}

impl Answer {
    /// What a caller is told about an error.
    pub(crate) fn error(&self) -> (u16, &str) {
        let text = self.body["error"].as_str();
        (self.status, text.expect("an error"))
    }
}

impl Caller {
    pub(crate) fn new(url: &str) -> Self {
        Self {
            http: Client::builder(TokioExecutor::new()).build_http(),
            url: url.to_owned(),
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(self.at(path)), "").await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.post_text(path, &body.to_string()).await
    }

    /// Posts a text that need not be JSON.
    pub(crate) async fn post_text(&self, path: &str, body: &str) -> Answer {
        self.send(Request::post(self.at(path)), body).await
    }

    /// Changes what has this version.
    pub(crate) async fn patch(&self, path: &str, version: &str, body: &Value) -> Answer {
        let request = Request::patch(self.at(path)).header("If-Match", version);
        self.send(request, &body.to_string()).await
    }

    pub(crate) async fn send(&self, request: Builder, body: &str) -> Answer {
        let request = request.header("Content-Type", "application/json");
        let request = request.body(Body::from(body.to_owned())).unwrap();
        let response = self.http.request(request).await.unwrap();
        let status = response.status().as_u16();
        let location = response.headers().get(LOCATION);
        let location = location.map(|it| it.to_str().unwrap().to_owned());
        let body = to_bytes(Body::new(response.into_body()), LARGEST).await;
        let body = from_slice(&body.unwrap()).unwrap();
        Answer {
            status,
            location,
            body,
        }
    }

    pub(crate) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }
}
