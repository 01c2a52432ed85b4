//! Answers that are late, refused, or never come.

use std::time::Duration;

use dynamite::{ErrorKind, Outcome, dec};
use dynamite_sample::models::{NewUser, Role, User, Users, user};
use dynamite_testkit::{Fault, Operation};

use crate::support::{Proxied, USERS, new_user, stored_all};

/// A user behind a proxy.
async fn known() -> (Proxied, User) {
    let bed = Proxied::with(USERS).await;
    let user = Users::new(&bed.direct)
        .create(new_user("ada"))
        .await
        .unwrap();
    (bed, user)
}

async fn now(bed: &Proxied, user: &User) -> User {
    let users = Users::new(&bed.direct);
    users.get(user).consistent().await.unwrap().unwrap()
}

#[tokio::test]
async fn a_throttled_request_is_repeated() {
    let (bed, user) = known().await;
    bed.proxy
        .on(Operation::GetItem)
        .times(2)
        .fail(Fault::ProvisionedThroughputExceeded);
    let got = Users::new(&bed.db).get(&user).await.unwrap();
    assert_eq!(got, Some(user));
    assert_eq!(bed.proxy.counts().requests_of(Operation::GetItem), 3);
}

#[tokio::test]
async fn throttling_that_does_not_end_is_its_own_error_with_the_reasons() {
    let (bed, user) = known().await;
    bed.proxy
        .on(Operation::UpdateItem)
        .always()
        .fail(Fault::ProvisionedThroughputExceeded);
    let update = Users::new(&bed.db).update(&user).set(user::name(), "Eve");
    let error = update.await.unwrap_err();
    let ErrorKind::Throttled { reasons } = error.kind() else {
        panic!("{error}")
    };
    assert!(
        !reasons.is_empty() && reasons[0].resource.contains("users"),
        "{reasons:?}"
    );
    assert!(error.is_retryable());
    assert_eq!(error.outcome(), Outcome::NotApplied);
    assert_eq!(now(&bed, &user).await, user);
}

#[tokio::test]
async fn a_create_whose_answer_is_lost_is_a_success_with_one_item() {
    for fault in [
        Fault::CutAfter,
        Fault::InternalServerError { applied: true },
    ] {
        let bed = Proxied::with(USERS).await;
        bed.proxy.on(Operation::PutItem).fail(fault);
        let created = Users::new(&bed.db).create(new_user("ada")).await.unwrap();
        assert_eq!(bed.proxy.counts().requests_of(Operation::PutItem), 2);
        assert_eq!(stored_all(&bed.direct, "users").await.len(), 1);
        assert_eq!(now(&bed, &created).await, created);
    }
}

#[tokio::test]
async fn an_equal_item_of_someone_else_is_not_taken_for_our_own() {
    let (bed, user) = known().await;
    let new = NewUser {
        email: user.email.clone(),
        name: user.name.clone(),
    };
    let same = new
        .id(user.id)
        .created_at(user.created_at)
        .updated_at(user.updated_at);
    let error = Users::new(&bed.db).create(same).await.unwrap_err();
    assert!(error.is_already_exists(), "{error}");
}

#[tokio::test]
async fn adding_is_not_repeated_when_the_answer_is_lost() {
    let (bed, user) = known().await;
    bed.proxy.on(Operation::UpdateItem).fail(Fault::CutAfter);
    let update = Users::new(&bed.db)
        .update(&user)
        .add(user::balance(), dec!(5));
    let error = update.await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
    assert_eq!(bed.proxy.counts().requests_of(Operation::UpdateItem), 1);
    assert_eq!(now(&bed, &user).await.balance, dec!(5));
}

#[tokio::test]
async fn adding_at_least_once_is_repeated() {
    let (bed, user) = known().await;
    bed.proxy.on(Operation::UpdateItem).fail(Fault::CutAfter);
    let update = Users::new(&bed.db)
        .update(&user)
        .add(user::balance(), dec!(5));
    update.at_least_once().await.unwrap();
    assert_eq!(now(&bed, &user).await.balance, dec!(10));
}

#[tokio::test]
async fn adding_exactly_once_is_done_once() {
    for fault in [Fault::CutAfter, Fault::CutBefore] {
        let (bed, user) = known().await;
        bed.proxy.on(Operation::TransactWriteItems).fail(fault);
        let update = Users::new(&bed.db)
            .update(&user)
            .add(user::balance(), dec!(5));
        update.exactly_once().await.unwrap();
        assert_eq!(now(&bed, &user).await.balance, dec!(5));
    }
}

#[tokio::test]
async fn exactly_once_has_conditions_too() {
    let (bed, user) = known().await;
    let update = Users::new(&bed.db).update(&user).set(user::name(), "Eve");
    let update = update.only_if(user::role().eq(Role::Admin)).exactly_once();
    let error = update.await.unwrap_err();
    assert!(error.is_condition_failed(), "{error}");
    assert_eq!(error.item().unwrap().decode(), Ok(user));
}

#[tokio::test]
async fn a_conditional_update_that_meets_its_own_work_is_a_success() {
    let (bed, user) = known().await;
    bed.proxy.on(Operation::UpdateItem).fail(Fault::CutAfter);
    let update = Users::new(&bed.db)
        .update(&user)
        .set(user::role(), Role::Admin);
    let updated = update
        .only_if(user::role().eq(Role::Customer))
        .await
        .unwrap();
    assert_eq!(updated.role, Role::Admin);
    assert_eq!(bed.proxy.counts().requests_of(Operation::UpdateItem), 2);
    assert_eq!(now(&bed, &user).await, updated);
}

#[tokio::test]
async fn a_connection_that_breaks_before_the_request_loses_nothing() {
    let (bed, user) = known().await;
    bed.proxy.on(Operation::UpdateItem).fail(Fault::CutBefore);
    let update = Users::new(&bed.db).update(&user).set(user::name(), "Eve");
    assert_eq!(update.await.unwrap().name, "Eve");
    assert_eq!(now(&bed, &user).await.name, "Eve");
}

#[tokio::test]
async fn a_single_write_that_meets_a_transaction_is_repeated() {
    let (bed, user) = known().await;
    bed.proxy
        .on(Operation::UpdateItem)
        .fail(Fault::TransactionConflict);
    let update = Users::new(&bed.db)
        .update(&user)
        .add(user::balance(), dec!(5));
    assert_eq!(update.await.unwrap().balance, dec!(5));
}

#[tokio::test]
async fn damaged_answers_are_errors_and_not_items() {
    for fault in [Fault::GarbageBody, Fault::TruncatedBody] {
        let (bed, user) = known().await;
        bed.proxy.on(Operation::GetItem).always().fail(fault);
        let error = Users::new(&bed.db).get(&user).await.unwrap_err();
        assert!(
            matches!(error.kind(), ErrorKind::NoAnswer { .. }),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_dropped_update_is_made_as_a_whole_or_not_at_all() {
    for delay in [0, 1, 2, 5, 10, 20] {
        let (bed, user) = known().await;
        bed.proxy
            .on_any()
            .always()
            .fail(Fault::DelayBefore(Duration::from_millis(4)));
        let update = Users::new(&bed.db).update(&user);
        let update = update
            .set(user::name(), "Eve")
            .add(user::balance(), dec!(5));
        let _ = tokio::time::timeout(Duration::from_millis(delay), update).await;
        bed.proxy.settled().await;
        let now = now(&bed, &user).await;
        let changed = (now.name == "Eve", now.balance == dec!(5));
        assert!(matches!(changed, (true, true) | (false, false)), "{now:?}");
    }
}

#[tokio::test]
async fn a_query_is_one_request_and_never_a_scan() {
    let (bed, user) = known().await;
    let users = Users::new(&bed.db);
    assert_eq!(users.by_email(&*user.email).all().await.unwrap(), [user]);
    let counts = bed.proxy.counts();
    assert_eq!(
        (counts.all_requests(), counts.requests_of(Operation::Query)),
        (1, 1)
    );
}
