//! What a plan says that a migration costs, compared with what it took.

use aws_sdk_dynamodb::types::{StreamSpecification, StreamViewType};
use dynamite::Client;
use dynamite_migrate::{Clients, Cost, PlanOptions, Prices};
use dynamite_testkit::{Operation, Recorded};

use crate::support::{Bed, Item, Planned, options, s, users};

const BEFORE: &str = "
models:
  User:
    key: id
    fields: { id: string, name: string, mail: string? }
";

const AFTER: &str = "
models:
  User:
    key: id
    fields: { id: string, full_name: string, mail: string? }
    indexes:
      by_mail: { partition: mail, sparse: true }
";

const RENAME: &str = "rename: { from: name, to: full_name }";

fn items(count: usize) -> Vec<Item> {
    let item = |number| {
        let attributes = [("id", format!("u{number}")), ("name", "x".repeat(3000))];
        let attributes = attributes.map(|(name, value)| (name.to_owned(), s(value)));
        Item::from(attributes)
    };
    (0..count).map(item).collect()
}

async fn bed(steps: &[&str]) -> (Bed, dynamite_migrate::Migrator) {
    let bed = users(&items(40)).await;
    let steps: Vec<_> = steps.iter().map(|step| format!("  - {step}\n")).collect();
    let steps = steps.concat();
    let after = if steps.contains("by_mail") {
        AFTER
    } else {
        AFTER.split("    indexes").next().unwrap()
    };
    let migration = format!("model: User\nsteps:\n{steps}");
    let migrator = Planned::of(BEFORE, after, &migration).migrator(&bed.db, options());
    (bed, migrator)
}

async fn cost(migrator: &dynamite_migrate::Migrator) -> Cost {
    let options = PlanOptions {
        is_full: true,
        prices: Prices::us_east_1(),
    };
    migrator.plan(&options).await.unwrap().cost
}

/// Number of complete scans of the users after some requests.
fn scans(log: &[Recorded]) -> usize {
    let of_users = |it: &&Recorded| it.operation == Operation::Scan && it.tables == ["users"];
    let scans = log.iter().filter(of_users);
    let first = scans.filter(|it| {
        let is_first_segment = it.body["Segment"] == 0;
        it.body.get("ExclusiveStartKey").is_none() && is_first_segment
    });
    first.count()
}

/// Read units of the lines of a run, divided by those of one scan.
async fn planned_and_made(steps: &[&str]) -> (usize, usize) {
    let (bed, migrator) = bed(steps).await;
    let cost = cost(&migrator).await;
    let before = bed.proxy.log().len();
    let _ = migrator.run(Clients::None, false).await.unwrap();
    let made = scans(&bed.proxy.log()[before..]);
    let of_run = cost.lines.iter().filter(|line| {
        let is_of_run = line.what.starts_with("survey") || line.what.starts_with("run");
        is_of_run || line.what.starts_with("index")
    });
    let units: f64 = of_run.map(|line| line.read_units).sum();
    let all: usize = items(40).len();
    // 40 items of a little more than 3,000 bytes.
    let once = f64::from(u32::try_from(all * 3012).unwrap()) / 4096.0;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is a small number"
    )]
    let planned = (units / once.floor()).round() as usize;
    (planned, made)
}

#[tokio::test]
async fn a_plan_counts_each_reading_of_a_table() {
    let of_items = planned_and_made(&[RENAME]).await;
    assert_eq!(of_items, (2, 2));
    let (planned, made) = planned_and_made(&[RENAME, "index: { add: by_mail }"]).await;
    assert_eq!(planned, made);
}

async fn turn_stream_on(db: &Client) {
    let stream = StreamSpecification::builder().stream_enabled(true);
    let stream = stream.stream_view_type(StreamViewType::KeysOnly);
    let update = db.sdk().update_table().table_name("users");
    let update = update.stream_specification(stream.build().unwrap());
    update.send().await.unwrap();
}

#[tokio::test]
async fn a_plan_counts_records_of_streams_where_there_is_one() {
    let (bed, migrator) = bed(&[RENAME]).await;
    let none = cost(&migrator).await.stream_records;
    assert!(none.abs() < 1e-9, "{none}");
    turn_stream_on(&bed.direct).await;
    let all = cost(&migrator).await.stream_records;
    assert!((all - 40.0).abs() < 1e-9, "{all}");
}
