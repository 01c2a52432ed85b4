//! Items that become something else between being found and being written.

use dynamite::dec;
use dynamite_sample::models::{TaskState, task};
use dynamite_testkit::{Fault, Operation, Pause};

use super::{behind_a_proxy, key, of_compass, one};
use crate::support::{Item, Proxied, n, raw_delete, raw_put, s, stored, stored_all};

/// Changes a task behind everybody's back.
async fn change(bed: &Proxied, number: u64, change: impl FnOnce(&mut Item)) {
    let mut item = stored(&bed.direct, "tasks", key(number)).await.unwrap();
    change(&mut item);
    raw_put(&bed.direct, "tasks", item).await;
}

#[tokio::test]
async fn what_stopped_matching_is_not_touched() {
    let (bed, tasks) = behind_a_proxy(4).await;
    let pause = Pause::new();
    let held = Fault::PauseBefore(pause.clone());
    bed.proxy.on(Operation::UpdateItem).times(4).fail(held);
    let open = of_compass().and(task::state().eq(TaskState::Open));
    let update = tasks.update_where(open).set(task::points(), dec!(1));
    let update = tokio::spawn(update.partial());
    pause.reached_by(4).await;
    change(&bed, 0, |item| {
        item.insert("state".to_owned(), s("done"));
    })
    .await;
    change(&bed, 1, |item| {
        item.insert("project".to_owned(), s("anchor"));
    })
    .await;
    raw_delete(&bed.direct, "tasks", key(2)).await;
    pause.release();
    let done = update.await.unwrap().unwrap();
    assert_eq!((done.matched, done.changed, done.skipped), (4, 1, 3));
    assert!(done.failed.is_empty());
    for number in [0, 1] {
        let item = stored(&bed.direct, "tasks", key(number)).await.unwrap();
        assert_eq!(item["points"], n(0), "task {number}");
    }
    let gone = stored(&bed.direct, "tasks", key(2)).await;
    assert_eq!(gone, None, "it is not brought back");
    let item = stored(&bed.direct, "tasks", key(3)).await.unwrap();
    assert_eq!(item["points"], one());
}

#[tokio::test]
async fn what_stopped_matching_is_not_deleted() {
    let (bed, tasks) = behind_a_proxy(4).await;
    let pause = Pause::new();
    let held = Fault::PauseBefore(pause.clone());
    bed.proxy.on(Operation::DeleteItem).times(4).fail(held);
    let delete = tokio::spawn(tasks.delete_where(of_compass()).partial());
    pause.reached_by(4).await;
    change(&bed, 0, |item| {
        item.insert("project".to_owned(), s("anchor"));
    })
    .await;
    raw_delete(&bed.direct, "tasks", key(2)).await;
    pause.release();
    let done = delete.await.unwrap().unwrap();
    assert_eq!((done.matched, done.changed, done.skipped), (4, 2, 2));
    let left = stored_all(&bed.direct, "tasks").await;
    assert_eq!(left.len(), 1);
    assert_eq!(left[0]["project"], s("anchor"));
}

#[tokio::test]
async fn two_runs_at_once_change_each_item_once() {
    let (bed, tasks) = behind_a_proxy(40).await;
    let open = of_compass().and(task::state().eq(TaskState::Open));
    let start = || {
        let update = tasks.update_where(open.clone());
        let update = update
            .set(task::state(), TaskState::Started)
            .add(task::points(), dec!(1));
        tokio::spawn(update.partial())
    };
    let (one, other) = (start(), start());
    let (one, other) = (one.await.unwrap().unwrap(), other.await.unwrap().unwrap());
    assert_eq!(one.changed + other.changed, 32);
    assert_eq!(super::points(&bed.direct).await, super::expected(40, 1));
}
