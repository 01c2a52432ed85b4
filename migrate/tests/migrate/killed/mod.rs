//! Migrations that real processes carry out, which are killed (SIGKILL) or stopped (SIGSTOP) meanwhile.

mod eight;
mod many;
mod points;
mod scenario;
mod stopped;
mod worker;

use dynamite::Client;
use dynamite_migrate::{Ending, Migrator};

use crate::support::{Task, assert_same, stored_users};
use scenario::Scenario;

/// Does a task in this process, whatever is left of it. A lease may be lost where a machine has much to do.
async fn done_here(task: Task, migrator: &Migrator) {
    loop {
        match task.of(migrator).await {
            Ok(report) => {
                assert!(
                    matches!(report.ending, Ending::Done | Ending::DoneBefore),
                    "{report:?}"
                );
                return;
            }
            Err(error) => assert!(error.is_retryable(), "{error}"),
        }
    }
}

/// Compares all items with what they are once a task is done; without one, with what they were before.
async fn check(db: &Client, scenario: &Scenario, items: usize, done: Option<Task>) {
    let expected = (0..items).map(|number| scenario.expected(number, done));
    let expected = expected.map(|item| (item["id"].as_s().unwrap().clone(), item));
    let mut found = stored_users(db).await;
    scenario.take_codes(&mut found, done);
    assert_same(&found, &expected.collect());
}
