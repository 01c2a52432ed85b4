//! How batches are sent: several at a time, and with pauses when the table cannot take more.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use aws_sdk_dynamodb::config::Builder;
use dynamite::ops::Write;
use dynamite::{Client, ErrorKind, Ulid};
use dynamite_sample::models::{User, Users};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use crate::support::{answered_by, new_user};

const ROUND: Duration = Duration::from_millis(50);

/// The requests that a server has seen.
#[derive(Clone, Default)]
struct Seen {
    all: Arc<AtomicUsize>,
    now: Arc<AtomicUsize>,
    /// How many there were at the same time.
    most: Arc<AtomicUsize>,
}

impl Seen {
    async fn one_round(&self) {
        self.all.fetch_add(1, Ordering::SeqCst);
        let now = self.now.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(now, Ordering::SeqCst);
        sleep(ROUND).await;
        self.now.fetch_sub(1, Ordering::SeqCst);
    }

    fn count(&self) -> usize {
        self.all.load(Ordering::SeqCst)
    }

    fn most_at_once(&self) -> usize {
        self.most.load(Ordering::SeqCst)
    }
}

/// A server that takes a round for each request, and processes so many of its items.
fn server(processes: usize) -> (Seen, Builder) {
    let seen = Seen::default();
    let counted = seen.clone();
    let config = answered_by(move |body| {
        let seen = counted.clone();
        async move {
            seen.one_round().await;
            answer(&body, processes)
        }
    });
    (seen, config)
}

fn answer(body: &Value, processes: usize) -> Value {
    let items = &body["RequestItems"]["users"];
    if let Some(writes) = items.as_array() {
        let left = writes.get(processes..).unwrap_or_default();
        return match left {
            [] => json!({ "UnprocessedItems": {} }),
            left => json!({ "UnprocessedItems": { "users": left } }),
        };
    }
    let keys = items["Keys"].as_array().expect("keys");
    let (read, left) = keys.split_at(processes.min(keys.len()));
    let unprocessed = match left {
        [] => json!({}),
        left => json!({ "users": { "Keys": left } }),
    };
    // Every other item is not there.
    let is_there = |key: &&Value| key["id"]["S"].as_str().is_some_and(|id| id.ends_with('0'));
    let items: Vec<_> = read.iter().filter(is_there).map(item).collect();
    json!({ "Responses": { "users": items }, "UnprocessedKeys": unprocessed })
}

fn item(key: &Value) -> Value {
    json!({
        "id": key["id"],
        "email": { "S": "ada@example.com" },
        "name": { "S": "Ada" },
        "role": { "S": "customer" },
        "balance": { "N": "0" },
        "created_at": { "S": "2026-01-31T12:00:00.000Z" },
        "updated_at": { "S": "2026-01-31T12:00:00.000Z" },
    })
}

fn ids(number: u64) -> Vec<Ulid> {
    (0..number)
        .map(|random| Ulid::from_parts(1, random.into()))
        .collect()
}

fn people(users: &Users, number: u64) -> Vec<User> {
    let people = ids(number).into_iter();
    people
        .map(|id| users.build(new_user("ada").id(id)))
        .collect()
}

#[tokio::test(start_paused = true)]
async fn sixteen_requests_are_under_way_at_once() {
    let (seen, config) = server(100);
    let users = Users::new(&Client::from_config(config.build()));
    let start = Instant::now();
    assert_eq!(users.put_many(people(&users, 1000)).await.unwrap(), 1000);
    assert!(start.elapsed() <= 5 * ROUND, "{:?}", start.elapsed());
    assert_eq!((seen.count(), seen.most_at_once()), (40, 16));

    let start = Instant::now();
    assert_eq!(users.delete_many(ids(1000)).await.unwrap(), 1000);
    assert!(start.elapsed() <= 5 * ROUND, "{:?}", start.elapsed());

    let start = Instant::now();
    let read = users.get_many(ids(4000)).await.unwrap();
    assert!(start.elapsed() <= 5 * ROUND, "{:?}", start.elapsed());
    assert_eq!((seen.count(), seen.most_at_once()), (120, 16));
    for (id, user) in ids(4000).into_iter().zip(read) {
        let expected = id.to_string().ends_with('0').then_some(id);
        assert_eq!(user.map(|user| user.id), expected);
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_says_how_many_requests_are_under_way_at_once() {
    for (concurrency, rounds) in [(0, 40), (1, 40), (4, 10), (100, 3)] {
        let (seen, config) = server(100);
        let users = Users::new(&Client::from_config(config.build()));
        let start = Instant::now();
        let put = users.put_many(people(&users, 1000));
        put.concurrency(concurrency).await.unwrap();
        assert_eq!(start.elapsed().as_millis(), rounds * ROUND.as_millis());
        let start = Instant::now();
        let get = users.get_many(ids(4000)).concurrency(concurrency);
        get.await.unwrap();
        assert_eq!(start.elapsed().as_millis(), rounds * ROUND.as_millis());
        assert_eq!(seen.count(), 80);
    }
}

/// A table that takes one item of each request is not asked again at once.
#[tokio::test(start_paused = true)]
async fn what_is_left_over_is_sent_after_a_pause() {
    let (seen, config) = server(1);
    let users = Users::new(&Client::from_config(config.build()));
    let start = Instant::now();
    assert_eq!(users.put_many(people(&users, 50)).await.unwrap(), 50);
    let (requests, elapsed) = (seen.count(), start.elapsed());
    assert_eq!(requests, 50);
    assert!(elapsed > 100 * ROUND, "{elapsed:?}");

    let start = Instant::now();
    users.get_many(ids(50)).await.unwrap();
    assert_eq!(seen.count(), 100);
    assert!(start.elapsed() > 100 * ROUND, "{:?}", start.elapsed());
}

#[tokio::test(start_paused = true)]
async fn a_table_that_takes_nothing_is_asked_ten_times() {
    let (seen, config) = server(0);
    let users = Users::new(&Client::from_config(config.build()));
    let done = users
        .put_many(people(&users, 1000))
        .partial()
        .await
        .unwrap();
    let kind = done.error.map(dynamite::Error::into_kind);
    assert!(
        matches!(
            kind,
            Some(ErrorKind::Unprocessed {
                items: 1000,
                attempts: 10
            })
        ),
        "{kind:?}"
    );
    let left = done.unprocessed.iter().map(|write| match write {
        Write::Put(user) => user.id,
        Write::Delete(id) => id.id,
    });
    assert_eq!(left.collect::<Vec<_>>(), ids(1000));
    // Fewer at a time, the longer it goes on.
    assert_eq!(seen.count(), 8 + 4 + 2 + 7);
}
