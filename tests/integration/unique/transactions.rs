//! Guards in the user's own transactions.

use dynamite::{CancellationCause, ErrorKind};
use dynamite_sample::models::{People, Person, person as field};
use dynamite_testkit::Operation;

use super::{PEOPLE, bed, guards, guards_of_people, now, owned, person};
use crate::support::{Bed, Proxied, n, s};

async fn two(bed: &Bed) -> (People, Person, Person) {
    let people = People::new(&bed.db);
    let ada = people.create(person("ada").badge(1)).await.unwrap();
    let bob = people.create(person("bob")).await.unwrap();
    (people, ada, bob)
}

#[tokio::test]
async fn two_items_swap_their_values() {
    let bed = bed().await;
    let (people, mut ada, mut bob) = two(&bed).await;
    bed.db
        .transaction()
        .and(people.update(ada.id).set(field::email(), &*bob.email))
        .and(people.update(bob.id).set(field::email(), &*ada.email))
        .await
        .unwrap();
    std::mem::swap(&mut ada.email, &mut bob.email);
    assert_eq!(
        people.by_email("bob@example.com").await.unwrap(),
        Some(ada.clone())
    );
    assert_eq!(
        people.by_email("ada@example.com").await.unwrap(),
        Some(bob.clone())
    );

    // And back, by saving entities.
    std::mem::swap(&mut ada.email, &mut bob.email);
    let saves = [people.save(&ada), people.save(&bob)];
    bed.db.transaction().and_all(saves).await.unwrap();
    let held = [
        ("#people##badge#1", ada.id),
        ("#people##email#ada@example.com", ada.id),
        ("#people##email#bob@example.com", bob.id),
    ];
    assert_eq!(guards(&bed.db).await, owned(held));
}

#[tokio::test]
async fn a_value_passes_from_one_that_is_deleted_to_one_that_is_created() {
    let bed = bed().await;
    let (people, ada, bob) = two(&bed).await;
    let mut heir = people.build(person("ada"));
    heir.badge = Some(1);
    bed.db
        .transaction()
        .and(people.insert(&heir))
        .and(people.delete(ada.id))
        .and(people.update(bob.id).add(field::visits(), 1))
        .await
        .unwrap();
    assert_eq!(people.by_badge(1).await.unwrap(), Some(heir));
    assert_eq!(now(&bed.db, &ada).await, None);
    assert_eq!(now(&bed.db, &bob).await.unwrap()["visits"], n(1));
    assert_eq!(guards(&bed.db).await, guards_of_people(&bed.db).await);
}

#[tokio::test]
async fn a_value_that_is_taken_refuses_all_of_it_and_says_which_write() {
    let bed = bed().await;
    let (people, ada, bob) = two(&bed).await;
    let held = guards(&bed.db).await;
    let error = bed
        .db
        .transaction()
        .and(people.create(person("carl")))
        .and(people.update(bob.id).set(field::badge(), 1))
        .await
        .unwrap_err();
    let [write] = error.canceled_writes() else {
        panic!("{error}")
    };
    assert_eq!((write.position, write.verb), (1, "update"));
    let CancellationCause::UniqueConflict { fields, owner, .. } = &write.cause else {
        panic!("{error}")
    };
    assert_eq!(
        (*fields, owner.clone()),
        (&["badge"][..], format!("id = \"{}\"", ada.id))
    );
    assert!(
        error.to_string().contains("is taken by the item"),
        "{error}"
    );
    assert_eq!(guards(&bed.db).await, held);
    assert_eq!(people.by_email("carl@example.com").await.unwrap(), None);
}

#[tokio::test]
async fn two_writes_of_one_value_are_refused_before_anything_is_sent() {
    let bed = Proxied::with(PEOPLE).await;
    let people = People::new(&bed.db);
    let error = bed
        .db
        .transaction()
        .and(people.create(person("ada")))
        .and(people.create(person("ada")))
        .await
        .unwrap_err();
    assert!(error.is_unique_conflict(), "{error}");
    assert_eq!(bed.proxy.counts().all_requests(), 0);
}

#[tokio::test]
async fn guards_count_among_the_hundred_writes() {
    let bed = Proxied::with(PEOPLE).await;
    let people = People::new(&bed.db);
    let some = |count: u32| {
        let people = people.clone();
        (0..count).map(move |i| people.create(person(&i.to_string()).badge(i)))
    };
    let error = bed.db.transaction().and_all(some(34)).await.unwrap_err();
    let ErrorKind::TooManyWrites {
        operations: 34,
        writes: 102,
        limit: 100,
    } = error.kind()
    else {
        panic!("{error}")
    };
    assert!(
        error
            .to_string()
            .contains("34 operations became 102 writes"),
        "{error}"
    );
    assert_eq!(bed.proxy.counts().all_requests(), 0);
    bed.db.transaction().and_all(some(33)).await.unwrap();
    assert_eq!(
        bed.proxy
            .counts()
            .requests_of(Operation::TransactWriteItems),
        1
    );
    assert_eq!(
        guards(&bed.direct).await,
        guards_of_people(&bed.direct).await
    );
}

#[tokio::test]
async fn a_condition_that_does_not_hold_refuses_all_of_it() {
    let bed = bed().await;
    let (people, ada, bob) = two(&bed).await;
    let held = guards(&bed.db).await;
    let error = bed
        .db
        .transaction()
        .and(people.update(ada.id).set(field::badge(), 9))
        .and(people.check(bob.id, field::visits().gt(0)))
        .await
        .unwrap_err();
    let [write] = error.canceled_writes() else {
        panic!("{error}")
    };
    assert_eq!(
        (write.position, &write.cause),
        (1, &CancellationCause::ConditionFailed)
    );
    assert_eq!(guards(&bed.db).await, held);
}

#[tokio::test]
async fn an_update_made_exactly_once_moves_guards_as_well() {
    let bed = bed().await;
    let (people, ada, bob) = two(&bed).await;
    let update = people.update(ada.id).add(field::badge(), 4);
    update.exactly_once().await.unwrap();
    assert_eq!(people.by_badge(5).await.unwrap().unwrap().id, ada.id);
    let update = people.update(bob.id).set(field::badge(), 5);
    let error = update.exactly_once().await.unwrap_err();
    assert!(error.is_unique_conflict(), "{error}");
    assert_eq!(guards(&bed.db).await, guards_of_people(&bed.db).await);
}

#[tokio::test]
async fn the_same_transaction_with_the_same_token_takes_place_once() {
    let bed = bed().await;
    let (people, ..) = two(&bed).await;
    let carl = people.build(person("carl"));
    let again = || {
        let transaction = bed.db.transaction().token("carl-1");
        transaction.and(people.insert(&carl)).commit()
    };
    again().await.unwrap();
    again().await.unwrap();
    assert_eq!(
        now(&bed.db, &carl).await.unwrap()["email"],
        s("carl@example.com")
    );
    assert_eq!(guards(&bed.db).await, guards_of_people(&bed.db).await);
}
