//! Constructors of clients.

use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region};

use super::Client;

impl Client {
    /// Makes a client for AWS from the environment: credentials from where the AWS command line takes
    /// them (variables, profiles with keys, SSO, `credential_process` or an assumed role, web
    /// identity, containers, instances), region and endpoint (`AWS_ENDPOINT_URL_DYNAMODB`).
    ///
    /// If `DYNAMITE_DATABASE` is set, the client is for that [local](Self::local) database, and
    /// never for AWS.
    ///
    /// # Errors
    /// If no region is configured, or `DYNAMITE_DATABASE` is set and no local database: empty, for
    /// example.
    #[cfg(feature = "aws")]
    pub async fn from_env() -> Result<Self, crate::Error> {
        if let Some(client) = super::local::from_variable(std::env::var(super::local::VARIABLE))? {
            return Ok(client);
        }
        let config = aws_config::load_defaults(BehaviorVersion::latest()).await;
        if config.region().is_none_or(|it| it.as_ref().is_empty()) {
            return Err(crate::Error::configuration(no_region()));
        }
        Ok(Self::from_sdk(aws_sdk_dynamodb::Client::new(&config)))
    }

    /// Makes a client for a local engine at this URL (`http://localhost:8000`), with placeholder
    /// credentials and region.
    ///
    /// For AWS itself, or an `https://` endpoint, use `from_env` (feature `aws`) or an SDK
    /// configuration: this client supports plain HTTP only.
    pub fn from_endpoint(url: impl Into<String>) -> Self {
        Self::from_config(local_config(url.into(), "local"))
    }
}

#[cfg(feature = "aws")]
fn no_region() -> String {
    match std::env::var("AWS_PROFILE") {
        Ok(profile) => format!(
            "no AWS region is configured: set AWS_REGION, or `region` of the profile `{profile}` \
             (AWS_PROFILE) in ~/.aws/config, which must have a profile of that name"
        ),
        Err(_) => "no AWS region is configured: set AWS_REGION, or `region` in ~/.aws/config, or \
                   AWS_PROFILE to a profile that has one"
            .to_owned(),
    }
}

/// Makes the configuration for a local engine: plain HTTP and any credentials.
pub(super) fn local_config(url: String, access_key: &str) -> aws_sdk_dynamodb::Config {
    aws_sdk_dynamodb::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("us-east-1"))
        .credentials_provider(Credentials::new(
            access_key, "local", None, None, "dynamite",
        ))
        .endpoint_url(url)
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .build()
}
