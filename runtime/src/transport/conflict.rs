//! Transient rejections that the SDK does not retry by itself.

use aws_sdk_dynamodb::config::interceptors::InterceptorContext;
use aws_sdk_dynamodb::config::retry::{ClassifyRetry, RetryAction};

use crate::error::is_conflict;

/// Makes the SDK retry a request that conflicted with another on the same item, and a throttled
/// transaction. DynamoDB rejected them before doing anything.
#[derive(Clone, Copy, Debug)]
pub(super) struct ConflictIsTransient;

impl ClassifyRetry for ConflictIsTransient {
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        let refused = context
            .response()
            .filter(|response| response.status().as_u16() == 400);
        let body = refused.and_then(|response| response.body().bytes());
        let body = body.and_then(|body| std::str::from_utf8(body).ok());
        body.map_or(RetryAction::NoActionIndicated, action)
    }

    fn name(&self) -> &'static str {
        "DynamiteConflictIsTransient"
    }
}

/// For single writes, a conflict is an exception of its own. For transactions, conflicts and
/// throttling are cancellation reasons, and are retried only if there is no other reason.
fn action(body: &str) -> RetryAction {
    let has = |text: &str| body.contains(text);
    // The name follows a namespace; the body may also contain an item.
    let mut named = body
        .split('#')
        .skip(1)
        .filter_map(|it| it.split('"').next());
    if named.any(is_conflict) {
        return RetryAction::transient_error();
    }
    let is_final = has("\"ConditionalCheckFailed\"") || has("\"ValidationError\"");
    if !has("#TransactionCanceledException\"") || is_final {
        RetryAction::NoActionIndicated
    } else if has("\"TransactionConflict\"") {
        RetryAction::transient_error()
    } else if has("\"ThrottlingError\"") || has("\"ProvisionedThroughputExceeded\"") {
        RetryAction::throttling_error()
    } else {
        RetryAction::NoActionIndicated
    }
}
