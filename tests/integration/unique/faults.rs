//! Answers that are lost, late or refused: items and guards always agree.

use std::time::Duration;

use dynamite::Outcome;
use dynamite_sample::models::{People, Person, person as field};
use dynamite_testkit::{Fault, Operation};
use futures_util::FutureExt as _;
use futures_util::future::join_all;

use super::{PEOPLE, guards, guards_of_people, now, person};
use crate::outcomes::{losses, polled};
use crate::support::{Proxied, n};

async fn known() -> (Proxied, People, Person) {
    let bed = Proxied::with(PEOPLE).await;
    let ada = People::new(&bed.direct)
        .create(person("ada").badge(1))
        .await
        .unwrap();
    let people = People::new(&bed.db);
    (bed, people, ada)
}

async fn is_consistent(bed: &Proxied) {
    let db = &bed.direct;
    assert_eq!(guards(db).await, guards_of_people(db).await);
}

#[tokio::test]
async fn work_whose_answer_was_lost_is_recognised() {
    for loss in losses() {
        let (bed, people, ada) = known().await;
        let lose = || {
            bed.proxy
                .on(Operation::TransactWriteItems)
                .fail(loss.clone());
        };
        lose();
        let bob = people.create(person("bob").badge(2)).await.unwrap();
        assert_eq!(now(&bed.direct, &bob).await.unwrap()["badge"], n(2));
        lose();
        let update = people.update(ada.id).add(field::badge(), 9);
        assert_eq!(update.await.unwrap().badge, Some(10));
        assert_eq!(now(&bed.direct, &ada).await.unwrap()["badge"], n(10));
        lose();
        assert_eq!(people.save(&ada).await.unwrap(), ada);
        lose();
        assert_eq!(people.delete(ada.id).return_old().await.unwrap(), Some(ada));
        is_consistent(&bed).await;
        assert_eq!(bed.proxy.counts().all_faults(), 4);
    }
}

#[tokio::test]
async fn without_any_answer_it_is_unknown_and_all_or_nothing() {
    for (fault, applied) in [(Fault::CutAfter, true), (Fault::CutBefore, false)] {
        let (bed, people, ada) = known().await;
        let every = bed.proxy.on(Operation::TransactWriteItems).always();
        every.fail(fault);
        let update = people.update(ada.id).set(field::badge(), 5);
        let error = update.await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown);
        bed.proxy.settled().await;
        let badge = if applied { n(5) } else { n(1) };
        assert_eq!(now(&bed.direct, &ada).await.unwrap()["badge"], badge);
        is_consistent(&bed).await;
    }
}

#[tokio::test]
async fn a_write_that_comes_between_is_noticed_and_nothing_is_lost() {
    let (bed, people, ada) = known().await;
    let pause = dynamite_testkit::Pause::new();
    let held = bed.proxy.on(Operation::TransactWriteItems);
    held.fail(Fault::PauseBefore(pause.clone()));
    let update = people.update(ada.id).add(field::badge(), 10).into_future();
    let between = async {
        pause.reached().await;
        let direct = People::new(&bed.direct);
        let other = direct.update(ada.id).add(field::badge(), 100);
        other.add(field::visits(), 1).await.unwrap();
        pause.release();
    };
    let (updated, ()) = tokio::join!(update, between);
    let updated = updated.unwrap();
    assert_eq!((updated.badge, updated.visits), (Some(111), 1));
    assert_eq!(now(&bed.direct, &ada).await.unwrap()["badge"], n(111));
    is_consistent(&bed).await;
}

#[tokio::test]
async fn whenever_a_write_is_dropped_items_and_guards_agree() {
    for polls in 0.. {
        let (bed, people, ada) = known().await;
        let bob = person("bob").badge(2);
        let writes = async move {
            people.update(ada.id).set(field::badge(), 7).await.unwrap();
            people.create(bob).await.unwrap();
            people.delete(ada.id).await.unwrap();
        };
        let ended = polled(writes.boxed(), polls).await;
        bed.proxy.settled().await;
        is_consistent(&bed).await;
        if ended {
            assert!(polls > 5, "{polls}");
            break;
        }
    }
}

#[tokio::test]
async fn many_writers_through_a_bad_network_leave_items_and_guards_that_agree() {
    for seed in 0..4 {
        let (bed, people, ada) = known().await;
        let faults = [
            Fault::Throttling,
            Fault::InternalServerError { applied: false },
            Fault::InternalServerError { applied: true },
            Fault::CutBefore,
            Fault::CutAfter,
            Fault::DelayAfter(Duration::from_millis(20)),
        ];
        bed.proxy.chaos(seed, 0.3, faults);
        let writers = (0..12_u32).map(|writer| {
            let (people, ada) = (people.clone(), ada.clone());
            async move {
                // What comes of each does not matter here, only what they leave.
                let name = (writer % 3).to_string();
                let created = people.create(person(&name).badge(writer)).await;
                let id = created.map_or(ada.id, |it| it.id);
                let set = people.update(id).set(field::badge(), writer / 2 + 20);
                let _ = set.await;
                if writer % 4 == 0 {
                    let _ = people.delete(id).await;
                }
            }
        });
        join_all(writers).await;
        assert!(bed.proxy.counts().all_faults() > 5);
        bed.proxy.clear();
        bed.proxy.settled().await;
        is_consistent(&bed).await;
    }
}
