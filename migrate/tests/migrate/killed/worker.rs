//! A process that carries out a migration: this test program itself, which runs the test
//! `worker_process` with variables that say what to do.

use std::process::Stdio;
use std::time::Duration;

use dynamite_migrate::{Event, Options, Refusal};
use tokio::io::{AsyncBufReadExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

use super::scenario::Scenario;
use crate::support::{Task, client, options};

const ENDPOINT: &str = "DYNAMITE_TEST_MIGRATOR_ENDPOINT";
const ACCESS_KEY: &str = "DYNAMITE_TEST_MIGRATOR_ACCESS_KEY";
const SCENARIO: &str = "DYNAMITE_TEST_MIGRATOR_SCENARIO";
const TASK: &str = "DYNAMITE_TEST_MIGRATOR_TASK";
const LEASE: &str = "DYNAMITE_TEST_MIGRATOR_LEASE";
const PAGE_SIZE: &str = "DYNAMITE_TEST_MIGRATOR_PAGE_SIZE";
const CONCURRENCY: &str = "DYNAMITE_TEST_MIGRATOR_CONCURRENCY";

/// What lines of a process begin with that are meant for the test.
const SIGN: char = '@';

/// What a process is to do.
#[derive(Clone, Copy, Debug)]
pub(super) struct Order<'a> {
    pub(super) endpoint: &'a str,
    pub(super) access_key: &'a str,
    pub(super) scenario: &'a Scenario,
    pub(super) task: Task,
    pub(super) lease: Duration,
    pub(super) page_size: usize,
    pub(super) concurrency: usize,
}

/// A process that was started.
#[derive(Debug)]
pub(super) struct Worker {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Order<'_> {
    pub(super) fn start(&self) -> Worker {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["killed::worker::worker_process", "--exact", "--nocapture"])
            .env(ENDPOINT, self.endpoint)
            .env(ACCESS_KEY, self.access_key)
            .env(SCENARIO, self.scenario.name)
            .env(TASK, format!("{:?}", self.task))
            .env(LEASE, self.lease.as_millis().to_string())
            .env(PAGE_SIZE, self.page_size.to_string())
            .env(CONCURRENCY, self.concurrency.to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Worker { child, lines }
    }
}

impl Worker {
    pub(super) fn id(&self) -> u32 {
        self.child.id().unwrap()
    }

    /// What the process says next; `None` once it has ended.
    pub(super) async fn says(&mut self) -> Option<String> {
        while let Some(line) = self.lines.next_line().await.unwrap() {
            if let Some(said) = line.strip_prefix(SIGN) {
                return Some(said.to_owned());
            }
        }
        None
    }

    /// What the process has said last, once it has ended.
    pub(super) async fn end(mut self) -> String {
        let mut last = String::new();
        while let Some(said) = self.says().await {
            last = said;
        }
        self.child.wait().await.unwrap();
        last
    }

    pub(super) async fn kill(mut self) {
        self.child.kill().await.unwrap();
    }

    pub(super) async fn signal(&self, signal: &str) {
        let id = self.id().to_string();
        let status = Command::new("kill").args([signal, &id]).status().await;
        assert!(status.unwrap().success());
    }
}

/// What a process does. As a test of its own it does nothing.
#[tokio::test]
async fn worker_process() {
    let Ok(endpoint) = std::env::var(ENDPOINT) else {
        return;
    };
    let variable = |name: &str| std::env::var(name).unwrap();
    let number = |name: &str| variable(name).parse::<usize>().unwrap();
    let task = match &*variable(TASK) {
        "Run" => Task::Run,
        "Rollback" => Task::Rollback,
        "Contract" => Task::Contract,
        other => panic!("{other}"),
    };
    let options = Options {
        lease: Duration::from_millis(variable(LEASE).parse().unwrap()),
        page_size: Some(number(PAGE_SIZE)),
        concurrency: number(CONCURRENCY),
        progress: std::sync::Arc::new(|event: &Event<'_>| {
            if matches!(event, Event::PageDone { .. }) {
                println!("\n{SIGN}page");
            }
        }),
        ..options()
    };
    let db = client(&endpoint, &variable(ACCESS_KEY));
    let migrator = Scenario::named(&variable(SCENARIO)).migrator(&db, options);
    let said = match task.of(&migrator).await {
        Ok(report) => format!("done {:?}", report.ending),
        Err(error) if matches!(error.refusal(), Refusal::Held { .. }) => format!("held {error}"),
        Err(error) => format!("failed {error}"),
    };
    println!("\n{SIGN}{}", said.replace('\n', " "));
}
