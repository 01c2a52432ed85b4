//! Attempts after which nobody knows whether the write took place.
//!
//! The SDK repeats a request whose answer was lost. If the first attempt was applied after all,
//! the second one meets its own work: a `create` finds the item it has just made. So it is noted
//! whether an earlier attempt ended without a clear answer, and writes that must not be done
//! twice forbid the repetition.

use aws_sdk_dynamodb::config::http::HttpResponse;
use aws_sdk_dynamodb::config::interceptors::InterceptorContext;
use aws_sdk_dynamodb::config::retry::{ClassifyRetry, RetryAction};

use super::flight::is_only_once;

/// Forbids the SDK to repeat a request that must not be done twice and whose answer was lost.
/// Throttled requests, which were refused before anything was done, are still repeated.
#[derive(Clone, Copy, Debug)]
pub(super) struct NoBlindRepeat;

impl ClassifyRetry for NoBlindRepeat {
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        let failed = matches!(context.output_or_error(), Some(Err(_)));
        if failed && is_only_once() && is_unclear(context.response()) {
            RetryAction::RetryForbidden
        } else {
            RetryAction::NoActionIndicated
        }
    }

    fn name(&self) -> &'static str {
        "DynamiteNoBlindRepeat"
    }
}

/// Whether nobody knows what a failed attempt did. It is clear only if DynamoDB refused it: any
/// 4xx answer.
pub(super) fn is_unclear(response: Option<&HttpResponse>) -> bool {
    !response.is_some_and(|response| response.status().is_client_error())
}
