//! What is known of batches whose responses are lost, that are throttled, or whose hooks take long.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_sdk_dynamodb::config::retry::RetryConfig;
use dynamite::{Client, ErrorKind, HookResult, Hooks, Outcome};
use dynamite_sample::models::{User, Users};
use dynamite_testkit::{Capacity, Fault, Operation};
use serde_json::json;
use tokio::time::{Instant, sleep};

use crate::support::{Proxied, USERS, answered_by, new_user, stored_all};

fn people(users: &Users, number: usize) -> Vec<User> {
    let new = (0..number).map(|_| users.build(new_user("ada")));
    new.collect()
}

/// The first attempt is applied, the others are refused: nobody knows that it was.
#[tokio::test]
async fn a_batch_that_was_applied_and_then_throttled_may_have_taken_place() {
    let bed = Proxied::with(USERS).await;
    let users = Users::new(&bed.db);
    let on = || bed.proxy.on(Operation::BatchWriteItem);
    on().fail(Fault::CutAfter);
    on().always().fail(Fault::Throttling);
    let error = users.put_many(people(&users, 3)).await.unwrap_err();
    assert_eq!(stored_all(&bed.direct, "users").await.len(), 3);
    assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
}

/// Of two requests one is refused for good and the other lost.
#[tokio::test]
async fn a_request_that_is_lost_is_not_hidden_by_another_that_was_refused() {
    let bed = Proxied::with(USERS).await;
    let users = Users::new(&bed.db);
    let is_small = |body: &serde_json::Value| {
        body["RequestItems"]["users"].as_array().map(Vec::len) == Some(5)
    };
    let on = || bed.proxy.on(Operation::BatchWriteItem);
    on().matching(is_small).always().fail(Fault::CutBefore);
    on().always().fail(Fault::Throttling);
    let all = people(&users, 30);
    let done = users.put_many(all).partial().await.unwrap();
    assert_eq!((done.written, done.unprocessed.len()), (0, 30));
    assert_eq!(done.error.unwrap().outcome(), Outcome::Unknown);
}

/// The reason is not lost on the way.
#[tokio::test]
async fn a_table_that_throttles_every_request_says_so() {
    let bed = Proxied::with(USERS).await;
    let users = Users::new(&bed.db);
    bed.proxy.on_any().always().fail(Fault::HotPartition);
    let error = users.put_many(people(&users, 3)).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotApplied);
    let ErrorKind::Throttled { reasons } = error.into_kind() else {
        panic!("another kind");
    };
    assert!(!reasons.is_empty());
}

/// DynamoDB throttles a request of which it cannot take a single item.
#[tokio::test]
async fn a_table_with_little_capacity_takes_everything_in_the_end() {
    let bed = Proxied::with(USERS).await;
    let (read, write) = (1000.0, 60.0);
    bed.proxy.capacity("users", Capacity { read, write });
    let config = bed.db.sdk().config().to_builder();
    let config = config.retry_config(RetryConfig::standard());
    let users = Users::new(&Client::from_config(config.build()));
    let written = users.put_many(people(&users, 200)).await;
    assert_eq!(written.map_err(|error| error.to_string()), Ok(200));
}

#[tokio::test]
async fn a_batch_that_meets_a_write_in_another_region_is_sent_again() {
    let bed = Proxied::with(USERS).await;
    let users = Users::new(&bed.db);
    let conflict = Fault::ReplicatedWriteConflict;
    bed.proxy
        .on(Operation::BatchWriteItem)
        .times(4)
        .fail(conflict);
    assert_eq!(users.put_many(people(&users, 3)).await.unwrap(), 3);
}

/// Each batch of 25 keeps the hooks busy for 25 seconds.
#[derive(Clone)]
struct Slow;

impl Hooks<User> for Slow {
    async fn after_save(&self, _: &User) -> HookResult {
        sleep(Duration::from_secs(1)).await;
        Ok(())
    }
}

#[tokio::test(start_paused = true)]
async fn hooks_that_take_long_hold_up_no_request() {
    let last = Arc::new(Mutex::new(Instant::now()));
    let seen = Arc::clone(&last);
    let config = answered_by(move |_| {
        *seen.lock().unwrap() = Instant::now();
        async {
            sleep(Duration::from_millis(50)).await;
            json!({ "UnprocessedItems": {} })
        }
    });
    let client = Client::from_config(config.build());
    let users = Users::with_hooks(&client, Slow);
    let all = people(&Users::new(&client), 100);
    let start = Instant::now();
    let put = users.put_many(all).concurrency(1);
    assert_eq!(put.await.unwrap(), 100);
    assert_eq!(start.elapsed().as_secs(), 100);
    let sent = *last.lock().unwrap() - start;
    assert_eq!(sent, Duration::from_millis(150));
}
