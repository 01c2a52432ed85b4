//! Service and transport failures, as the SDK reports them.

use std::error::Error as StdError;
use std::fmt;

use aws_sdk_dynamodb::config::http::HttpResponse;
use aws_sdk_dynamodb::error::{BuildError, ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::RequestId;

use super::configuration::{failed_provider, lacking};
use super::connection::never_sent;
use super::{Error, ErrorKind, Outcome};
use crate::codec::{DecodeError, Scanner};

/// A throttled resource, with the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ThrottlingReason {
    /// The reason, as DynamoDB names it, such as `TableWriteKeyRangeThroughputExceeded`.
    pub reason: String,
    /// The table or index, as an ARN.
    pub resource: String,
}

impl fmt::Display for ThrottlingReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} on {}", self.reason, self.resource)
    }
}

/// Throttling exceptions. DynamoDB rejected these requests before doing anything.
const THROTTLING: [&str; 3] = [
    "ProvisionedThroughputExceededException",
    "ThrottlingException",
    "RequestLimitExceeded",
];

/// Converts the SDK's errors of all operations.
pub(crate) fn from_sdk<E>(
    error: SdkError<E, HttpResponse>,
    operation: &'static str,
    table: &str,
) -> Error
where
    E: ProvideErrorMetadata + StdError + Send + Sync + 'static,
    SdkError<E, HttpResponse>: RequestId,
{
    if let SdkError::DispatchFailure(_) | SdkError::ConstructionFailure(_) = &error {
        if let Some(cause) = failed_provider(&error) {
            return Error::new(ErrorKind::Credentials { cause }).during(operation, table);
        }
        if let Some(lacking) = lacking(&error) {
            return Error::configuration(lacking).during(operation, table);
        }
    }
    let status = error
        .raw_response()
        .map_or(0, |response| response.status().as_u16());
    let kind = match &error {
        SdkError::ServiceError(service) => service_kind(service.err(), status, || {
            throttling_reasons(error.raw_response().and_then(|it| it.body().bytes()))
        }),
        SdkError::ConstructionFailure(_) => ErrorKind::Configuration(root_cause(&error)),
        _ => ErrorKind::NoAnswer {
            cause: root_cause(&error),
        },
    };
    let outcome = if never_sent(&error) {
        Outcome::NotApplied
    } else {
        outcome(&kind, operation)
    };
    let request_id = error.request_id().map(str::to_owned);
    Error::new(kind)
        .during(operation, table)
        .with_request_id(request_id.as_deref())
        .with_outcome(outcome)
        .with_source(error)
}

/// Makes the error for a request that the SDK's builder rejected: a bug in this crate.
#[expect(
    clippy::needless_pass_by_value,
    reason = "it is what `map_err` hands over"
)]
pub(crate) fn from_build(error: BuildError) -> Error {
    Error::configuration(error.to_string())
}

fn service_kind(
    error: &impl ProvideErrorMetadata,
    status: u16,
    reasons: impl FnOnce() -> Vec<ThrottlingReason>,
) -> ErrorKind {
    if (200..300).contains(&status) {
        let cause = "the answer is damaged".to_owned();
        return ErrorKind::NoAnswer { cause };
    }
    let code = error.code().unwrap_or(UNKNOWN);
    if THROTTLING.contains(&code) {
        return ErrorKind::Throttled { reasons: reasons() };
    }
    let message = match (code, error.message()) {
        (UNKNOWN, _) => format!(
            "a response with status {status} that is none of DynamoDB's: look at the endpoint of the \
             client, and at what stands between"
        ),
        (TOKEN_OF_ANOTHER, _) => OTHER_WRITES.to_owned(),
        (_, message) => message.unwrap_or("no message").to_owned(),
    };
    let lacks_index = message.contains("does not have the specified index");
    if code == "ResourceNotFoundException" || (code == "ValidationException" && lacks_index) {
        return ErrorKind::TableNotFound;
    }
    if code == "LimitExceededException" {
        return ErrorKind::LimitExceeded { message };
    }
    ErrorKind::Service {
        code: code.to_owned(),
        message,
        status,
    }
}

/// The code of a response without an exception.
const UNKNOWN: &str = "UnknownError";

/// The exception for a token that was used by another transaction.
const TOKEN_OF_ANOTHER: &str = "IdempotentParameterMismatchException";

/// The exception for an earlier request with the same token that is still in progress.
const IN_PROGRESS: &str = "TransactionInProgressException";

/// Advice for a token of another transaction.
const OTHER_WRITES: &str = "this token was sent with other writes in the last ten minutes: a repetition \
    has the very same writes, with ids, times (`auto: updated`) and versions, and other writes have another \
    token";

/// Operations that change nothing.
const READS: [&str; 7] = [
    "GetItem",
    "BatchGetItem",
    "TransactGetItems",
    "Query",
    "Scan",
    "DescribeTable",
    "DescribeTimeToLive",
];

/// Returns the outcome of a failed write: after a 4xx response, nothing was done; after a 5xx, or
/// without a response, it is unknown. It is also unknown if the token was used by another request,
/// which took place or is still in progress.
fn outcome(kind: &ErrorKind, operation: &str) -> Outcome {
    match kind {
        _ if READS.contains(&operation) => Outcome::NotApplied,
        ErrorKind::NoAnswer { .. } => Outcome::Unknown,
        ErrorKind::Service { status, .. } if *status >= 500 => Outcome::Unknown,
        ErrorKind::Service { code, .. } if code == TOKEN_OF_ANOTHER || code == IN_PROGRESS => {
            Outcome::Unknown
        }
        _ => Outcome::NotApplied,
    }
}

/// Returns the text of the innermost error in a chain.
pub(crate) fn root_cause(error: &(dyn StdError + 'static)) -> String {
    let mut cause = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    cause.to_string()
}

/// Returns the reasons in an error's body. DynamoDB includes them in all three throttling
/// exceptions.
fn throttling_reasons(body: Option<&[u8]>) -> Vec<ThrottlingReason> {
    body.and_then(|body| read_reasons(body).ok())
        .unwrap_or_default()
}

fn read_reasons(body: &[u8]) -> Result<Vec<ThrottlingReason>, DecodeError> {
    let mut scanner = Scanner::new(body)?;
    let mut reasons = Vec::new();
    scanner.begin_object()?;
    while let Some(key) = scanner.next_key()? {
        if !key.eq_ignore_ascii_case("ThrottlingReasons") {
            scanner.skip_value()?;
            continue;
        }
        scanner.begin_array()?;
        while scanner.next_element()? {
            reasons.push(read_reason(&mut scanner)?);
        }
    }
    Ok(reasons)
}

fn read_reason(scanner: &mut Scanner<'_>) -> Result<ThrottlingReason, DecodeError> {
    let mut reason = ThrottlingReason {
        reason: String::new(),
        resource: String::new(),
    };
    scanner.begin_object()?;
    while let Some(key) = scanner.next_key()? {
        match &*key {
            "reason" => reason.reason = scanner.string()?.into_owned(),
            "resource" => reason.resource = scanner.string()?.into_owned(),
            _ => scanner.skip_value()?,
        }
    }
    Ok(reason)
}
