//! Clients that send only while something holds.

use std::fmt;
use std::sync::Arc;

use aws_sdk_dynamodb::config::interceptors::BeforeTransmitInterceptorContextMut;
use aws_sdk_dynamodb::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_dynamodb::error::BoxError;
use aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint;

use crate::Client;
use crate::error::NotAllowed;

/// Returns the client with this asked before each attempt of each request, just before it is signed: if
/// it is not true, the attempt is not sent and the request fails. A check before the call would not see
/// retries, which are signed again, and may be much later if the process was stopped meanwhile.
#[must_use]
pub fn gated(client: Client, is_open: impl Fn() -> bool + Send + Sync + 'static) -> Client {
    let gate = Gate(Arc::new(is_open));
    client.with_sdk(|sdk| sdk.interceptor(gate))
}

#[derive(Clone)]
struct Gate(Arc<dyn Fn() -> bool + Send + Sync>);

#[dyn_dispatch_hint]
impl Intercept for Gate {
    fn name(&self) -> &'static str {
        "DynamiteGate"
    }

    fn modify_before_signing(
        &self,
        _: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if (self.0)() {
            Ok(())
        } else {
            Err(NotAllowed.into())
        }
    }
}

impl fmt::Debug for Gate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Gate")
    }
}
