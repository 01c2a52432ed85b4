//! Writes to all items for which a condition holds.

mod deletes;
mod every_item;
mod faults;
mod races;
mod resuming;
mod unreadable;
mod updates;

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::expr::Condition;
use dynamite::model::TableDescriptor;
use dynamite::{Client, Ulid};
use dynamite_sample::models::{NewTask, Task, Tasks, tables, task};

use crate::support::{Item, Proxied, n, s, stored_all};

static TASKS: &[&TableDescriptor] = &[&tables::TASKS];
static MEMBERS: &[&TableDescriptor] = &[&tables::MEMBERS];
static DOCUMENTS: &[&TableDescriptor] = &[&tables::NOTES, &tables::CHAPTERS, &tables::INVENTORIES];

fn id(number: u64) -> Ulid {
    Ulid::from_parts(number, 0)
}

/// So many tasks, of project `compass` and, every fifth, of `anchor`.
async fn tasks(db: &Client, number: u64) -> Tasks {
    let tasks = Tasks::new(db);
    let built = (0..number).map(|number| {
        let new = NewTask {
            project: if number % 5 == 4 { "anchor" } else { "compass" }.to_owned(),
            title: format!("task {number}"),
            reporter: "ada".to_owned(),
        };
        let new = new.id(id(number)).text("keep");
        tasks.build(new.priority(u32::try_from(number).unwrap()))
    });
    let built: Vec<_> = built.collect();
    tasks.put_many(built).await.unwrap();
    tasks
}

/// Tasks behind a proxy, with a repository that goes through it.
async fn behind_a_proxy(number: u64) -> (Proxied, Tasks) {
    let bed = Proxied::with(TASKS).await;
    tasks(&bed.direct, number).await;
    let tasks = Tasks::new(&bed.db);
    (bed, tasks)
}

fn of_compass() -> Condition<Task> {
    task::project().eq("compass")
}

/// What is stored in an attribute of every task, by the task's number.
async fn points(db: &Client) -> BTreeMap<u64, u64> {
    let items = stored_all(db, "tasks").await;
    let number = |item: &Item| match &item["points"] {
        AttributeValue::N(points) => points.parse().unwrap(),
        other => panic!("{other:?}"),
    };
    let id = |item: &Item| match &item["id"] {
        AttributeValue::S(id) => id.parse::<Ulid>().unwrap().timestamp_ms(),
        other => panic!("{other:?}"),
    };
    items.iter().map(|item| (id(item), number(item))).collect()
}

/// The points that tasks have when those of `compass` have so many.
fn expected(number: u64, points: u64) -> BTreeMap<u64, u64> {
    let all = 0..number;
    all.map(|it| (it, if it % 5 == 4 { 0 } else { points }))
        .collect()
}

/// The key of a task in the table.
fn key(number: u64) -> [(&'static str, AttributeValue); 1] {
    [("id", s(id(number)))]
}

fn one() -> AttributeValue {
    n(1)
}
