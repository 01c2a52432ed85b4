//! Attempts without a response that the SDK has repeated: they may arrive long after the run has ended.

use std::time::Duration;

use dynamite_migrate::{ClientPhase as P, Clients, Ending, Gate, Migrator, Planned, WhenChanged};

use crate::conditions::hold_update;
use crate::support::{
    Change, Item, Task, contracting, impatient, n, newest, oldest, patient, put_user, schema,
    stored_users, texts, users,
};

fn retyped() -> Change {
    Change::of(
        ["note: string?, age: string?", "note: string?, years: u8?"],
        "  - retype: { from: age, to: years }\n  - drop: age\n",
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_way_back_waits_for_them() {
    let change = Change::renamed();
    let original = texts([("id", "a"), ("name", "Ada")]);
    let bed = users(std::slice::from_ref(&original)).await;
    let pause = hold_update(&bed);
    // The first attempt is held up on the way, and the second succeeds.
    let run = change.on(&impatient(&bed), patient());
    let report = run.run(newest(P::Expand), false).await;
    assert_eq!(report.unwrap().total().rewritten, 1);
    let migrator = change.on(&bed.db, patient());
    let back = migrator.rollback(Clients::None, WhenChanged::Reject);
    let late = async {
        tokio::time::sleep(Duration::from_millis(500)).await;
        pause.release();
        bed.proxy.settled().await;
    };
    let (back, ()) = tokio::join!(back, late);
    assert_eq!(back.unwrap().ending, Ending::Done);
    assert_eq!(stored_users(&bed.direct).await["a"], original);
}

/// A run removes a new attribute whose former one is gone. Programs of `contract` write just such items.
async fn the_switch_waits(change: Change, [stale, fresh]: [Item; 2]) {
    let bed = users(&[stale]).await;
    let pause = hold_update(&bed);
    let run = change.on(&impatient(&bed), patient());
    let report = run.run(newest(P::Expand), false).await;
    assert_eq!(report.unwrap().total().rewritten, 1);
    let migrator = change.on(&bed.db, patient());
    let verified = tokio::spawn(async move {
        let found = migrator.verify(oldest(P::Expand)).await.unwrap();
        assert!(found.is_clean());
        // Nobody waits for them again.
        assert!(migrator.verify(oldest(P::Expand)).await.unwrap().is_clean());
        assert!(
            migrator
                .gate(Gate::Switch, Duration::ZERO)
                .await
                .unwrap()
                .is_open()
        );
    });
    // Longer than a lease.
    tokio::time::sleep(Duration::from_millis(1500)).await;
    assert!(!verified.is_finished());
    pause.release();
    bed.proxy.settled().await;
    verified.await.unwrap();
    put_user(&bed, fresh.clone()).await;
    bed.proxy.settled().await;
    assert_eq!(stored_users(&bed.direct).await["a"], fresh);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_switch_of_a_rename_waits_for_them() {
    let stale = texts([("id", "a"), ("full_name", "Ada")]);
    let fresh = texts([("id", "a"), ("full_name", "Eve")]);
    the_switch_waits(Change::renamed(), [stale, fresh]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_switch_of_a_retyped_field_waits_for_them() {
    let with = |note: &str| {
        let mut item = texts([("id", "a"), ("note", note)]);
        item.insert("years".to_owned(), n(42));
        item
    };
    the_switch_waits(retyped(), [with("old"), with("new")]).await;
}

fn dropped() -> Change {
    Change::of(["fax: string?", "note: string?"], "  - drop: fax\n")
}

/// What is removed may be brought back by another migration as soon as the work is done, and a new version may be
/// started as soon as a run is done beside which none ran.
async fn the_end_waits(change: Change, task: Task, stored: Item) {
    let bed = users(std::slice::from_ref(&stored)).await;
    if task != Task::Run {
        let run = change.on(&bed.db, patient());
        let _ = run.run(Clients::None, false).await.unwrap();
    }
    let back = stored_users(&bed.direct).await["a"].clone();
    let pause = hold_update(&bed);
    let removing = change.on(&impatient(&bed), patient());
    let removing = tokio::spawn(async move { task.of(&removing).await });
    pause.reached().await;
    tokio::time::sleep(Duration::from_millis(900)).await;
    assert!(!removing.is_finished());
    pause.release();
    bed.proxy.settled().await;
    assert_eq!(removing.await.unwrap().unwrap().ending, Ending::Done);
    put_user(&bed, back.clone()).await;
    bed.proxy.settled().await;
    assert_eq!(stored_users(&bed.direct).await["a"], back);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_contract_ends_once_its_removals_cannot_arrive_any_more() {
    let stored = texts([("id", "a"), ("fax", "1")]);
    the_end_waits(dropped(), Task::Contract, stored).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_way_back_ends_once_its_removals_cannot_arrive_any_more() {
    let stored = texts([("id", "a"), ("name", "Ada")]);
    the_end_waits(Change::renamed(), Task::Rollback, stored).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_beside_no_program_ends_once_its_requests_cannot_arrive_any_more() {
    let stored = texts([("id", "a"), ("name", "Ada")]);
    the_end_waits(Change::renamed(), Task::Run, stored).await;
}

/// A run beside programs ends without waiting; beside none, the next program may be started once it is done.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_beside_no_program_that_was_done_before_waits_for_them() {
    let bed = users(&[texts([("id", "a"), ("name", "Ada")])]).await;
    let pause = hold_update(&bed);
    let change = Change::renamed();
    let run = change.on(&impatient(&bed), patient());
    let _ = run.run(newest(P::Before), false).await.unwrap();
    let again = change.on(&bed.db, patient());
    let again = tokio::spawn(async move { again.run(Clients::None, false).await });
    tokio::time::sleep(Duration::from_millis(1500)).await;
    assert!(!again.is_finished());
    pause.release();
    bed.proxy.settled().await;
    assert_eq!(again.await.unwrap().unwrap().ending, Ending::DoneBefore);
    let fresh = texts([("id", "a"), ("name", "Ada"), ("full_name", "Eve")]);
    put_user(&bed, fresh.clone()).await;
    bed.proxy.settled().await;
    assert_eq!(stored_users(&bed.direct).await["a"], fresh);
}

/// What a later migration removes is not brought back by a request of an earlier one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_later_migration_waits_for_those_of_an_earlier_one() {
    let schema = |fields: &str| {
        schema(&format!(
            "models: {{ User: {{ key: id, fields: {{ id: string, {fields} }} }} }}"
        ))
    };
    let planned = |file: &str, [before, after]: [&str; 2], steps: &str| {
        let steps = format!("{{ model: User, steps: [{steps}] }}");
        Planned::of(file, &steps, schema(before), schema(after)).unwrap()
    };
    let add = "add: { field: b, value: old }";
    let add = planned(
        "0001_b.yaml",
        ["note: string?", "note: string?, b: string"],
        add,
    );
    let rename = ["note: string?, b: string", "note: string?, c: string"];
    let rename = planned("0002_c.yaml", rename, "rename: { from: b, to: c }");
    let bed = users(&[texts([("id", "a"), ("note", "x")])]).await;
    let pause = hold_update(&bed);
    let first = Migrator::new(impatient(&bed), add, patient()).unwrap();
    let _ = first.run(newest(P::Before), false).await.unwrap();
    let second = Migrator::new(bed.db.clone(), rename, patient()).unwrap();
    let task = tokio::spawn(async move {
        let _ = second.run(Clients::None, false).await.unwrap();
        let contract = second.contract(contracting(true, WhenChanged::Reject));
        let _ = contract.await.unwrap();
    });
    tokio::time::sleep(Duration::from_millis(1500)).await;
    assert!(!task.is_finished());
    pause.release();
    bed.proxy.settled().await;
    task.await.unwrap();
    let expected = texts([("id", "a"), ("note", "x"), ("c", "old")]);
    assert_eq!(stored_users(&bed.direct).await["a"], expected);
}
