//! Changes that must not be made twice.

use dynamite::{Outcome, dec};
use dynamite_sample::models::{Role, user};
use dynamite_testkit::{Fault, Operation};

use super::{known, losses, now, requests};
use crate::support::n;

#[tokio::test]
async fn changes_that_cannot_be_made_twice_are_not_repeated() {
    for loss in losses() {
        let (bed, users, user) = known().await;
        bed.proxy.on(Operation::UpdateItem).fail(loss);
        let add = users.update(&user).add(user::balance(), dec!(2.5));
        let error = add.await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
        assert!(error.is_retryable());
        assert!(
            error.to_string().contains("may have taken place"),
            "{error}"
        );
        assert_eq!(requests(&bed.proxy), 1);
        assert_eq!(now(&bed, &user).await.unwrap()["balance"], n("2.5"));
    }
}

#[tokio::test]
async fn a_condition_that_fails_after_a_lost_answer_leaves_the_outcome_unknown() {
    let (bed, users, user) = known().await;
    bed.proxy.on(Operation::UpdateItem).fail(Fault::CutAfter);
    let add = users.update(&user).add(user::balance(), 1).at_least_once();
    let error = add.only_if(user::balance().eq(0)).await.unwrap_err();
    assert!(error.is_condition_failed(), "{error}");
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(now(&bed, &user).await.unwrap()["balance"], n(1));
}

#[tokio::test]
async fn adding_at_least_once_is_repeated() {
    let (bed, users, user) = known().await;
    bed.proxy.on(Operation::UpdateItem).fail(Fault::CutAfter);
    let add = users.update(&user).add(user::balance(), dec!(5));
    add.at_least_once().await.unwrap();
    assert_eq!(now(&bed, &user).await.unwrap()["balance"], n(10));
}

#[tokio::test]
async fn adding_exactly_once_is_done_once() {
    for fault in [Fault::CutAfter, Fault::CutBefore] {
        let (bed, users, user) = known().await;
        bed.proxy.on(Operation::TransactWriteItems).fail(fault);
        let add = users.update(&user).add(user::balance(), dec!(5));
        add.exactly_once().await.unwrap();
        assert_eq!(now(&bed, &user).await.unwrap()["balance"], n(5));
    }
}

#[tokio::test]
async fn exactly_once_has_conditions_too() {
    let (_bed, users, user) = known().await;
    let update = users.update(&user).set(user::name(), "Eve");
    let update = update.only_if(user::role().eq(Role::Admin)).exactly_once();
    let error = update.await.unwrap_err();
    assert!(error.is_condition_failed(), "{error}");
    assert_eq!(error.item().unwrap().decode(), Ok(user));
}

#[tokio::test]
async fn throttling_after_a_lost_transaction_leaves_its_outcome_unknown() {
    let (bed, users, user) = known().await;
    let transactions = || bed.proxy.on(Operation::TransactWriteItems);
    transactions().fail(Fault::CutAfter);
    transactions().nth(2).always().fail(Fault::Throttling);
    let add = users.update(&user).add(user::balance(), dec!(5));
    let error = add.exactly_once().await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
    assert_eq!(now(&bed, &user).await.unwrap()["balance"], n(5));
}
