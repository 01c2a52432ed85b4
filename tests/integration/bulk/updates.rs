//! Every item that matches is changed, and no other.

use dynamite::{ErrorKind, dec};
use dynamite_sample::models::{
    Members, NewMember, NewNote, Note, Notes, TaskState, member, note, task,
};
use dynamite_testkit::Operation;

use super::{DOCUMENTS, MEMBERS, behind_a_proxy, expected, id, key, of_compass, points};
use crate::support::{Bed, n, s, stored, stored_all};

#[tokio::test]
async fn what_matches_is_changed_and_nothing_else() {
    let (bed, tasks) = behind_a_proxy(40).await;
    let update = tasks.update_where(of_compass());
    let changed = update.set(task::points(), dec!(3)).await.unwrap();
    assert_eq!(changed, 32);
    assert_eq!(points(&bed.direct).await, expected(40, 3));
    // What was not named stays.
    let item = stored(&bed.direct, "tasks", key(7)).await.unwrap();
    assert_eq!(item["body"], s("keep"));
    let counts = bed.proxy.counts();
    assert_eq!(counts.requests_of(Operation::UpdateItem), 32);
    assert_eq!(counts.requests_of(Operation::Scan), 0);
}

#[tokio::test]
async fn counts_tell_what_was_found_and_what_was_changed() {
    let (bed, tasks) = behind_a_proxy(10).await;
    let low = of_compass().and(task::priority().lt(4));
    let update = tasks.update_where(low).add(task::points(), dec!(2));
    let done = update.partial().await.unwrap();
    assert_eq!((done.matched, done.changed, done.skipped), (4, 4, 0));
    assert!(done.failed.is_empty() && done.bad.is_empty());
    assert!(done.error.is_none() && done.cursor.is_none());
    let points = points(&bed.direct).await;
    assert_eq!(points.values().sum::<u64>(), 8);
}

#[tokio::test]
async fn an_item_that_leaves_the_index_by_being_changed_is_changed_once() {
    let (bed, tasks) = behind_a_proxy(40).await;
    let update = tasks.update_where(of_compass()).concurrency(2);
    let update = update
        .set(task::project(), "moved")
        .add(task::points(), dec!(1));
    assert_eq!(update.await.unwrap(), 32);
    assert_eq!(points(&bed.direct).await, expected(40, 1));
}

#[tokio::test]
async fn an_item_that_moves_within_the_index_is_changed_once() {
    let (bed, tasks) = behind_a_proxy(40).await;
    // Forward, to where the index has not been read yet.
    let update = tasks.update_where(of_compass()).concurrency(2);
    let update = update
        .add(task::priority(), 1000u32)
        .add(task::points(), dec!(1));
    let done = update.partial().await.unwrap();
    assert_eq!((done.matched, done.changed), (32, 32));
    assert_eq!(points(&bed.direct).await, expected(40, 1));
}

#[tokio::test]
async fn versions_are_counted_and_deleted_items_left_alone() {
    let bed = Bed::with(DOCUMENTS).await;
    let notes = Notes::new(&bed.db);
    let mut all: Vec<Note> = Vec::new();
    for likes in 0..3 {
        let new = NewNote {
            author: "ada".to_owned(),
            title: "plan".to_owned(),
        };
        all.push(notes.create(new.likes(likes)).await.unwrap());
    }
    notes.delete(&all[1]).await.unwrap();
    let update = notes.update_where(note::author().eq("ada"));
    let changed = update.set(note::title(), "new").await.unwrap();
    assert_eq!(changed, 2);
    for (number, note) in all.iter().enumerate() {
        let item = stored(&bed.db, "notes", [("id", s(note.id))])
            .await
            .unwrap();
        let title = if number == 1 { "plan" } else { "new" };
        assert_eq!((&item["title"], &item["version"]), (&s(title), &n(2)));
        assert_eq!(item.contains_key("deleted_at"), number == 1);
        assert!(number == 1 || item["updated_at"] != s(note.updated_at));
    }
}

#[tokio::test]
async fn rules_hold_for_each_item() {
    let bed = Bed::with(MEMBERS).await;
    let members = Members::new(&bed.db);
    for points in [10, 95, 20] {
        let new = NewMember {
            email: format!("m{points}@example.com"),
            name: "ada".to_owned(),
        };
        members.create(new.points(points)).await.unwrap();
    }
    let everyone = || members.update_where(member::name().eq("ada")).scan();
    // What breaks a rule whatever is stored is refused before anything is sent.
    let error = everyone().set(member::points(), 101).await.unwrap_err();
    assert_eq!(error.violations().len(), 1, "{error}");
    // What depends on the item fails for this item.
    let done = everyone().add(member::points(), 10).partial().await;
    let done = done.unwrap();
    assert_eq!((done.matched, done.changed, done.skipped), (3, 2, 0));
    let [failed] = &done.failed[..] else {
        panic!("{:?}", done.failed);
    };
    assert!(!failed.error.violations().is_empty(), "{failed:?}");
    let high = members.get(failed.key).await.unwrap().unwrap();
    assert_eq!(high.points, 95);
    assert!(done.cursor.is_none(), "the others are done");
    let mut stored: Vec<_> = stored_all(&bed.db, "members").await;
    stored.sort_by_key(|item| item["email"].as_s().unwrap().clone());
    let points: Vec<_> = stored.iter().map(|item| item["points"].clone()).collect();
    assert_eq!(points, [n(20), n(30), n(95)]);
}

#[tokio::test]
async fn awaited_it_fails_if_something_could_not_be_changed() {
    let bed = Bed::with(MEMBERS).await;
    let members = Members::new(&bed.db);
    for points in [10, 95] {
        let new = NewMember {
            email: format!("m{points}@example.com"),
            name: "ada".to_owned(),
        };
        members.create(new.points(points)).await.unwrap();
    }
    let everyone = members.update_where(member::name().eq("ada")).scan();
    let error = everyone.add(member::points(), 10).await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("1 items were changed and 1 could not be")
    );
    let ErrorKind::PartlyDone {
        changed,
        failed,
        first,
    } = error.kind()
    else {
        panic!("{error}");
    };
    assert_eq!((*changed, *failed), (1, 1));
    assert!(!first.violations().is_empty());
}

#[tokio::test]
async fn a_list_of_keys_may_be_longer_than_a_condition() {
    let (bed, tasks) = behind_a_proxy(40).await;
    let ids = task::id().is_in((0..2000).map(id));
    let update = tasks.update_where(ids.and(task::state().eq(TaskState::Open)));
    let changed = update.set(task::points(), dec!(1)).await.unwrap();
    assert_eq!(changed, 40);
    assert!(
        points(&bed.direct)
            .await
            .values()
            .all(|points| *points == 1)
    );
}
