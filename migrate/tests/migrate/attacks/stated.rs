//! What an operator says of items, by processes that die.

use super::*;
use dynamite_migrate::{ItemsAre, Status, history};

fn renamed(bed: &Bed) -> Migrator {
    Change::renamed().on(&bed.db, options())
}

/// An item as it is before the migration, of which nothing is recorded.
async fn forgotten() -> Bed {
    users(&[texts([("id", "a"), ("name", "Ada")])]).await
}

/// A process that says something and dies with a request to the control table under way.
async fn dead(bed: &Bed, says: ItemsAre, text: &'static str) -> Pause {
    let pause = Pause::new();
    let updates = bed.proxy.on(Operation::UpdateItem);
    let updates = updates
        .table("dynamite_migrations")
        .matching(move |body| body.to_string().contains(text));
    updates
        .nth(1)
        .times(1)
        .fail(Fault::PauseBefore(pause.clone()));
    let dying = renamed(bed);
    let dying = tokio::spawn(async move { dying.repair_as(says).await });
    pause.reached().await;
    dying.abort();
    let _ = dying.await;
    pause
}

/// The status and the generation of the run, and those in the history.
async fn statuses(bed: &Bed) -> ((Status, u64), Option<(Status, u64)>) {
    let migrator = Change::renamed().on(&bed.direct, options());
    let state = migrator.state().await.unwrap().unwrap();
    let entries = history(&bed.direct).await.unwrap();
    let entry = entries.first().map(|it| (it.status, it.generation));
    ((state.status, state.generation), entry)
}

/// Between the history and the row.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_history_has_the_word_that_counts() {
    let bed = forgotten().await;
    dead(&bed, ItemsAre::Applied, "stated_at").await.cut();
    bed.proxy.settled().await;
    assert!(renamed(&bed).repair_as(ItemsAre::Contracted).await.unwrap());
    let (row, entry) = statuses(&bed).await;
    assert_eq!((row.0, Some(row)), (Status::Contracted, entry));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_after_another_word_is_known_to_others() {
    let bed = forgotten().await;
    dead(&bed, ItemsAre::Applied, "stated_at").await.cut();
    bed.proxy.settled().await;
    let migrator = renamed(&bed);
    assert!(migrator.repair_as(ItemsAre::Before).await.unwrap());
    let pause = hold_update(&bed);
    let run = tokio::spawn(async move { migrator.run(Clients::None, false).await });
    pause.reached().await;
    let (row, entry) = statuses(&bed).await;
    pause.release();
    let _ = run.await.unwrap().unwrap();
    assert_eq!((row.0, Some(row)), (Status::Running, entry));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_late_entry_of_an_earlier_word_is_not_made() {
    let bed = forgotten().await;
    let pause = dead(&bed, ItemsAre::Applied, "APPLIED").await;
    let other = Change::renamed().on(&bed.direct, options());
    assert!(other.repair_as(ItemsAre::Before).await.unwrap());
    pause.release();
    bed.proxy.settled().await;
    let (row, entry) = statuses(&bed).await;
    assert_eq!((row.0, entry), (Status::Pending, None));
}
