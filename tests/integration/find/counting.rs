//! Counting without items, the first and the last, and passing over what comes before.

use dynamite::expr::Condition;
use dynamite_sample::models::{Measurements, Task, measurement, task};
use dynamite_testkit::{Fault, Operation};

use super::{DOCUMENTS, FOUND, behind_a_proxy, id, measurements, numbers, requests};
use crate::support::Proxied;

fn of_compass() -> Condition<Task> {
    task::project().eq("compass")
}

/// Whether every Query and Scan so far asked for nothing but the number of items.
fn only_counted(bed: &Proxied) -> bool {
    let log = bed.proxy.log();
    let mut reads =
        (log.iter()).filter(|it| matches!(it.operation, Operation::Query | Operation::Scan));
    reads.all(|it| it.body["Select"] == "COUNT")
}

#[tokio::test]
async fn counting_sends_no_items() {
    let (bed, tasks) = behind_a_proxy().await;
    let many = task::points().ge(6);
    assert_eq!(tasks.by_project("compass").count().await.unwrap(), 6);
    let query = tasks.by_project("compass").filter(many.clone());
    assert_eq!(query.count().await.unwrap(), 3);
    assert_eq!(tasks.scan().count().await.unwrap(), 12);
    let scan = tasks.scan().filter(many.clone());
    assert_eq!(scan.count().await.unwrap(), 6);
    let find = tasks.find(of_compass().and(many));
    assert_eq!(find.count().await.unwrap(), 3);
    assert_eq!(requests(&bed), [3, 2, 0, 0]);
    assert!(only_counted(&bed));
}

#[tokio::test]
async fn counting_goes_on_behind_a_page() {
    let (bed, tasks) = behind_a_proxy().await;
    for operation in [Operation::Query, Operation::Scan] {
        let short = Fault::ShortPage { limit: 1 };
        bed.proxy.on(operation).always().fail(short);
    }
    assert_eq!(tasks.by_project("compass").count().await.unwrap(), 6);
    assert_eq!(tasks.scan().count().await.unwrap(), 12);
    let narrow = tasks.find(task::reporter().eq("ada").and(task::points().ge(6)));
    assert_eq!(narrow.count().await.unwrap(), 2);
}

#[tokio::test]
async fn a_limit_ends_counting() {
    let (bed, tasks) = behind_a_proxy().await;
    let limited = tasks.by_project("compass").limit(4);
    assert_eq!(limited.count().await.unwrap(), 4);
    assert_eq!(tasks.scan().limit(50).count().await.unwrap(), 12);
    assert_eq!(tasks.scan().limit(0).count().await.unwrap(), 0);
    let log = bed.proxy.log();
    assert_eq!(log[0].body["Limit"], 4, "no more is read than counts");
}

#[tokio::test]
async fn whether_there_is_one_is_known_at_the_first() {
    let (bed, tasks) = behind_a_proxy().await;
    assert!(tasks.by_project("compass").exists().await.unwrap());
    assert!(!tasks.by_project("nothing").exists().await.unwrap());
    assert!(tasks.scan().exists().await.unwrap());
    assert!(tasks.find(of_compass()).exists().await.unwrap());
    let none = tasks.find(of_compass().and(task::points().gt(99)));
    assert!(!none.exists().await.unwrap());
    assert!(only_counted(&bed));
    assert_eq!(bed.proxy.log()[0].body["Limit"], 1);
    assert!(tasks.find(task::id().eq(id(1))).exists().await.unwrap());
    assert!(!tasks.find(task::id().eq(id(99))).exists().await.unwrap());
}

#[tokio::test]
async fn the_first_and_the_last() {
    let (_bed, tasks) = behind_a_proxy().await;
    let number = |found: Option<Task>| numbers(found.as_slice());
    let find = || tasks.find(of_compass());
    assert_eq!(number(find().first().await.unwrap()), [0]);
    assert_eq!(number(find().last().await.unwrap()), [10]);
    assert_eq!(number(find().descending().last().await.unwrap()), [0]);
    let query = || tasks.by_project("compass");
    assert_eq!(number(query().last().await.unwrap()), [10]);
    assert_eq!(query().sort_gt(99u32).last().await.unwrap(), None);
    assert!(tasks.scan().first().await.unwrap().is_some());
}

#[tokio::test]
async fn of_none_there_is_no_first() {
    let (bed, tasks) = behind_a_proxy().await;
    let find = || tasks.find(of_compass()).limit(0);
    let sorted = || find().order_in_memory(task::points());
    assert_eq!(find().first().await.unwrap(), None);
    assert_eq!(find().last().await.unwrap(), None);
    assert_eq!(sorted().first().await.unwrap(), None);
    assert!(!find().exists().await.unwrap());
    assert!(!tasks.scan().limit(0).exists().await.unwrap());
    let query = || tasks.by_project("compass").limit(0);
    assert!(!query().exists().await.unwrap());
    assert_eq!(query().first().await.unwrap(), None);
    assert_eq!(find().count().await.unwrap(), 0);
    // To sort by what no index is sorted by, all is read.
    assert_eq!(bed.proxy.counts().all_requests(), 1);
}

#[tokio::test]
async fn skipping_passes_over_what_is_read_and_paid_for() {
    let (_bed, tasks) = behind_a_proxy().await;
    let compass = [0, 2, 4, 6, 8, 10];
    for skip in 0..8 {
        let rest = compass.get(skip..).unwrap_or_default();
        let find = || tasks.find(of_compass()).skip(skip);
        assert_eq!(numbers(&find().all().await.unwrap()), rest);
        let query = tasks.by_project("compass").skip(skip);
        assert_eq!(numbers(&query.all().await.unwrap()), rest);
        assert_eq!(find().count().await.unwrap(), rest.len() as u64);
        let two = find().limit(2).all().await.unwrap();
        assert_eq!(numbers(&two), rest[..rest.len().min(2)]);
        // Through keys as well.
        let narrow = tasks.find(task::reporter().eq("ada")).skip(skip);
        let ada = [0, 3, 6, 9];
        let rest = ada.get(skip..).unwrap_or_default();
        assert_eq!(numbers(&narrow.all().await.unwrap()), rest);
    }
    assert_eq!(tasks.scan().skip(5).all().await.unwrap().len(), 7);
    let segments = tasks.scan().skip(5).limit(4).segments(3);
    assert_eq!(segments.all().await.unwrap().len(), 4);
}

#[tokio::test]
async fn a_cursor_is_behind_what_was_skipped() {
    let (_bed, tasks) = behind_a_proxy().await;
    let find = || tasks.find(of_compass()).skip(2).limit(2);
    let first = find().page(None).await.unwrap();
    let second = find().page(first.cursor.as_deref()).await.unwrap();
    assert_eq!(numbers(&first.items), [4, 6]);
    assert_eq!(numbers(&second.items), [8, 10]);
}

#[tokio::test]
async fn what_is_hidden_is_not_counted() {
    use dynamite_sample::models::{Chapters, NewChapter, chapter};
    let bed = Proxied::with(DOCUMENTS).await;
    let chapters = Chapters::new(&bed.db);
    for number in 1..=4 {
        let new = NewChapter {
            book: "dunes".to_owned(),
            number,
            title: "Sand".to_owned(),
        };
        chapters.create(new).await.unwrap();
    }
    chapters.delete(("dunes", 2_u32)).await.unwrap();
    let find = || chapters.find(chapter::book().eq("dunes"));
    assert_eq!(find().count().await.unwrap(), 3);
    assert_eq!(find().with_deleted().count().await.unwrap(), 4);
    assert_eq!(find().only_deleted().count().await.unwrap(), 1);
    assert_eq!(chapters.query("dunes").count().await.unwrap(), 3);
    assert_eq!(chapters.scan().count().await.unwrap(), 3);
    assert!(only_counted(&bed));
}

#[tokio::test]
async fn a_local_index_counts_consistently() {
    let bed = Proxied::with(FOUND).await;
    measurements(&bed.direct).await;
    let measurements = Measurements::new(&bed.db);
    let low = measurement::sensor()
        .eq("roof")
        .and(measurement::value().lt(3));
    let counted = measurements.find(low).consistent().count().await.unwrap();
    assert_eq!(counted, 3);
    assert_eq!(requests(&bed), [1, 0, 0, 0]);
    assert_eq!(bed.proxy.log()[0].body["ConsistentRead"], true);
}
