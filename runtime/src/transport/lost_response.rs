//! Attempts with an unknown outcome.
//!
//! The SDK retries a request whose response was lost. If the first attempt was applied after all,
//! the second one finds its effect: a `create` finds the item it has just created. So the scope
//! notes whether an earlier attempt ended without a clear response, and writes that must not be
//! applied twice forbid the retry.

use std::error::Error as StdError;

use aws_sdk_dynamodb::config::http::HttpResponse;
use aws_sdk_dynamodb::config::interceptors::InterceptorContext;
use aws_sdk_dynamodb::config::retry::{ClassifyRetry, RetryAction};

use super::request_scope::is_only_once;
use crate::error::{lacking, never_sent};

/// Forbids the SDK to retry a request that must not be applied twice and whose response was lost.
/// Throttled requests, which DynamoDB rejected before doing anything, are still retried.
#[derive(Clone, Copy, Debug)]
pub(super) struct NoRetryAfterLostResponse;

impl ClassifyRetry for NoRetryAfterLostResponse {
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        let Some(Err(error)) = context.output_or_error() else {
            return RetryAction::NoActionIndicated;
        };
        if is_only_once() && is_unclear(error, context.response()) {
            RetryAction::RetryForbidden
        } else {
            RetryAction::NoActionIndicated
        }
    }

    fn name(&self) -> &'static str {
        "DynamiteNoRetryAfterLostResponse"
    }
}

/// Returns `true` if the outcome of a failed attempt is unknown. It is known if DynamoDB rejected
/// the attempt, with any 4xx response, or if it was not sent.
pub(super) fn is_unclear(
    error: &(dyn StdError + 'static),
    response: Option<&HttpResponse>,
) -> bool {
    match response {
        Some(response) => !response.status().is_client_error(),
        None => lacking(error).is_none() && !never_sent(error),
    }
}
