//! What is known of batches whose responses are lost, that are throttled, or whose hooks take long.

use std::time::Duration;

use aws_sdk_dynamodb::config::retry::RetryConfig;
use dynamite::{Client, HookResult, Hooks, Outcome};
use dynamite_sample::models::{User, Users};
use dynamite_testkit::{Capacity, Fault, Operation};

use crate::support::{Proxied, USERS, new_user, stored_all};

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

#[derive(Clone)]
struct Slow;

impl Hooks<User> for Slow {
    async fn after_save(&self, _: &User) -> HookResult {
        tokio::time::sleep(Duration::from_millis(40)).await;
        Ok(())
    }
}

#[tokio::test]
async fn hooks_that_take_long_hold_up_no_request() {
    let bed = Proxied::with(USERS).await;
    let hasty = bed.db.clone().with_timeout(Duration::from_secs(2));
    let users = Users::with_hooks(&hasty, Slow);
    let plain = Users::new(&hasty);
    let all = people(&plain, 100);
    // Each batch of 25 keeps the hooks busy for a second.
    assert_eq!(users.put_many(all).await.unwrap(), 100);
}
