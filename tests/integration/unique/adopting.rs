//! Guards for items that are stored already.

use dynamite::{Client, Cursor, ErrorKind, Timestamp};
use dynamite_sample::models::{Handles, People, Person, Tickets, person as field};
use dynamite_testkit::{Fault, Operation, Pause};
use futures_util::future::join_all;

use super::foreign::restored;
use super::{GUARDS, PEOPLE, bed, guards, guards_of_people, new_handle, owned, person, ticket};
use crate::support::{Proxied, n, raw_delete, raw_put, s, stored, stored_all};

/// Takes all guards away, as if the rules were new.
async fn without_guards(db: &Client) {
    for (key, _) in guards(db).await {
        raw_delete(db, GUARDS, [("guard", s(key))]).await;
    }
}

async fn is_consistent(db: &Client) {
    assert_eq!(guards(db).await, guards_of_people(db).await);
}

/// So many people, and none of their guards.
async fn unguarded(db: &Client, count: u32) -> (People, Vec<Person>) {
    let people = People::new(db);
    let drafts = (0..count).map(|number| person(&number.to_string()).badge(number));
    let created = people.bulk_create(drafts).await.unwrap();
    without_guards(db).await;
    (people, created)
}

#[tokio::test]
async fn items_get_the_guards_that_they_lack() {
    let bed = bed().await;
    let (people, all) = unguarded(&bed.db, 70).await;
    assert_eq!(people.by_badge(3).await.unwrap(), None);
    let items = stored_all(&bed.db, "people").await.len();
    assert_eq!(people.adopt_guards().await.unwrap(), 70);
    is_consistent(&bed.db).await;
    assert_eq!(stored_all(&bed.db, "people").await.len(), items);
    let taken = person("new").badge(3);
    assert!(people.create(taken).await.unwrap_err().is_unique_conflict());
    let found = people.by_badge(3).await.unwrap();
    assert!(found.is_some_and(|found| all.contains(&found)));
    // Once more is once too often, and no harm.
    assert_eq!(people.adopt_guards().await.unwrap(), 70);
    is_consistent(&bed.db).await;
}

#[tokio::test]
async fn a_restored_table_gets_the_guards_of_the_one_it_was() {
    let (bed, _, ada, bob) = restored().await;
    let people = People::new(&bed.db);
    let adopt = people.adopt_guards().from_table("old-people");
    assert_eq!(adopt.await.unwrap(), 2);
    is_consistent(&bed.db).await;
    for guard in stored_all(&bed.db, GUARDS).await {
        assert_eq!(guard["table"], s("people"));
    }
    let found = people.by_email("ada@example.com").await.unwrap();
    assert_eq!(found.as_ref(), Some(&ada));
    assert!(
        people
            .create(person("bob"))
            .await
            .unwrap_err()
            .is_unique_conflict()
    );
    people.delete(ada.id).await.unwrap();
    people.update(bob.id).set(field::badge(), 1).await.unwrap();
    is_consistent(&bed.db).await;
}

#[tokio::test]
async fn guards_of_a_table_that_is_not_named_stay_what_they_are() {
    let (bed, _, _, _) = restored().await;
    let people = People::new(&bed.db);
    let before = stored_all(&bed.db, GUARDS).await.len();
    for adopt in [
        people.adopt_guards(),
        people.adopt_guards().from_table("other-people"),
    ] {
        let done = adopt.partial().await.unwrap();
        assert_eq!((done.matched, done.changed, done.failed.len()), (2, 0, 2));
        for failed in done.failed {
            let ErrorKind::ForeignGuard { table, .. } = failed.error.kind() else {
                panic!("{}", failed.error)
            };
            assert_eq!(table, "old-people");
        }
        let after = stored_all(&bed.db, GUARDS).await;
        assert_eq!(after.len(), before);
        assert!(after.iter().all(|guard| guard["table"] == s("old-people")));
    }
}

#[tokio::test]
async fn a_guard_goes_to_the_item_that_was_restored_with_its_value() {
    let (bed, _, ada, bob) = restored().await;
    // The backup of the guards was later than that of the items: bob had got the badge of ada.
    for (key, id) in [("#people##badge#1", bob.id), ("#people##badge#9", ada.id)] {
        let key_of_guard = [("guard", s(key))];
        let copy = [("guard", s("#people##badge#1"))];
        let mut guard = stored(&bed.db, "old-dynamite_unique", copy).await.unwrap();
        guard.extend(crate::support::item(key_of_guard));
        guard.extend(crate::support::item([(
            "owner",
            crate::support::m([("id", s(id))]),
        )]));
        raw_put(&bed.db, GUARDS, guard).await;
    }
    let people = People::new(&bed.db);
    let adopt = people.adopt_guards().from_table("old-people");
    assert_eq!(adopt.await.unwrap(), 2);
    let badge = ("#people##badge#1", ada.id);
    let held = guards(&bed.db).await;
    assert!(held.contains(&owned([badge])[0]), "{held:?}");
    let found = people.by_badge(1).await.unwrap();
    assert_eq!(found.map(|it| it.id), Some(ada.id));
}

#[tokio::test]
async fn a_guard_that_no_restored_item_holds_is_free_in_the_end() {
    let (bed, _, ada, bob) = restored().await;
    raw_delete(&bed.db, "people", [("id", s(ada.id))]).await;
    // One of another table of the same guards is not concerned.
    let copy = [("guard", s("#people##badge#1"))];
    let mut other = stored(&bed.db, GUARDS, copy).await.unwrap();
    other.insert("guard".to_owned(), s("#people2##badge#1"));
    raw_put(&bed.db, GUARDS, other).await;

    let people = People::new(&bed.db);
    let adopt = people.adopt_guards().from_table("old-people");
    assert_eq!(adopt.await.unwrap(), 1);
    for value in [
        people.by_email("ada@example.com").await.unwrap(),
        people.by_badge(1).await.unwrap(),
    ] {
        assert_eq!(value, None);
    }
    let heir = people.create(person("ada").badge(1)).await.unwrap();
    assert_eq!(people.by_badge(1).await.unwrap(), Some(heir));
    people.delete(bob.id).await.unwrap();
    let key = [("guard", s("#people2##badge#1"))];
    let other = stored(&bed.db, GUARDS, key.clone()).await.unwrap();
    assert_eq!(other["table"], s("old-people"));
    raw_delete(&bed.db, GUARDS, key).await;
    is_consistent(&bed.db).await;
}

#[tokio::test]
async fn of_two_items_with_one_value_the_other_is_reported() {
    let bed = bed().await;
    let (people, all) = unguarded(&bed.db, 2).await;
    let mut twin = stored(&bed.db, "people", [("id", s(all[0].id))])
        .await
        .unwrap();
    twin.insert("email".to_owned(), s("1@example.com"));
    raw_put(&bed.db, "people", twin).await;
    let done = people.adopt_guards().partial().await.unwrap();
    assert_eq!((done.matched, done.changed), (2, 1));
    let [failed] = &done.failed[..] else {
        panic!("{done:?}")
    };
    let ErrorKind::UniqueConflict { fields, owner, .. } = failed.error.kind() else {
        panic!("{}", failed.error)
    };
    let [winner] = &all
        .iter()
        .filter(|it| it.id != failed.key.id)
        .collect::<Vec<_>>()[..]
    else {
        panic!("{done:?}")
    };
    assert_eq!(
        (*fields, &**owner),
        (&["email"][..], &*format!("id = \"{}\"", winner.id))
    );
    // All of an item's guards or none.
    let held = guards(&bed.db).await;
    let expected = guards_of_people(&bed.db).await;
    let of_winner = expected.into_iter().filter(|(_, owner)| {
        let id = &owner.as_m().unwrap()["id"];
        *id == s(winner.id)
    });
    assert_eq!(held, of_winner.collect::<Vec<_>>());
}

#[tokio::test]
async fn what_is_deleted_or_expires_is_guarded_as_it_was() {
    let bed = bed().await;
    let handles = Handles::new(&bed.db);
    let mut ada = handles.build(new_handle("ada"));
    ada.phone = Some("1".to_owned());
    let ada = handles.insert(&ada).await.unwrap();
    handles.delete(&ada).await.unwrap();
    let tickets = Tickets::new(&bed.db);
    let mut seat = tickets.build(ticket(1, "x"));
    seat.expires_at = Some(Timestamp::from_second(4_000_000_000).unwrap());
    tickets.insert(&seat).await.unwrap();
    without_guards(&bed.db).await;

    assert_eq!(handles.adopt_guards().await.unwrap(), 1);
    assert_eq!(
        guards(&bed.db).await,
        owned([("#handles##phone#1", ada.id)])
    );
    assert_eq!(tickets.adopt_guards().await.unwrap(), 1);
    let guard = stored(&bed.db, GUARDS, [("guard", s("#tickets##code#x"))]).await;
    assert_eq!(guard.unwrap()["expires"], n(4_000_000_000_i64));
}

#[tokio::test]
async fn a_run_goes_on_where_another_ended() {
    let bed = bed().await;
    let (people, _) = unguarded(&bed.db, 30).await;
    let (mut adopted, mut cursor) = (0, None::<Cursor>);
    loop {
        let mut adopt = people.adopt_guards().limit(7).concurrency(3);
        if let Some(cursor) = cursor {
            adopt = adopt.from_cursor(cursor);
        }
        let done = adopt.partial().await.unwrap();
        adopted += done.changed;
        assert_eq!(guards(&bed.db).await.len() as u64, 2 * adopted);
        cursor = done.cursor;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(adopted, 30);
    is_consistent(&bed.db).await;
}

#[tokio::test]
async fn an_item_that_changes_meanwhile_keeps_what_it_holds_then() {
    let bed = Proxied::with(PEOPLE).await;
    let (direct, all) = unguarded(&bed.direct, 3).await;
    let pause = Pause::new();
    let held = bed.proxy.on(Operation::TransactWriteItems).times(3);
    held.fail(Fault::PauseBefore(pause.clone()));
    let people = People::new(&bed.db);
    let adopt = tokio::spawn(people.adopt_guards().partial());
    pause.reached_by(3).await;
    direct.delete(all[0].id).await.unwrap();
    let update = direct.update(all[1].id).set(field::badge(), 100);
    update.await.unwrap();
    pause.release();
    let done = adopt.await.unwrap().unwrap();
    assert_eq!((done.matched, done.changed, done.skipped), (3, 2, 1));
    is_consistent(&bed.direct).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn adopting_and_writing_at_once_lose_nothing() {
    let bed = bed().await;
    let (people, all) = unguarded(&bed.db, 24).await;
    let adopts = [people.adopt_guards(), people.adopt_guards().concurrency(2)];
    let adopts = adopts.map(|adopt| tokio::spawn(adopt.partial()));
    let writers = all.iter().zip(0_u32..).map(|(it, number)| {
        let (people, it) = (people.clone(), it.clone());
        tokio::spawn(async move {
            match number % 4 {
                0 => drop(people.delete(it.id).await.unwrap()),
                1 => drop(
                    people
                        .update(it.id)
                        .add(field::badge(), 1000)
                        .await
                        .unwrap(),
                ),
                2 => drop(people.upsert(&it).await.unwrap()),
                _ => drop(
                    people
                        .create(person(&format!("new{number}")))
                        .await
                        .unwrap(),
                ),
            }
        })
    });
    for written in join_all(writers).await {
        written.unwrap();
    }
    for adopt in adopts {
        let done = adopt.await.unwrap().unwrap();
        assert!(done.failed.is_empty() && done.cursor.is_none(), "{done:?}");
    }
    is_consistent(&bed.db).await;
    assert_eq!(stored_all(&bed.db, "people").await.len(), 24);
}

/// Of an item that lacks a field of the newer schema as well, the values are taken all the same.
#[tokio::test]
async fn an_item_of_which_something_else_cannot_be_read_gets_its_guards() {
    let bed = bed().await;
    let (people, all) = unguarded(&bed.db, 1).await;
    let mut item = stored_all(&bed.db, "people").await.remove(0);
    item.insert("visits".to_owned(), s("many"));
    raw_put(&bed.db, "people", item).await;
    people.get(all[0].id).await.unwrap_err();
    let done = people.adopt_guards().partial().await.unwrap();
    assert_eq!((done.changed, done.bad.len()), (1, 0));
    is_consistent(&bed.db).await;
    let taken = people.create(person("new").badge(0)).await.unwrap_err();
    assert!(taken.is_unique_conflict(), "{taken}");
}
