//! Responses to the client.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use hyper::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use hyper::{Response, StatusCode};
use serde_json::Value;

/// The connection ends here, without a response.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cut;

impl fmt::Display for Cut {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the connection is cut")
    }
}

impl std::error::Error for Cut {}

/// A response of the engine, or of the proxy in its place.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// `true` if the body breaks off halfway.
    pub(super) truncated: bool,
}

impl Answer {
    pub(super) fn json(status: StatusCode, body: &Value) -> Self {
        let content_type = HeaderValue::from_static("application/x-amz-json-1.0");
        Self {
            status,
            headers: HeaderMap::from_iter([(CONTENT_TYPE, content_type)]),
            body: Bytes::from(body.to_string()),
            truncated: false,
        }
    }

    /// Returns the body as JSON; `Null` when it is not.
    pub(super) fn parsed(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    pub(super) fn replace_body(&mut self, body: Bytes) {
        // The checksum covers the body as the engine sent it.
        self.headers.remove("x-amz-crc32");
        self.body = body;
    }

    /// Returns the error's name, such as `ConditionalCheckFailedException`.
    pub(super) fn error(&self) -> Option<String> {
        if self.status.is_success() {
            return None;
        }
        let body = self.parsed();
        let qualified = body["__type"].as_str()?;
        qualified.rsplit('#').next().map(str::to_owned)
    }

    pub(super) fn into_response(self) -> Response<AnswerBody> {
        let announced = self.body.len();
        let sent = if self.truncated {
            self.body.slice(..announced / 2)
        } else {
            self.body
        };
        let missing = (announced - sent.len()) as u64;
        let data = Some(sent).filter(|data| !data.is_empty());
        let mut response = Response::new(AnswerBody {
            data,
            missing,
            flushed: false,
        });
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        response
    }
}

/// A body that may be shorter than announced.
#[derive(Debug)]
pub(super) struct AnswerBody {
    data: Option<Bytes>,
    missing: u64,
    flushed: bool,
}

impl Body for AnswerBody {
    type Data = Bytes;
    type Error = Cut;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Cut>>> {
        if let Some(data) = self.data.take() {
            Poll::Ready(Some(Ok(Frame::data(data))))
        } else if self.missing == 0 {
            Poll::Ready(None)
        } else if self.flushed {
            Poll::Ready(Some(Err(Cut)))
        } else {
            // An immediate error would close the connection before the first half is sent.
            self.flushed = true;
            context.waker().wake_by_ref();
            Poll::Pending
        }
    }

    fn is_end_stream(&self) -> bool {
        self.data.is_none() && self.missing == 0
    }

    fn size_hint(&self) -> SizeHint {
        let given = self.data.as_ref().map_or(0, Bytes::len) as u64;
        SizeHint::with_exact(given + self.missing)
    }
}
