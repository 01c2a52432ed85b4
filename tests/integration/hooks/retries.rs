//! Hooks of transactions that take more than one attempt.

use std::future::IntoFuture as _;

use dynamite::Outcome;
use dynamite_sample::models::{People, Person, Users, person, user};
use dynamite_testkit::{Fault, FaultProxy, Operation, Pause};

use super::{ALL, Recorder, called, id, new_person, people};
use crate::support::{Proxied, USERS, ada, n, s, stored, user_key};

#[tokio::test]
async fn they_are_called_once_however_often_a_transaction_is_tried() {
    let bed = Proxied::with(ALL).await;
    let recorder = Recorder::default();
    let people = people(&bed.db, &recorder);
    let ada = People::new(&bed.direct)
        .create(new_person("ada"))
        .await
        .unwrap();
    let (commit, between) = contended(&bed.proxy, &bed.direct, &ada, || {
        bed.db
            .transaction()
            .and(people.update(ada.id).add(person::badge(), 10))
    });
    let (committed, ()) = tokio::join!(commit.into_future(), between);
    committed.unwrap();
    assert_eq!(
        bed.proxy
            .counts()
            .requests_of(Operation::TransactWriteItems),
        2
    );
    called(&recorder, ["before_update badge", "after_update badge"]);
    let item = stored(&bed.direct, "people", id(ada.id)).await.unwrap();
    assert_eq!(item["badge"], n(110));
}

#[tokio::test]
async fn a_lost_answer_calls_them_once_and_no_answer_at_all_calls_nothing_afterwards() {
    let bed = Proxied::with(USERS).await;
    let recorder = Recorder::default();
    let users = Users::with_hooks(&bed.db, recorder.clone());
    let ada = ada(&bed.direct).await;
    let transaction = || {
        let update = users.update(&ada).set(user::name(), "x");
        bed.db.transaction().and(update)
    };
    let on = || bed.proxy.on(Operation::TransactWriteItems);
    on().fail(Fault::CutAfter);
    transaction().commit().await.unwrap();
    called(&recorder, ["before_update name", "after_update name"]);

    on().always().fail(Fault::CutAfter);
    let error = transaction().commit().await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    called(&recorder, ["before_update name"]);
    let item = stored(&bed.direct, "users", user_key(&ada)).await.unwrap();
    assert_eq!(item["name"], s("x"));
}

/// A transaction that another write comes in between of, so that it is done again.
fn contended<T>(
    proxy: &FaultProxy,
    direct: &dynamite::Client,
    ada: &Person,
    transaction: impl FnOnce() -> T,
) -> (T, impl Future<Output = ()>) {
    let pause = Pause::new();
    let held = proxy.on(Operation::TransactWriteItems);
    held.fail(Fault::PauseBefore(pause.clone()));
    let other = People::new(direct).update(ada.id).add(person::badge(), 100);
    let between = async move {
        pause.reached().await;
        other.await.unwrap();
        pause.release();
    };
    (transaction(), between)
}
