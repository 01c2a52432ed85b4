//! Programs of neighbouring phases write the same travellers at the same time.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use dynamite::{Client, Outcome};
use dynamite_testkit::Engine;
use tokio::task::JoinSet;

use crate::command::{Change, Command, Items, Value, Workplace, Write};
use crate::program::{Program, of_phase};
use crate::{models, stored};

/// How many writes each program makes.
const WRITES: u32 = 12;

/// How often a write is attempted that others interfere with.
const ATTEMPTS: u32 = 20;

/// How many programs of each phase there are.
const PROGRAMS: usize = 3;

const KEYS: [&str; 2] = ["a", "b"];

/// Changes that nobody else makes, so that all of them have to be there in the end: those of one field,
/// or of several.
fn changes(name: &str, number: u32) -> Vec<Change> {
    let name = name.to_owned();
    let all = vec![
        Change::Add(1),
        Change::Insert(BTreeSet::from([name.clone()])),
        Change::Append(vec![name.clone()]),
        Change::AddFloors(1),
        Change::AppendDesks(vec![name.clone()]),
        Change::SetPrice(name, number),
    ];
    match number % 3 {
        0 => all,
        1 => all.into_iter().skip(1).step_by(2).collect(),
        _ => all.into_iter().step_by(3).collect(),
    }
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

/// A command that makes these changes to one traveller or to all in a transaction.
fn command(name: &str, number: u32) -> Command {
    let update = || Write::Update(changes(name, number));
    let first = KEYS[usize::from(number.is_multiple_of(2))];
    if number % 4 == 3 {
        return Command::Together(KEYS.map(|key| (key.to_owned(), update())).to_vec());
    }
    Command::One(first.to_owned(), update())
}

/// Makes writes until each is acknowledged.
async fn write(program: Arc<dyn Program>, who: usize) {
    for number in 0..WRITES {
        let command = command(&format!("{who}-{number}"), number);
        let mut attempts = 0..ATTEMPTS;
        while let Err(error) = program.run(&command).await {
            let may_be_again = error.outcome() == Outcome::NotApplied && attempts.next().is_some();
            assert!(may_be_again, "{command:?}: {error}");
        }
    }
}

/// Lets programs of both phases write at the same time. Returns what travellers should be.
async fn written(db: &Client, phases: [&str; 2]) -> Items {
    let all = phases.iter().cycle().take(2 * PROGRAMS).enumerate();
    let mut tasks = JoinSet::new();
    for (who, phase) in all {
        tasks.spawn(write(Arc::from(of_phase(phase, db)), who));
    }
    while let Some(task) = tasks.join_next().await {
        task.expect("a program that ends");
    }
    let mut items: Items = KEYS.map(|key| (key.to_owned(), empty())).into();
    for who in 0..2 * PROGRAMS {
        for number in 0..WRITES {
            let command = command(&format!("{who}-{number}"), number);
            crate::oracle::apply(&command, &mut items).expect("a write");
        }
    }
    in_order(items)
}

/// The order of what programs have appended is not known.
fn in_order(mut items: Items) -> Items {
    for item in items.values_mut() {
        item.journal.sort();
        item.office
            .iter_mut()
            .for_each(|office| office.desks.sort());
    }
    items
}

async fn share(phases: [&str; 2], are_equal: bool) {
    let engine = Engine::selected().await;
    let db = crate::client(engine.endpoint(), engine.access_key());
    db.sync(models::before::TABLES).await.expect("tables");
    for key in KEYS {
        let create = Command::One(key.to_owned(), Write::Create(empty()));
        let created = of_phase(phases[0], &db).run(&create).await;
        created.expect("a new traveller");
    }
    let expected = written(&db, phases).await;
    for phase in phases {
        let read = of_phase(phase, &db).read().await;
        let read = in_order(read.expect("travellers"));
        assert_eq!(read, expected, "read by `{phase}` of {phases:?}");
    }
    if are_equal {
        assert_eq!(
            stored::unequal(&db).await,
            Vec::<String>::new(),
            "{phases:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn concurrent_writes_of_neighbouring_phases_are_all_there() {
    share(["before", "expand"], false).await;
    share(["expand", "switch"], true).await;
    share(["switch", "contract"], false).await;
}
