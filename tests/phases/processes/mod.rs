//! Programs of neighbouring phases as processes, which write one table beside a migration whose processes are
//! killed.

mod migrator;
mod program;

use std::collections::{BTreeMap, BTreeSet};
use std::process::Stdio;

use dynamite::Client;
use dynamite_migrate::{ClientPhase, Clients, Gate};
use dynamite_testkit::Engine;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command as Process};

use crate::command::{Change, Command, Items, Value, Workplace, Write};
use crate::models;
use crate::program::of_phase;
use crate::stored;
use migrator::Migration;

const ENDPOINT: &str = "DYNAMITE_TEST_PHASES_ENDPOINT";
const ACCESS_KEY: &str = "DYNAMITE_TEST_PHASES_ACCESS_KEY";
/// The phase of a program, or the task of a migration.
const PART: &str = "DYNAMITE_TEST_PHASES_PART";
const WHO: &str = "DYNAMITE_TEST_PHASES_WHO";

/// Number of travellers.
const TRAVELLERS: u32 = 120;

fn key(number: u32) -> String {
    format!("t{:03}", number % TRAVELLERS)
}

/// Runs a test of this program as a process of its own.
fn start(test: &str, engine: &Engine, part: &str, who: &str) -> Child {
    Process::new(std::env::current_exe().expect("this program"))
        .args([test, "--exact", "--nocapture"])
        .env(ENDPOINT, engine.endpoint())
        .env(ACCESS_KEY, engine.access_key())
        .env(PART, part)
        .env(WHO, who)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .expect("a process")
}

/// The client of such a process, and what it is; `None` if this is a test like all others.
fn told() -> Option<(Client, String, String)> {
    let variable = |name: &str| std::env::var(name).ok();
    let db = crate::client(&variable(ENDPOINT)?, &variable(ACCESS_KEY)?);
    Some((db, variable(PART)?, variable(WHO)?))
}

fn empty() -> Value {
    Value {
        nick: "nick".to_owned(),
        full_name: "name".to_owned(),
        visits: 0,
        labels: BTreeSet::new(),
        journal: Vec::new(),
        home: None,
        office: Some(Workplace {
            street: "street".to_owned(),
            floor: 0,
            desks: Vec::new(),
        }),
        prices: BTreeMap::new(),
    }
}

/// The write of a program that has this number. Nobody else makes these changes, so all of them have to be
/// there in the end.
fn write_of(who: &str, number: u32) -> Command {
    let name = format!("{who}-{number}");
    let changes = vec![
        Change::Add(1),
        Change::Insert(BTreeSet::from([name.clone()])),
        Change::Append(vec![name.clone()]),
        Change::AddFloors(1),
        Change::AppendDesks(vec![name.clone()]),
        Change::SetPrice(name, number),
    ];
    Command::One(key(number * 7), Write::Update(changes))
}

/// A program that writes.
struct Writer {
    who: String,
    process: Child,
}

/// A table, and the programs that write it.
struct World {
    engine: Engine,
    db: Client,
    expected: Items,
    writers: Vec<Writer>,
    started: usize,
}

impl World {
    async fn new() -> Self {
        let engine = Engine::selected().await;
        let db = crate::client(engine.endpoint(), engine.access_key());
        db.sync(models::before::TABLES).await.expect("tables");
        let expected: Items = (0..TRAVELLERS).map(|it| (key(it), empty())).collect();
        let all = expected.clone().into_iter().collect();
        let put = of_phase("before", &db).run(&Command::PutMany(all)).await;
        put.expect("travellers");
        Self {
            engine,
            db,
            expected,
            writers: Vec::new(),
            started: 0,
        }
    }

    /// Deploys two programs of a phase, beside those that run.
    fn deploy(&mut self, phase: &str) {
        for _ in 0..2 {
            self.started += 1;
            let who = format!("{phase}{}", self.started);
            let process = start(
                "processes::program::program_process",
                &self.engine,
                phase,
                &who,
            );
            self.writers.push(Writer { who, process });
        }
    }

    /// Lets the programs that were deployed first end.
    async fn end_oldest(&mut self) {
        for mut writer in self.writers.drain(..2) {
            // It ends when nobody is left that could write to it.
            drop(writer.process.stdin.take());
            let output = writer.process.stdout.take().expect("its output");
            let mut lines = BufReader::new(output).lines();
            let mut said = Vec::new();
            while let Some(line) = lines.next_line().await.expect("a line") {
                said.extend(line.strip_prefix('@').map(str::to_owned));
            }
            assert_eq!(
                said.pop().as_deref(),
                Some("end"),
                "{}: {said:?}",
                writer.who
            );
            assert!(said.len() > 3, "{} has hardly written", writer.who);
            for acknowledged in said {
                let number = acknowledged.parse().expect(&acknowledged);
                let command = write_of(&writer.who, number);
                crate::oracle::apply(&command, &mut self.expected).expect("a write");
            }
        }
    }

    /// What travellers are, by a program of a phase, in an order that does not depend on who was first.
    async fn read(&self, phase: &str) -> Items {
        let mut items = of_phase(phase, &self.db).read().await.expect("travellers");
        sort(&mut items);
        items
    }
}

/// Brings what programs have added in the order in which they were scheduled into another one.
fn sort(items: &mut Items) {
    for item in items.values_mut() {
        item.journal.sort();
        if let Some(office) = &mut item.office {
            office.desks.sort();
        }
    }
}

fn oldest(phase: ClientPhase) -> Clients {
    Clients::Between(Some(phase), None)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_acknowledged_write_of_a_process_is_lost_while_a_rename_is_killed_again_and_again() {
    let mut world = World::new().await;
    let migration = Migration::new(&world.db);
    world.deploy("before");
    world.deploy("expand");
    migration.carried_out(&world.engine, "run", 6).await;
    world.end_oldest().await;
    // What programs from before have written behind the run is copied too.
    migration.again().await;
    assert!(migration.verify(oldest(ClientPhase::Expand)).await);
    assert!(migration.is_open(Gate::Switch).await);
    world.deploy("switch");
    migration.pause().await;
    world.end_oldest().await;
    world.deploy("contract");
    migration.pause().await;
    world.end_oldest().await;
    for _ in 0..2 {
        assert!(migration.verify(oldest(ClientPhase::Contract)).await);
    }
    assert!(migration.is_open(Gate::Contract).await);
    migration.carried_out(&world.engine, "contract", 6).await;
    world.deploy("after");
    migration.pause().await;
    world.end_oldest().await;
    world.end_oldest().await;
    let mut expected = world.expected.clone();
    sort(&mut expected);
    assert_eq!(world.read("after").await, expected);
    let items = stored::all(&world.db).await;
    assert!(!items.into_iter().any(stored::has_former));
}
