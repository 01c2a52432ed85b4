//! Attempts that were sent and got no response: nobody knows if they were applied, or will be.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use aws_sdk_dynamodb::config::interceptors::{
    BeforeTransmitInterceptorContextRef, FinalizerInterceptorContextRef,
};
use aws_sdk_dynamodb::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_dynamodb::error::BoxError;
use aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint;

use crate::Client;

/// Counts the attempts of requests that are under way or got no response of the service. One of a gateway in
/// between that gave up (502, 504) is none.
///
/// The outcome of a request does not tell this: the SDK repeats attempts itself, and one that is repeated
/// after a timeout may still arrive after the request has succeeded.
#[derive(Clone, Debug, Default)]
pub struct Unanswered(Arc<AtomicI64>);

impl Unanswered {
    /// Returns the client with its attempts counted.
    #[must_use]
    pub fn counting(&self, client: Client) -> Client {
        let counted = self.clone();
        client.with_sdk(|sdk| sdk.interceptor(counted))
    }

    /// Returns `true` if an attempt may still arrive.
    pub fn is_any(&self) -> bool {
        self.0.load(Ordering::SeqCst) > 0
    }

    /// Forgets those that got no response, after the time in which they can arrive. Nothing is under way then.
    pub fn forget(&self) {
        self.0.store(0, Ordering::SeqCst);
    }
}

#[dyn_dispatch_hint]
impl Intercept for Unanswered {
    fn name(&self) -> &'static str {
        "DynamiteUnanswered"
    }

    fn read_before_transmit(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.0.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }

    fn read_after_attempt(
        &self,
        context: &FinalizerInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let status = context
            .response()
            .map(|response| response.status().as_u16());
        if status.is_some_and(|status| !matches!(status, 502 | 504)) {
            self.0.fetch_sub(1, Ordering::SeqCst);
        }
        Ok(())
    }
}
