//! Reading of items directly from response bytes.
//!
//! The SDK turns every item into a map of strings and enums, which costs three times as much as
//! reading the same bytes into the struct. So an interceptor removes the items from the body before
//! the SDK sees it. The SDK gets the rest: counts, the last evaluated key, consumed capacity.
//! Signing, retries, timeouts and errors remain the SDK's.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use aws_sdk_dynamodb::error::BoxError;
use aws_smithy_types::body::SdkBody;
use bytes::{Bytes, BytesMut};
use http_body::{Body, Frame, SizeHint};

/// Receives the items of a response body.
pub(crate) trait Sink: Send + 'static {
    /// Reads the items out of a response body, and returns the body without them, for the SDK.
    /// Returns `None` if the body is not as expected: the SDK then gets all of it, and reports what
    /// is wrong.
    ///
    /// Called once per attempt: items of an earlier attempt are dropped.
    fn lift(&mut self, body: &[u8]) -> Option<Vec<u8>>;
}

/// A sink that is shared with the reader of the response.
pub(super) type SharedSink = Arc<Mutex<dyn Sink>>;

/// The caller's end of a sink, from which it takes the lifted items.
pub(crate) struct Lift<S>(Arc<Mutex<S>>);

impl<S: Sink> Lift<S> {
    pub(crate) fn into(sink: S) -> Self {
        Self(Arc::new(Mutex::new(sink)))
    }

    /// Returns the other end.
    pub(super) fn shared(&self) -> SharedSink {
        Arc::<Mutex<S>>::clone(&self.0)
    }

    /// Takes the lifted items.
    pub(crate) fn take(&self) -> S
    where
        S: Default,
    {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Returns the body without the items, which go into the sink.
pub(super) fn lift_body(body: SdkBody, sink: SharedSink) -> SdkBody {
    match body.bytes() {
        Some(bytes) => lift(&sink, bytes).map_or(body, SdkBody::from),
        None => SdkBody::from_body_1_x(LiftBody {
            inner: body,
            received: BytesMut::new(),
            sink: Some(sink),
        }),
    }
}

fn lift(sink: &Mutex<dyn Sink>, body: &[u8]) -> Option<Vec<u8>> {
    let mut sink = sink.lock().unwrap_or_else(PoisonError::into_inner);
    sink.lift(body)
}

/// A streaming body: collects it, and at its end returns the rest from the sink.
struct LiftBody {
    inner: SdkBody,
    received: BytesMut,
    /// `None` once the body has been returned.
    sink: Option<SharedSink>,
}

impl Body for LiftBody {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = self.get_mut();
        while this.sink.is_some() {
            match ready!(Pin::new(&mut this.inner).poll_frame(context)) {
                Some(Ok(frame)) => {
                    if let Ok(data) = frame.into_data() {
                        this.received.extend_from_slice(&data);
                    }
                }
                Some(Err(error)) => {
                    this.sink = None;
                    return Poll::Ready(Some(Err(error)));
                }
                None => {
                    let body = this.received.split().freeze();
                    let rest = this.sink.take().and_then(|sink| lift(&sink, &body));
                    return Poll::Ready(Some(Ok(Frame::data(rest.map_or(body, Bytes::from)))));
                }
            }
        }
        Poll::Ready(None)
    }

    fn is_end_stream(&self) -> bool {
        self.sink.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::default()
    }
}
