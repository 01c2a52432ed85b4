//! Requests that the service refuses or fails, and what they say about it.

use dynamite::{ErrorKind, Outcome, dec};
use dynamite_sample::models::user;
use dynamite_testkit::{Fault, Operation};

use super::{known, now, requests};
use crate::support::{new_user, s};

#[tokio::test]
async fn every_kind_of_throttling_is_repeated_and_then_told_with_its_reason() {
    for (fault, reason) in [
        (
            Fault::ProvisionedThroughputExceeded,
            "TableWriteProvisionedThroughputExceeded",
        ),
        (Fault::Throttling, "TableWriteMaxOnDemandThroughputExceeded"),
        (Fault::HotPartition, "TableWriteKeyRangeThroughputExceeded"),
        (
            Fault::RequestLimitExceeded,
            "TableWriteAccountLimitExceeded",
        ),
    ] {
        let (bed, users, user) = known().await;
        bed.proxy.on(Operation::UpdateItem).always().fail(fault);
        let update = users.update(&user).add(user::balance(), 1);
        let error = update.await.unwrap_err();
        let ErrorKind::Throttled { reasons } = error.kind() else {
            panic!("another error: {error}");
        };
        assert_eq!(reasons[0].reason, reason);
        assert!(reasons[0].resource.contains("users"), "{reasons:?}");
        assert!(error.to_string().contains(reason), "{error}");
        assert!(error.is_retryable());
        assert_eq!(error.outcome(), Outcome::NotApplied);
        assert_eq!(requests(&bed.proxy), 3);
    }
}

#[tokio::test]
async fn failures_of_the_service_are_repeated() {
    for fault in [
        Fault::InternalServerError { applied: false },
        Fault::ServiceUnavailable,
        Fault::CutBefore,
        Fault::Throttling,
    ] {
        let (bed, users, user) = known().await;
        bed.proxy.on_any().times(2).fail(fault);
        users
            .update(&user)
            .set(user::name(), "Ada L.")
            .await
            .unwrap();
        assert_eq!(now(&bed, &user).await.unwrap()["name"], s("Ada L."));
        assert_eq!(requests(&bed.proxy), 3);
    }
}

#[tokio::test]
async fn a_service_that_fails_for_good_is_its_own_error() {
    let (bed, users, user) = known().await;
    let fault = Fault::InternalServerError { applied: false };
    bed.proxy.on_any().always().fail(fault);
    let error = users.save(&user).await.unwrap_err();
    let ErrorKind::Service { code, status, .. } = error.kind() else {
        panic!("another error: {error:?}");
    };
    assert_eq!((&**code, *status), ("InternalServerError", 500));
    assert!(error.is_retryable());
    assert_eq!(error.outcome(), Outcome::Unknown);
}

#[tokio::test]
async fn an_error_of_a_read_says_nothing_about_writes() {
    let (bed, users, user) = known().await;
    for fault in [
        Fault::CutAfter,
        Fault::InternalServerError { applied: true },
    ] {
        bed.proxy.on_any().always().fail(fault);
        let errors = [
            users.get(&user).await.unwrap_err(),
            users.by_email("x@example.com").all().await.unwrap_err(),
            users.scan().all().await.unwrap_err(),
            users.get_many([&user]).await.unwrap_err(),
        ];
        for error in errors {
            assert_eq!(error.outcome(), Outcome::NotApplied, "{error}");
            assert!(!error.to_string().contains("write"), "{error}");
            assert!(error.is_retryable(), "{error}");
        }
        bed.proxy.clear();
    }
}

#[tokio::test]
async fn no_engine_at_all_is_no_answer() {
    let (bed, users, user) = known().await;
    drop(bed);
    let error = users.get(&user).await.unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::NoAnswer { .. }),
        "{error:?}"
    );
    assert!(error.to_string().contains("endpoint"), "{error}");
}

#[tokio::test]
async fn an_error_names_operation_table_and_request() {
    let (_bed, users, user) = known().await;
    let error = users.create(new_user("eve").id(user.id)).await.unwrap_err();
    assert_eq!(
        (error.operation(), error.table()),
        (Some("PutItem"), Some("users"))
    );
    let id = error.request_id().unwrap();
    assert!(error.to_string().contains(id), "{error}");
}

#[tokio::test]
async fn each_operation_is_one_request() {
    let (bed, users, user) = known().await;
    let expected = [
        Operation::GetItem,
        Operation::UpdateItem,
        Operation::UpdateItem,
        Operation::UpdateItem,
        Operation::PutItem,
        Operation::DeleteItem,
        Operation::PutItem,
        Operation::Query,
    ];
    users.get(&user).await.unwrap();
    users.update(&user).set(user::name(), "b").await.unwrap();
    users.save(&user).await.unwrap();
    users.upsert(&user).await.unwrap();
    users.replace(&user).await.unwrap();
    users.delete(&user).await.unwrap();
    users.create(new_user("eve")).await.unwrap();
    users.by_email("eve@example.com").all().await.unwrap();
    let sent = bed.proxy.operations();
    assert_eq!(sent, expected);
}

#[tokio::test]
async fn a_single_write_that_meets_another_request_is_repeated() {
    for conflict in [Fault::TransactionConflict, Fault::ReplicatedWriteConflict] {
        let (bed, users, user) = known().await;
        bed.proxy.on(Operation::UpdateItem).fail(conflict.clone());
        let add = users.update(&user).add(user::balance(), 5);
        assert_eq!(add.await.unwrap().balance, dec!(5));
        assert_eq!(requests(&bed.proxy), 2);

        bed.proxy.on(Operation::UpdateItem).always().fail(conflict);
        let add = users.update(&user).add(user::balance(), 5);
        let error = add.await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::NotApplied, "{error}");
        assert!(error.is_retryable(), "{error}");
    }
}

#[tokio::test]
async fn damaged_answers_are_errors_and_not_items() {
    for fault in [Fault::GarbageBody, Fault::TruncatedBody] {
        let (bed, users, user) = known().await;
        bed.proxy.on(Operation::GetItem).always().fail(fault);
        let error = users.get(&user).await.unwrap_err();
        assert!(
            matches!(error.kind(), ErrorKind::NoAnswer { .. }),
            "{error}"
        );
    }
}
