//! The time of creation is added to users who have none.

use dynamite_migrate::{Clients, Ending};

use crate::bed::Bed;
use crate::writers::{Ledger, Writers};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_attribute_is_added_beside_programs_with_it_and_without() {
    let bed = Bed::open().await;
    let ledger = Ledger::of(60, &*bed.program("before")).await;
    // Deployment: programs of both versions run.
    let both = ["before", "added", "before", "added"].map(|version| bed.program(version));
    let writers = Writers::start(both.into(), &ledger);
    let migrator = bed.migrator(1);
    let report = migrator.run(Clients::UNKNOWN, false).await.unwrap();
    assert_eq!(
        (report.ending, report.total().rewritten),
        (Ending::Done, 60)
    );
    writers.stop().await;

    ledger.assert_found_by(&*bed.program("before")).await;
    ledger.assert_found_by(&*bed.program("added")).await;
    for user in bed.stored().await {
        assert!(user.contains_key("created_at"), "{user:?}");
    }

    // A program of the first version has created another one since: the run is repeated.
    let late = bed.program("before");
    late.create("late", "Eve").await.unwrap();
    let found = migrator.verify(Clients::UNKNOWN).await.unwrap();
    assert!(!found.is_clean(), "{found:?}");
    let again = migrator.run(Clients::UNKNOWN, true).await.unwrap();
    assert_eq!(again.total().rewritten, 1);
    assert!(migrator.verify(Clients::UNKNOWN).await.unwrap().is_clean());
}
