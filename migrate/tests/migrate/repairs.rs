//! What is left behind is found, and put right.

use std::time::Duration;

use aws_sdk_dynamodb::types::AttributeValue as V;
use dynamite_migrate::{ClientPhase as P, Clients, Damage, Ending, Migrator, Refusal, Status};
use dynamite_testkit::{Fault, Operation, Pause};

use crate::support::{Bed, Item, Planned, control_rows, newest, options, s, stored_users, users};

const BEFORE: &str = "
models:
  User:
    key: id
    fields: { id: string, name: string? }
";

const AFTER: &str = "
models:
  User:
    key: id
    fields: { id: string, full_name: string? }
";

const MIGRATION: &str = "
model: User
steps:
  - rename: { from: name, to: full_name }
";

fn items() -> Vec<Item> {
    let item = |number| {
        let id = s(format!("user-{number}"));
        Item::from([("id".to_owned(), id), ("name".to_owned(), s("Ada"))])
    };
    (0..40).map(item).collect()
}

fn migrator(bed: &Bed) -> Migrator {
    let planned = Planned::of(BEFORE, AFTER, MIGRATION);
    planned.migrator(&bed.db, options())
}

/// Begins a run that stops at an update, and returns what lets it go on.
async fn stopped_run(bed: &Bed) -> (tokio::task::JoinHandle<()>, Pause) {
    let pause = Pause::new();
    let updates = bed.proxy.on(Operation::UpdateItem).table("users");
    let updates = updates.nth(15).times(1);
    updates.fail(Fault::PauseBefore(pause.clone()));
    let worker = migrator(bed);
    let work = tokio::spawn(async move { drop(worker.run(newest(P::Before), false).await) });
    pause.reached().await;
    (work, pause)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_living_worker_is_left_alone_and_the_lease_of_a_dead_one_is_released() {
    let bed = users(&items()).await;
    let (work, pause) = stopped_run(&bed).await;
    let error = migrator(&bed).damage().await.unwrap_err();
    assert!(matches!(error.refusal(), Refusal::Held { .. }), "{error}");
    work.abort();
    let _ = work.await;
    pause.release();
    let found = migrator(&bed).damage().await.unwrap();
    assert!(
        matches!(found[..], [Damage::DeadWorker { .. }]),
        "{found:?}"
    );
    migrator(&bed).repair(&found[0]).await.unwrap();
    let worker = control_rows(&bed.direct, "worker").await.remove(0);
    assert!(!worker.contains_key("owner") && worker["unsettled"] == V::Bool(true));
    assert_eq!(migrator(&bed).damage().await.unwrap(), []);
    let report = migrator(&bed).run(Clients::None, false).await.unwrap();
    assert_eq!(report.ending, Ending::Done);
    let items = stored_users(&bed.direct).await;
    assert!(items.values().all(|item| item["full_name"] == s("Ada")));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_segment_from_which_nobody_could_go_on_begins_again() {
    let bed = users(&items()).await;
    let (work, pause) = stopped_run(&bed).await;
    work.abort();
    let _ = work.await;
    pause.release();
    let row = control_rows(&bed.direct, "segment#").await.remove(0);
    let update = bed
        .direct
        .sdk()
        .update_item()
        .table_name("dynamite_migrations");
    let update = update
        .key("run", row["run"].clone())
        .key("row", row["row"].clone());
    let update = update.update_expression("SET #p = :p, #d = :d");
    let update = update.expression_attribute_names("#p", "position");
    let update = update.expression_attribute_names("#d", "done");
    let update = update.expression_attribute_values(":d", V::Bool(false));
    let garbage = V::B(vec![1, 2, 3].into());
    update
        .expression_attribute_values(":p", garbage)
        .send()
        .await
        .unwrap();

    let error = migrator(&bed)
        .run(newest(P::Before), false)
        .await
        .unwrap_err();
    assert!(
        matches!(error.refusal(), Refusal::DamagedRow { .. }),
        "{error}"
    );
    let found = migrator(&bed).damage().await.unwrap();
    let is_of_row = |damage: &&Damage| matches!(damage, Damage::Segment { row: it } if *it == *row["row"].as_s().unwrap());
    let damage = found.iter().find(is_of_row).expect("the damaged segment");
    migrator(&bed).repair(damage).await.unwrap();
    let report = migrator(&bed).run(newest(P::Before), false).await.unwrap();
    assert_eq!(report.ending, Ending::Done);
    let items = stored_users(&bed.direct).await;
    assert!(items.values().all(|item| item["full_name"] == s("Ada")));
}

/// Makes the table anew, with items.
async fn make_anew(bed: &Bed, items: &[Item]) {
    let sdk = bed.direct.sdk();
    sdk.delete_table().table_name("users").send().await.unwrap();
    // Tables without an id are told by the time at which they were created.
    tokio::time::sleep(Duration::from_millis(1100)).await;
    bed.direct.sync(crate::support::USERS_TABLES).await.unwrap();
    for item in items {
        let put = sdk.put_item().table_name("users");
        put.set_item(Some(item.clone())).send().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_table_of_the_name_is_verified_and_adopted_or_migrated_anew() {
    let bed = users(&items()).await;
    let _ = migrator(&bed).run(Clients::None, false).await.unwrap();
    // A copy of the migrated table, as a restore would make it.
    let migrated: Vec<_> = stored_users(&bed.direct).await.into_values().collect();
    make_anew(&bed, &migrated).await;
    let state = migrator(&bed).state().await.unwrap().unwrap();
    assert_eq!(state.other_tables, ["users"]);
    let error = migrator(&bed).run(Clients::None, false).await.unwrap_err();
    assert!(
        matches!(error.refusal(), Refusal::OtherTable { .. }),
        "{error}"
    );
    let found = migrator(&bed).damage().await.unwrap();
    migrator(&bed).repair(&found[0]).await.unwrap();
    let state = migrator(&bed).state().await.unwrap().unwrap();
    assert_eq!(
        (state.status, state.other_tables.len()),
        (Status::Applied, 0)
    );

    // A restore of an older state.
    make_anew(&bed, &items()).await;
    let found = migrator(&bed).damage().await.unwrap();
    migrator(&bed).repair(&found[0]).await.unwrap();
    let state = migrator(&bed).state().await.unwrap().unwrap();
    assert_eq!(state.status, Status::Pending);
    let report = migrator(&bed).run(Clients::None, false).await.unwrap();
    assert_eq!(report.total().rewritten, 40);
}
