//! Conflicts with transactions.

use aws_sdk_dynamodb::config::interceptors::InterceptorContext;
use aws_sdk_dynamodb::config::retry::{ClassifyRetry, RetryAction};

/// Has the SDK repeat a request that met a transaction on the same item. It was refused before
/// anything was done, and the transaction is over in a moment.
#[derive(Clone, Copy, Debug)]
pub(super) struct ConflictIsTransient;

impl ClassifyRetry for ConflictIsTransient {
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        let refused = context
            .response()
            .filter(|response| response.status().as_u16() == 400);
        let body = refused
            .and_then(|response| response.body().bytes())
            .unwrap_or_default();
        if is_conflict(body) {
            RetryAction::transient_error()
        } else {
            RetryAction::NoActionIndicated
        }
    }

    fn name(&self) -> &'static str {
        "DynamiteConflictIsTransient"
    }
}

/// A transaction that was sent before and is not done yet is a conflict with itself.
///
/// The exception is of its own for single writes. For transactions it is a reason, and worth a
/// repetition only if there is no other reason.
fn is_conflict(body: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(body) else {
        return false;
    };
    text.contains("#TransactionConflictException\"")
        || text.contains("#TransactionInProgressException\"")
        || (text.contains("#TransactionCanceledException\"")
            && text.contains("\"TransactionConflict\"")
            && !text.contains("\"ConditionalCheckFailed\"")
            && !text.contains("\"ValidationError\""))
}
