//! The whole way of another form: programs of two versions write while the migration, which is drafted from
//! the schema, is carried out.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use dynamite::{Client, Outcome};
use dynamite_migrate::{
    ClientPhase as Phase, Clients, Contracting, Ending, Gate, Migrator, Options, Planned,
    WhenChanged,
};
use dynamite_schema::ir::Schema;
use dynamite_schema::migration::{Hints, draft};
use dynamite_schema::source::Sources;
use dynamite_testkit::Engine;
use tokio::task::JoinSet;

use super::copy;
use super::program::{Program, of_phase};
use super::ticket::{Change, Generator, Tickets, Write};
use crate::models;

/// How many tickets there are.
const TICKETS: usize = 40;

/// How long programs work in a deployment.
const DEPLOYED: Duration = Duration::from_millis(400);

fn schema(text: &str) -> Schema {
    let mut sources = Sources::default();
    sources.add("tickets.yaml", text);
    let checked = dynamite_schema::check(sources);
    checked.expect("a schema without errors").schema
}

fn migrator(db: &Client) -> Migrator {
    let before = schema(include_str!("../schemas/before/tickets.yaml"));
    let after = schema(include_str!("../schemas/expand/tickets.yaml"));
    let drafted = draft(&before, &after, &Hints::default()).expect("a draft");
    assert_eq!(drafted.left, Vec::<String>::new());
    let text = drafted.text.expect("steps");
    let planned = Planned::of("0001_forms.yaml", &text, before, after).expect("a migration");
    let options = Options {
        lease: Duration::from_secs(10),
        page_size: Some(10),
        ..Options::default()
    };
    Migrator::new(db.clone(), planned, options).expect("a migrator")
}

/// Programs at work, each of which takes seats and changes states.
struct Writers {
    stop: Arc<AtomicBool>,
    tasks: JoinSet<BTreeMap<String, u32>>,
}

impl Writers {
    fn start(db: &Client, phases: [&str; 2]) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let mut tasks = JoinSet::new();
        for (number, phase) in phases.iter().cycle().take(4).enumerate() {
            let program = of_phase(phase, db);
            tasks.spawn(write(Arc::from(program), number, Arc::clone(&stop)));
        }
        Self { stop, tasks }
    }

    /// Stops them after a while. What they were told is done is added to the tickets.
    async fn stop(mut self, tickets: &mut Tickets) {
        tokio::time::sleep(DEPLOYED).await;
        self.stop.store(true, Ordering::Relaxed);
        let mut all = 0;
        while let Some(taken) = self.tasks.join_next().await {
            for (key, seats) in taken.expect("a program that ends") {
                tickets.get_mut(&key).expect("a ticket").seats += seats;
                all += seats;
            }
        }
        assert!(all > 0, "nothing was written meanwhile");
    }
}

async fn write(
    program: Arc<dyn Program>,
    number: usize,
    stop: Arc<AtomicBool>,
) -> BTreeMap<String, u32> {
    let mut random = fastrand::Rng::with_seed(number as u64);
    let mut taken = BTreeMap::new();
    while !stop.load(Ordering::Relaxed) {
        let key = key(random.usize(..TICKETS));
        match program.take_seat(&key).await {
            Ok(()) => *taken.entry(key.clone()).or_default() += 1,
            Err(error) => assert_eq!(error.outcome(), Outcome::NotApplied, "{error}"),
        }
        let title = Change::Title(format!("by {number}"));
        let update = vec![(key, Write::Update(vec![title]))];
        program.run(&update).await.expect("an update");
    }
    taken
}

fn key(number: usize) -> String {
    format!("t{number:02}")
}

async fn assert_read(db: &Client, phase: &str, tickets: &Tickets) {
    let mut read = of_phase(phase, db).read().await.expect("tickets");
    for (key, ticket) in &mut read {
        // Whoever wrote last.
        ticket.title.clone_from(&tickets[key].title);
    }
    assert_eq!(read, *tickets, "read by `{phase}`");
}

fn between(oldest: Phase, newest: Phase) -> Clients {
    Clients::Between(Some(oldest), Some(newest))
}

/// A table with tickets of the first version.
async fn sold(db: &Client) -> Tickets {
    db.sync(models::before::TABLES).await.expect("tables");
    let mut generator = Generator::new(3);
    let tickets = (0..TICKETS).map(|number| (key(number), generator.value()));
    let tickets: Tickets = tickets.collect();
    let program = of_phase("before", db);
    for (key, ticket) in &tickets {
        let create = vec![(key.clone(), Write::Create(ticket.clone()))];
        program.run(&create).await.expect("a new ticket");
    }
    tickets
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stored_form_changes_while_each_version_is_deployed_beside_the_one_before() {
    let engine = Engine::selected().await;
    let db = crate::client(engine.endpoint(), engine.access_key());
    let mut tickets = sold(&db).await;
    let migrator = migrator(&db);

    // `expand` is deployed, and the values are converted.
    let writers = Writers::start(&db, ["before", "expand"]);
    let to_expand = between(Phase::Before, Phase::Expand);
    let report = migrator.run(to_expand, false).await.expect("a run");
    assert_eq!(report.ending, Ending::Done);
    writers.stop(&mut tickets).await;
    assert_read(&db, "before", &tickets).await;

    // Only `expand` is left: what older programs have written since is converted as well.
    let writers = Writers::start(&db, ["expand", "expand"]);
    let expand = between(Phase::Expand, Phase::Expand);
    let _ = migrator.run(expand, true).await.expect("a run");
    assert!(migrator.verify(expand).await.expect("a scan").is_clean());
    let gate = migrator.gate(Gate::Switch, Duration::ZERO).await;
    assert!(gate.expect("a gate").is_open());
    writers.stop(&mut tickets).await;
    assert_eq!(copy::unequal(&db).await, Vec::<String>::new());

    // `switch` is deployed, and then `contract`.
    for phases in [["expand", "switch"], ["switch", "contract"]] {
        let writers = Writers::start(&db, phases);
        writers.stop(&mut tickets).await;
        for phase in phases {
            assert_read(&db, phase, &tickets).await;
        }
    }

    // Only `contract` is left: the former attributes are removed.
    let writers = Writers::start(&db, ["contract", "contract"]);
    let contract = between(Phase::Contract, Phase::Contract);
    for _ in 0..2 {
        assert!(migrator.verify(contract).await.expect("a scan").is_clean());
    }
    let contracting = Contracting {
        is_exclusive: false,
        apart: Duration::ZERO,
        when_changed: WhenChanged::Reject,
        again: false,
    };
    let report = migrator.contract(contracting).await.expect("a contract");
    assert_eq!((report.ending, report.total().rejected), (Ending::Done, 0));
    writers.stop(&mut tickets).await;

    let writers = Writers::start(&db, ["contract", "after"]);
    writers.stop(&mut tickets).await;
    assert_read(&db, "after", &tickets).await;
    for ticket in copy::all(&db).await {
        let mut former = copy::RETYPED.iter().map(|(former, ..)| former);
        assert!(former.all(|name| !ticket.contains_key(*name)), "{ticket:?}");
    }
}
