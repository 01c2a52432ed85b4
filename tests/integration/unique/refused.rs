//! Writes with guards fail as those without do.

use dynamite::ErrorKind;
use dynamite_sample::models::{Handles, People, handle};
use dynamite_testkit::{Fault, Operation};

use super::{PEOPLE, new_handle, person};
use crate::support::{Bed, Proxied};

#[tokio::test]
async fn creating_over_a_deleted_item_says_that_it_exists_and_is_deleted() {
    let bed = Bed::with(PEOPLE).await;
    let handles = Handles::new(&bed.db);
    let gone = handles.create(new_handle("ada")).await.unwrap();
    let gone = handles.delete(&gone).return_new().await.unwrap().unwrap();
    let again = || new_handle("eve").id(gone.id);

    for error in [
        handles.create(again()).await.unwrap_err(),
        handles.insert(&handles.build(again())).await.unwrap_err(),
    ] {
        assert!(
            matches!(error.kind(), ErrorKind::AlreadyExists { deleted: true, .. }),
            "{error}"
        );
        assert_eq!(error.item().unwrap().decode(), Ok(gone.clone()));
    }
    let left = handles.bulk_create([again()]).partial().await.unwrap();
    let error = left.error.unwrap();
    let [write] = error.canceled_writes() else {
        panic!("{error}");
    };
    let deleted = dynamite::CancellationCause::AlreadyExists { deleted: true };
    assert_eq!(write.cause, deleted);
}

/// Nothing was written, and nothing was demanded but that the item is there.
#[tokio::test]
async fn a_request_that_is_lost_on_the_way_is_no_failed_condition() {
    for fault in [
        Fault::CutBefore,
        Fault::InternalServerError { applied: false },
    ] {
        let bed = Proxied::with(PEOPLE).await;
        let mut ada = People::new(&bed.direct)
            .create(person("ada"))
            .await
            .unwrap();
        let people = People::new(&bed.db);

        ada.email = "ada@example.org".to_owned();
        bed.proxy.on(Operation::UpdateItem).fail(fault.clone());
        assert_eq!(people.save(&ada).await.unwrap(), ada);

        ada.email = "ada@example.net".to_owned();
        bed.proxy.on(Operation::PutItem).fail(fault);
        assert_eq!(people.replace(&ada).await.unwrap().item, ada);
        assert_eq!(people.by_email("ada@example.net").await.unwrap(), Some(ada));
    }
}

/// Only a failed condition can mean that others came between.
#[tokio::test]
async fn what_dynamodb_cannot_do_is_said_at_once() {
    let bed = Proxied::with(PEOPLE).await;
    let ada = Handles::new(&bed.direct).create(new_handle("ada")).await;
    let ada = ada.unwrap();
    let handles = Handles::new(&bed.db);
    // There is no phone to copy.
    let update = handles.update(&ada).set(handle::name(), "eve");
    let update = update.set_to(handle::bio(), handle::phone());
    let error = update.await.unwrap_err();
    assert!(!error.is_retryable(), "{error}");
    assert!(
        matches!(error.kind(), ErrorKind::MissingSource { paths, .. } if **paths == ["phone"]),
        "{error}"
    );
    assert_eq!(bed.proxy.counts().all_requests(), 2);

    let huge = ["x".repeat(250_000)];
    let others = Handles::new(&bed.direct).update(&ada);
    let ada = others.append(handle::links(), huge.clone()).await.unwrap();
    let update = handles.update(&ada).set(handle::name(), "eve");
    let error = update.append(handle::links(), huge).await.unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::ItemTooLarge { .. }),
        "{error}"
    );
    assert_eq!(bed.proxy.counts().all_requests(), 4);
    assert_eq!(handles.get(ada.id).await.unwrap(), Some(ada));
}
