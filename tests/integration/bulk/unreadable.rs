//! What cannot be read can be deleted.

use dynamite::{Hooks, Outcome};
use dynamite_sample::models::{Chapters, NewChapter, Task, Tasks, chapter, task};
use dynamite_testkit::{Fault, Operation};

use super::{DOCUMENTS, TASKS, behind_a_proxy, id, tasks};
use crate::support::{Bed, n, raw_put, s, stored_all};

/// Ten tasks, one with an attribute that cannot be read, and one with a key in another form.
async fn damaged() -> (Bed, Tasks) {
    let bed = Bed::with(TASKS).await;
    let tasks = tasks(&bed.db, 10).await;
    let items = stored_all(&bed.db, "tasks").await;
    let mut broken = items[0].clone();
    broken.insert("labels".to_owned(), s("high"));
    let mut lower = items[1].clone();
    lower.insert("id".to_owned(), s("01hf7yat3v000000000000000a"));
    raw_put(&bed.db, "tasks", broken).await;
    raw_put(&bed.db, "tasks", lower).await;
    (bed, tasks)
}

#[tokio::test]
async fn an_item_that_cannot_be_read_is_deleted_by_its_key() {
    let bed = Bed::with(TASKS).await;
    let tasks = tasks(&bed.db, 3).await;
    for number in 0..3 {
        let mut item = stored_all(&bed.db, "tasks").await.remove(0);
        item.insert("id".to_owned(), s(id(number)));
        item.insert("labels".to_owned(), n(7));
        raw_put(&bed.db, "tasks", item).await;
    }
    assert!(tasks.delete(id(0)).await.unwrap());
    tasks.delete(id(1)).return_nothing().await.unwrap();
    let error = tasks.delete(id(2)).return_old().await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Applied);
    assert!(stored_all(&bed.db, "tasks").await.is_empty());
}

#[tokio::test]
async fn a_sweep_leaves_nothing_behind() {
    let (bed, tasks) = damaged().await;
    let done = tasks.delete_where(task::title().exists()).scan();
    let done = done.partial().await.unwrap();
    assert_eq!((done.matched, done.changed), (11, 11), "{done:?}");
    assert!(done.bad.is_empty() && done.failed.is_empty());
    assert!(stored_all(&bed.db, "tasks").await.is_empty());

    let (bed, tasks) = damaged().await;
    let swept = tasks.delete_where(task::title().exists()).scan();
    assert_eq!(swept.in_batches().await.unwrap(), 11);
    assert!(stored_all(&bed.db, "tasks").await.is_empty());
}

#[tokio::test]
async fn through_an_index_as_well() {
    let (bed, tasks) = damaged().await;
    let titles: Vec<_> = stored_all(&bed.db, "tasks").await;
    for item in &titles {
        let title = item["title"].as_s().unwrap().as_str();
        tasks.delete_where(task::title().eq(title)).await.unwrap();
    }
    assert!(stored_all(&bed.db, "tasks").await.is_empty());
}

#[tokio::test]
async fn a_soft_delete_marks_it() {
    let bed = Bed::with(DOCUMENTS).await;
    let chapters = Chapters::new(&bed.db);
    let new = NewChapter {
        book: "dunes".to_owned(),
        number: 1,
        title: "Sand".to_owned(),
    };
    chapters.create(new).await.unwrap();
    let mut item = stored_all(&bed.db, "chapters").await.remove(0);
    item.insert("title".to_owned(), n(7));
    raw_put(&bed.db, "chapters", item).await;
    let deleted = chapters.delete_where(chapter::book().eq("dunes"));
    assert_eq!(deleted.await.unwrap(), 1);
    let item = stored_all(&bed.db, "chapters").await.remove(0);
    assert!(item.contains_key("gone_s"));
    let restored = chapters.restore_where(chapter::book().eq("dunes"));
    assert_eq!(restored.await.unwrap(), 1);
    let purged = chapters.purge_where(chapter::book().eq("dunes"));
    assert_eq!(purged.await.unwrap(), 1);
}

#[derive(Clone)]
struct Silent;

impl Hooks<Task> for Silent {}

/// Hooks are given a key of the model, which there is not.
#[tokio::test]
async fn with_hooks_a_key_in_another_form_is_a_bad_item_and_stays() {
    let (bed, _) = damaged().await;
    let tasks = Tasks::with_hooks(&bed.db, Silent);
    let done = tasks.delete_where(task::title().exists()).scan();
    let done = done.partial().await.unwrap();
    assert_eq!((done.matched, done.changed), (10, 10), "{done:?}");
    assert_eq!(done.bad.len(), 1);
    assert_eq!(stored_all(&bed.db, "tasks").await.len(), 1);
}

#[tokio::test]
async fn what_could_not_be_deleted_is_reported_with_its_key_and_its_own_error() {
    let (bed, tasks) = behind_a_proxy(3).await;
    let mut lower = stored_all(&bed.direct, "tasks").await.remove(0);
    lower.insert("id".to_owned(), s("01hf7yat3v000000000000000a"));
    raw_put(&bed.direct, "tasks", lower).await;
    let cut = bed.proxy.on(Operation::DeleteItem).times(100);
    cut.fail(Fault::CutBefore);
    let sweep = || tasks.delete_where(task::title().exists()).scan();
    let done = sweep().partial().await.unwrap();
    assert_eq!((done.changed, done.failed.len()), (0, 3));
    let [failed] = done.failed_unreadable.as_slice() else {
        unreachable!("{done:?}")
    };
    let key = failed.key.attributes();
    assert_eq!(key["id"], s("01hf7yat3v000000000000000a"));
    assert_eq!(failed.error.outcome(), Outcome::Unknown);
    assert!(done.bad.is_empty());
    let error = sweep().await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
}
