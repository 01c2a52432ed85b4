//! Each kind of step: 64 items on three pages of two segments, and every request is the last of a process
//! once.

use std::collections::{BTreeSet, HashMap};

use dynamite::Client;
use dynamite_migrate::{Migrator, Options};

use super::kinds::{FORMER, Kind, NEW};
use super::{Scene, at_every_request};
use crate::support::{
    Bed, Item, Planned, Task, assert_same, n, options, s, sorted, stored_users, users,
};

const ITEMS: usize = 64;

/// The name of items that are of all kinds.
const ALL: &str = "all";

/// The name of items that are of none.
const NONE: &str = "none";

/// A migration with steps of these kinds, most of them on items of their own.
struct Kinds {
    all: &'static [Kind],
    has_way_back: bool,
    planned: Planned,
}

impl Kinds {
    fn new() -> Self {
        Self {
            all: NEW,
            has_way_back: true,
            planned: planned(NEW),
        }
    }

    fn former() -> Self {
        Self {
            all: FORMER,
            has_way_back: false,
            planned: planned(FORMER),
        }
    }

    /// The kinds of an item.
    fn of(&self, id: &str) -> impl Iterator<Item = &'static Kind> + use<> {
        let name = id.split('-').next().unwrap_or_default().to_owned();
        let kinds = self.all.iter();
        kinds.filter(move |kind| name == ALL || kind.name == name)
    }

    fn items(&self) -> Vec<Item> {
        let names: Vec<_> = self.all.iter().map(|kind| kind.name).chain([ALL]).collect();
        let items = (0..ITEMS).map(|number| {
            // For every other one there is nothing to do.
            let name = names[number / 2 % names.len()];
            let name = if number % 2 == 0 { name } else { NONE };
            let id = format!("{name}-{number:02}");
            let mut item =
                Item::from([("id".to_owned(), s(&id)), ("unknown".to_owned(), s(number))]);
            self.of(&id).for_each(|kind| (kind.item)(&mut item));
            item
        });
        items.collect()
    }

    /// What items are once a task is done; `None` for what they were before.
    fn expected(&self, done: Option<Task>) -> HashMap<String, Item> {
        let items = self.items().into_iter().map(|mut item| {
            let id = item["id"].as_s().unwrap().clone();
            if let Some(Task::Run | Task::Contract) = done {
                self.of(&id).for_each(|kind| (kind.run)(&mut item));
            }
            if done == Some(Task::Contract) {
                self.of(&id).for_each(|kind| (kind.contract)(&mut item));
            }
            (id, sorted(item))
        });
        items.collect()
    }

    /// Takes the versions out of the items: a change raises it once, whatever happens.
    fn take_versions(&self, done: Option<Task>, items: &mut HashMap<String, Item>, at: &str) {
        for (id, item) in items {
            let raised = self.of(id).map(|kind| kind.raised);
            let [run, contract] = raised.max().unwrap_or_default();
            let possible = match done {
                None => &[0][..],
                Some(Task::Run) => &[run],
                Some(Task::Contract) => &[contract],
                // Of an item that the run had not reached, or had.
                Some(Task::Rollback) => &[0, 2 * run],
            };
            let version = item.remove("version").unwrap();
            let is_possible = possible.iter().any(|it| version == n(3 + it));
            assert!(is_possible, "{id} {at}: {version:?}");
        }
    }

    /// Takes what is generated out of the items, and compares it by itself.
    async fn take_generated(&self, bed: &Bed, items: &mut HashMap<String, Item>, at: &str) {
        let state = self.migrator(&bed.direct).state().await.unwrap();
        let time = state.map(|state| format!("{:.3}", state.started_at));
        let mut codes = BTreeSet::new();
        for (id, item) in items {
            let has = |name: &str| self.of(id).any(|kind| kind.name == name);
            let seen_at = item.remove("seen_at");
            let expected = time.clone().filter(|_| has("now")).map(s);
            assert_eq!(seen_at, expected, "{id} {at}");
            let code = item.remove("code").map(|it| it.as_s().unwrap().clone());
            assert_eq!(code.is_some(), has("generate"), "{id} {at}");
            assert!(code.is_none_or(|it| it.len() == 36 && codes.insert(it)));
        }
    }
}

fn schema(kinds: &[Kind], version: &str, fields: fn(&Kind) -> &'static str, types: &str) -> String {
    let fields = kinds.iter().map(fields).filter(|it| !it.is_empty());
    let fields: Vec<_> = fields.collect();
    let fields = fields.join(", ");
    format!(
        "models:\n  User:\n    key: id\n    fields: {{ id: string, {version}, {fields} }}\n\
             types:\n{types}"
    )
}

fn planned(kinds: &[Kind]) -> Planned {
    let version = "version: { type: u64, auto: version }";
    let before = "  Place: { city: string?, floor: string? }\n  Status: { enum: [o, p, done] }\n";
    let after = "  Place: { town: string?, zip: string?, level: string? }\n  \
                     Status: { enum: [open, paid, done] }\n";
    let steps = kinds.iter().flat_map(|kind| {
        let condition = format!(
            "'starts_with(id, \"{}\") or starts_with(id, \"{ALL}\")'",
            kind.name
        );
        let steps = kind.steps.iter();
        steps.map(move |step| format!("  - {}\n", step.replace("WHERE", &condition)))
    });
    let steps: String = steps.collect();
    Planned::of(
        &schema(kinds, version, |kind| kind.before, before),
        &schema(kinds, version, |kind| kind.after, after),
        &format!("model: User\nsteps:\n{steps}"),
    )
}

impl Scene for Kinds {
    async fn bed(&self) -> Bed {
        let items = self.items().into_iter().map(|mut item| {
            item.insert("version".to_owned(), n(3));
            item
        });
        users(&items.collect::<Vec<_>>()).await
    }

    fn migrator(&self, db: &Client) -> Migrator {
        let options = Options {
            page_size: Some(ITEMS.div_ceil(6) + 1),
            without_rollback: !self.has_way_back,
            ..options()
        };
        self.planned.clone().migrator(db, options)
    }

    async fn check(&self, bed: &Bed, done: Option<Task>, at: &str) {
        let mut found = stored_users(&bed.direct).await;
        self.take_versions(done, &mut found, at);
        if let Some(Task::Run | Task::Contract) = done {
            self.take_generated(bed, &mut found, at).await;
        }
        assert_same(&found, &self.expected(done));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wherever_a_run_ends_the_next_process_finishes_it() {
    at_every_request(Kinds::new(), Task::Run, Task::Run).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wherever_a_run_ends_it_is_taken_back() {
    at_every_request(Kinds::new(), Task::Run, Task::Rollback).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wherever_the_way_back_ends_the_next_process_finishes_it() {
    at_every_request(Kinds::new(), Task::Rollback, Task::Rollback).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wherever_the_contract_ends_the_next_process_finishes_it() {
    at_every_request(Kinds::new(), Task::Contract, Task::Contract).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wherever_a_run_without_a_way_back_ends_the_next_process_finishes_it() {
    at_every_request(Kinds::former(), Task::Run, Task::Run).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wherever_the_contract_of_markers_ends_the_next_process_finishes_it() {
    at_every_request(Kinds::former(), Task::Contract, Task::Contract).await;
}
