//! TTL that is turned on and off.

use aws_sdk_dynamodb::types::{TimeToLiveSpecification, TimeToLiveStatus};
use dynamite::Client;
use dynamite_migrate::{Ending, Migrator, Refusal};
use dynamite_testkit::{Fault, Operation};

use super::{planned, put, rejected, rollback, run, user, users};
use crate::support::{Bed, Item, n, options, s};

const WITHOUT: &str = "
models:
  User:
    key: id
    fields: { id: string, name: string, gone_at: { type: timestamp?, as: epoch_s } }
";

const WITH: &str = "
models:
  User:
    key: id
    ttl: gone_at
    fields: { id: string, name: string, gone_at: { type: timestamp?, as: epoch_s } }
";

pub(super) fn on(db: &Client) -> Migrator {
    let planned = planned((WITHOUT, WITH), "  - ttl: { on: gone_at }\n");
    planned.migrator(db, options())
}

pub(super) fn off(db: &Client) -> Migrator {
    let planned = planned((WITH, WITHOUT), "  - ttl: { off: gone_at }\n");
    planned.migrator(db, options())
}

/// The attribute by which users expire.
pub(super) async fn ttl(db: &Client) -> Option<String> {
    let described = db.sdk().describe_time_to_live().table_name("users").send();
    let ttl = described.await.unwrap().time_to_live_description?;
    let is_on = matches!(
        ttl.time_to_live_status,
        Some(TimeToLiveStatus::Enabled | TimeToLiveStatus::Enabling)
    );
    ttl.attribute_name.filter(|_| is_on)
}

pub(super) async fn turn_on(db: &Client, attribute: &str) {
    let ttl = TimeToLiveSpecification::builder().enabled(true);
    let ttl = ttl.attribute_name(attribute).build().unwrap();
    let update = db.sdk().update_time_to_live().table_name("users");
    update.time_to_live_specification(ttl).send().await.unwrap();
}

/// A user who is gone at a time.
fn gone(id: &str, at: aws_sdk_dynamodb::types::AttributeValue) -> Item {
    let mut user = user(id, "ada");
    user.insert("gone_at".to_owned(), at);
    user
}

pub(super) async fn bed() -> Bed {
    users(&[user("never", "ada"), gone("later", n(4_000_000_000_u64))]).await
}

#[tokio::test]
async fn it_is_turned_on_once_all_values_are_seconds_and_off_by_the_way_back() {
    let bed = bed().await;
    put(&bed.direct, gone("text", s("2027-01-18T09:12:44Z"))).await;
    put(&bed.direct, gone("millis", n(1_800_000_000_000_u64))).await;
    put(&bed.direct, gone("part", n("1.5"))).await;
    let migrator = on(&bed.db);
    let rejects = rejected(&run(&migrator).await.unwrap_err());
    let ids: Vec<_> = rejects.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(ids, ["id = \"millis\"", "id = \"part\"", "id = \"text\""]);
    assert!(
        rejects[0].1.contains("`gone_at` is no number of seconds"),
        "{rejects:?}"
    );
    assert_eq!(ttl(&bed.direct).await, None);

    for id in ["text", "millis", "part"] {
        put(&bed.direct, user(id, "ada")).await;
    }
    assert_eq!(run(&migrator).await.unwrap().ending, Ending::Done);
    assert_eq!(ttl(&bed.direct).await.as_deref(), Some("gone_at"));
    assert_eq!(run(&migrator).await.unwrap().ending, Ending::DoneBefore);
    let _ = rollback(&migrator).await.unwrap();
    assert_eq!(ttl(&bed.direct).await, None);
}

#[tokio::test]
async fn the_way_back_leaves_it_on_if_the_run_did_not_turn_it_on() {
    let bed = bed().await;
    turn_on(&bed.direct, "gone_at").await;
    let migrator = on(&bed.db);
    let _ = run(&migrator).await.unwrap();
    let _ = rollback(&migrator).await.unwrap();
    assert_eq!(ttl(&bed.direct).await.as_deref(), Some("gone_at"));
    let changes = bed.proxy.counts().requests_of(Operation::UpdateTimeToLive);
    assert_eq!(changes, 0);
}

#[tokio::test]
async fn it_is_turned_off_and_on_again_by_the_way_back() {
    let bed = bed().await;
    turn_on(&bed.direct, "gone_at").await;
    let migrator = off(&bed.db);
    let _ = run(&migrator).await.unwrap();
    assert_eq!(ttl(&bed.direct).await, None);
    let _ = rollback(&migrator).await.unwrap();
    assert_eq!(ttl(&bed.direct).await.as_deref(), Some("gone_at"));
}

#[tokio::test]
async fn after_a_lost_response_the_table_says_whether_it_is_on() {
    for fault in [Fault::CutAfter, Fault::CutBefore, Fault::LimitExceeded] {
        let bed = bed().await;
        let changes = bed.proxy.on(Operation::UpdateTimeToLive);
        // More often than the SDK tries.
        changes.times(4).fail(fault.clone());
        assert_eq!(
            run(&on(&bed.db)).await.unwrap().ending,
            Ending::Done,
            "{fault:?}"
        );
        assert_eq!(
            ttl(&bed.direct).await.as_deref(),
            Some("gone_at"),
            "{fault:?}"
        );
    }
}

#[tokio::test]
async fn another_attribute_is_not_turned_off_for_it() {
    let bed = bed().await;
    turn_on(&bed.direct, "left_at").await;
    let error = run(&on(&bed.db)).await.unwrap_err().to_string();
    assert!(error.contains("`left_at`"), "{error}");
    assert_eq!(ttl(&bed.direct).await.as_deref(), Some("left_at"));
}

#[tokio::test]
async fn a_second_change_within_an_hour_is_refused_with_the_time_to_try_again() {
    let bed = bed().await;
    let changes = bed.proxy.on(Operation::UpdateTimeToLive);
    changes.always().fail(Fault::TtlChangedBefore);
    let migrator = on(&bed.db);
    let error = run(&migrator).await.unwrap_err();
    let Refusal::TtlTooSoon { until, .. } = error.refusal() else {
        panic!("{error}");
    };
    let now = dynamite::engine_support::now(&bed.db);
    let minutes = until.duration_since(now).as_secs() / 60;
    assert!((58..=60).contains(&minutes), "{error}");
    assert!(error.to_string().contains("run it again"), "{error}");
    bed.proxy.clear();
    assert_eq!(run(&migrator).await.unwrap().ending, Ending::Done);
    assert_eq!(ttl(&bed.direct).await.as_deref(), Some("gone_at"));
}
