//! Items found by their unique values.

use dynamite_sample::models::{Handles, People, person as field};
use dynamite_testkit::Operation;

use super::{PEOPLE, bed, handle, person};
use crate::support::Proxied;

#[tokio::test]
async fn an_item_is_found_by_each_of_its_values_as_a_write_would_take_them() {
    let bed = bed().await;
    let people = People::new(&bed.db);
    let ada = people
        .create(person("ada").badge(7).nick("a#b"))
        .await
        .unwrap();
    assert_eq!(
        people.by_email(" ADA@example.com").await.unwrap().as_ref(),
        Some(&ada)
    );
    assert_eq!(people.by_badge(7).await.unwrap().as_ref(), Some(&ada));
    let found = people.by_tenant_nick("acme", "a#b").await.unwrap();
    assert_eq!(found.as_ref(), Some(&ada));
    assert_eq!(people.by_tenant_nick("acme#a", "b").await.unwrap(), None);
    assert_eq!(people.by_badge(8).await.unwrap(), None);
}

#[tokio::test]
async fn it_takes_two_reads() {
    let bed = Proxied::with(PEOPLE).await;
    let people = People::new(&bed.db);
    People::new(&bed.direct)
        .create(person("ada"))
        .await
        .unwrap();
    assert!(people.by_email("ada@example.com").await.unwrap().is_some());
    let counts = bed.proxy.counts();
    assert_eq!(
        (
            counts.requests_of(Operation::GetItem),
            counts.all_requests()
        ),
        (2, 2)
    );
    assert!(people.by_email("bob@example.com").await.unwrap().is_none());
    assert_eq!(bed.proxy.counts().all_requests(), 3);
}

#[tokio::test]
async fn long_values_are_found_too() {
    let bed = bed().await;
    let people = People::new(&bed.db);
    let long = format!("{}@example.com", "x".repeat(900));
    let mut ada = people.create(person("ada")).await.unwrap();
    ada.email.clone_from(&long);
    people.save(&ada).await.unwrap();
    assert_eq!(people.by_email(&*long).await.unwrap(), Some(ada));
    assert_eq!(people.by_email(&long[1..]).await.unwrap(), None);
}

#[tokio::test]
async fn a_value_that_was_given_up_finds_nothing() {
    let bed = bed().await;
    let people = People::new(&bed.db);
    let ada = people.create(person("ada").badge(1)).await.unwrap();
    people.update(ada.id).remove(field::badge()).await.unwrap();
    assert_eq!(people.by_badge(1).await.unwrap(), None);
}

#[tokio::test]
async fn what_is_deleted_is_shown_to_those_who_ask() {
    let bed = bed().await;
    let handles = Handles::new(&bed.db);
    let mut ada = handle(&bed.db, "ada").await;
    ada.phone = Some("1".to_owned());
    let ada = handles.save(&ada).await.unwrap();
    let gone = handles.delete(&ada).return_new().await.unwrap().unwrap();
    assert_eq!(handles.by_phone("1").await.unwrap(), None);
    let found = handles.by_phone("1").with_deleted().await.unwrap();
    assert_eq!(found.as_ref(), Some(&gone));
    assert_eq!(
        handles.by_phone("1").only_deleted().await.unwrap(),
        Some(gone)
    );
    assert_eq!(handles.by_name("ada").with_deleted().await.unwrap(), None);
}
