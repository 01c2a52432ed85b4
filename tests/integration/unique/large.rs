//! Entities with more nested attributes than an update has room for: their changes are made of what
//! is stored, and with them what becomes of guards.

use dynamite::{Client, Document};
use dynamite_sample::models::{Folder, Studio, Studios};

use super::GUARDS;
use crate::support::{Bed, m, s, stored_all};

/// A studio with 800 attributes that its schema does not declare.
fn studio(city: &str, title: &str) -> Studio {
    let rest = (0..800).map(|number| (format!("attribute {number}"), Document::from("x")));
    Studio {
        city: city.to_owned(),
        name: "red".to_owned(),
        about: Some(Folder {
            title: title.to_owned(),
            rest: rest.collect(),
        }),
    }
}

async fn is_guarded(db: &Client, city: &str) {
    let guards = stored_all(db, GUARDS).await;
    let [guard] = guards.as_slice() else {
        panic!("{guards:?}")
    };
    let owner = m([("city", s(city)), ("name", s("red"))]);
    assert_eq!((&guard["table"], &guard["owner"]), (&s("studios"), &owner));
}

#[tokio::test]
async fn their_values_are_claimed_in_transactions() {
    let bed = Bed::with(super::STUDIOS).await;
    let studios = Studios::new(&bed.db);
    let commit = async |studio: &Studio| {
        let transaction = bed.db.transaction().and(studios.upsert(studio));
        transaction.commit().await
    };
    for title in ["one", "two"] {
        commit(&studio("Oslo", title)).await.unwrap();
        is_guarded(&bed.db, "Oslo").await;
        let stored = studios.get(("Oslo", "red")).await.unwrap();
        assert_eq!(stored, Some(studio("Oslo", title)));
    }
    let refused = commit(&studio("Bergen", "one")).await.unwrap_err();
    assert_eq!(refused.canceled_writes().len(), 1, "{refused}");
    assert_eq!(studios.get(("Bergen", "red")).await.unwrap(), None);
    is_guarded(&bed.db, "Oslo").await;

    let transaction = bed
        .db
        .transaction()
        .and(studios.save(&studio("Oslo", "three")));
    transaction.commit().await.unwrap();
    is_guarded(&bed.db, "Oslo").await;
}

/// A token is of what an entity holds, too.
#[tokio::test]
async fn another_entity_under_the_same_token_is_another_transaction() {
    let bed = Bed::with(super::STUDIOS).await;
    let studios = Studios::new(&bed.db);
    let commit = async |studio: &Studio| {
        let transaction = bed.db.transaction().token("mine");
        transaction.and(studios.upsert(studio)).commit().await
    };
    commit(&studio("Oslo", "one")).await.unwrap();
    commit(&studio("Oslo", "one")).await.unwrap();
    commit(&studio("Oslo", "two")).await.unwrap_err();
    let stored = studios.get(("Oslo", "red")).await.unwrap();
    assert_eq!(stored, Some(studio("Oslo", "one")));
}

/// The unique field is part of the key, which no change is about.
#[tokio::test]
async fn an_upsert_of_nothing_but_a_key_claims_it() {
    let bed = Bed::with(super::STUDIOS).await;
    let studios = Studios::new(&bed.db);
    let bare = |city: &str| Studio {
        about: None,
        ..studio(city, "")
    };
    studios.upsert(&bare("Oslo")).await.unwrap();
    is_guarded(&bed.db, "Oslo").await;
    let refused = studios.upsert(&bare("Bergen")).await.unwrap_err();
    assert!(refused.is_unique_conflict(), "{refused}");
}
