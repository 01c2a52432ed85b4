//! Transactions with a token of the caller: whatever is repeated with it, it takes place once.

use dynamite::{Error, Outcome};
use dynamite_sample::models::{People, Person, person as field};
use dynamite_testkit::{CancellationReason, Fault, Operation};

use super::{PEOPLE, guards, guards_of_people, person};
use crate::support::{Proxied, raw_delete, s, winner_seeds};

async fn known() -> (Proxied, People, Person) {
    let bed = Proxied::with(PEOPLE).await;
    let ada = People::new(&bed.direct).create(person("ada").badge(1));
    let ada = ada.await.unwrap();
    let people = People::new(&bed.db);
    (bed, people, ada)
}

/// Counts a visit and takes another badge, with a token of the caller.
async fn visit(bed: &Proxied, people: &People, ada: &Person, token: &str) -> Result<(), Error> {
    let update = people.update(ada.id).add(field::visits(), 1);
    let transaction = bed.db.transaction().token(token);
    transaction
        .and(update.set(field::badge(), 9))
        .commit()
        .await
}

async fn visits(bed: &Proxied, ada: &Person) -> u32 {
    let now = People::new(&bed.direct).get(ada.id).await.unwrap();
    now.unwrap().visits
}

#[tokio::test]
async fn nothing_is_attempted_under_another_token() {
    let (bed, people, ada) = known().await;
    let outrun = Fault::TransactionCanceled(vec![
        CancellationReason::condition_failed(None),
        CancellationReason::none(),
        CancellationReason::none(),
    ]);
    bed.proxy.on(Operation::TransactWriteItems).fail(outrun);
    let error = visit(&bed, &people, &ada, "mine").await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotApplied);
    let sent = bed
        .proxy
        .counts()
        .requests_of(Operation::TransactWriteItems);
    assert_eq!(sent, 1);
    assert_eq!(visits(&bed, &ada).await, 0);

    visit(&bed, &people, &ada, "another").await.unwrap();
    assert_eq!(visits(&bed, &ada).await, 1);
}

/// The first attempt is refused since another write came between, the second is applied and its
/// response lost: the caller repeats it.
#[tokio::test]
async fn a_repetition_after_a_lost_response_succeeds_without_doing_it_again() {
    for fault in [Fault::CutAfter, Fault::CutBefore] {
        let (bed, people, ada) = known().await;
        bed.proxy
            .on(Operation::TransactWriteItems)
            .times(3)
            .fail(fault);
        let error = visit(&bed, &people, &ada, "mine").await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown);
        bed.proxy.settled().await;
        visit(&bed, &people, &ada, "mine").await.unwrap();
        visit(&bed, &people, &ada, "mine").await.unwrap();
        assert_eq!(visits(&bed, &ada).await, 1);
    }
}

/// Its owner was deleted by a program that knows nothing of guards; with a token of the caller
/// there is one attempt to take it.
#[tokio::test]
async fn a_guard_that_nobody_holds_is_taken_in_the_only_attempt() {
    let (bed, people, ada) = known().await;
    let bob = People::new(&bed.direct).create(person("bob").badge(9));
    let bob = bob.await.unwrap();
    raw_delete(&bed.direct, "people", [("id", s(bob.id))]).await;
    visit(&bed, &people, &ada, "mine").await.unwrap();
    assert_eq!(visits(&bed, &ada).await, 1);
}

#[tokio::test]
async fn a_value_that_is_taken_is_refused_as_ever() {
    let (bed, people, ada) = known().await;
    let bob = People::new(&bed.direct).create(person("bob").badge(9));
    bob.await.unwrap();
    let error = visit(&bed, &people, &ada, "mine").await.unwrap_err();
    let [write] = error.canceled_writes() else {
        panic!("{error}");
    };
    assert!(!write.is_retryable(), "{error}");
}

#[tokio::test]
async fn over_any_number_of_repetitions_it_takes_place_at_most_once() {
    for seed in winner_seeds() {
        let (bed, people, ada) = known().await;
        let faults = [
            Fault::CutBefore,
            Fault::CutAfter,
            Fault::InternalServerError { applied: true },
            Fault::InternalServerError { applied: false },
            Fault::TransactionConflict,
        ];
        bed.proxy.chaos(seed, 0.4, faults);
        let others = People::new(&bed.direct);
        let (mut succeeded, mut number) = (false, 0);
        for _ in 0..8 {
            let change = others.update(ada.id).set(field::nick(), number.to_string());
            let (visited, changed) = futures_util::future::join(
                visit(&bed, &people, &ada, "mine"),
                change.into_future(),
            )
            .await;
            changed.unwrap();
            number += 1;
            succeeded |= visited.is_ok();
        }
        bed.proxy.settled().await;
        let visits = visits(&bed, &ada).await;
        assert!(visits <= 1, "seed {seed}: {visits}");
        assert!(!succeeded || visits == 1, "seed {seed}");
        let db = &bed.direct;
        assert_eq!(guards(db).await, guards_of_people(db).await, "seed {seed}");
    }
}

/// A guard that an earlier transaction of this token wrote says nothing of another one.
#[tokio::test]
async fn a_token_that_was_used_for_something_else_is_refused() {
    let (bed, people, ada) = known().await;
    visit(&bed, &people, &ada, "mine").await.unwrap();
    let other = people.update(ada.id).add(field::visits(), 5);
    let other = other.set(field::badge(), 9);
    let transaction = bed.db.transaction().token("mine");
    let error = transaction.and(other).commit().await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
    assert!(
        error.to_string().contains("sent with other writes"),
        "{error}"
    );
    let bob = people.build(person("bob").badge(9));
    let transaction = bed.db.transaction().token("mine");
    transaction
        .and(people.insert(&bob))
        .commit()
        .await
        .unwrap_err();
    assert_eq!(people.get(bob.id).await.unwrap(), None);
    assert_eq!(visits(&bed, &ada).await, 1);
}

/// Whether the first attempt was applied is not known, so nothing is sent under another token.
#[tokio::test]
async fn a_refusal_because_of_the_load_after_a_lost_response_proves_nothing() {
    for reason in [
        CancellationReason::conflict(),
        CancellationReason::throughput_exceeded(),
    ] {
        let (bed, people, ada) = known().await;
        let transactions = || bed.proxy.on(Operation::TransactWriteItems);
        transactions().fail(Fault::CutAfter);
        let reasons = vec![
            reason,
            CancellationReason::none(),
            CancellationReason::none(),
        ];
        let refused = Fault::TransactionCanceled(reasons);
        transactions().times(20).fail(refused);
        let update = people.update(ada.id).add(field::visits(), 1);
        let error = update.set(field::badge(), 9).await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
        let update = people.update(ada.id).add(field::visits(), 1);
        let error = update.exactly_once().await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::NotApplied, "{error}");
        assert_eq!(visits(&bed, &ada).await, 1);
    }
}
