//! Repositories of several clients in one transaction.

use std::time::Duration;

use dynamite::model::{TableDescriptor, UNIQUE_GUARDS};
use dynamite::{ErrorKind, Outcome};
use dynamite_sample::models::{NewPerson, People, tables};

use crate::support::{Bed, Proxied, stored_all};

static PEOPLE: &[&TableDescriptor] = &[&tables::PEOPLE, &UNIQUE_GUARDS];

fn new_person() -> NewPerson {
    NewPerson {
        email: "ada@example.com".to_owned(),
        tenant: "acme".to_owned(),
    }
}

#[tokio::test]
async fn each_write_and_each_guard_goes_to_the_tables_of_its_own_client() {
    let bed = Bed::with(PEOPLE).await;
    let other = bed.db.clone().with_table_prefix("other-");
    other.sync(PEOPLE).await.unwrap();
    let (here, there) = (People::new(&bed.db), People::new(&other));

    bed.db
        .transaction()
        .and(here.create(new_person()))
        .and(there.create(new_person()))
        .await
        .unwrap();

    for people in [&here, &there] {
        let prefix = people.client().table_prefix();
        let guards = format!("{prefix}dynamite_unique");
        assert_eq!(stored_all(&bed.db, &guards).await.len(), 1, "{prefix}");
        assert!(people.by_email("ada@example.com").await.unwrap().is_some());
        let error = people.create(new_person()).await.unwrap_err();
        assert!(error.is_unique_conflict(), "{error}");
    }
    // Whichever client commits.
    let both = other.transaction().and(here.create(new_person()));
    let error = both.await.unwrap_err();
    assert_eq!(error.canceled_writes().len(), 1, "{error}");
    assert_eq!(stored_all(&bed.db, "people").await.len(), 1);
}

#[tokio::test]
async fn clients_that_were_made_of_one_another_may_meet() {
    let bed = Bed::with(PEOPLE).await;
    let patient = bed.db.clone().with_timeout(Duration::from_secs(30));
    let patient = patient.with_max_attempts(5);
    let transaction = bed.db.transaction();
    let transaction = transaction.and(People::new(&patient).create(new_person()));
    transaction.commit().await.unwrap();
}

#[tokio::test]
async fn those_of_another_dynamodb_are_refused_before_any_request() {
    let bed = Proxied::with(PEOPLE).await;
    let elsewhere = Bed::with(PEOPLE).await;
    let abroad = bed.db.clone().with_region("eu-west-1");
    for other in [&elsewhere.db, &abroad] {
        let people = People::new(other);
        let transaction = bed.db.transaction().and(people.create(new_person()));
        let error = transaction.commit().await.unwrap_err();
        let ErrorKind::OtherClient { model, table } = error.kind() else {
            panic!("{error}");
        };
        assert_eq!((*model, table.as_str()), ("Person", "people"));
        assert_eq!(error.outcome(), Outcome::NotApplied);

        let key = dynamite::Ulid::nil();
        let read = bed.db.transact_get((people.get(key),)).await;
        let error = read.unwrap_err();
        assert!(
            matches!(error.kind(), ErrorKind::OtherClient { .. }),
            "{error}"
        );
    }
    assert_eq!(bed.proxy.counts().all_requests(), 0);
    assert!(stored_all(&elsewhere.db, "people").await.is_empty());
}
