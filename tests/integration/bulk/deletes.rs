//! Deleting, purging and restoring what matches.

use dynamite::AnyVersion as _;
use dynamite_sample::models::{
    Chapters, NewChapter, NewNote, Notes, TaskState, Tasks, chapter, note, task,
};
use dynamite_testkit::{Fault, Operation};

use super::{DOCUMENTS, TASKS, behind_a_proxy, of_compass, tasks};
use crate::support::{Bed, Proxied, n, stored_all};

/// Six chapters, of which two are deleted.
async fn chapters(bed: &Bed) -> Chapters {
    let chapters = Chapters::new(&bed.db);
    for number in 1..=6 {
        let new = NewChapter {
            book: "dunes".to_owned(),
            number,
            title: "Sand".to_owned(),
        };
        chapters.create(new).await.unwrap();
    }
    for number in [2_u32, 5] {
        chapters.delete(("dunes", number)).await.unwrap();
    }
    chapters
}

/// The numbers of all stored chapters, and of those that are deleted.
async fn stored_chapters(bed: &Bed) -> (Vec<String>, Vec<String>) {
    let items = stored_all(&bed.db, "chapters").await;
    let numbers = |deleted: bool| {
        let items = items.iter();
        let chosen = items.filter(|item| !deleted || item.contains_key("gone_s"));
        let mut numbers: Vec<_> = chosen
            .map(|item| item["number"].as_n().unwrap().clone())
            .collect();
        numbers.sort();
        numbers
    };
    (numbers(false), numbers(true))
}

#[tokio::test]
async fn what_matches_is_gone_and_nothing_else() {
    let (bed, tasks) = behind_a_proxy(40).await;
    assert_eq!(tasks.delete_where(of_compass()).await.unwrap(), 32);
    let left = stored_all(&bed.direct, "tasks").await;
    assert_eq!(left.len(), 8);
    assert!(
        left.iter()
            .all(|item| item["project"].as_s().unwrap() == "anchor")
    );
    let counts = bed.proxy.counts();
    assert_eq!(counts.requests_of(Operation::DeleteItem), 32);
    assert_eq!(counts.requests_of(Operation::Scan), 0);
}

#[tokio::test]
async fn soft_delete_is_soft_in_bulk() {
    let bed = Bed::with(DOCUMENTS).await;
    let chapters = chapters(&bed).await;
    let first = chapter::book().eq("dunes").and(chapter::number().le(3));
    assert_eq!(chapters.delete_where(first.clone()).await.unwrap(), 2);
    let (all, deleted) = stored_chapters(&bed).await;
    assert_eq!(all, ["1", "2", "3", "4", "5", "6"]);
    assert_eq!(deleted, ["1", "2", "3", "5"]);
    // Once more finds nothing.
    assert_eq!(chapters.delete_where(first.clone()).await.unwrap(), 0);

    assert_eq!(chapters.restore_where(first).await.unwrap(), 3);
    assert_eq!(stored_chapters(&bed).await.1, ["5"]);
}

#[tokio::test]
async fn purging_leaves_the_bin_alone_unless_it_is_meant() {
    let bed = Bed::with(DOCUMENTS).await;
    let chapters = chapters(&bed).await;
    let of_book = || chapter::book().eq("dunes");
    let first = of_book().and(chapter::number().le(3));
    assert_eq!(chapters.purge_where(first).await.unwrap(), 2);
    assert_eq!(stored_chapters(&bed).await.0, ["2", "4", "5", "6"]);
    let bin = chapters.purge_where(of_book()).only_deleted();
    assert_eq!(bin.await.unwrap(), 2);
    assert_eq!(stored_chapters(&bed).await.0, ["4", "6"]);
    chapters.delete(("dunes", 4_u32)).await.unwrap();
    let all = chapters.purge_where(of_book()).with_deleted();
    assert_eq!(all.await.unwrap(), 2);
    assert!(stored_chapters(&bed).await.0.is_empty());
}

#[tokio::test]
async fn what_is_marked_and_brought_back_counts_its_version() {
    let bed = Bed::with(DOCUMENTS).await;
    let notes = Notes::new(&bed.db);
    let new = NewNote {
        author: "ada".to_owned(),
        title: "plan".to_owned(),
    };
    let note = notes.create(new).await.unwrap();
    notes
        .update(note.id.any_version())
        .set(note::title(), "x")
        .await
        .unwrap();
    let of_ada = || note::author().eq("ada");
    assert_eq!(notes.delete_where(of_ada()).await.unwrap(), 1);
    let item = &stored_all(&bed.db, "notes").await[0];
    assert!(item.contains_key("deleted_at") && item["version"] == n(3));
    assert_eq!(notes.restore_where(of_ada()).await.unwrap(), 1);
    let item = &stored_all(&bed.db, "notes").await[0];
    assert!(!item.contains_key("deleted_at") && item["version"] == n(4));
}

#[tokio::test]
async fn batches_take_25_items_in_a_request() {
    let (bed, tasks) = behind_a_proxy(80).await;
    // 64 items of `compass`, found in one page.
    let delete = tasks.delete_where(of_compass()).in_batches();
    assert_eq!(delete.await.unwrap(), 64);
    assert_eq!(stored_all(&bed.direct, "tasks").await.len(), 16);
    let counts = bed.proxy.counts();
    assert_eq!(counts.requests_of(Operation::BatchWriteItem), 3);
    assert_eq!(counts.requests_of(Operation::DeleteItem), 0);
}

#[tokio::test]
async fn batches_say_what_was_left() {
    let bed = Proxied::with(TASKS).await;
    tasks(&bed.direct, 10).await;
    let nothing = Fault::Unprocessed { applied: 0 };
    let batches = Operation::BatchWriteItem;
    bed.proxy.on(batches).nth(2).always().fail(nothing);
    bed.proxy
        .on(batches)
        .fail(Fault::Unprocessed { applied: 3 });
    let through = Tasks::new(&bed.db);
    let open = task::state().eq(TaskState::Open);
    let delete = through.delete_where(of_compass().and(open)).in_batches();
    let done = delete.partial().await.unwrap();
    assert_eq!((done.matched, done.changed), (8, 3));
    assert_eq!(done.failed.len(), 5);
    for failed in &done.failed {
        assert!(through.get(failed.key).await.unwrap().is_some());
    }
    assert_eq!(stored_all(&bed.direct, "tasks").await.len(), 7);
}
