//! Many writers at once.

use dynamite::Client;
use dynamite_sample::models::{People, Person, person as field};
use futures_util::future::join_all;

use super::{bed, guards, guards_of_people, person};
use crate::support::stored_all;

const WRITERS: usize = 50;

/// What became of each of the writers of one value.
fn winner(results: Vec<Result<Person, dynamite::Error>>) -> Person {
    let mut winner = None;
    for result in results {
        match result {
            Ok(person) => assert!(winner.replace(person).is_none(), "two have won"),
            Err(error) => assert!(error.is_unique_conflict(), "{error}"),
        }
    }
    winner.expect("one wins")
}

async fn is_consistent(db: &Client) {
    assert_eq!(guards(db).await, guards_of_people(db).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_fifty_who_create_with_one_value_exactly_one_succeeds() {
    let bed = bed().await;
    let writers = (0..WRITERS).map(|_| {
        let people = People::new(&bed.db);
        tokio::spawn(async move { people.create(person("ada")).await })
    });
    let results = join_all(writers).await;
    let winner = winner(results.into_iter().map(Result::unwrap).collect());
    let stored = stored_all(&bed.db, "people").await;
    assert_eq!(stored.len(), 1);
    assert_eq!(guards(&bed.db).await.len(), 1);
    is_consistent(&bed.db).await;
    let found = People::new(&bed.db).by_email("ada@example.com").await;
    assert_eq!(found.unwrap(), Some(winner));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_who_take_over_what_was_left_behind_exactly_one_succeeds() {
    let bed = bed().await;
    let people = People::new(&bed.db);
    let gone = people.create(person("ada")).await.unwrap();
    crate::support::raw_delete(&bed.db, "people", [("id", crate::support::s(gone.id))]).await;
    let writers = (0..16).map(|_| people.create(person("ada")).into_future());
    winner(join_all(writers).await);
    assert_eq!(stored_all(&bed.db, "people").await.len(), 1);
    is_consistent(&bed.db).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn changes_of_one_item_at_once_all_count() {
    let bed = bed().await;
    let people = People::new(&bed.db);
    let ada = people.create(person("ada").badge(0)).await.unwrap();
    let writers = (0..8).map(|_| {
        let update = people.update(ada.id).add(field::badge(), 1);
        update.add(field::visits(), 1).into_future()
    });
    for result in join_all(writers).await {
        result.unwrap();
    }
    let ada = people.get(ada.id).consistent().await.unwrap().unwrap();
    assert_eq!((ada.badge, ada.visits), (Some(8), 8));
    is_consistent(&bed.db).await;
}
