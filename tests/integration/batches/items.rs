//! Many items at once: everything asked for is done, or handed back.

use std::collections::BTreeSet;

use dynamite::ErrorKind;
use dynamite::Ulid;
use dynamite::ops::Write;
use dynamite_sample::models::{User, UserKey, Users};
use dynamite_testkit::{Fault, Operation};

use crate::support::{Proxied, USERS, new_user, raw_put, s, stored_all};

/// This many users, stored.
async fn users(bed: &Proxied, number: usize) -> Vec<User> {
    let users = Users::new(&bed.direct);
    let all: Vec<User> = (0..number)
        .map(|number| users.build(new_user(&format!("user{number}"))))
        .collect();
    assert_eq!(users.put_many(all.clone()).await.unwrap(), number);
    all
}

#[tokio::test]
async fn items_are_put_in_requests_of_25_and_read_in_requests_of_100() {
    let bed = Proxied::with(USERS).await;
    let users = Users::new(&bed.db);
    let all: Vec<User> = (0..120)
        .map(|number| users.build(new_user(&format!("user{number}"))))
        .collect();
    assert_eq!(users.put_many(all.clone()).await.unwrap(), 120);
    assert_eq!(bed.proxy.counts().requests_of(Operation::BatchWriteItem), 5);
    assert_eq!(stored_all(&bed.direct, "users").await.len(), 120);
    let read = users.get_many(&all).consistent().await.unwrap();
    assert_eq!(read.into_iter().flatten().collect::<Vec<_>>(), all);
    assert_eq!(bed.proxy.counts().requests_of(Operation::BatchGetItem), 2);
}

#[tokio::test]
async fn items_come_in_the_order_of_the_keys_and_a_key_given_twice_is_read_once() {
    let bed = Proxied::with(USERS).await;
    let all = users(&bed, 3).await;
    let absent = Ulid::from_parts(1, 1);
    let keys = [all[2].id, absent, all[0].id, all[2].id];
    let read = Users::new(&bed.db).get_many(keys).await.unwrap();
    let expected = [Some(&all[2]), None, Some(&all[0]), Some(&all[2])];
    assert_eq!(
        read.iter().map(Option::as_ref).collect::<Vec<_>>(),
        expected
    );
    let log = bed.proxy.log();
    let asked = &log[0].body["RequestItems"]["users"]["Keys"];
    assert_eq!(asked.as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn what_is_left_unprocessed_is_sent_again_until_all_is_done() {
    let bed = Proxied::with(USERS).await;
    let users = Users::new(&bed.db);
    for _ in 0..3 {
        bed.proxy
            .on(Operation::BatchWriteItem)
            .fail(Fault::Unprocessed { applied: 7 });
        bed.proxy
            .on(Operation::BatchGetItem)
            .fail(Fault::Unprocessed { applied: 7 });
    }
    let all: Vec<User> = (0..30)
        .map(|number| users.build(new_user(&format!("user{number}"))))
        .collect();
    assert_eq!(users.put_many(all.clone()).await.unwrap(), 30);
    assert_eq!(stored_all(&bed.direct, "users").await.len(), 30);
    let read = users.get_many(&all).await.unwrap();
    assert_eq!(read.into_iter().flatten().collect::<Vec<_>>(), all);
    assert_eq!(bed.proxy.counts().all_faults(), 6);
}

#[tokio::test]
async fn what_is_never_processed_is_handed_back() {
    let bed = Proxied::with(USERS).await;
    let users = Users::new(&bed.db);
    bed.proxy
        .on(Operation::BatchWriteItem)
        .always()
        .fail(Fault::Unprocessed { applied: 0 });
    let all: Vec<User> = (0..9)
        .map(|number| users.build(new_user(&format!("user{number}"))))
        .collect();
    let written = users.put_many(all.clone()).partial().await.unwrap();
    assert_eq!((written.written, written.unprocessed.len()), (0, 9));
    let left = written.unprocessed.iter().map(|write| match write {
        Write::Put(user) => user.id,
        Write::Delete(key) => panic!("{key:?}"),
    });
    assert!(left.eq(all.iter().map(|user| user.id)), "in another order");
    let error = written.error.unwrap();
    assert!(
        matches!(error.kind(), ErrorKind::Unprocessed { items: 9, .. }),
        "{error}"
    );
    assert!(error.is_retryable());
    bed.proxy.clear();
    let again = users.put_many([]).and(written.unprocessed);
    assert_eq!(again.await.unwrap(), 9);
    assert_eq!(stored_all(&bed.direct, "users").await.len(), 9);
}

#[tokio::test]
async fn keys_that_are_never_processed_are_not_mistaken_for_absent_items() {
    let bed = Proxied::with(USERS).await;
    let all = users(&bed, 3).await;
    bed.proxy
        .on(Operation::BatchGetItem)
        .always()
        .fail(Fault::Unprocessed { applied: 0 });
    let users = Users::new(&bed.db);
    let error = users.get_many(&all).await.unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::Unprocessed { items: 3, .. }),
        "{error}"
    );
}

#[tokio::test]
async fn two_writes_of_one_item_are_refused_before_any_request() {
    let bed = Proxied::with(USERS).await;
    let users = Users::new(&bed.db);
    let user = users.build(new_user("ada"));
    let error = users.put_many([user.clone(), user]).await.unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::DuplicateKey { model: "User", .. }),
        "{error}"
    );
    assert_eq!(bed.proxy.counts().all_requests(), 0);
}

#[tokio::test]
async fn many_items_are_deleted_and_others_stay() {
    let bed = Proxied::with(USERS).await;
    let all = users(&bed, 40).await;
    let keys = all[..30].iter().map(UserKey::from);
    assert_eq!(Users::new(&bed.db).delete_many(keys).await.unwrap(), 30);
    let left = Users::new(&bed.direct).scan().all().await.unwrap();
    let left: BTreeSet<Ulid> = left.iter().map(|user| user.id).collect();
    assert_eq!(left, all[30..].iter().map(|user| user.id).collect());
}

#[tokio::test]
async fn one_bad_item_does_not_hide_the_others_of_its_batch() {
    let bed = Proxied::with(USERS).await;
    let all = users(&bed, 2).await;
    let bad = Ulid::from_parts(5, 5);
    let item = [("id", s(bad)), ("name", s("no email"))];
    let item = item.map(|(name, value)| (name.to_owned(), value));
    raw_put(&bed.direct, "users", item.into_iter().collect()).await;
    let users = Users::new(&bed.db);
    let read = users
        .get_many([all[0].id, bad, all[1].id])
        .partial()
        .await
        .unwrap();
    assert_eq!(
        read.items,
        [Some(all[0].clone()), None, Some(all[1].clone())]
    );
    assert_eq!(read.bad.len(), 1);
    assert_eq!(read.bad[0].model(), "User");
    assert_eq!(read.bad[0].attribute(), "email");
    assert!(read.bad[0].key().unwrap().contains(&bad.to_string()));
    let error = users.get_many([all[0].id, bad]).await.unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::BadItems { .. }),
        "{error}"
    );
}
