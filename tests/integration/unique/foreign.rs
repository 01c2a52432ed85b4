//! Guards that name another table: those of a table that was restored under another name.

use dynamite::{CancellationCause, Client, Error, ErrorKind};
use dynamite_sample::models::{People, Person, person as field};

use super::{GUARDS, PEOPLE, bed, guards, now, person};
use crate::support::{Bed, raw_delete, raw_put, s, stored_all};

/// The people of this test, which were in `old-people` and are restored to `people` with their
/// guards, and two of them.
pub(super) async fn restored() -> (Bed, Client, Person, Person) {
    let bed = bed().await;
    let old = bed.db.clone().with_table_prefix("old-");
    let old = old.with_guard_namespace("");
    old.sync(PEOPLE).await.unwrap();
    let people = People::new(&old);
    let ada = people.create(person("ada").badge(1)).await.unwrap();
    let bob = people.create(person("bob").nick("b")).await.unwrap();
    for table in ["people", GUARDS] {
        for item in stored_all(&bed.db, &format!("old-{table}")).await {
            raw_put(&bed.db, table, item).await;
        }
    }
    (bed, old, ada, bob)
}

#[track_caller]
fn is_refused(error: &Error, key: &str) {
    let ErrorKind::ForeignGuard {
        model,
        key: of,
        fields,
        table,
    } = error.kind()
    else {
        panic!("{error}")
    };
    assert_eq!((*model, &**of, &**table), ("Person", key, "old-people"));
    assert_eq!(*fields, ["email"]);
    assert!(!error.is_retryable());
    let text = error.to_string();
    for remedy in [
        "adopt_guards().from_table(\"old-people\")",
        "with_guard_namespace",
    ] {
        assert!(text.contains(remedy), "{text}");
    }
}

#[tokio::test]
async fn they_are_neither_taken_over_nor_held() {
    let (bed, old, ada, bob) = restored().await;
    let people = People::new(&bed.db);
    let key = |person: &Person| format!("id = \"{}\"", person.id);
    let before = (
        stored_all(&bed.db, "people").await.len(),
        guards(&bed.db).await,
    );
    // Whether its item is there or not: nothing can be said of it.
    for is_gone in [false, true] {
        if is_gone {
            raw_delete(&bed.db, "old-people", [("id", s(ada.id))]).await;
        }
        let new = people.build(person("ada"));
        is_refused(&people.insert(&new).await.unwrap_err(), &key(&new));
        is_refused(&people.upsert(&new).await.unwrap_err(), &key(&new));
        let update = people.update(bob.id).set(field::email(), &*ada.email);
        is_refused(&update.await.unwrap_err(), &key(&bob));
        is_refused(&people.delete(bob.id).await.unwrap_err(), &key(&bob));
        let lookup = people.by_email("ada@example.com").await;
        is_refused(&lookup.unwrap_err(), &key(&ada));
    }
    let after = (
        stored_all(&bed.db, "people").await.len(),
        guards(&bed.db).await,
    );
    assert_eq!(after, before);
    assert!(
        People::new(&old)
            .by_email("bob@example.com")
            .await
            .unwrap()
            .is_some()
    );
    // What has nothing to do with them is not hindered.
    people.update(bob.id).add(field::visits(), 1).await.unwrap();
    assert_eq!(
        now(&bed.db, &bob).await.unwrap()["visits"],
        crate::support::n(1)
    );
    people.create(person("carl")).await.unwrap();
}

#[tokio::test]
async fn a_transaction_says_which_write_met_one() {
    let (bed, _, ada, _) = restored().await;
    let people = People::new(&bed.db);
    let transaction = bed.db.transaction().and(people.create(person("carl")));
    let transaction = transaction.and(people.create(person("ada")));
    let error = transaction.commit().await.unwrap_err();
    let [write] = error.canceled_writes() else {
        panic!("{error}")
    };
    let cause = CancellationCause::ForeignGuard {
        fields: &["email"],
        table: "old-people".to_owned(),
    };
    assert_eq!((write.position, &write.cause), (1, &cause));
    assert!(!error.is_retryable() && !write.is_retryable());
    assert!(error.to_string().contains("old-people"), "{error}");
    assert!(now(&bed.db, &ada).await.is_some());
    assert_eq!(stored_all(&bed.db, "people").await.len(), 2);
}

#[tokio::test]
async fn another_namespace_leaves_them_alone() {
    let (bed, _, ada, bob) = restored().await;
    let people = People::new(&bed.db.clone().with_guard_namespace("new"));
    assert_eq!(people.adopt_guards().await.unwrap(), 2);
    assert!(
        people
            .create(person("ada"))
            .await
            .unwrap_err()
            .is_unique_conflict()
    );
    people.delete(bob.id).await.unwrap();
    let found = people.by_badge(1).await.unwrap();
    assert_eq!(found, Some(ada));
}
