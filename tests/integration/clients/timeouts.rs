//! How long a server may take that accepts requests and never answers.

use std::future::pending;
use std::time::Duration;

use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use dynamite::{Client, ErrorKind, Outcome, Ulid};
use dynamite_sample::models::{Users, user};
use tokio::time::{Instant, timeout};

use crate::support::{USERS, answered_by};

const HOUR: Duration = Duration::from_hours(1);

fn client(timeouts: Option<TimeoutConfig>) -> Client {
    let mut config = answered_by(|_| pending());
    config.set_timeout_config(timeouts);
    Client::from_config(config.build())
}

/// How long a read, and a write that is not repeated, wait before they fail.
async fn waits(client: &Client) -> Option<(Duration, Duration)> {
    let users = Users::new(client);
    let id = Ulid::from_parts(1, 1);
    let start = Instant::now();
    let read = timeout(HOUR, users.get(id).into_future()).await.ok()?;
    let read_waited = start.elapsed();
    let add = users.update(id).add(user::balance(), 1).into_future();
    let start = Instant::now();
    let added = timeout(HOUR, add).await.ok()?.unwrap_err();
    let kind = read.unwrap_err().into_kind();
    assert!(matches!(kind, ErrorKind::NoAnswer { .. }), "{kind:?}");
    assert_eq!(added.outcome(), Outcome::Unknown, "{added}");
    Some((read_waited, start.elapsed()))
}

#[tokio::test(start_paused = true)]
async fn an_attempt_and_a_request_have_limits_unless_told_otherwise() {
    let (read, added) = waits(&client(None)).await.unwrap();
    assert!((45..60).contains(&read.as_secs()), "{read:?}");
    assert!((15..16).contains(&added.as_secs()), "{added:?}");
    let hasty = client(None).with_timeout(Duration::from_secs(2));
    let (read, added) = waits(&hasty).await.unwrap();
    assert_eq!((read.as_secs(), added.as_secs()), (2, 2));
}

#[tokio::test(start_paused = true)]
async fn limits_are_turned_off_by_name() {
    assert_eq!(waits(&client(None).without_timeouts()).await, None);
}

#[tokio::test(start_paused = true)]
async fn sync_ends_soon_after_its_deadline() {
    let start = Instant::now();
    let sync = client(None).sync(USERS).deadline(Duration::from_secs(5));
    let error = sync.await.unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::Deadline { .. }),
        "{error}"
    );
    assert!((5..=8).contains(&start.elapsed().as_secs()));
}

#[tokio::test(start_paused = true)]
async fn what_the_configuration_says_stays() {
    assert_eq!(waits(&client(Some(TimeoutConfig::disabled()))).await, None);
    let minutes = TimeoutConfig::builder()
        .operation_attempt_timeout(Duration::from_mins(4))
        .operation_timeout(Duration::from_mins(9));
    let (read, added) = waits(&client(Some(minutes.build()))).await.unwrap();
    assert_eq!((read.as_secs(), added.as_secs()), (540, 240));
}
