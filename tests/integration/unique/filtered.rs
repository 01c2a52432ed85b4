//! Writes to all that matches keep guards as single ones do.

use dynamite::ErrorKind;
use dynamite_sample::models::{People, person};

use super::{PEOPLE, guards, guards_of_people, person as new_person};
use crate::support::{Bed, stored_all};

/// Four people with badges, two of which are of another tenant.
async fn people(bed: &Bed) -> People {
    let people = People::new(&bed.db);
    for (number, name) in (1..).zip(["ada", "bob", "eve", "kim"]) {
        let created = people.create(new_person(name).badge(number)).await.unwrap();
        if number > 2 {
            let update = people.update(&created).set(person::tenant(), "other");
            update.await.unwrap();
        }
    }
    people
}

#[tokio::test]
async fn what_is_removed_from_all_that_matches_is_free_again() {
    let bed = Bed::with(PEOPLE).await;
    let people = people(&bed).await;
    let acme = || person::tenant().eq("acme");
    let removed = people.update_where(acme()).scan().remove(person::badge());
    assert_eq!(removed.await.unwrap(), 2);
    let guards = guards(&bed.db).await;
    assert_eq!(guards.len(), 6);
    assert_eq!(guards, guards_of_people(&bed.db).await);
    people.create(new_person("zoe").badge(1)).await.unwrap();
}

#[tokio::test]
async fn of_all_that_would_get_one_value_one_has_it_and_the_others_are_named() {
    let bed = Bed::with(PEOPLE).await;
    let people = people(&bed).await;
    let acme = person::tenant().eq("acme");
    let set = people.update_where(acme).scan().set(person::badge(), 7);
    let done = set.partial().await.unwrap();
    assert_eq!((done.matched, done.changed, done.failed.len()), (2, 1, 1));
    let error = &done.failed[0].error;
    assert!(error.is_unique_conflict(), "{error}");
    assert!(matches!(error.kind(), ErrorKind::UniqueConflict { .. }));
    assert_eq!(guards(&bed.db).await, guards_of_people(&bed.db).await);
}

#[tokio::test]
async fn what_is_deleted_leaves_no_guards_behind() {
    let bed = Bed::with(PEOPLE).await;
    let people = people(&bed).await;
    let deleted = people.delete_where(person::tenant().eq("other")).scan();
    assert_eq!(deleted.await.unwrap(), 2);
    assert_eq!(stored_all(&bed.db, "people").await.len(), 2);
    let guards = guards(&bed.db).await;
    assert_eq!(guards.len(), 4);
    assert_eq!(guards, guards_of_people(&bed.db).await);
}
