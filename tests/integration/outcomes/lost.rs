//! Applied, and then the answer is lost: the SDK asks again and meets its own work.

use dynamite::{ErrorKind, Outcome, dec};
use dynamite_sample::models::user;
use dynamite_testkit::{Fault, Operation};

use super::{known, now, requests};
use crate::support::{n, raw_put, s};

/// The ways in which an answer to an applied request is lost.
fn losses() -> [Fault; 3] {
    [
        Fault::CutAfter,
        Fault::InternalServerError { applied: true },
        Fault::TruncatedBody,
    ]
}

#[tokio::test]
async fn a_save_is_repeated_and_succeeds() {
    for loss in losses() {
        let (bed, users, mut user) = known().await;
        user.name = "Ada L.".to_owned();
        bed.proxy.on(Operation::UpdateItem).fail(loss);
        let saved = users.save(&user).await.unwrap();
        assert_eq!(saved.name, "Ada L.");
        assert_eq!(now(&bed, &user).await.unwrap()["name"], s("Ada L."));
        assert_eq!(requests(&bed.proxy), 2);
    }
}

#[tokio::test]
async fn a_save_whose_condition_its_own_work_breaks_succeeds() {
    let (bed, users, mut user) = known().await;
    user.name = "Ada L.".to_owned();
    bed.proxy.on(Operation::UpdateItem).fail(Fault::CutAfter);
    let saved = users
        .save(&user)
        .only_if(user::name().eq("ada"))
        .await
        .unwrap();
    assert_eq!(saved, users.get(&user).await.unwrap().unwrap());
}

#[tokio::test]
async fn a_replacement_does_not_take_its_own_work_for_the_old_item() {
    let (bed, users, mut user) = known().await;
    let mut item = now(&bed, &user).await.unwrap();
    item.insert("legacy".to_owned(), s("gone"));
    raw_put(&bed.direct, "users", item).await;
    user.name = "Ada L.".to_owned();
    bed.proxy.on(Operation::PutItem).fail(Fault::CutAfter);

    let replaced = users.replace(&user).await.unwrap();

    assert_eq!(replaced.old, None);
    assert_eq!(replaced.item.name, "Ada L.");
    assert!(!now(&bed, &user).await.unwrap().contains_key("legacy"));
}

#[tokio::test]
async fn a_replacement_that_was_not_applied_at_first_has_the_old_item() {
    let (bed, users, mut user) = known().await;
    user.name = "Ada L.".to_owned();
    bed.proxy.on(Operation::PutItem).fail(Fault::CutBefore);
    let replaced = users.replace(&user).await.unwrap();
    assert_eq!(replaced.old.unwrap().attributes()["name"], s("ada"));
}

#[tokio::test]
async fn an_update_does_not_return_its_own_work_as_the_old_item() {
    let (bed, users, user) = known().await;
    let rename = || users.update(&user).set(user::name(), "Ada L.").return_old();
    bed.proxy.on(Operation::UpdateItem).fail(Fault::CutAfter);
    let error = rename().await.unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::NoAnswer { .. }),
        "{error}"
    );
    assert_eq!(error.outcome(), Outcome::Applied);
    assert_eq!(now(&bed, &user).await.unwrap()["name"], s("Ada L."));

    bed.proxy.on(Operation::UpdateItem).fail(Fault::CutBefore);
    let old = users.update(&user).set(user::name(), "Ada").return_old();
    assert_eq!(old.await.unwrap().name, "Ada L.");
}

#[tokio::test]
async fn a_delete_is_repeated_and_the_item_is_gone() {
    for loss in losses() {
        let (bed, users, user) = known().await;
        bed.proxy.on(Operation::DeleteItem).fail(loss);
        let deleted = users.delete(&user).await.unwrap();
        // What it was went with the lost answer.
        assert_eq!(deleted, None);
        assert_eq!(now(&bed, &user).await, None);
        assert_eq!(requests(&bed.proxy), 2);
    }
}

#[tokio::test]
async fn a_conditional_delete_that_meets_its_own_work_is_a_success() {
    let (bed, users, user) = known().await;
    bed.proxy.on(Operation::DeleteItem).fail(Fault::CutAfter);
    let delete = users.delete(&user).only_if(user::name().eq("ada"));
    assert_eq!(delete.await.unwrap(), None);
    assert_eq!(now(&bed, &user).await, None);
}

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
async fn throttling_after_a_lost_answer_leaves_the_outcome_unknown() {
    let (bed, users, user) = known().await;
    bed.proxy.on(Operation::UpdateItem).fail(Fault::CutAfter);
    bed.proxy
        .on(Operation::UpdateItem)
        .nth(2)
        .always()
        .fail(Fault::Throttling);
    let rename = users.update(&user).set(user::name(), "Ada L.");
    let error = rename.await.unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::Throttled { .. }),
        "{error}"
    );
    assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
    assert_eq!(now(&bed, &user).await.unwrap()["name"], s("Ada L."));
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
