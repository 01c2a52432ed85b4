//! Reading items straight from the response bytes.
//!
//! The SDK turns every item into a map of strings and enums, which costs three times what it
//! takes to read the same bytes into the struct. So an interceptor takes the items out of the
//! body before the SDK sees it, and leaves the SDK a body without them: counts, the last
//! evaluated key, consumed capacity. Signing, retries, timeouts and errors remain the SDK's.

use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use aws_sdk_dynamodb::config::interceptors::BeforeDeserializationInterceptorContextMut;
use aws_sdk_dynamodb::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_dynamodb::error::BoxError;
use aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint;
use aws_smithy_types::body::SdkBody;
use bytes::{Bytes, BytesMut};
use http_body::{Body, Frame, SizeHint};

/// Takes items out of a response body.
pub(crate) trait Sink: Send + 'static {
    /// Reads the items of a whole body and returns what is left of it, or `None` when the body
    /// is not what was expected; the SDK then gets all of it and reports what is wrong.
    ///
    /// Called once an attempt: what an earlier attempt left is thrown away.
    fn lift(&mut self, body: &[u8]) -> Option<Vec<u8>>;
}

/// An interceptor that fills a sink, and the other end of it.
pub(crate) struct Lift<S>(Arc<Mutex<S>>);

impl<S: Sink> Lift<S> {
    pub(crate) fn into(sink: S) -> Self {
        Self(Arc::new(Mutex::new(sink)))
    }

    /// The interceptor for one request.
    pub(crate) fn interceptor(&self) -> Self {
        Self(Arc::clone(&self.0))
    }

    /// What was lifted.
    pub(crate) fn take(&self) -> S
    where
        S: Default,
    {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn lift(&self, body: &[u8]) -> Option<Vec<u8>> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .lift(body)
    }
}

impl<S> fmt::Debug for Lift<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Lift")
    }
}

#[dyn_dispatch_hint]
impl<S: Sink> Intercept for Lift<S> {
    fn name(&self) -> &'static str {
        "DynamiteLift"
    }

    fn modify_before_deserialization(
        &self,
        context: &mut BeforeDeserializationInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let response = context.response_mut();
        if response.status().as_u16() != 200 {
            return Ok(());
        }
        let body = response.take_body();
        *response.body_mut() = match body.bytes() {
            Some(bytes) => match self.lift(bytes) {
                Some(rest) => SdkBody::from(rest),
                None => body,
            },
            None => SdkBody::from_body_1_x(LiftBody {
                inner: body,
                received: BytesMut::new(),
                lift: Some(self.interceptor()),
            }),
        };
        Ok(())
    }
}

/// A body that is still coming in: gathers it, and at its end gives out what the sink left.
struct LiftBody<S> {
    inner: SdkBody,
    received: BytesMut,
    /// `None` once the body has been given out.
    lift: Option<Lift<S>>,
}

impl<S: Sink> Body for LiftBody<S> {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = self.get_mut();
        while this.lift.is_some() {
            match ready!(Pin::new(&mut this.inner).poll_frame(context)) {
                Some(Ok(frame)) => {
                    if let Ok(data) = frame.into_data() {
                        this.received.extend_from_slice(&data);
                    }
                }
                Some(Err(error)) => {
                    this.lift = None;
                    return Poll::Ready(Some(Err(error)));
                }
                None => {
                    let body = this.received.split().freeze();
                    let rest = this.lift.take().and_then(|lift| lift.lift(&body));
                    return Poll::Ready(Some(Ok(Frame::data(rest.map_or(body, Bytes::from)))));
                }
            }
        }
        Poll::Ready(None)
    }

    fn is_end_stream(&self) -> bool {
        self.lift.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::default()
    }
}
