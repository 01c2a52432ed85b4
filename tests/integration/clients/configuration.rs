//! Clients that lack something: the error says what, and that nothing was sent.

use std::time::Duration;

use aws_credential_types::provider::ProvideCredentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::future::ProvideCredentials as ProvideFuture;
use aws_sdk_dynamodb::config::{BehaviorVersion, Builder, Config, Credentials, Region};
use dynamite::{Category, Client, Error, ErrorKind, Outcome, Ulid};
use dynamite_sample::models::{Users, user};

use crate::support::{Bed, USERS, new_user};

const NOWHERE: &str = "http://localhost:1";

fn config() -> Builder {
    Config::builder().behavior_version(BehaviorVersion::latest())
}

fn with_credentials(config: Builder) -> Builder {
    config.credentials_provider(Credentials::new("key", "secret", None, None, "test"))
}

fn with_region(config: Builder) -> Builder {
    config.region(Region::from_static("us-east-1"))
}

fn with_plain_http(config: Builder) -> Builder {
    let client = Client::from_endpoint(NOWHERE);
    config.http_client(client.sdk().config().http_client().unwrap())
}

/// The error is about the configuration and names the remedy, not the item.
fn assert_lacks(error: &Error, remedy: &str) {
    let text = error.to_string();
    assert!(
        matches!(error.kind(), ErrorKind::Configuration(_)),
        "{text}"
    );
    assert!(text.contains(remedy), "{remedy} is not in: {text}");
    assert!(!text.contains("may have"), "{text}");
    assert!(
        !format!("{error:#?}").contains("eve@example.com"),
        "{error:?}"
    );
    assert_eq!(error.outcome(), Outcome::NotApplied);
    assert!(!error.is_retryable());
}

#[tokio::test]
async fn what_a_client_lacks_is_said_and_nothing_was_applied() {
    let complete = || with_plain_http(with_region(with_credentials(config())));
    let cases = [
        (
            with_plain_http(with_region(config())),
            "credentials_provider",
        ),
        (with_plain_http(with_credentials(config())), "AWS_REGION"),
        (complete().endpoint_url(""), "http://"),
        (complete().endpoint_url(" "), "http://"),
        (complete().endpoint_url("http://"), "http://"),
        (complete().endpoint_url("localhost:8000"), "http://"),
        (complete().endpoint_url("http://localhost:99999"), "65535"),
        (complete().endpoint_url("http://[::1]:80000/"), "65535"),
        (complete().region(Region::from_static("")), "eu-west-1"),
        (
            complete().region(Region::from_static("eu west")),
            "eu-west-1",
        ),
        (complete().endpoint_url("https://localhost:1"), "plain HTTP"),
    ];
    for (config, remedy) in cases {
        let users = Users::new(&Client::from_config(config.build()));
        let id = Ulid::from_parts(1, 1);
        let add = || users.update(id).add(user::balance(), 1);
        assert_lacks(&users.get(id).await.unwrap_err(), remedy);
        assert_lacks(&users.create(new_user("eve")).await.unwrap_err(), remedy);
        assert_lacks(&add().await.unwrap_err(), remedy);
        assert_lacks(&add().exactly_once().await.unwrap_err(), remedy);
        assert_lacks(&users.delete(id).await.unwrap_err(), remedy);
        assert_lacks(&users.scan().all().await.unwrap_err(), remedy);
        let error = users.client().sync(USERS).await.unwrap_err();
        assert_lacks(&error, remedy);
    }
}

#[tokio::test]
async fn a_region_is_needed_at_an_endpoint_too() {
    let config = with_plain_http(with_credentials(config())).endpoint_url(NOWHERE);
    let users = Users::new(&Client::from_config(config.build()));
    let error = users.create(new_user("eve")).await.unwrap_err();
    assert_lacks(&error, "AWS_REGION");
}

#[tokio::test]
async fn a_client_without_an_http_client_says_so() {
    let bed = Bed::with(USERS).await;
    let config = with_region(config().endpoint_url(bed.engine.endpoint()));
    let key = Credentials::new(bed.engine.access_key(), "secret", None, None, "test");
    let config = config.credentials_provider(key);
    let users = Users::new(&Client::from_config(config.build()));
    // Built together with crates that need HTTPS, the SDK has an HTTP client after all.
    if let Err(error) = users.create(new_user("eve")).await {
        assert_lacks(&error, "http_client");
    }
}

#[tokio::test]
async fn an_endpoint_where_nobody_listens_is_no_matter_of_configuration() {
    let users = Users::new(&Client::from_endpoint(NOWHERE));
    let add = users.update(Ulid::nil()).add(user::balance(), 1);
    for error in [
        users.create(new_user("eve")).await.unwrap_err(),
        add.await.unwrap_err(),
    ] {
        assert!(
            matches!(error.kind(), ErrorKind::NoAnswer { .. }),
            "{error}"
        );
        assert_eq!(error.outcome(), Outcome::NotApplied, "{error}");
        assert!(error.is_retryable());
    }
}

/// A provider that failed or took too long may succeed later.
#[tokio::test]
async fn a_provider_of_credentials_that_fails_is_no_matter_of_the_program() {
    for (fail, said) in [
        (provider_fails as fn() -> CredentialsError, "throttled"),
        (provider_is_slow, "5 seconds"),
    ] {
        let provider = Failing(fail);
        let config = with_plain_http(with_region(config())).credentials_provider(provider);
        let users = Users::new(&Client::from_config(config.build()));
        let error = users.create(new_user("eve")).await.unwrap_err();
        let text = error.to_string();
        assert!(
            matches!(error.kind(), ErrorKind::Credentials { .. }),
            "{text}"
        );
        assert!(text.contains(said) && text.contains("try again"), "{text}");
        assert_eq!(error.category(), Category::Unavailable);
        assert_eq!(
            (error.outcome(), error.http_status()),
            (Outcome::NotApplied, 503)
        );
        assert!(error.is_retryable());
    }
}

fn provider_fails() -> CredentialsError {
    CredentialsError::provider_error("throttled")
}

fn provider_is_slow() -> CredentialsError {
    CredentialsError::provider_timed_out(Duration::from_secs(5))
}

#[derive(Debug)]
struct Failing(fn() -> CredentialsError);

impl ProvideCredentials for Failing {
    fn provide_credentials<'a>(&'a self) -> ProvideFuture<'a>
    where
        Self: 'a,
    {
        ProvideFuture::ready(Err((self.0)()))
    }
}
