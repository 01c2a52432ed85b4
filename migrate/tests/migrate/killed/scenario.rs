//! Migrations for processes, by name, and what they make of items.

use std::collections::{BTreeSet, HashMap};

use aws_sdk_dynamodb::types::AttributeValue as V;
use dynamite::Client;
use dynamite_migrate::{Migrator, Options};

use crate::support::{Item, Planned, Task, n, s, sorted};

/// A migration, which a process finds by its name.
#[derive(Debug)]
pub(super) struct Scenario {
    pub(super) name: &'static str,
    /// The fields of the schema before it.
    before: &'static str,
    /// The fields of the schema after it.
    after: &'static str,
    steps: &'static str,
}

/// A rename.
pub(super) const RENAMED: Scenario = Scenario {
    name: "renamed",
    before: "name: string",
    after: "full_name: string",
    steps: "  - rename: { from: name, to: full_name }\n",
};

/// A step that leaves a marker.
pub(super) const MARKED: Scenario = Scenario {
    name: "marked",
    before: "count: u32",
    after: "count: u32",
    steps: "  - set: { field: count, to: count + 1, exclusive: true }\n",
};

/// Steps of several kinds.
pub(super) const MIXED: Scenario = Scenario {
    name: "mixed",
    before: "name: string, count: u32, fax: string?",
    after: "full_name: string, count: u32, code: uuid",
    steps: concat!(
        "  - rename: { from: name, to: full_name }\n",
        "  - set: { field: count, to: count + 1, exclusive: true }\n",
        "  - add: { field: code, generate: true }\n",
        "  - drop: fax\n"
    ),
};

/// Steps of several kinds that can be taken back.
pub(super) const WITH_WAY_BACK: Scenario = Scenario {
    name: "with_way_back",
    before: "name: string, fax: string?",
    after: "full_name: string, upper: string, code: uuid",
    steps: concat!(
        "  - rename: { from: name, to: full_name }\n",
        "  - set: { field: upper, to: upper(name) }\n",
        "  - add: { field: code, generate: true }\n",
        "  - drop: fax\n"
    ),
};

const ALL: [&Scenario; 4] = [&RENAMED, &MARKED, &MIXED, &WITH_WAY_BACK];

impl Scenario {
    pub(super) fn named(name: &str) -> &'static Self {
        let mut all = ALL.into_iter();
        all.find(|it| it.name == name).unwrap()
    }

    fn has(&self, step: &str) -> bool {
        self.steps.contains(step)
    }

    pub(super) fn migrator(&self, db: &Client, options: Options) -> Migrator {
        let schema = |fields: &str| {
            format!("models:\n  User:\n    key: id\n    fields: {{ id: string, {fields} }}\n")
        };
        let migration = format!("model: User\nsteps:\n{}", self.steps);
        let planned = Planned::of(&schema(self.before), &schema(self.after), &migration);
        let options = Options {
            // What counts was known before.
            without_rollback: self.has("exclusive"),
            ..options
        };
        planned.migrator(db, options)
    }

    /// The item with this number, once a task is done, without its generated id; without a task, before the
    /// migration.
    pub(super) fn expected(&self, number: usize, done: Option<Task>) -> Item {
        let (name, fax) = (s(format!("Name {number}")), s(number));
        let is_run = matches!(done, Some(Task::Run | Task::Contract));
        let is_contracted = done == Some(Task::Contract);
        let mut item = Item::from([
            ("id".to_owned(), s(format!("{number:06}"))),
            ("unknown".to_owned(), s(number)),
        ]);
        let mut put = |is_there: bool, name: &str, value: V| {
            if is_there {
                item.insert(name.to_owned(), value);
            }
        };
        let is_renamed = self.has("rename");
        put(is_renamed && !is_contracted, "name", name.clone());
        put(is_renamed && is_run, "full_name", name);
        let upper = s(format!("NAME {number}"));
        put(self.has("upper") && is_run, "upper", upper);
        let has_fax = self.has("fax") && !number.is_multiple_of(3);
        put(has_fax && !is_contracted, "fax", fax);
        let is_marked = self.has("exclusive");
        put(is_marked, "count", n(number + usize::from(is_run)));
        let marker = V::Ss(vec!["0001_users/count".to_owned()]);
        let is_marked_now = is_marked && is_run && !is_contracted;
        put(is_marked_now, "dynamite_migrated", marker);
        sorted(item)
    }

    /// Takes the generated ids out of items: each has one, and no two have the same.
    pub(super) fn take_codes(&self, items: &mut HashMap<String, Item>, done: Option<Task>) {
        let codes = items.values_mut().filter_map(|item| item.remove("code"));
        let codes: BTreeSet<_> = codes.map(|it| it.as_s().unwrap().clone()).collect();
        let has_codes = self.has("generate") && matches!(done, Some(Task::Run | Task::Contract));
        assert_eq!(codes.len(), if has_codes { items.len() } else { 0 });
    }
}
