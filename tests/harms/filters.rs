//! Filters that mean everything, cost everything, or delete for good.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::expr::Condition;
use dynamite::model::TableDescriptor;
use dynamite::{Client, Ulid};
use dynamite_sample::models::{NewNote, NewTask, Notes, Task, Tasks, note, tables, task};
use dynamite_testkit::{Fault, Operation};

use crate::port;
use crate::support::{Bed, Proxied, s, stored_all};

static NOTES: &[&TableDescriptor] = &[&tables::NOTES];
static TASKS: &[&TableDescriptor] = &[&tables::TASKS];

/// Five tasks, whose points are in the reverse order of their numbers.
async fn tasks(db: &Client) -> Tasks {
    let tasks = Tasks::new(db);
    for number in 0..5_u64 {
        let new = NewTask {
            project: "compass".to_owned(),
            title: format!("task {number}"),
            reporter: "ada".to_owned(),
        };
        let new = new
            .id(Ulid::from_parts(number, 0))
            .points((9 - number).into());
        tasks.create(new).await.unwrap();
    }
    tasks
}

/// How many tasks are left by a delete with a filter that the caller did not fill in.
async fn left_by(delete: impl AsyncFn(&Client, Option<String>)) -> usize {
    let bed = Bed::with(TASKS).await;
    tasks(&bed.db).await;
    delete(&bed.db, None).await;
    stored_all(&bed.db, "tasks").await.len()
}

#[tokio::test]
async fn an_absent_filter_is_not_every_row() {
    let ours = async |db: &Client, project: Option<String>| {
        let filters = project.map(|project| task::project().eq(project));
        let condition: Condition<Task> = Condition::all(filters);
        let delete = Tasks::new(db).delete_where(condition).scan();
        delete.await.unwrap_err();
    };
    let theirs = async |db: &Client, project: Option<String>| {
        let project = project.map(AttributeValue::S);
        port::delete_matching(db, "tasks", &[("project", project)]).await;
    };
    assert_eq!(left_by(ours).await, 5);
    assert_eq!(left_by(theirs).await, 0);
}

/// How many notes are stored after those of an author were deleted, and can be brought back.
async fn kept_by(delete: impl AsyncFn(&Client)) -> usize {
    let bed = Bed::with(NOTES).await;
    let new = NewNote {
        author: "ada".to_owned(),
        title: "plan".to_owned(),
    };
    Notes::new(&bed.db).create(new).await.unwrap();
    delete(&bed.db).await;
    stored_all(&bed.db, "notes").await.len()
}

#[tokio::test]
async fn a_filtered_delete_is_as_soft_as_any() {
    let ours = async |db: &Client| {
        let delete = Notes::new(db).delete_where(note::author().eq("ada"));
        assert_eq!(delete.await.unwrap(), 1);
    };
    let theirs = async |db: &Client| {
        port::delete_matching(db, "notes", &[("author", Some(s("ada")))]).await;
    };
    assert_eq!(kept_by(ours).await, 1);
    assert_eq!(kept_by(theirs).await, 0);
}

/// How many scans it takes to find what no index has.
async fn scans_of(find: impl AsyncFn(&Client)) -> u64 {
    let bed = Proxied::with(TASKS).await;
    tasks(&bed.direct).await;
    find(&bed.db).await;
    bed.proxy.counts().requests_of(Operation::Scan)
}

#[tokio::test]
async fn nothing_scans_without_being_told_to() {
    let ours = async |db: &Client| {
        let tasks = Tasks::new(db);
        tasks.find(task::text().eq("x")).all().await.unwrap_err();
        // Where an index serves, it is taken.
        let found = tasks.find(task::project().eq("compass")).all().await;
        assert_eq!(found.unwrap().len(), 5);
    };
    let theirs = async |db: &Client| {
        port::matching(db, "tasks", &[("body", Some(s("x")))]).await;
        port::matching(db, "tasks", &[("project", Some(s("compass")))]).await;
    };
    assert_eq!(scans_of(ours).await, 0);
    assert_eq!(scans_of(theirs).await, 2);
}

/// How many scans it takes to ask an index that fails for a while, and once more afterwards.
async fn scans_after_a_failure(find: impl AsyncFn(&Client)) -> u64 {
    let bed = Proxied::with(TASKS).await;
    tasks(&bed.direct).await;
    let fault = Fault::InternalServerError { applied: false };
    bed.proxy.on(Operation::Query).always().fail(fault);
    find(&bed.db).await;
    bed.proxy.clear();
    find(&bed.db).await;
    bed.proxy.counts().requests_of(Operation::Scan)
}

#[tokio::test]
async fn an_index_that_fails_is_an_error_and_no_scan() {
    let ours = async |db: &Client| {
        let found = Tasks::new(db).find(task::project().eq("compass")).all();
        // At first it is an error.
        drop(found.await);
    };
    let index = port::Index::new("by_project");
    let theirs = async |db: &Client| {
        let filter = ("project", s("compass"));
        port::matching_by_index(db, "tasks", &index, filter).await;
    };
    assert_eq!(scans_after_a_failure(ours).await, 0);
    assert_eq!(scans_after_a_failure(theirs).await, 2);
}

#[tokio::test]
async fn what_is_read_in_part_still_has_its_key() {
    let bed = Bed::with(TASKS).await;
    let tasks = tasks(&bed.db).await;
    let rows = tasks.by_reporter("ada").all().await.unwrap();
    for row in &rows {
        let update = tasks.update(row).set(task::text(), "read");
        update.await.unwrap();
    }
    assert_eq!(rows.len(), 5);
    let stored = stored_all(&bed.db, "tasks").await;
    assert!(stored.iter().all(|item| item["body"] == s("read")));

    let rows = port::projected(&bed.db, "tasks", &["title", "state"], "title").await;
    assert!(rows.iter().all(|row| !row.contains_key("id")));
}

/// The titles of tasks in the order of their points, which are not among what is read.
async fn in_order(titles: impl AsyncFn(&Client) -> Vec<String>) -> bool {
    let bed = Bed::with(TASKS).await;
    tasks(&bed.db).await;
    let titles = titles(&bed.db).await;
    assert_eq!(titles.len(), 5);
    let expected = (0..5).rev().map(|number| format!("task {number}"));
    titles == expected.collect::<Vec<_>>()
}

#[tokio::test]
async fn what_is_sorted_by_an_attribute_that_is_not_selected_is_sorted_all_the_same() {
    let ours = async |db: &Client| {
        let tasks = Tasks::new(db);
        let find = tasks.find(task::project().eq("compass"));
        // The order that no index gives is refused, unless it is asked for by its name.
        let by_points = find.clone().order_by(task::points());
        by_points.all().await.unwrap_err();
        let titles = find.select((task::title(),));
        let titles = titles.order_in_memory(task::points()).all().await;
        titles.unwrap().into_iter().map(|(title,)| title).collect()
    };
    let theirs = async |db: &Client| {
        let rows = port::projected(db, "tasks", &["title"], "points").await;
        let titles = rows
            .into_iter()
            .map(|row| row["title"].as_s().unwrap().clone());
        titles.collect()
    };
    assert!(in_order(ours).await);
    assert!(!in_order(theirs).await);
}
