//! What each operation leaves of guards.

use dynamite::{AnyVersion as _, ErrorKind};
use dynamite_sample::models::{Handles, People, handle as names, person as field};

use super::{GUARDS, bed, guards, handle, new_handle, now, owned, person};
use crate::support::{n, raw_delete, s};

#[tokio::test]
async fn creating_claims_what_has_a_value() {
    let bed = bed().await;
    let people = People::new(&bed.db);
    let ada = people.create(person("ada")).await.unwrap();
    let held = owned([("#people##email#ada@example.com", ada.id)]);
    assert_eq!(guards(&bed.db).await, held);

    let bob = person("bob").badge(7).nick("b");
    let bob = people.create(bob).await.unwrap();
    let all = owned([
        ("#people##badge#7", bob.id),
        ("#people##nick$tenant#b#acme", bob.id),
        ("#people##email#ada@example.com", ada.id),
        ("#people##email#bob@example.com", bob.id),
    ]);
    assert_eq!(guards(&bed.db).await, all);
    assert_eq!(now(&bed.db, &bob).await.unwrap()["badge"], n(7));
}

#[tokio::test]
async fn updating_to_some_value_and_back_to_none_claims_and_gives_up() {
    let bed = bed().await;
    let people = People::new(&bed.db);
    let ada = people.create(person("ada")).await.unwrap();
    let email = ("#people##email#ada@example.com", ada.id);

    let update = people.update(ada.id).set(field::badge(), 1);
    let updated = update.set(field::nick(), "x").await.unwrap();
    assert_eq!(
        (updated.badge, updated.nick.as_deref()),
        (Some(1), Some("x"))
    );
    let held = [
        ("#people##badge#1", ada.id),
        ("#people##nick$tenant#x#acme", ada.id),
        email,
    ];
    assert_eq!(guards(&bed.db).await, owned(held));

    let old = people.update(ada.id).set(field::badge(), 2).return_old();
    assert_eq!(old.await.unwrap().badge, Some(1));
    let held = [
        ("#people##badge#2", ada.id),
        ("#people##nick$tenant#x#acme", ada.id),
        email,
    ];
    assert_eq!(guards(&bed.db).await, owned(held));

    let update = people.update(ada.id).remove(field::badge());
    update.remove(field::nick()).return_nothing().await.unwrap();
    assert_eq!(guards(&bed.db).await, owned([email]));
    assert!(!now(&bed.db, &ada).await.unwrap().contains_key("badge"));
}

#[tokio::test]
async fn adding_to_a_unique_number_moves_its_guard() {
    let bed = bed().await;
    let people = People::new(&bed.db);
    let ada = people.create(person("ada").badge(1)).await.unwrap();
    let update = people.update(ada.id).add(field::badge(), 9);
    let updated = update.add(field::visits(), 1).await.unwrap();
    assert_eq!((updated.badge, updated.visits), (Some(10), 1));
    let stored = now(&bed.db, &ada).await.unwrap();
    assert_eq!((&stored["badge"], &stored["visits"]), (&n(10), &n(1)));
    let held = [
        ("#people##badge#10", ada.id),
        ("#people##email#ada@example.com", ada.id),
    ];
    assert_eq!(guards(&bed.db).await, owned(held));
}

#[tokio::test]
async fn saving_replacing_and_upserting_move_guards() {
    let bed = bed().await;
    let people = People::new(&bed.db);
    let mut ada = people.create(person("ada").badge(1)).await.unwrap();
    ada.email = " ADA@example.org ".to_owned();
    ada = people.save(&ada).await.unwrap();
    assert_eq!(ada.email, "ada@example.org");
    let held = [
        ("#people##badge#1", ada.id),
        ("#people##email#ada@example.org", ada.id),
    ];
    assert_eq!(guards(&bed.db).await, owned(held));

    ada.badge = None;
    let replaced = people.replace(&ada).await.unwrap();
    assert_eq!(replaced.old.unwrap().attributes()["badge"], n(1));
    let held = [("#people##email#ada@example.org", ada.id)];
    assert_eq!(guards(&bed.db).await, owned(held));

    ada.badge = Some(3);
    assert_eq!(people.upsert(&ada).await.unwrap(), ada);
    let bob = people.build(person("bob"));
    assert_eq!(people.upsert(&bob).await.unwrap(), bob);
    let held = [
        ("#people##badge#3", ada.id),
        ("#people##email#ada@example.org", ada.id),
        ("#people##email#bob@example.com", bob.id),
    ];
    assert_eq!(guards(&bed.db).await, owned(held));
    assert_eq!(
        now(&bed.db, &bob).await.unwrap()["email"],
        s("bob@example.com")
    );
}

#[tokio::test]
async fn an_upsert_brings_back_guards_that_are_missing() {
    let bed = bed().await;
    let people = People::new(&bed.db);
    let ada = people.create(person("ada").badge(1)).await.unwrap();
    // As if the rule were new.
    for key in ["#people##badge#1", "#people##email#ada@example.com"] {
        raw_delete(&bed.db, GUARDS, [("guard", s(key))]).await;
    }
    people.save(&ada).await.unwrap();
    assert_eq!(guards(&bed.db).await, []);
    people.upsert(&ada).await.unwrap();
    let held = [
        ("#people##badge#1", ada.id),
        ("#people##email#ada@example.com", ada.id),
    ];
    assert_eq!(guards(&bed.db).await, owned(held));
}

#[tokio::test]
async fn parents_are_created_where_that_is_asked() {
    let bed = bed().await;
    let handles = Handles::new(&bed.db);
    let ada = handle(&bed.db, "ada").await;
    let update = || {
        let update = handles
            .update(ada.id.any_version())
            .set(names::name(), "bee");
        update.set(names::lodging().street(), "High Street")
    };
    let error = update().await.unwrap_err();
    let ErrorKind::MissingParent { paths, .. } = error.kind() else {
        panic!("{error}");
    };
    assert_eq!(paths, &["lodging".to_owned()]);
    let updated = update().or_create().await.unwrap();
    assert_eq!(updated.lodging.unwrap().street, "High Street");
    assert_eq!(
        guards(&bed.db).await,
        owned([("#handles##name#bee", ada.id)])
    );
    let ghost = handles.update(handles.build(new_handle("x")).id.any_version());
    let ghost = ghost
        .set(names::name(), "y")
        .set(names::lodging().street(), "z");
    assert!(ghost.await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn deleting_gives_everything_up() {
    let bed = bed().await;
    let people = People::new(&bed.db);
    let ada = people.create(person("ada").badge(1)).await.unwrap();
    assert_eq!(
        people.delete(ada.id).return_old().await.unwrap().as_ref(),
        Some(&ada)
    );
    assert_eq!(guards(&bed.db).await, []);
    assert_eq!(now(&bed.db, &ada).await, None);
    assert_eq!(people.delete(ada.id).return_old().await.unwrap(), None);
}

#[tokio::test]
async fn what_is_absent_is_not_found_and_leaves_no_guard() {
    let bed = bed().await;
    let people = People::new(&bed.db);
    let ghost = people.build(person("ghost"));
    for error in [
        people.save(&ghost).await.unwrap_err(),
        people.replace(&ghost).await.unwrap_err(),
        people
            .update(ghost.id)
            .set(field::badge(), 1)
            .await
            .unwrap_err(),
    ] {
        assert!(error.is_not_found(), "{error}");
    }
    assert_eq!(guards(&bed.db).await, []);
}

#[tokio::test]
async fn creating_over_an_item_is_refused_and_leaves_no_guard() {
    let bed = bed().await;
    let people = People::new(&bed.db);
    let ada = people.create(person("ada")).await.unwrap();
    let mut other = people.build(person("other"));
    other.id = ada.id;
    let error = people.insert(&other).await.unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::AlreadyExists { .. }),
        "{error}"
    );
    let held = [("#people##email#ada@example.com", ada.id)];
    assert_eq!(guards(&bed.db).await, owned(held));
}

#[tokio::test]
async fn a_condition_that_does_not_hold_leaves_everything_as_it_is() {
    let bed = bed().await;
    let people = People::new(&bed.db);
    let mut ada = people.create(person("ada")).await.unwrap();
    let (before, held) = (now(&bed.db, &ada).await, guards(&bed.db).await);
    let update = people.update(ada.id).set(field::badge(), 1);
    let update = update.only_if(field::visits().gt(5));
    ada.badge = Some(2);
    let save = people.save(&ada).only_if(field::visits().gt(5));
    let delete = people.delete(ada.id).only_if(field::visits().gt(5));
    for error in [
        update.await.unwrap_err(),
        save.await.unwrap_err(),
        delete.await.unwrap_err(),
    ] {
        assert!(error.is_condition_failed(), "{error}");
        assert!(error.item().is_some(), "{error:?}");
    }
    assert_eq!(
        (now(&bed.db, &ada).await, guards(&bed.db).await),
        (before, held)
    );
}
