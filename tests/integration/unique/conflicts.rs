//! Values that are taken.

use dynamite::ErrorKind;
use dynamite_sample::models::{Handles, NewPerson, People, person as field};

use super::{bed, guards, guards_of_people, new_handle, now, owned, person};
use crate::support::{Item, n, raw_delete, raw_put, s, stored_all};

#[tokio::test]
async fn a_value_that_is_taken_is_refused_by_every_write_and_names_its_owner() {
    let bed = bed().await;
    let people = People::new(&bed.db);
    let ada = people.create(person("ada").badge(1)).await.unwrap();
    let bob = people.create(person("bob")).await.unwrap();
    let (before, held) = (now(&bed.db, &bob).await, guards(&bed.db).await);
    let mut taken = bob.clone();
    taken.email.clone_from(&ada.email);
    let update = people.update(bob.id).set(field::email(), &*ada.email);
    let mut new = people.build(person("new"));
    new.badge = Some(1);
    for (error, fields) in [
        (people.save(&taken).await.unwrap_err(), ["email"]),
        (people.replace(&taken).await.unwrap_err(), ["email"]),
        (people.upsert(&taken).await.unwrap_err(), ["email"]),
        (update.await.unwrap_err(), ["email"]),
        (people.upsert(&new).await.unwrap_err(), ["badge"]),
        (people.insert(&new).await.unwrap_err(), ["badge"]),
    ] {
        let ErrorKind::UniqueConflict {
            model,
            fields: of,
            owner,
            deleted,
            ..
        } = error.kind()
        else {
            panic!("{error}")
        };
        assert_eq!((*model, *of, *deleted), ("Person", &fields[..], false));
        assert_eq!(*owner, format!("id = {:?}", ada.id.to_string()));
        assert!(error.is_unique_conflict());
        assert!(error.to_string().contains("use another value"), "{error}");
    }
    assert_eq!(now(&bed.db, &bob).await, before);
    assert_eq!(now(&bed.db, &new).await, None);
    assert_eq!(guards(&bed.db).await, held);
}

#[tokio::test]
async fn a_value_is_compared_as_it_is_stored() {
    let bed = bed().await;
    let people = People::new(&bed.db);
    people.create(person("ada")).await.unwrap();
    let same = NewPerson {
        email: "  Ada@Example.COM ".to_owned(),
        tenant: "other".to_owned(),
    };
    assert!(people.create(same).await.unwrap_err().is_unique_conflict());
}

#[tokio::test]
async fn fields_together_are_taken_only_together() {
    let bed = bed().await;
    let people = People::new(&bed.db);
    people.create(person("ada").nick("a")).await.unwrap();
    let mut other = people.build(person("bob").nick("a"));
    let error = people.insert(&other).await.unwrap_err();
    let ErrorKind::UniqueConflict { fields, .. } = error.kind() else {
        panic!("{error}")
    };
    assert_eq!(*fields, ["tenant", "nick"]);
    other.tenant = "another".to_owned();
    people.insert(&other).await.unwrap();
    // Without one of the values there is nothing to be taken.
    people.create(person("carl")).await.unwrap();
    people.create(person("dora")).await.unwrap();
    assert_eq!(guards(&bed.db).await, guards_of_people(&bed.db).await);
}

#[tokio::test]
async fn what_an_error_says_of_a_sensitive_value_is_nothing() {
    let bed = bed().await;
    let handles = Handles::new(&bed.db);
    let secret = "555-0100";
    let new = |name| {
        let mut handle = handles.build(new_handle(name));
        handle.phone = Some(secret.to_owned());
        handle
    };
    handles.insert(&new("one")).await.unwrap();
    let error = handles.insert(&new("two")).await.unwrap_err();
    assert!(error.is_unique_conflict());
    assert!(!format!("{error} {error:#?}").contains(secret));
    let insert = handles.insert(&new("three"));
    let transaction = bed.db.transaction().and(insert);
    let text = format!("{transaction:?}");
    assert!(
        text.contains("create Handle") && !text.contains(secret),
        "{text}"
    );
    assert!(!format!("{:?}", handles.by_phone(secret)).contains(secret));
    let error = transaction.await.unwrap_err();
    assert!(!format!("{error} {error:#?}").contains(secret));
}

/// A guard whose item has gone without a word, or has changed so.
async fn with_abandoned_guard(change: impl AsyncFnOnce(&dynamite::Client, Item)) {
    let bed = bed().await;
    let people = People::new(&bed.db);
    people.create(person("ada").badge(1)).await.unwrap();
    let [item] = stored_all(&bed.db, "people").await.try_into().unwrap();
    change(&bed.db, item).await;

    assert_eq!(people.by_email("ada@example.com").await.unwrap(), None);
    let heir = people.create(person("ada").badge(2)).await.unwrap();
    let found = people.by_email("ada@example.com").await.unwrap();
    assert_eq!(found.as_ref(), Some(&heir));
    let email = ("#people##email#ada@example.com".to_owned(), heir.id);
    let held = guards(&bed.db).await;
    assert!(held.contains(&owned([(&email.0, email.1)])[0]), "{held:?}");
}

#[tokio::test]
async fn a_guard_whose_item_is_gone_is_taken_over() {
    with_abandoned_guard(async |db, item| {
        raw_delete(db, "people", [("id", item["id"].clone())]).await;
    })
    .await;
}

#[tokio::test]
async fn a_guard_whose_item_holds_another_value_is_taken_over() {
    with_abandoned_guard(async |db, mut item| {
        item.insert("email".to_owned(), s("other@example.com"));
        raw_put(db, "people", item).await;
    })
    .await;
}

#[tokio::test]
async fn one_who_lost_a_guard_does_not_take_it_along() {
    let bed = bed().await;
    let people = People::new(&bed.db);
    let ada = people.create(person("ada").badge(1)).await.unwrap();
    // Another program gives it another badge, and somebody else takes the guard over.
    let [mut item] = stored_all(&bed.db, "people").await.try_into().unwrap();
    item.insert("badge".to_owned(), n(2));
    raw_put(&bed.db, "people", item.clone()).await;
    let bob = people.create(person("bob").badge(1)).await.unwrap();
    // And takes it back: now two hold it, and one has the guard.
    item.insert("badge".to_owned(), n(1));
    raw_put(&bed.db, "people", item).await;

    people.delete(ada.id).await.unwrap();
    let held = [
        ("#people##badge#1", bob.id),
        ("#people##email#bob@example.com", bob.id),
    ];
    assert_eq!(guards(&bed.db).await, owned(held));
}
