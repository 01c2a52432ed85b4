//! Random migrations of variants, and random items: run, taken back, run again and contracted.

use std::collections::HashMap;

use dynamite_migrate::{Clients, Ending, WhenChanged};
use fastrand::Rng;

use super::unions::{self, STEPS, Within};
use crate::support::{Item, Planned, Task, assert_same, options, s, sorted, stored_users, users};

fn schema(steps: &[Within]) -> String {
    format!(
        "models:\n  User:\n    key: id\n    fields: {{ id: string, mail: string?, payment: Payment?, event: \
         Event? }}\ntypes:\n{}",
        unions::types(steps)
    )
}

fn planned(steps: &[Within]) -> Planned {
    let lines: Vec<_> = steps.iter().map(|it| it.steps()).collect();
    let text = format!(
        "  {}
",
        lines.join(
            "
  "
        )
    );
    let migration = format!("model: User\nsteps:\n{text}");
    Planned::of(&schema(&[]), &schema(steps), &migration)
}

fn item(random: &mut Rng, number: usize, is_odd: bool) -> Item {
    let mut item = Item::from([("id".to_owned(), s(format!("user-{number}")))]);
    if random.bool() {
        item.insert("mail".to_owned(), s(format!("mail-{number}")));
    }
    unions::put(random, &mut item, is_odd);
    sorted(item)
}

/// What items are after some steps.
fn after(items: &[Item], steps: &[Within], made: fn(Within, &mut Item)) -> HashMap<String, Item> {
    let items = items.iter().map(|item| {
        let mut item = item.clone();
        for step in steps {
            made(*step, &mut item);
        }
        (item["id"].as_s().unwrap().clone(), item)
    });
    items.collect()
}

async fn ends_as_the_guide_says(seed: u64) {
    let mut random = Rng::with_seed(seed);
    let mut steps: Vec<_> = STEPS.into_iter().filter(|_| random.bool()).collect();
    if steps.is_empty() {
        steps.push(STEPS[random.usize(..STEPS.len())]);
    }
    let is_odd = random.u8(..3) == 0;
    let items: Vec<_> = (0..random.usize(..40))
        .map(|number| item(&mut random, number, is_odd))
        .collect();
    let bed = users(&items).await;
    let migrator = planned(&steps).migrator(&bed.db, options());
    let before = after(&items, &[], unions::run);
    let is_obstacle = |item: &Item| steps.iter().any(|step| unions::is_obstacle(*step, item));
    let run = migrator.run(Clients::None, false).await;
    if items.iter().any(is_obstacle) {
        let error = run.expect_err("something is in the way");
        assert_same(&stored_users(&bed.direct).await, &before);
        assert!(
            error.to_string().contains("nothing was changed")
                || error.to_string().contains("cannot be rewritten"),
            "{error}"
        );
        return;
    }
    assert_eq!(run.unwrap().ending, Ending::Done);
    assert_same(
        &stored_users(&bed.direct).await,
        &after(&items, &steps, unions::run),
    );
    let back = migrator.rollback(Clients::None, WhenChanged::Reject).await;
    assert_eq!(back.unwrap().ending, Ending::Done);
    assert_same(&stored_users(&bed.direct).await, &before);
    let _ = migrator.run(Clients::None, true).await.unwrap();
    let contracted = Task::Contract.of(&migrator).await;
    assert_eq!(contracted.unwrap().ending, Ending::Done);
    let contracted = after(&items, &steps, |step, item| {
        unions::run(step, item);
        unions::contract(step, item);
    });
    assert_same(&stored_users(&bed.direct).await, &contracted);
}

#[tokio::test]
async fn random_variants_end_as_the_guide_says_or_stay_as_they_were() {
    for seed in 0..40 {
        eprintln!("seed {seed}");
        ends_as_the_guide_says(seed).await;
    }
}
