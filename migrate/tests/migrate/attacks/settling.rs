//! What work waits for before it begins and before it ends: requests that may still arrive.

use super::*;
use dynamite_migrate::Gate;
use tokio::time::{Instant, sleep};

const LATE: Duration = Duration::from_secs(4);

fn dropped() -> Change {
    Change::of(["fax: string?", "note: string?"], "  - drop: fax\n")
}

/// Nobody waits for requests any more.
async fn runs_again_at_once(change: &Change, bed: &Bed) {
    let began = Instant::now();
    let again = change.on(&bed.db, patient());
    let _ = again.run(Clients::None, true).await.unwrap();
    let elapsed = began.elapsed();
    assert!(elapsed < Duration::from_secs(2), "{elapsed:?}");
}

async fn with_fax() -> (Bed, Item) {
    let item = texts([("id", "a"), ("fax", "1")]);
    let bed = users(std::slice::from_ref(&item)).await;
    let _ = dropped()
        .on(&bed.db, patient())
        .run(Clients::None, false)
        .await
        .unwrap();
    (bed, item)
}

/// Its requests may arrive as long as those of one that has ended in order.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_contract_waits_for_the_removals_of_one_that_was_killed() {
    let (bed, item) = with_fax().await;
    let pause = hold_update(&bed);
    let killed = dropped().on(&bed.db, patient());
    let killed = tokio::spawn(async move { Task::Contract.of(&killed).await });
    pause.reached().await;
    killed.abort();
    let next = dropped().on(&bed.db, patient());
    let next = tokio::spawn(async move { Task::Contract.of(&next).await });
    while stored_users(&bed.direct).await["a"].contains_key("fax") {
        sleep(Duration::from_millis(20)).await;
    }
    sleep(Duration::from_millis(1500)).await;
    let has_waited = !next.is_finished();
    pause.release();
    bed.proxy.settled().await;
    assert_eq!(next.await.unwrap().unwrap().ending, Ending::Done);
    put_user(&bed, item.clone()).await;
    bed.proxy.settled().await;
    assert!(has_waited);
    assert_eq!(stored_users(&bed.direct).await["a"], item);
}

/// What was sent last counts, not when the work began.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_wait_begins_with_the_end_of_the_work() {
    let items: Vec<_> = (0..12)
        .map(|id| texts([("id", &*format!("u{id}")), ("fax", "1")]))
        .collect();
    let bed = users(&items).await;
    let _ = dropped()
        .on(&bed.db, patient())
        .run(Clients::None, false)
        .await
        .unwrap();
    let updates = || bed.proxy.on(Operation::UpdateItem).table("users");
    let last = Pause::new();
    updates()
        .nth(12)
        .times(1)
        .fail(Fault::PauseBefore(last.clone()));
    updates()
        .times(11)
        .fail(Fault::DelayBefore(Duration::from_millis(200)));
    let options = Options {
        concurrency: 1,
        ..patient()
    };
    let removing = dropped().on(&impatient(&bed), options);
    let removing = tokio::spawn(async move { Task::Contract.of(&removing).await });
    last.reached().await;
    let sent = Instant::now();
    let _ = removing.await.unwrap().unwrap();
    let waited = sent.elapsed();
    last.release();
    assert!(waited >= LATE, "{waited:?}");
}

/// What has waited has nothing under way any more.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_waits_again_for_what_has_settled() {
    let bed = users(&[texts([("id", "a"), ("name", "Ada")])]).await;
    let change = Change::renamed();
    let _ = change
        .on(&bed.db, patient())
        .run(Clients::None, false)
        .await
        .unwrap();
    let pause = hold_update(&bed);
    let back = change.on(&impatient(&bed), patient());
    let _ = Task::Rollback.of(&back).await.unwrap();
    pause.release();
    runs_again_at_once(&change, &bed).await;
}

/// It is stopped at once, and who goes on waits in its place.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wait_is_stopped_in_order_and_gone_on_with() {
    let (bed, item) = with_fax().await;
    let pause = hold_update(&bed);
    let removing = dropped().on(&impatient(&bed), patient());
    let stop = removing.stop();
    let removing = tokio::spawn(async move { Task::Contract.of(&removing).await });
    while stored_users(&bed.direct).await["a"].contains_key("fax") {
        sleep(Duration::from_millis(20)).await;
    }
    sleep(Duration::from_millis(300)).await;
    stop.stop();
    let began = Instant::now();
    assert_eq!(removing.await.unwrap().unwrap().ending, Ending::Stopped);
    assert!(
        began.elapsed() < Duration::from_secs(1),
        "{:?}",
        began.elapsed()
    );
    let next = dropped().on(&bed.db, patient());
    let next = tokio::spawn(async move { Task::Contract.of(&next).await });
    sleep(Duration::from_millis(1500)).await;
    let has_waited = !next.is_finished();
    pause.release();
    bed.proxy.settled().await;
    assert_eq!(next.await.unwrap().unwrap().ending, Ending::Done);
    put_user(&bed, item.clone()).await;
    bed.proxy.settled().await;
    assert!(has_waited);
    assert_eq!(stored_users(&bed.direct).await["a"], item);
}

/// Longer than a lease.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_wait_is_longer_than_a_lease() {
    let (bed, _) = with_fax().await;
    let pause = hold_update(&bed);
    let removing = dropped().on(&impatient(&bed), patient());
    let removing = tokio::spawn(async move { Task::Contract.of(&removing).await });
    pause.reached().await;
    sleep(Duration::from_millis(2500)).await;
    assert!(!removing.is_finished());
    pause.release();
    let _ = removing.await.unwrap().unwrap();
}

/// The longer of both leases counts: that of a dead worker, and that of the one that watches it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_longer_lease_of_both_is_waited_for() {
    for (dead, next) in [(3000, 600), (300, 3000)] {
        let (bed, _) = with_fax().await;
        let pause = hold_update(&bed);
        let with = |lease| Options {
            lease: Duration::from_millis(lease),
            longest_request: Duration::ZERO,
            ..options()
        };
        let killed = dropped().on(&bed.db, with(dead));
        let killed = tokio::spawn(async move { Task::Contract.of(&killed).await });
        pause.reached().await;
        killed.abort();
        sleep(Duration::from_millis(350)).await;
        let next = dropped().on(&bed.direct, with(next));
        let next = tokio::spawn(async move { Task::Contract.of(&next).await });
        sleep(Duration::from_millis(1500)).await;
        assert!(
            stored_users(&bed.direct).await["a"].contains_key("fax"),
            "{dead}"
        );
        let _ = next.await.unwrap().unwrap();
        pause.release();
    }
}

/// Who has worked for longer than a request may take leaves nothing of those before.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_waits_for_a_dead_worker_that_was_waited_for() {
    let bed = users(&[texts([("id", "a"), ("name", "Ada")])]).await;
    let change = Change::renamed();
    let _ = change
        .on(&bed.db, patient())
        .run(Clients::None, false)
        .await
        .unwrap();
    let pause = hold_update(&bed);
    let killed = change.on(&bed.db, patient());
    let killed = tokio::spawn(async move { Task::Rollback.of(&killed).await });
    pause.reached().await;
    killed.abort();
    let _ = Task::Rollback
        .of(&change.on(&bed.db, patient()))
        .await
        .unwrap();
    pause.release();
    runs_again_at_once(&change, &bed).await;
}

/// A worker was killed after it had recorded the end, and before it released its lease.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_switch_waits_for_one_that_was_killed_at_its_end() {
    let stale = texts([("id", "a"), ("full_name", "Ada")]);
    let bed = users(&[stale]).await;
    let pause = hold_update(&bed);
    let change = Change::renamed();
    let _ = change
        .on(&impatient(&bed), patient())
        .run(newest(P::Expand), false)
        .await
        .unwrap();
    let update = bed
        .direct
        .sdk()
        .update_item()
        .table_name("dynamite_migrations");
    let update = update.key("run", s("0001_users")).key("row", s("worker"));
    let update =
        update.update_expression("SET #o = :o, host = :o, pid = :p, since = :o REMOVE unsettled");
    let update = update.expression_attribute_names("#o", "owner");
    let update = update
        .expression_attribute_values(":o", s("x"))
        .expression_attribute_values(":p", n(1));
    update.send().await.unwrap();
    let migrator = change.on(&bed.db, patient());
    let verified = tokio::spawn(async move {
        let found = migrator
            .verify(crate::support::oldest(P::Expand))
            .await
            .unwrap();
        assert!(found.is_clean());
        migrator
            .gate(Gate::Switch, Duration::ZERO)
            .await
            .unwrap()
            .is_open()
    });
    sleep(Duration::from_secs(3)).await;
    let has_waited = !verified.is_finished();
    pause.release();
    bed.proxy.settled().await;
    assert!(verified.await.unwrap());
    assert!(has_waited);
}
