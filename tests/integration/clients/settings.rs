//! Clients: prefixes, clocks, ids.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use dynamite::client::IdSource;
use dynamite::{Timestamp, Ulid, Uuid};
use dynamite_sample::models::{Users, user};

use crate::support::{Bed, USERS, ada, new_user, s, stored, stored_all, user_key};

/// A clock that a test sets, in seconds since 1970 and 5 ns.
#[derive(Clone, Default)]
struct Hands(Arc<AtomicI64>);

impl Hands {
    fn set(&self, second: i64) {
        self.0.store(second, Ordering::Relaxed);
    }
}

impl dynamite::client::Clock for Hands {
    fn now(&self) -> Timestamp {
        Timestamp::new(self.0.load(Ordering::Relaxed), 5).unwrap()
    }
}

struct Counter(AtomicI64);

impl IdSource for Counter {
    fn ulid(&self, now: Timestamp) -> Ulid {
        let number = self.0.fetch_add(1, Ordering::Relaxed);
        let millis = u64::try_from(now.as_millisecond()).unwrap();
        Ulid::from_parts(millis, u128::try_from(number).unwrap())
    }

    fn uuid_v4(&self) -> Uuid {
        Uuid::nil()
    }

    fn uuid_v7(&self, _: Timestamp) -> Uuid {
        Uuid::nil()
    }
}

#[tokio::test]
async fn times_and_ids_are_the_clients() {
    let bed = Bed::with(USERS).await;
    let hands = Hands::default();
    let db = bed.db.clone().with_clock(hands.clone());
    let db = db.with_ids(Counter(AtomicI64::new(7)));
    hands.set(1_700_000_000);
    assert_eq!(db.now().as_second(), 1_700_000_000);

    let ada = ada(&db).await;

    assert_eq!(ada.id, Ulid::from_parts(1_700_000_000_000, 7));
    let stored = stored(&bed.db, "users", user_key(&ada)).await.unwrap();
    assert_eq!(stored["created_at"], s("2023-11-14T22:13:20.000Z"));
    assert_eq!(stored["updated_at"], s("2023-11-14T22:13:20.000Z"));
}

#[tokio::test]
async fn every_write_sets_the_updated_time_and_none_the_created_time() {
    let bed = Bed::with(USERS).await;
    let hands = Hands::default();
    let db = bed.db.clone().with_clock(hands.clone());
    let users = Users::new(&db);
    hands.set(0);
    let ada = ada(&db).await;
    let at = |second| Timestamp::from_second(second).unwrap();
    let text = |second: i64| s(format!("1970-01-01T00:00:0{second}.000Z"));
    let times = async || {
        let stored = stored(&bed.db, "users", user_key(&ada)).await.unwrap();
        (stored["created_at"].clone(), stored["updated_at"].clone())
    };

    hands.set(1);
    let updated = users.update(&ada).set(user::name(), "b").await.unwrap();
    assert_eq!((updated.created_at, updated.updated_at), (at(0), at(1)));
    assert_eq!(times().await, (text(0), text(1)));

    hands.set(2);
    let saved = users.save(&ada).await.unwrap();
    assert_eq!(saved.updated_at, at(2));
    assert_eq!(times().await, (text(0), text(2)));

    hands.set(3);
    let replaced = users.replace(&ada).await.unwrap();
    assert_eq!(replaced.item.updated_at, at(3));
    assert_eq!(times().await, (text(0), text(3)));

    hands.set(4);
    let upserted = users.upsert(&ada).await.unwrap();
    assert_eq!(upserted.updated_at, at(4));
    assert_eq!(times().await, (text(0), text(4)));
}

#[tokio::test]
async fn an_updated_time_that_is_set_by_hand_stays() {
    let bed = Bed::with(USERS).await;
    let ada = ada(&bed.db).await;
    let then = Timestamp::from_second(9).unwrap();

    let update = Users::new(&bed.db).update(&ada);
    let updated = update.set(user::updated_at(), then).await.unwrap();

    assert_eq!(updated.updated_at, then);
    let stored = stored(&bed.db, "users", user_key(&ada)).await.unwrap();
    assert_eq!(stored["updated_at"], s("1970-01-01T00:00:09.000Z"));
}

#[tokio::test]
async fn an_update_without_changes_changes_nothing() {
    let bed = Bed::with(USERS).await;
    let ada = ada(&bed.db).await;
    let before = stored(&bed.db, "users", user_key(&ada)).await;

    assert_eq!(Users::new(&bed.db).update(&ada).await.unwrap(), ada);

    assert_eq!(stored(&bed.db, "users", user_key(&ada)).await, before);
}

#[tokio::test]
async fn a_prefix_separates_clients_of_one_engine() {
    let bed = Bed::empty().await;
    let (test, stage) = (
        bed.db.clone().with_table_prefix("test-"),
        bed.db.clone().with_table_prefix("stage-"),
    );
    test.sync(USERS).await.unwrap();
    stage.sync(USERS).await.unwrap();

    let ada = ada(&test).await;

    assert_eq!(Users::new(&test).table(), "test-users");
    assert_eq!(
        Users::new(&test).get(ada.id).await.unwrap(),
        Some(ada.clone())
    );
    assert_eq!(Users::new(&stage).get(ada.id).await.unwrap(), None);
    assert_eq!(stored_all(&bed.db, "test-users").await.len(), 1);
    assert_eq!(stored_all(&bed.db, "stage-users").await.len(), 0);
}

#[tokio::test]
async fn a_table_that_is_not_there_says_how_to_make_it() {
    let bed = Bed::empty().await;
    let users = Users::new(&bed.db);
    let error = users.create(new_user("ada")).await.unwrap_err();
    assert!(
        matches!(error.kind(), dynamite::ErrorKind::TableNotFound),
        "{error:?}"
    );
    assert!(error.to_string().contains("sync"), "{error}");
    assert_eq!(error.table(), Some("users"));
    assert!(!error.is_retryable());
}

#[tokio::test]
async fn a_client_over_the_sdk_client_of_another_reads_what_is_there() {
    let bed = Bed::with(USERS).await;
    let ada = ada(&bed.db).await;

    let again = dynamite::Client::from_sdk(bed.db.sdk().clone());
    let again = again.with_table_prefix(bed.db.table_prefix());

    let found = Users::new(&again).get(ada.id).await.unwrap();
    assert_eq!(found, Some(ada));
}

#[tokio::test]
async fn the_sdk_client_underneath_gets_whole_answers() {
    let bed = Bed::with(USERS).await;
    let ada = ada(&bed.db).await;

    let answer = bed
        .db
        .sdk()
        .get_item()
        .table_name(bed.db.table_name("users"));
    let answer = answer
        .set_key(Some(
            user_key(&ada)
                .map(|(name, value)| (name.to_owned(), value))
                .into(),
        ))
        .send()
        .await
        .unwrap();

    assert_eq!(answer.item.unwrap()["name"], s(&ada.name));
}
