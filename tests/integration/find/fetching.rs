//! Whole items through an index that holds less: keys from the index, items by key.

use dynamite_sample::models::{TaskByReporter, TaskState, Tasks, task};
use dynamite_testkit::{Fault, Operation, Pause};

use super::{FOUND, behind_a_proxy, id, new_task, numbers, requests};
use crate::support::{Proxied, n, raw_delete, raw_put, s, stored};

#[tokio::test]
async fn keys_come_from_the_index_and_items_by_key_in_its_order() {
    let (bed, tasks) = behind_a_proxy().await;
    let condition = task::reporter().eq("ada");
    let found = tasks.find(condition.clone()).all().await.unwrap();
    assert_eq!(numbers(&found), [0, 3, 6, 9]);
    assert_eq!(found[0].text.as_deref(), Some("long"));
    let down = tasks.find(condition).descending().all().await.unwrap();
    assert_eq!(numbers(&down), [9, 6, 3, 0]);
    assert_eq!(requests(&bed), [2, 0, 0, 2]);
}

#[tokio::test]
async fn an_index_that_holds_what_is_asked_for_is_enough() {
    let (bed, tasks) = behind_a_proxy().await;
    let started = task::state().eq(TaskState::Started);
    let condition = task::reporter().eq("ada").and(started);
    let find = tasks.find(condition).via::<task::ByReporter>();
    let titles = find.clone().select((task::title(),)).all().await.unwrap();
    assert_eq!(titles, [("task 0".to_owned(),), ("task 6".to_owned(),)]);
    assert_eq!(find.count().await.unwrap(), 2);
    assert_eq!(requests(&bed), [2, 0, 0, 0]);
}

#[tokio::test]
async fn what_the_index_holds_is_filtered_there_and_the_rest_on_the_item() {
    let (bed, tasks) = behind_a_proxy().await;
    let condition = task::reporter()
        .eq("ada")
        .and(task::title().ne("task 0"))
        .and(task::points().le(6));
    let find = tasks.find(condition);
    let found = find.clone().all().await.unwrap();
    assert_eq!(numbers(&found), [3, 6]);
    let keys = |body: &serde_json::Value| body["RequestItems"]["tasks"]["Keys"].clone();
    let log = bed.proxy.log();
    let batch = log
        .iter()
        .find(|it| it.operation == Operation::BatchGetItem);
    let asked = keys(&batch.unwrap().body);
    assert_eq!(asked.as_array().map(Vec::len), Some(3), "without task 0");
    assert_eq!(find.count().await.unwrap(), 2);
}

#[tokio::test]
async fn rows_are_returned_as_they_are_when_they_are_asked_for() {
    let (bed, tasks) = behind_a_proxy().await;
    let condition = task::reporter().eq("bob").and(task::priority().ge(3));
    let rows = tasks.find(condition).rows::<task::ByReporter>();
    let rows: Vec<TaskByReporter> = rows.all().await.unwrap();
    let titles: Vec<_> = rows.iter().map(|row| row.title.as_str()).collect();
    assert_eq!(titles, ["task 7", "task 10"]);
    assert_eq!(requests(&bed), [1, 0, 0, 0]);
}

#[tokio::test]
async fn pages_of_any_size_make_up_the_whole() {
    let (_bed, tasks) = behind_a_proxy().await;
    for size in [1, 2, 3, 4, 5] {
        let (mut found, mut cursor) = (Vec::new(), None);
        loop {
            let few = task::reporter().eq("ada").and(task::points().ne(3));
            let find = tasks.find(few).limit(size);
            let page = find.page(cursor.as_deref()).await.unwrap();
            assert!(page.items.len() <= size);
            found.extend(page.items);
            cursor = page.cursor;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(numbers(&found), [0, 6, 9], "pages of {size}");
    }
}

#[tokio::test]
async fn an_item_that_is_gone_or_changed_by_then_is_left_out() {
    let (bed, tasks) = behind_a_proxy().await;
    let pause = Pause::new();
    let held = Fault::PauseBefore(pause.clone());
    bed.proxy.on(Operation::BatchGetItem).fail(held);
    let find = tasks.find(task::reporter().eq("ada")).limit(2);
    let page = tokio::spawn(find.clone().page(None));
    pause.reached().await;
    raw_delete(&bed.direct, "tasks", [("id", s(id(0)))]).await;
    let mut changed = stored(&bed.direct, "tasks", [("id", s(id(3)))])
        .await
        .unwrap();
    changed.insert("reporter".to_owned(), s("eve"));
    raw_put(&bed.direct, "tasks", changed).await;
    pause.release();
    let page = page.await.unwrap().unwrap();
    assert_eq!(numbers(&page.items), [6, 9], "as many as were asked for");
}

#[tokio::test]
async fn a_bad_item_is_one_of_the_page_and_spoils_no_other() {
    let (bed, tasks) = behind_a_proxy().await;
    let mut bad = stored(&bed.direct, "tasks", [("id", s(id(3)))])
        .await
        .unwrap();
    bad.insert("points".to_owned(), s("three"));
    raw_put(&bed.direct, "tasks", bad).await;
    let find = || tasks.find(task::reporter().eq("ada"));
    let page = find().page(None).await.unwrap();
    assert_eq!(numbers(&page.items), [0, 6, 9]);
    assert_eq!(page.bad.len(), 1);
    let text = page.bad[0].to_string();
    assert!(
        text.contains("points") && text.contains(&id(3).to_string()),
        "{text}"
    );
    assert!(find().all().await.is_err());
    let skipped = find().skip_bad().limit(3).all().await.unwrap();
    assert_eq!(numbers(&skipped), [0, 6, 9]);
    // By its key alone as well.
    let by_key = tasks.find(task::id().eq(id(3))).page(None).await.unwrap();
    assert_eq!((by_key.items.len(), by_key.bad.len()), (0, 1));
}

#[tokio::test]
async fn keys_that_are_left_unprocessed_are_asked_for_again() {
    let (bed, tasks) = behind_a_proxy().await;
    let some = Fault::Unprocessed { applied: 1 };
    bed.proxy.on(Operation::BatchGetItem).times(3).fail(some);
    let find = tasks.find(task::reporter().eq("ada"));
    assert_eq!(numbers(&find.all().await.unwrap()), [0, 3, 6, 9]);
    assert_eq!(requests(&bed)[3], 4);
}

#[tokio::test]
async fn many_items_are_read_in_batches_of_a_hundred() {
    let bed = Proxied::with(FOUND).await;
    let direct = Tasks::new(&bed.direct);
    let built = (0..260_u64).map(|number| {
        let mut task = direct.build(new_task(number, "compass", "ada").id(id(number)));
        task.priority = u32::try_from(number).unwrap();
        task
    });
    direct.put_many(built).await.unwrap();
    let tasks = Tasks::new(&bed.db);
    let found = tasks.find(task::reporter().eq("ada"));
    let all: Vec<_> = (0..260).collect();
    assert_eq!(numbers(&found.all().await.unwrap()), all);
    assert_eq!(requests(&bed), [1, 0, 0, 3]);
    let item = stored(&bed.direct, "tasks", [("id", s(id(7)))]).await;
    assert_eq!(item.unwrap()["priority"], n(7));
}
