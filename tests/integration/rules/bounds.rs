//! What DynamoDB works out stays within the bounds of the field.

use dynamite::{Error, ErrorKind, dec};
use dynamite_sample::models::{Members, member};

use super::{MEMBERS, ada, broken, new_member, stored_member};
use crate::support::{Bed, n, ss};

#[tokio::test]
async fn adding_up_to_a_bound_is_fine_and_beyond_it_is_refused() {
    let bed = Bed::with(MEMBERS).await;
    let members = Members::new(&bed.db);
    let ada = ada(&bed.db).await;
    let update = members.update(&ada).add(member::points(), 100);
    assert_eq!(update.await.unwrap().points, 100);

    let before = stored_member(&bed.db, &ada).await;
    let update = members.update(&ada).add(member::points(), 1);
    let error = update.await.unwrap_err();
    assert_eq!(broken(&error), [("points", "max")]);
    assert_eq!(error.operation(), Some("UpdateItem"));
    let update = members.update(&ada).subtract(member::points(), 101);
    assert_eq!(broken(&update.await.unwrap_err()), [("points", "min")]);
    let update = members.update(&ada).add(member::points(), 1).exactly_once();
    assert_eq!(broken(&update.await.unwrap_err()), [("points", "max")]);
    assert_eq!(stored_member(&bed.db, &ada).await, before);

    let update = members.update(&ada).subtract(member::points(), 100);
    update.exactly_once().await.unwrap();
    assert_eq!(stored_member(&bed.db, &ada).await["points"], n(0));
}

#[tokio::test]
async fn an_absent_number_counts_as_zero() {
    let bed = Bed::with(MEMBERS).await;
    let members = Members::new(&bed.db);
    let ada = ada(&bed.db).await;
    let update = members.update(&ada).subtract(member::credit(), dec!(10.5));
    assert_eq!(broken(&update.await.unwrap_err()), [("credit", "min")]);
    let update = members.update(&ada).subtract(member::credit(), dec!(9.5));
    assert_eq!(update.await.unwrap().credit, Some(dec!(-9.5)));
    let update = members.update(&ada).subtract(member::credit(), dec!(0.6));
    assert_eq!(broken(&update.await.unwrap_err()), [("credit", "min")]);
}

#[tokio::test]
async fn a_race_of_adds_stops_exactly_at_the_bound() {
    let bed = Bed::with(MEMBERS).await;
    let members = Members::new(&bed.db);
    let ada = members.create(new_member().points(88)).await.unwrap();
    let racers: Vec<_> = (0..20)
        .map(|_| tokio::spawn(members.update(&ada).add(member::points(), 1).into_future()))
        .collect();
    let mut refused = 0;
    for racer in racers {
        if let Err(error) = racer.await.unwrap() {
            assert_eq!(broken(&error), [("points", "max")]);
            refused += 1;
        }
    }
    assert_eq!(refused, 8);
    assert_eq!(stored_member(&bed.db, &ada).await["points"], n(100));
}

#[tokio::test]
async fn a_full_set_takes_no_more_than_it_has() {
    let bed = Bed::with(MEMBERS).await;
    let members = Members::new(&bed.db);
    let tags = ["a", "b"].map(str::to_owned).into();
    let ada = members.create(new_member().tags(tags)).await.unwrap();
    let insert = |tags: Vec<&'static str>| members.update(&ada).insert(member::tags(), tags);
    assert_eq!(
        broken(&insert(vec!["c", "d"]).await.unwrap_err()),
        [("tags", "max_length")]
    );
    insert(vec!["c"]).await.unwrap();
    assert_eq!(
        broken(&insert(vec!["d"]).await.unwrap_err()),
        [("tags", "max_length")]
    );
    // What it has already makes it no longer.
    insert(vec!["c"]).await.unwrap();
    let never = insert(vec!["d", "e", "f", "g"]).await.unwrap_err();
    assert_eq!(
        (broken(&never), never.operation()),
        (vec![("tags", "max_length")], None)
    );
    let stored = stored_member(&bed.db, &ada).await;
    assert_eq!(stored["tags"], ss(["a", "b", "c"]));
}

fn is_not_found(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound { .. })
}

#[tokio::test]
async fn a_bound_does_not_hide_other_reasons() {
    let bed = Bed::with(MEMBERS).await;
    let members = Members::new(&bed.db);
    let ada = ada(&bed.db).await;
    let no_such = dynamite::Ulid::from_parts(1, 1);
    let error = members
        .update(no_such)
        .add(member::points(), 1)
        .await
        .unwrap_err();
    assert!(is_not_found(&error), "{error}");
    let update = members.update(&ada).add(member::points(), 1);
    let error = update.only_if(member::name().eq("Eve")).await.unwrap_err();
    assert!(error.is_condition_failed(), "{error}");
    assert!(error.item().is_some());
}

#[tokio::test]
async fn where_a_bound_and_a_condition_fail_the_bound_is_reported() {
    let bed = Bed::with(MEMBERS).await;
    let members = Members::new(&bed.db);
    let ada = ada(&bed.db).await;
    let update = members.update(&ada).subtract(member::points(), 1);
    let error = update.only_if(member::name().eq("Eve")).await.unwrap_err();
    assert_eq!(broken(&error), [("points", "min")]);
}
