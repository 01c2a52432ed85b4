//! Several processes, some of which are killed or stopped at any moment.
//!
//! A worker process is this test program itself: it runs the test `worker_process` with the
//! variables that say what to do.

use std::process::Stdio;
use std::time::Duration;

use dynamite_migrate::{Ending, Engine, Options, Refusal, Run};
use dynamite_testkit::{Engine as Database, Fault, FaultProxy, Operation, Pause};
use tokio::io::AsyncReadExt as _;
use tokio::process::{Child, Command};
use tokio::task::JoinSet;

use crate::support::{
    Cents, Euros, THINGS, client, control_rows, differences, expected_cents, fill, options,
    originals, pass, run,
};

const ENDPOINT: &str = "DYNAMITE_TEST_WORKER_ENDPOINT";
const ACCESS_KEY: &str = "DYNAMITE_TEST_WORKER_ACCESS_KEY";
const LEASE: &str = "DYNAMITE_TEST_WORKER_LEASE";
const CONCURRENCY: &str = "DYNAMITE_TEST_WORKER_CONCURRENCY";
/// Number of items that are rewritten while processes are killed.
const ITEMS: &str = "DYNAMITE_MIGRATE_ITEMS";
const KILLS: usize = 50;

fn cents() -> Run {
    run("0001_cents", pass("prices in cents", Cents))
}

fn with_lease(millis: u64) -> Options {
    Options {
        lease: Duration::from_millis(millis),
        page_size: Some(20),
        segments: 4,
        ..options()
    }
}

/// What a worker process does. As a test of its own it does nothing.
#[tokio::test]
async fn worker_process() {
    let (Ok(endpoint), Ok(key)) = (std::env::var(ENDPOINT), std::env::var(ACCESS_KEY)) else {
        return;
    };
    let lease = std::env::var(LEASE).unwrap().parse().unwrap();
    let concurrency = std::env::var(CONCURRENCY).map(|it| it.parse().unwrap());
    let options = Options {
        concurrency: concurrency.unwrap_or(16),
        ..with_lease(lease)
    };
    let engine = Engine::new(client(&endpoint, &key), cents(), options);
    match engine.run().await {
        Ok(report) => println!("[done {:?}]", report.ending),
        Err(error) if matches!(error.refusal(), Refusal::Held { .. }) => println!("[held {error}]"),
        Err(error) => println!("[failed {error}]"),
    }
}

/// Starts a worker process with a lease of this many milliseconds.
fn start(database: &Database, lease: u64) -> Child {
    let (endpoint, key) = (database.endpoint(), database.access_key());
    command(endpoint, key, lease).spawn().unwrap()
}

fn command(endpoint: &str, access_key: &str, lease: u64) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["processes::worker_process", "--exact", "--nocapture"])
        .env(ENDPOINT, endpoint)
        .env(ACCESS_KEY, access_key)
        .env(LEASE, lease.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true);
    command
}

/// What a process has said at its end.
async fn said(mut process: Child) -> String {
    let mut text = String::new();
    let mut output = process.stdout.take().unwrap();
    output.read_to_string(&mut text).await.unwrap();
    process.wait().await.unwrap();
    let begin = text.find('[').expect(&text) + 1;
    text[begin..text.rfind(']').expect(&text)].to_owned()
}

async fn signal(process: &Child, signal: &str) {
    let id = process.id().unwrap().to_string();
    let status = Command::new("kill").args([signal, &id]).status().await;
    assert!(status.unwrap().success());
}

async fn database(items: usize) -> (Database, dynamite::Client) {
    let database = Database::selected().await;
    let direct = client(database.endpoint(), database.access_key());
    direct.sync(THINGS).await.unwrap();
    fill(&direct, items).await;
    (database, direct)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_eight_processes_one_works_and_the_others_name_it() {
    let (database, direct) = database(200).await;
    let proxy = FaultProxy::start(&database).await;
    // The one that works is held until the others have ended.
    let pause = Pause::new();
    let scans = proxy.on(Operation::Scan).table("things").always();
    scans.fail(Fault::PauseBefore(pause.clone()));
    let mut processes = JoinSet::new();
    for _ in 0..8 {
        let mut process = command(proxy.endpoint(), proxy.access_key(), 500);
        let process = process.spawn().unwrap();
        processes.spawn(async { (process.id().unwrap(), said(process).await) });
    }
    let mut held = Vec::new();
    while held.len() < 7 {
        let (_, said) = processes.join_next().await.unwrap().unwrap();
        held.push(said);
    }
    pause.release();
    let (worker, said) = processes.join_next().await.unwrap().unwrap();
    assert_eq!(said, "done Done");
    let name = format!("process {worker} on ");
    let is_named = |said: &String| said.starts_with("held ") && said.contains(&name);
    assert!(held.iter().all(is_named), "{held:#?}");
    assert_eq!(differences(&direct, &expected_cents(200)).await, [""; 0]);
    assert_eq!(control_rows(&direct, "run").await.len(), 1);
    assert_eq!(control_rows(&direct, "segment#").await.len(), 4);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_any_moment_nothing_is_lost_and_nothing_done_twice() {
    let items = std::env::var(ITEMS).map_or(4000, |items| items.parse().unwrap());
    let (database, direct) = database(items).await;
    let mut kills = 0;
    while kills < KILLS {
        let mut process = start(&database, 150);
        let moment = Duration::from_millis(fastrand::u64(100..500));
        tokio::time::sleep(moment).await;
        if process.try_wait().unwrap().is_some() {
            assert!(said(process).await.starts_with("done "));
            break;
        }
        process.kill().await.unwrap();
        kills += 1;
    }
    let last = said(start(&database, 150)).await;
    assert!(last.starts_with("done "), "{last}");
    // Each worker is another epoch: most of the killed ones had begun to work.
    let worker = control_rows(&direct, "worker").await.remove(0);
    println!("{kills} kills, worker {}", worker["epoch"].as_n().unwrap());
    assert_eq!(differences(&direct, &expected_cents(items)).await, [""; 0]);
    let segments = control_rows(&direct, "segment#").await;
    let read = segments.iter().map(|row| row["read"].as_n().unwrap());
    let read: usize = read.map(|read| read.parse::<usize>().unwrap()).sum();
    assert_eq!(read, items, "each item is counted once");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_process_that_slept_through_its_lease_does_no_harm() {
    let (database, direct) = database(1000).await;
    let mut asleep = Vec::new();
    for _ in 0..3 {
        let process = start(&database, 500);
        tokio::time::sleep(Duration::from_millis(fastrand::u64(700..1000))).await;
        signal(&process, "-STOP").await;
        asleep.push(process);
    }
    let other = start(&database, 500);
    // They wake up while the other one works.
    tokio::time::sleep(Duration::from_millis(800)).await;
    for process in &asleep {
        signal(process, "-CONT").await;
    }
    let mut said_by = vec![said(other).await];
    for process in asleep {
        said_by.push(said(process).await);
    }
    let is_expected = |said: &String| {
        let taken = said.contains("another process took over") || said.starts_with("held ");
        taken || said.starts_with("done ")
    };
    assert!(said_by.iter().all(is_expected), "{said_by:#?}");
    // Whoever works when the test looks, the next one ends it.
    let end = loop {
        let end = said(start(&database, 500)).await;
        if !end.starts_with("held ") {
            break end;
        }
    };
    assert!(end.starts_with("done "), "{end}");
    assert_eq!(differences(&direct, &expected_cents(1000)).await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_process_stopped_during_a_request_does_not_repeat_it_once_the_run_was_taken_back() {
    let (database, direct) = database(200).await;
    let proxy = FaultProxy::start(&database).await;
    let pause = Pause::new();
    let updates = proxy.on(Operation::UpdateItem).table("things");
    updates.nth(30).fail(Fault::PauseBefore(pause.clone()));
    // One write at a time: others, signed and not sent when it stops, would arrive here, where
    // signatures do not age.
    let mut process = command(proxy.endpoint(), proxy.access_key(), 500);
    let process = process.env(CONCURRENCY, "1").spawn().unwrap();
    pause.reached().await;
    signal(&process, "-STOP").await;

    let engine = Engine::new(direct.clone(), cents(), with_lease(500));
    let back = engine.revert(&[pass("prices in euros", Euros)]).await;
    assert_eq!(back.unwrap().ending, Ending::Done);
    assert_eq!(differences(&direct, &originals(200)).await, [""; 0]);

    // It wakes up and finds its connection broken, which it would try again.
    pause.cut();
    signal(&process, "-CONT").await;
    let said = said(process).await;
    assert!(said.starts_with("failed "), "{said}");
    assert_eq!(differences(&direct, &originals(200)).await, [""; 0]);
}
