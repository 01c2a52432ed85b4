//! Finding by a condition: which way is taken, and that it finds what a scan would.

mod absent;
mod counting;
mod equivalence;
mod fetching;
mod hidden;
mod one_path;
mod orders;
mod paging;
mod paths;
mod plans;
mod refusals;

use dynamite::model::TableDescriptor;
use dynamite::{Client, Timestamp, Ulid};
use dynamite_sample::models::{
    Measurements, NewMeasurement, NewTask, Task, TaskState, Tasks, tables,
};
use dynamite_testkit::Operation;

use crate::support::Proxied;

static FOUND: &[&TableDescriptor] = &[&tables::TASKS, &tables::MEASUREMENTS];
static DOCUMENTS: &[&TableDescriptor] = &[&tables::NOTES, &tables::CHAPTERS];

fn id(number: u64) -> Ulid {
    Ulid::from_parts(number, 0)
}

fn due(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn new_task(number: u64, project: &str, reporter: &str) -> NewTask {
    NewTask {
        project: project.to_owned(),
        title: format!("task {number}"),
        reporter: reporter.to_owned(),
    }
}

/// Twelve tasks of two projects and three reporters. Every third is assigned, every fourth due,
/// every second started.
async fn tasks(db: &Client) -> Tasks {
    let tasks = Tasks::new(db);
    for number in 0..12 {
        let project = ["compass", "anchor"][usize::from(number % 2 == 1)];
        let reporter = ["ada", "bob", "eve"][usize::try_from(number % 3).unwrap()];
        let mut new = new_task(number, project, reporter)
            .id(id(number))
            .priority(u32::try_from(number).unwrap() / 2)
            .points(number.into())
            .text("long");
        if number % 3 == 0 {
            new = new.assignee("zoe");
        }
        if number % 4 == 0 {
            new = new.due(due(i64::try_from(number).unwrap()));
        }
        if number % 2 == 0 {
            new = new.state(TaskState::Started);
        }
        tasks.create(new).await.unwrap();
    }
    tasks
}

/// Ten measurements of a sensor, whose values fall.
async fn measurements(db: &Client) -> Measurements {
    let measurements = Measurements::new(db);
    for at in 0..10 {
        let new = NewMeasurement {
            sensor: "roof".to_owned(),
            at,
            value: 9 - i64::try_from(at).unwrap(),
        };
        measurements.create(new.note("dry")).await.unwrap();
    }
    measurements
}

/// The numbers that tasks were made of, in the order of the tasks.
fn numbers(tasks: &[Task]) -> Vec<u64> {
    tasks.iter().map(|it| it.id.timestamp_ms()).collect()
}

/// Tasks behind a proxy that counts.
async fn behind_a_proxy() -> (Proxied, Tasks) {
    let bed = Proxied::with(FOUND).await;
    tasks(&bed.direct).await;
    let tasks = Tasks::new(&bed.db);
    (bed, tasks)
}

/// How many requests of these kinds were sent: `Query`, `Scan`, `GetItem`, `BatchGetItem`.
fn requests(bed: &Proxied) -> [u64; 4] {
    let counts = bed.proxy.counts();
    let operations = [
        Operation::Query,
        Operation::Scan,
        Operation::GetItem,
        Operation::BatchGetItem,
    ];
    operations.map(|operation| counts.requests_of(operation))
}
