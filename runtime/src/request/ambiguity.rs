//! Attempts after which nobody knows whether the write took place.
//!
//! The SDK repeats a request whose answer was lost. If the first attempt was applied after all,
//! the second one meets its own work: a `create` finds the item it has just made. So writes note
//! whether an earlier attempt ended without a clear answer, and writes that must not be done
//! twice forbid the repetition.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use aws_sdk_dynamodb::config::interceptors::{FinalizerInterceptorContextRef, InterceptorContext};
use aws_sdk_dynamodb::config::retry::{ClassifyRetry, RetryAction};
use aws_sdk_dynamodb::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_dynamodb::error::BoxError;
use aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint;

/// Remembers whether an attempt of one request ended without a clear answer.
#[derive(Clone, Debug, Default)]
pub(crate) struct LostAnswers(Arc<AtomicBool>);

impl LostAnswers {
    /// Whether an earlier attempt may have been applied.
    pub(crate) fn any(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

#[dyn_dispatch_hint]
impl Intercept for LostAnswers {
    fn name(&self) -> &'static str {
        "DynamiteLostAnswers"
    }

    fn read_after_attempt(
        &self,
        context: &FinalizerInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let failed = matches!(context.output_or_error(), Some(Err(_)));
        let status = context
            .response()
            .map(|response| response.status().as_u16());
        if failed && is_unclear(status) {
            self.0.store(true, Ordering::Relaxed);
        }
        Ok(())
    }
}

/// Forbids the SDK to repeat a request whose answer was lost. Throttled requests, which were
/// refused before anything was done, are still repeated.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NoBlindRepeat;

impl ClassifyRetry for NoBlindRepeat {
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        let failed = matches!(context.output_or_error(), Some(Err(_)));
        let status = context
            .response()
            .map(|response| response.status().as_u16());
        if failed && is_unclear(status) {
            RetryAction::RetryForbidden
        } else {
            RetryAction::NoActionIndicated
        }
    }

    fn name(&self) -> &'static str {
        "DynamiteNoBlindRepeat"
    }
}

/// A failed attempt is clear only if DynamoDB refused it: any 4xx answer.
fn is_unclear(status: Option<u16>) -> bool {
    !status.is_some_and(|status| (400..500).contains(&status))
}
