//! What a change of a table waits for, and what it does not wait for.

use std::sync::{Arc, Mutex};

use dynamite_migrate::{Ending, Event, Options, Status};
use dynamite_testkit::{Fault, Feature, Operation};

use super::{indexes, mailed, migrator, migrator_with, run, users};
use crate::support::{Bed, options};

const STEPS: &str = "  - rename: { from: name, to: full_name }
  - index: { add: by_mail }
";

async fn bed() -> Bed {
    users(&[mailed("a", "a@example.org")]).await
}

#[tokio::test]
async fn a_limit_of_the_account_is_waited_for_and_told_once() {
    let bed = bed().await;
    if bed.engine.lacks(Feature::IndexesActiveAtOnce) {
        return;
    }
    // More often than the SDK tries.
    bed.proxy
        .on(Operation::UpdateTable)
        .times(7)
        .fail(Fault::LimitExceeded);
    let told = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&told);
    let options = Options {
        progress: Arc::new(move |event: &Event<'_>| match event {
            Event::WaitingForTable { what, .. } => heard.lock().unwrap().push((*what).to_owned()),
            Event::TableChanged { change } => heard.lock().unwrap().push((*change).to_owned()),
            _ => {}
        }),
        ..options()
    };
    let report = run(&migrator_with(&bed.db, STEPS, options)).await.unwrap();
    assert_eq!(report.ending, Ending::Done);
    assert_eq!(indexes(&bed.direct).await, ["by_mail", "role_1"]);
    let told = told.lock().unwrap().clone();
    let [waited, done] = told.as_slice() else {
        panic!("{told:?}");
    };
    assert!(waited.contains("Subscriber limit exceeded"), "{waited}");
    assert_eq!(done, "add index by_mail of table users");
}

#[tokio::test]
async fn after_a_lost_response_the_table_says_whether_the_index_is_built() {
    for fault in [Fault::CutAfter, Fault::CutBefore] {
        let bed = bed().await;
        bed.proxy
            .on(Operation::UpdateTable)
            .times(4)
            .fail(fault.clone());
        let report = run(&migrator(&bed.db, STEPS)).await.unwrap();
        assert_eq!(report.ending, Ending::Done, "{fault:?}");
        assert_eq!(
            indexes(&bed.direct).await,
            ["by_mail", "role_1"],
            "{fault:?}"
        );
    }
}

#[tokio::test]
async fn a_denied_change_is_an_error_and_the_run_goes_on_once_it_is_allowed() {
    let bed = bed().await;
    bed.proxy
        .on(Operation::UpdateTable)
        .always()
        .fail(Fault::AccessDenied);
    let migrator = migrator(&bed.db, STEPS);
    let error = run(&migrator).await.unwrap_err();
    assert!(error.to_string().contains("UpdateTable"), "{error}");
    let state = migrator.state().await.unwrap().unwrap();
    assert_eq!(state.status, Status::Failed);
    assert_eq!(indexes(&bed.direct).await, ["role_1"]);

    bed.proxy.clear();
    assert_eq!(run(&migrator).await.unwrap().ending, Ending::Done);
    assert_eq!(indexes(&bed.direct).await, ["by_mail", "role_1"]);
}

#[tokio::test]
async fn a_run_that_waits_can_be_stopped_and_taken_up() {
    let bed = bed().await;
    bed.proxy
        .on(Operation::UpdateTable)
        .always()
        .fail(Fault::LimitExceeded);
    let migrator = Arc::new(migrator(&bed.db, STEPS));
    let stop = migrator.stop();
    let running = Arc::clone(&migrator);
    let worker = tokio::spawn(async move { run(&running).await });
    while bed.proxy.counts().requests_of(Operation::UpdateTable) < 4 {
        tokio::task::yield_now().await;
    }
    stop.stop();
    assert_eq!(worker.await.unwrap().unwrap().ending, Ending::Stopped);
    bed.proxy.clear();
    let next = super::migrator(&bed.db, STEPS);
    assert_eq!(run(&next).await.unwrap().ending, Ending::Done);
    assert_eq!(indexes(&bed.direct).await, ["by_mail", "role_1"]);
}
