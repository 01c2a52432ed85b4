//! Many items created at once.

use dynamite::{CancellationCause, ErrorKind};
use dynamite_sample::models::{People, PersonDraft};
use dynamite_testkit::{Fault, Operation};

use super::{PEOPLE, bed, guards, guards_of_people, person};
use crate::support::{Proxied, stored_all};

fn drafts(count: u32) -> Vec<PersonDraft> {
    let drafts = (0..count).map(|number| person(&number.to_string()).badge(number));
    drafts.collect()
}

#[tokio::test]
async fn they_are_created_in_transactions_that_are_full() {
    let bed = Proxied::with(PEOPLE).await;
    let people = People::new(&bed.db);
    // Three writes each: the item, its e-mail address, its badge.
    let created = people.bulk_create(drafts(70)).await.unwrap();
    assert_eq!(created.len(), 70);
    assert_eq!(
        bed.proxy
            .counts()
            .requests_of(Operation::TransactWriteItems),
        3
    );
    assert_eq!(bed.proxy.counts().all_requests(), 3);
    assert_eq!(stored_all(&bed.direct, "people").await.len(), 70);
    assert_eq!(
        guards(&bed.direct).await,
        guards_of_people(&bed.direct).await
    );
}

#[tokio::test]
async fn the_first_that_fails_leaves_the_rest_and_says_which() {
    let bed = bed().await;
    let people = People::new(&bed.db);
    let taken = people.create(person("taken").badge(40)).await.unwrap();
    let done = people.bulk_create(drafts(70)).partial().await.unwrap();
    assert_eq!((done.created.len(), done.left.len()), (33, 37));
    let error = done.error.unwrap();
    let [write] = error.canceled_writes() else {
        panic!("{error}")
    };
    assert!(matches!(
        write.cause,
        CancellationCause::UniqueConflict { .. }
    ));
    assert_eq!(done.left[write.position].badge, Some(40));
    assert_eq!(stored_all(&bed.db, "people").await.len(), 34);

    // What is left can be given again once it is right.
    people.delete(taken.id).await.unwrap();
    let rest = people.bulk_create(Vec::<PersonDraft>::new()).and(done.left);
    assert_eq!(rest.await.unwrap().len(), 37);
    assert_eq!(stored_all(&bed.db, "people").await.len(), 70);
    assert_eq!(guards(&bed.db).await, guards_of_people(&bed.db).await);
}

#[tokio::test]
async fn the_same_value_twice_is_refused_before_anything_is_sent() {
    let bed = Proxied::with(PEOPLE).await;
    let people = People::new(&bed.db);
    let error = people
        .bulk_create([person("ada"), person("ada")])
        .await
        .unwrap_err();
    assert!(error.is_unique_conflict(), "{error}");
    let ada = people.build(person("ada"));
    let twice = people.bulk_create(Vec::<PersonDraft>::new());
    let error = twice.and([ada.clone(), ada]).await.unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::DuplicateKey { .. }),
        "{error}"
    );
    assert_eq!(bed.proxy.counts().all_requests(), 0);
}

#[tokio::test]
async fn an_answer_that_is_lost_is_made_up_for() {
    let bed = Proxied::with(PEOPLE).await;
    let people = People::new(&bed.db);
    bed.proxy
        .on(Operation::TransactWriteItems)
        .fail(Fault::CutAfter);
    assert_eq!(people.bulk_create(drafts(40)).await.unwrap().len(), 40);
    assert_eq!(stored_all(&bed.direct, "people").await.len(), 40);
}
