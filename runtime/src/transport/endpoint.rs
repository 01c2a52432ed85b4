//! Unusable endpoints that the SDK does not detect.

use aws_sdk_dynamodb::config::ConfigBag;
use aws_types::endpoint_config::EndpointUrl;

/// Returns what is wrong with a request's endpoint, with advice, if nothing can be sent there. The
/// SDK detects other problems.
pub(super) fn problem(configuration: &ConfigBag) -> Option<String> {
    let EndpointUrl(url) = configuration.load::<EndpointUrl>()?;
    let is_usable = !url.is_empty() && port(url).is_none_or(|port| port.parse::<u16>().is_ok());
    (!is_usable).then(|| {
        format!(
            "the endpoint of the client is `{url}`: give a URL such as http://localhost:8000, with a \
             port up to 65535 or none"
        )
    })
}

/// Returns the port as written: digits after the last colon of the host.
fn port(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?']).next()?;
    let (_, port) = host.rsplit_once(':')?;
    let is_number = port.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(port)
}
