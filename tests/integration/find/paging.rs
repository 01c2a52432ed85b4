//! Pages and streams of what is found, whatever the way.

use std::collections::BTreeSet;

use dynamite::expr::Condition;
use dynamite_sample::models::{Task, Tasks, task};
use dynamite_testkit::{Fault, Operation};
use futures_util::TryStreamExt as _;

use super::{behind_a_proxy, id, numbers};

/// A condition for each way there is, and the tasks it finds.
fn ways() -> Vec<(Condition<Task>, BTreeSet<u64>)> {
    let ids = task::id().is_in([9, 1, 20, 4, 5].map(id));
    vec![
        (ids, [1, 4, 5, 9].into()),
        (task::project().eq("anchor"), [1, 3, 5, 7, 9, 11].into()),
        (task::reporter().eq("eve"), [2, 5, 8, 11].into()),
        (task::points().gt(6), [7, 8, 9, 10, 11].into()),
        (
            task::project().eq("anchor").and(task::priority().ne(2)),
            [1, 3, 7, 9, 11].into(),
        ),
        (
            task::assignee().eq("zoe").and(task::points().lt(9)),
            [0, 3, 6].into(),
        ),
    ]
}

async fn paged(tasks: &Tasks, condition: &Condition<Task>, size: usize) -> Vec<Task> {
    let (mut items, mut cursor) = (Vec::new(), None);
    loop {
        let find = tasks.find(condition.clone()).scan().limit(size);
        let page = find.page(cursor.as_deref()).await.unwrap();
        assert!(page.items.len() <= size);
        items.extend(page.items);
        cursor = page.cursor;
        if cursor.is_none() {
            return items;
        }
    }
}

fn set(found: &[Task]) -> BTreeSet<u64> {
    let all: BTreeSet<_> = numbers(found).into_iter().collect();
    assert_eq!(all.len(), found.len(), "something came twice");
    all
}

#[tokio::test]
async fn pages_of_any_size_make_up_the_whole() {
    let (_bed, tasks) = behind_a_proxy().await;
    for (condition, expected) in ways() {
        for size in [1, 2, 3, 20] {
            let found = paged(&tasks, &condition, size).await;
            assert_eq!(set(&found), expected, "{condition:?} in pages of {size}");
        }
    }
}

#[tokio::test]
async fn streams_go_on_behind_short_and_empty_pages() {
    let (bed, tasks) = behind_a_proxy().await;
    for operation in [Operation::Query, Operation::Scan] {
        let short = Fault::ShortPage { limit: 2 };
        bed.proxy.on(operation).times(2).fail(Fault::EmptyPage);
        bed.proxy.on(operation).always().fail(short);
    }
    for (condition, expected) in ways() {
        let stream = tasks.find(condition.clone()).scan().stream();
        let found: Vec<_> = stream.try_collect().await.unwrap();
        assert_eq!(set(&found), expected, "{condition:?}");
        let three = tasks.find(condition).scan().limit(3).all().await.unwrap();
        assert_eq!(three.len(), 3);
    }
}

#[tokio::test]
async fn faults_on_the_way_are_outlived_or_said() {
    for (condition, expected) in ways() {
        let (bed, tasks) = behind_a_proxy().await;
        let faults = [
            Fault::Throttling,
            Fault::InternalServerError { applied: false },
            Fault::CutAfter,
            Fault::TruncatedBody,
        ];
        bed.proxy.chaos(7, 0.3, faults);
        // The SDK makes three attempts for each request, which chaos may outlast.
        for _ in 0..5 {
            match tasks.find(condition.clone()).scan().all().await {
                Ok(found) => assert_eq!(set(&found), expected, "{condition:?}"),
                Err(error) => assert!(error.is_retryable(), "{error}"),
            }
        }
    }
}
