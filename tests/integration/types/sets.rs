//! Sets of values of which several are stored as one.

use std::collections::BTreeSet;

use dynamite::Timestamp;
use dynamite::expr::Condition;
use dynamite_sample::models::{Specimens, specimen};

use super::{SPECIMENS, specimen as new_specimen};
use crate::support::Bed;

fn moments(nanoseconds: &[i32]) -> BTreeSet<Timestamp> {
    let moment = |nanosecond: &i32| Timestamp::new(1_700_000_000, *nanosecond).unwrap();
    nanoseconds.iter().map(moment).collect()
}

/// Times in one millisecond are one member: DynamoDB refuses a set with a member twice.
#[tokio::test]
async fn times_that_are_stored_alike_are_one_member() {
    let bed = Bed::with(SPECIMENS).await;
    let specimens = Specimens::new(&bed.db);
    let (close, stored) = (
        moments(&[1_000_001, 1_000_002, 5_000_000]),
        moments(&[1_000_000, 5_000_000]),
    );
    let new = new_specimen(|_| ()).alarms(close.clone());
    let created = specimens.create(new).await.unwrap();
    assert_eq!(created.alarms, stored);
    let alarms = async || specimens.get(&created).await.unwrap().unwrap().alarms;
    let reset = async || {
        let update = specimens
            .update(&created)
            .set(specimen::alarms(), moments(&[]));
        update.await.unwrap();
        assert_eq!(alarms().await, moments(&[]));
    };
    let mut entity = created.clone();
    entity.alarms = close.clone();

    reset().await;
    specimens.save(&entity).await.unwrap();
    assert_eq!(alarms().await, stored);

    reset().await;
    specimens.replace(&entity).await.unwrap();
    assert_eq!(alarms().await, stored);

    reset().await;
    specimens.put_many([entity.clone()]).await.unwrap();
    assert_eq!(alarms().await, stored);

    reset().await;
    let insert = specimens.update(&created);
    insert
        .insert(specimen::alarms(), close.clone())
        .await
        .unwrap();
    assert_eq!(alarms().await, stored);

    reset().await;
    let set = specimens.update_where(Condition::every_item()).scan();
    set.set(specimen::alarms(), close.clone()).await.unwrap();
    assert_eq!(alarms().await, stored);

    let found = specimens
        .scan()
        .filter(specimen::alarms().eq(close.clone()));
    assert_eq!(found.all().await.unwrap().len(), 1);
    let discard = specimens.update(&created);
    discard.discard(specimen::alarms(), close).await.unwrap();
    assert_eq!(alarms().await, moments(&[]));
}

/// What counts for the rules of a field is what is stored.
#[tokio::test]
async fn times_that_are_stored_alike_count_once() {
    let bed = Bed::with(SPECIMENS).await;
    let specimens = Specimens::new(&bed.db);
    let three = moments(&[1_000_000, 1_000_001, 2_000_000, 3_000_000]);
    let four = moments(&[1_000_000, 2_000_000, 3_000_000, 4_000_000]);
    let mut created = specimens.create(new_specimen(|_| ())).await.unwrap();
    let set = |times| specimens.update(&created).set(specimen::alarms(), times);
    set(three.clone()).await.unwrap();
    let error = set(four.clone()).await.unwrap_err();
    assert_eq!(error.violations().len(), 1, "{error}");
    created.alarms = three;
    specimens.save(&created).await.unwrap();
    created.alarms = four;
    let error = specimens.save(&created).await.unwrap_err();
    assert_eq!(error.violations().len(), 1, "{error}");
}
