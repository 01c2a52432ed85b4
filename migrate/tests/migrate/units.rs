//! What a run costs: on the table the requests and units of code that is written by hand for the same
//! steps, and besides them a few rows of the control table for each page.

use std::collections::BTreeMap;
use std::time::Duration;

use aws_sdk_dynamodb::types::AttributeValue as V;
use dynamite::Client;
use dynamite_migrate::{ClientPhase, Clients, Ending, Migrator, Options};
use dynamite_testkit::{FaultProxy, Operation, Recorded};

use crate::support::{self, Bed, Item, Planned, assert_same, n, options, s, stored_users, users};

const BEFORE: &str = "
models:
  User: { key: id, fields: { id: string, name: string, price: u32, bio: string } }
";

/// A step, and what somebody writes with the SDK who knows what can go wrong.
struct Case {
    after: &'static str,
    steps: &'static str,
    by_hand: fn(&Item) -> Update,
}

/// A conditional update written by hand.
struct Update {
    changes: &'static str,
    condition: &'static str,
    values: Vec<(&'static str, V)>,
}

const ADD: Case = Case {
    after: "name: string, price: u32, bio: string, country: { type: string, default: unknown }",
    steps: "[{ add: { field: country, value: unknown } }]",
    by_hand: |_| Update {
        changes: "SET country = :country",
        condition: "attribute_not_exists(country)",
        values: vec![(":country", s("unknown"))],
    },
};

const RENAME: Case = Case {
    after: "full_name: string, price: u32, bio: string",
    steps: "[{ rename: { from: name, to: full_name } }]",
    by_hand: |_| Update {
        changes: "SET full_name = #name",
        condition: "attribute_exists(#name) AND (attribute_not_exists(full_name) OR full_name <> #name)",
        values: Vec::new(),
    },
};

const SET: Case = Case {
    after: "name: string, price: u32, bio: string, cents: u32",
    steps: "[{ set: { field: cents, to: price * 100 } }]",
    by_hand: |item| {
        let price: u32 = item["price"].as_n().unwrap().parse().unwrap();
        Update {
            changes: "SET cents = :cents",
            condition: "attribute_not_exists(cents) AND price = :price",
            values: vec![(":cents", n(price * 100)), (":price", n(price))],
        }
    },
};

impl Case {
    fn migrator(&self, db: &Client) -> Migrator {
        let after = format!(
            "models:\n  User: {{ key: id, fields: {{ id: string, {} }} }}",
            self.after
        );
        let file = format!("model: User\nsteps: {}", self.steps);
        Planned::of(BEFORE, &after, &file).migrator(db, unhurried())
    }
}

/// Without a sign of life during the test, and with several pages in a segment.
fn unhurried() -> Options {
    Options {
        lease: Duration::from_mins(10),
        ..options()
    }
}

/// Users of different sizes: an update of one takes from one to four units.
fn people(count: usize) -> Vec<Item> {
    let person = |number: usize| {
        let attributes = [
            ("id", s(format!("{number:04}"))),
            ("name", s(format!("person {number}"))),
            ("price", n(number)),
            ("bio", s("x".repeat(number % 7 * 500))),
        ];
        Item::from(attributes.map(|(name, value)| (name.to_owned(), value)))
    };
    (0..count).map(person).collect()
}

/// Surveys the table and then changes it, page by page, with the SDK alone.
async fn by_hand(db: &Client, case: &Case) {
    let Options {
        segments,
        page_size,
        ..
    } = unhurried();
    for is_survey in [true, false] {
        for segment in 0..segments {
            let mut start = None;
            loop {
                let scan = db.sdk().scan().table_name("users").consistent_read(true);
                let scan = scan.total_segments(segments.into()).segment(segment.into());
                let scan = scan.set_limit(page_size.map(|size| size.try_into().unwrap()));
                let page = scan.set_exclusive_start_key(start).send().await.unwrap();
                if !is_survey {
                    for item in page.items.unwrap_or_default() {
                        update(db, case, &item).await;
                    }
                }
                start = page.last_evaluated_key;
                if start.is_none() {
                    break;
                }
            }
        }
    }
}

async fn update(db: &Client, case: &Case, item: &Item) {
    let by_hand = (case.by_hand)(item);
    let condition = format!("attribute_exists(id) AND {}", by_hand.condition);
    let mut update = db.sdk().update_item().table_name("users");
    if format!("{} {condition}", by_hand.changes).contains("#name") {
        update = update.expression_attribute_names("#name", "name");
    }
    for (name, value) in by_hand.values {
        update = update.expression_attribute_values(name, value);
    }
    let update = update.key("id", item["id"].clone());
    let update = update.update_expression(by_hand.changes);
    update.condition_expression(condition).send().await.unwrap();
}

/// Requests by their operations, and units, of one table.
#[derive(Debug, PartialEq)]
struct Cost {
    requests: BTreeMap<Operation, usize>,
    units: BTreeMap<Operation, f64>,
}

fn cost(proxy: &FaultProxy, table: &str) -> Cost {
    let mut requests = BTreeMap::new();
    let is_of_table = |it: &Recorded| it.tables.iter().any(|name| name == table);
    for request in proxy.log().into_iter().filter(is_of_table) {
        *requests.entry(request.operation).or_default() += 1;
    }
    let units = proxy.counts().units.into_iter();
    let units = units.filter(|((_, of), _)| of == table);
    let units = units.map(|((operation, _), units)| (operation, units));
    Cost {
        requests,
        units: units.collect(),
    }
}

async fn migrated(case: &Case, count: usize) -> Bed {
    let bed = users(&people(count)).await;
    let before = Clients::Between(Some(ClientPhase::Before), Some(ClientPhase::Before));
    let report = case.migrator(&bed.db).run(before, false).await.unwrap();
    assert_eq!(report.ending, Ending::Done);
    assert_eq!(report.total().rewritten, count as u64);
    bed
}

async fn costs_the_same(case: Case) {
    const COUNT: u16 = 60;
    let ours = migrated(&case, COUNT.into()).await;
    let theirs = users(&people(COUNT.into())).await;
    by_hand(&theirs.db, &case).await;
    let [made, expected] = [
        stored_users(&ours.direct).await,
        stored_users(&theirs.direct).await,
    ];
    assert_same(&made, &expected);

    let mut of_run = cost(&ours.proxy, "users");
    let of_hand = cost(&theirs.proxy, "users");
    // Which table it is, and whether it has replicas. This costs no units.
    let described = of_run.requests.remove(&Operation::DescribeTable);
    assert_eq!(described, Some(2));
    assert_eq!(of_run, of_hand);
    assert_eq!(of_run.requests[&Operation::UpdateItem], usize::from(COUNT));
    assert!(of_run.units[&Operation::UpdateItem] > 1.5 * f64::from(COUNT));
}

#[tokio::test]
async fn an_added_attribute_costs_what_it_costs_by_hand() {
    costs_the_same(ADD).await;
}

#[tokio::test]
async fn a_renamed_attribute_costs_what_it_costs_by_hand() {
    costs_the_same(RENAME).await;
}

#[tokio::test]
async fn a_computed_attribute_costs_what_it_costs_by_hand() {
    costs_the_same(SET).await;
}

/// The control table is made once for a database. A page of the survey or of the run is preceded by a
/// look at the run, and a page of the run is followed by a checkpoint; the rest is the same for any run
/// of two segments.
#[tokio::test]
async fn the_control_table_takes_three_requests_for_two_pages() {
    for count in [30, 90] {
        let bed = migrated(&ADD, count).await;
        let scans = cost(&bed.proxy, "users").requests[&Operation::Scan];
        let pages = scans / 2;
        let control = cost(&bed.proxy, support::control_table()).requests;
        let of = |operation| control[&operation];
        assert_eq!(of(Operation::GetItem), 12 + scans);
        assert_eq!(of(Operation::Query), 1);
        assert_eq!(of(Operation::UpdateItem), 7 + pages);
        assert_eq!(of(Operation::PutItem), 5);
        assert!(pages >= count / 8, "{pages} pages");
        assert!(!control.contains_key(&Operation::Scan), "{control:?}");
    }
}
