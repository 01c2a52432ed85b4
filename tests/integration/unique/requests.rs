//! What is sent, and what is not.

use dynamite_sample::models::{Handles, People, Person, person as field};
use dynamite_testkit::Operation::{DeleteItem, GetItem, PutItem, TransactWriteItems, UpdateItem};
use dynamite_testkit::{FaultProxy, Operation};

use super::{PEOPLE, handle, person};
use crate::support::Proxied;

async fn known() -> (Proxied, People, Person) {
    let bed = Proxied::with(PEOPLE).await;
    let ada = People::new(&bed.direct)
        .create(person("ada"))
        .await
        .unwrap();
    let people = People::new(&bed.db);
    (bed, people, ada)
}

fn sent(proxy: &FaultProxy) -> Vec<Operation> {
    proxy.log().into_iter().map(|it| it.operation).collect()
}

#[tokio::test]
async fn creating_is_one_transaction_and_reads_nothing() {
    let (bed, people, _) = known().await;
    people.create(person("bob").badge(1)).await.unwrap();
    assert_eq!(sent(&bed.proxy), [TransactWriteItems]);
}

#[tokio::test]
async fn an_update_that_touches_no_unique_field_is_an_update_like_any_other() {
    let (bed, people, ada) = known().await;
    people.update(ada.id).add(field::visits(), 1).await.unwrap();
    assert_eq!(sent(&bed.proxy), [UpdateItem]);
}

#[tokio::test]
async fn writing_an_entity_back_with_the_same_unique_values_is_one_request() {
    let (bed, people, mut ada) = known().await;
    ada.visits = 7;
    assert_eq!(people.save(&ada).await.unwrap(), ada);
    ada.visits = 8;
    assert_eq!(people.replace(&ada).await.unwrap().item, ada);
    assert_eq!(sent(&bed.proxy), [UpdateItem, PutItem]);
    assert_eq!(people.get(ada.id).await.unwrap(), Some(ada));
}

#[tokio::test]
async fn with_others_it_is_refused_once_and_then_a_transaction() {
    let (bed, people, mut ada) = known().await;
    ada.badge = Some(7);
    assert_eq!(people.save(&ada).await.unwrap(), ada);
    assert_eq!(sent(&bed.proxy), [UpdateItem, GetItem, TransactWriteItems]);
}

#[tokio::test]
async fn one_that_touches_some_reads_and_is_a_transaction() {
    let (bed, people, ada) = known().await;
    people.update(ada.id).set(field::badge(), 1).await.unwrap();
    assert_eq!(sent(&bed.proxy), [GetItem, TransactWriteItems]);
}

#[tokio::test]
async fn deleting_reads_what_is_to_be_given_up() {
    let (bed, people, ada) = known().await;
    people.delete(ada.id).await.unwrap();
    assert_eq!(sent(&bed.proxy), [GetItem, TransactWriteItems]);
    assert_eq!(bed.proxy.counts().requests_of(DeleteItem), 0);
    assert_eq!(bed.proxy.counts().requests_of(PutItem), 0);
}

#[tokio::test]
async fn an_update_of_what_soft_delete_does_not_concern_is_one_too() {
    let bed = Proxied::with(PEOPLE).await;
    let ada = handle(&bed.direct, "ada").await;
    let handles = Handles::new(&bed.db);
    let update = handles.update(&ada);
    let update = update.set(dynamite_sample::models::handle::bio(), "x");
    update.await.unwrap();
    assert_eq!(sent(&bed.proxy), [UpdateItem]);
}
