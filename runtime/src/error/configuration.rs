//! Missing client configuration that prevents requests.
//!
//! The SDK reports each of these as a dispatch failure, like a broken connection. Most have no type
//! of their own, only a text. Tests detect when a new version of the SDK changes a text.

use std::borrow::Cow;
use std::error::Error as StdError;

use aws_credential_types::provider::error::CredentialsError;

use super::service::root_cause;

const CREDENTIALS: &str = "the client has no credentials to sign with: set AWS_ACCESS_KEY_ID and \
    AWS_SECRET_ACCESS_KEY, or AWS_PROFILE to a profile of ~/.aws/config, for `Client::from_env`, or \
    `credentials_provider(..)` in the SDK configuration; a session of SSO that has ended is renewed \
    by `aws sso login`";

const REGION: &str = "the client has no AWS region: set AWS_REGION, or `region` in ~/.aws/config, \
    for `Client::from_env`, or `region(..)` in the SDK configuration";

/// The SDK's texts, with advice.
const LACKS: [(&str, &str); 7] = [
    (
        "No HTTP client was available",
        "the client has no HTTP client: turn the feature `aws` of dynamite-runtime on, or set \
         `http_client(..)` in the SDK configuration; `Client::from_endpoint` brings one for plain HTTP",
    ),
    ("failed to select an auth scheme", CREDENTIALS),
    ("missing signing region", REGION),
    ("Missing Region", REGION),
    (
        "must be a valid host label",
        "the region of the client is none: give one such as eu-west-1",
    ),
    (
        "failed to apply endpoint",
        "the endpoint of the client is no URL: it begins with http:// or https://, and has a host",
    ),
    (
        "scheme is not http",
        "the HTTP client speaks plain HTTP, and the endpoint is https://: use `Client::from_env`, \
         or an HTTP client with TLS in the SDK configuration",
    ),
];

/// Returns the cause if a provider of credentials failed, which may pass.
pub(crate) fn failed_provider(error: &(dyn StdError + 'static)) -> Option<String> {
    let mut cause = Some(error);
    while let Some(error) = cause {
        match error.downcast_ref::<CredentialsError>() {
            Some(CredentialsError::ProviderTimedOut(_) | CredentialsError::ProviderError(_)) => {
                return Some(root_cause(error));
            }
            _ => cause = error.source(),
        }
    }
    None
}

/// Returns the missing configuration, with advice, if that is why a request was not sent. The SDK's
/// own texts are left out, except for credentials, because they may contain the request.
pub(crate) fn lacking(error: &(dyn StdError + 'static)) -> Option<Cow<'static, str>> {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if error.is::<CredentialsError>() {
            return Some(format!("{CREDENTIALS} ({})", root_cause(error)).into());
        }
        let text = error.to_string();
        if let Some((_, remedy)) = LACKS.iter().find(|(sign, _)| text.contains(sign)) {
            return Some(Cow::Borrowed(remedy));
        }
        cause = error.source();
    }
    None
}
