//! Reading a whole table.

use std::collections::BTreeSet;

use dynamite_sample::models::{User, Users, user};
use dynamite_testkit::{Fault, Operation};
use futures_util::TryStreamExt as _;

use crate::support::{Bed, Proxied, USERS, new_user};

const ITEMS: usize = 40;

async fn users(db: &dynamite::Client) -> Users {
    let users = Users::new(db);
    for number in 0..ITEMS {
        let new = new_user(&format!("user{number:02}"));
        users.create(new).await.unwrap();
    }
    users
}

/// Each name once, or the test fails.
fn names(users: impl IntoIterator<Item = User>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for user in users {
        assert!(names.insert(user.name.clone()), "{} came twice", user.name);
    }
    names
}

#[tokio::test]
async fn a_scan_finds_each_item_once() {
    let bed = Bed::with(USERS).await;
    let users = users(&bed.db).await;
    let all = names(users.scan().all().await.unwrap());
    assert_eq!(all.len(), ITEMS);
    let streamed: Vec<_> = users
        .scan()
        .consistent()
        .stream()
        .try_collect()
        .await
        .unwrap();
    assert_eq!(names(streamed), all);
}

#[tokio::test]
async fn a_parallel_scan_finds_each_item_once() {
    let bed = Proxied::with(USERS).await;
    let all = names(users(&bed.direct).await.scan().all().await.unwrap());
    let short = Fault::ShortPage { limit: 3 };
    bed.proxy.on(Operation::Scan).always().fail(short);
    for segments in [0, 1, 2, 7] {
        let scan = Users::new(&bed.db).scan().segments(segments);
        assert_eq!(names(scan.all().await.unwrap()), all, "{segments} segments");
    }
}

#[tokio::test]
async fn pages_of_a_scan_make_up_the_whole() {
    let bed = Bed::with(USERS).await;
    let users = users(&bed.db).await;
    for size in [1, 7, ITEMS, 100] {
        let (mut read, mut cursor) = (Vec::new(), None);
        loop {
            let page = users.scan().limit(size).page(cursor.as_deref()).await;
            let page = page.unwrap();
            read.extend(page.items);
            cursor = page.cursor;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(names(read).len(), ITEMS, "pages of {size}");
    }
}

#[tokio::test]
async fn limits_and_filters_apply_to_scans() {
    let bed = Bed::with(USERS).await;
    let users = users(&bed.db).await;
    let twenties = || users.scan().filter(user::name().begins_with("user2"));
    assert_eq!(names(twenties().all().await.unwrap()).len(), 10);
    assert_eq!(names(twenties().limit(3).all().await.unwrap()).len(), 3);
    let parallel = twenties().limit(3).segments(4);
    assert_eq!(names(parallel.all().await.unwrap()).len(), 3);
}

#[tokio::test]
async fn a_segment_that_fails_makes_the_scan_fail() {
    let bed = Proxied::with(USERS).await;
    users(&bed.direct).await;
    let second = |body: &serde_json::Value| body["Segment"] == 1;
    bed.proxy
        .on(Operation::Scan)
        .matching(second)
        .always()
        .fail(Fault::Throttling);
    let scan = Users::new(&bed.db).scan().segments(3);
    let error = scan.all().await.unwrap_err();
    assert!(
        matches!(error.kind(), dynamite::ErrorKind::Throttled { .. }),
        "{error}"
    );
}
