//! Writes of items by their stored keys.

use dynamite::engine_support::{Attribute, AttributeKind, Comparison, name, write};
use dynamite::model::{Model, TableDescriptor, UNIQUE_GUARDS};
use dynamite::{Error, ErrorKind, Outcome, StoredItem};
use dynamite_sample::models::{NewPerson, NewUser, People, Person, User, Users, tables};
use dynamite_testkit::{Fault, Operation};

use crate::support::{Bed, Proxied, USERS, n, s};

static PEOPLE: &[&TableDescriptor] = &[&tables::PEOPLE, &UNIQUE_GUARDS];

async fn ada(users: &Users) -> StoredItem {
    let (email, name) = ("ada@example.com".to_owned(), "Ada".to_owned());
    users.create(NewUser { email, name }).await.unwrap();
    let mut items = crate::support::stored_all(users.client(), "users").await;
    dynamite::engine_support::item(items.remove(0))
}

fn is_refused(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::ConditionFailed { .. })
}

#[tokio::test]
async fn an_attribute_is_renamed_on_what_is_stored() {
    let bed = Bed::with(USERS).await;
    let item = ada(&Users::new(&bed.db)).await;
    let [old, new] = ["name", "full_name"].map(|it| Attribute::named(name(it)));
    let renames = new.copied_from(&old).and(&old.removed());
    let is_old = old.exists().and(new.is_absent());
    let update = || {
        write::update(
            &bed.db,
            User::DESCRIPTOR,
            &item,
            renames.clone(),
            is_old.clone(),
        )
    };
    let changed = update().await.unwrap();
    assert_eq!(changed.attributes()["full_name"], s("Ada"));
    assert_eq!(changed.attributes().get("name"), None);
    assert_eq!(changed.attributes().len(), item.attributes().len());

    let again = update().await.unwrap_err();
    assert!(is_refused(&again), "{again}");
    assert_eq!(again.outcome(), Outcome::NotApplied);
    assert_eq!(again.item().unwrap().attributes(), changed.attributes());
}

#[tokio::test]
async fn an_item_that_is_gone_is_not_made_again() {
    let bed = Bed::with(USERS).await;
    let item = ada(&Users::new(&bed.db)).await;
    let mail = Attribute::named("email");
    let is_text = mail.is_kind(AttributeKind::String);
    let delete = || write::delete(&bed.db, User::DESCRIPTOR, &item, is_text.clone());
    delete().await.unwrap();
    let update = write::update(
        &bed.db,
        User::DESCRIPTOR,
        &item,
        mail.removed(),
        mail.is_absent(),
    );
    for error in [update.await.unwrap_err(), delete().await.unwrap_err()] {
        assert!(
            matches!(error.kind(), ErrorKind::NotFound { .. }),
            "{error}"
        );
    }
    assert!(
        crate::support::stored_all(&bed.db, "users")
            .await
            .is_empty()
    );
}

#[tokio::test]
async fn after_a_lost_response_the_condition_decides() {
    let bed = Proxied::with(USERS).await;
    let item = ada(&Users::new(&bed.direct)).await;
    let visits = Attribute::named(name("visits"));
    let lose = || bed.proxy.on(Operation::UpdateItem).fail(Fault::CutAfter);

    // It can be repeated, and its condition still holds.
    lose();
    let set = write::update(
        &bed.db,
        User::DESCRIPTOR,
        &item,
        visits.set(n(1)),
        !visits.compares(Comparison::Eq, n(2)),
    );
    assert_eq!(set.await.unwrap().attributes()["visits"], n(1));

    // The second attempt meets the work of the first: nobody can tell whose it is.
    lose();
    let is_one = visits.compares(Comparison::Eq, n(1));
    let set = write::update(&bed.db, User::DESCRIPTOR, &item, visits.set(n(2)), is_one);
    let error = set.await.unwrap_err();
    assert!(is_refused(&error), "{error}");
    assert_eq!(error.outcome(), Outcome::Unknown);

    // Adding twice would be wrong.
    lose();
    let added = write::update(
        &bed.db,
        User::DESCRIPTOR,
        &item,
        visits.added(n(1)),
        visits.exists(),
    );
    let error = added.await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    let stored = crate::support::stored_all(&bed.direct, "users")
        .await
        .remove(0);
    assert_eq!(stored["visits"], n(3));
}

#[tokio::test]
async fn guards_of_unique_values_follow_the_item() {
    let bed = Bed::with(PEOPLE).await;
    let people = People::new(&bed.db);
    let person = |email: &str| NewPerson {
        email: email.to_owned(),
        tenant: "acme".to_owned(),
    };
    people.create(person("ada@example.com")).await.unwrap();
    let item = crate::support::stored_all(&bed.db, "people")
        .await
        .remove(0);
    let item = dynamite::engine_support::item(item);
    let email = Attribute::named("email");
    let set = |to| {
        write::update(
            &bed.db,
            Person::DESCRIPTOR,
            &item,
            email.set(s(to)),
            email.exists(),
        )
    };
    set("lovelace@example.com").await.unwrap();
    people.create(person("ada@example.com")).await.unwrap();
    let taken = set("ada@example.com").await.unwrap_err();
    assert!(
        matches!(taken.kind(), ErrorKind::UniqueConflict { .. }),
        "{taken}"
    );
}

#[tokio::test]
async fn an_absent_parent_is_named() {
    let bed = Bed::with(USERS).await;
    let item = ada(&Users::new(&bed.db)).await;
    let inside = Attribute::named("address").field(name("city"));
    let exists = Attribute::named("id").exists();
    let set = write::update(
        &bed.db,
        User::DESCRIPTOR,
        &item,
        inside.set(s("Bonn")),
        exists,
    );
    let error = set.await.unwrap_err();
    let ErrorKind::MissingParent { paths, .. } = error.kind() else {
        panic!("{error}");
    };
    assert_eq!(&**paths, ["address"]);
}

#[tokio::test]
async fn names_that_dynamodb_refuses_are_not_sent() {
    let bed = Proxied::with(USERS).await;
    let item = ada(&Users::new(&bed.direct)).await;
    let long = "n".repeat(70_000);
    for refused in [name(""), name(&long)] {
        let (attribute, exists) = (Attribute::named(refused), Attribute::named("id").exists());
        for (changes, condition) in [
            (attribute.set(n(1)), exists.clone()),
            (Attribute::named("visits").set(n(1)), attribute.is_absent()),
        ] {
            let update = write::update(&bed.db, User::DESCRIPTOR, &item, changes, condition);
            let error = update.await.unwrap_err();
            assert!(
                matches!(error.kind(), ErrorKind::Expression(_)),
                "{error:.200}"
            );
        }
    }
    assert_eq!(bed.proxy.counts().all_requests(), 0);
}
