//! The way of every example, as `explain` says it, in a golden file.

use std::path::Path;

use dynamite::client::CapacityMeter;
use dynamite::expr::Condition;
use dynamite::ops::{AccessPlan, PlannedAccess};
use dynamite_sample::models::{
    Measurements, NewMeasurement, Notes, TaskState, Tasks, measurement, note, task,
};
use dynamite_testkit::Feature;

use super::{FOUND, due, id};
use crate::support::Bed;

/// Holds the plans of all examples. `DYNAMITE_BLESS=1` writes it anew.
const GOLDEN: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/integration/find/plans.txt"
);

fn plans(tasks: &Tasks, measurements: &Measurements, notes: &Notes) -> Vec<AccessPlan> {
    let of_compass = || task::project().eq("compass");
    let of_ada = || task::reporter().eq("ada");
    let of_roof = || measurement::sensor().eq("roof");
    let find = |condition| tasks.find(condition);
    let measured = |condition| measurements.find(condition);
    let plans = [
        find(task::id().eq(id(1))).explain(),
        find(task::id().is_in([1, 2, 3].map(id)).and(of_ada())).explain(),
        find(of_compass()).explain(),
        find(of_compass().and(task::priority().ge(2))).explain(),
        find(
            of_compass()
                .and(task::priority().gt(2))
                .and(task::priority().lt(5)),
        )
        .descending()
        .explain(),
        find(of_compass().and(task::points().gt(3).or(task::text().is_absent()))).explain(),
        find(of_compass().and(task::due().between(due(1), due(2)))).explain(),
        find(of_ada()).explain(),
        find(of_ada().and(task::title().eq("x")).and(of_compass()))
            .via::<task::ByReporter>()
            .explain(),
        find(of_ada().and(task::state().eq(TaskState::Open))).explain(),
        find(of_ada()).rows::<task::ByReporter>().explain(),
        find(of_ada()).select((task::title(),)).explain(),
        find(task::contact().eq("+49 30 1234")).explain(),
        find(task::assignee().eq("zoe").and(task::points().gt(1))).explain(),
        find(task::text().eq("x").and(task::points().gt(1))).explain(),
        find(task::project().is_in(["a", "b"]))
            .consistent()
            .explain(),
        measured(of_roof().and(measurement::at().eq(3)))
            .consistent()
            .explain(),
        measured(of_roof().and(measurement::at().gt(3)))
            .consistent()
            .explain(),
        measured(of_roof().and(measurement::value().gt(3))).explain(),
        notes.find(note::author().eq("ada")).explain(),
        notes
            .find(note::author().eq("ada"))
            .only_deleted()
            .explain(),
        notes.find(note::title().eq("x")).with_deleted().explain(),
    ];
    plans.into_iter().map(Result::unwrap).collect()
}

async fn all_plans() -> Vec<AccessPlan> {
    let bed = Bed::empty().await;
    let (db, measurements) = (&bed.db, Measurements::new(&bed.db));
    plans(&Tasks::new(db), &measurements, &Notes::new(db))
}

#[tokio::test]
async fn every_example_goes_the_way_it_went() {
    let plans = all_plans().await;
    let text: Vec<_> = plans.iter().map(ToString::to_string).collect();
    let text = text.join("\n\n") + "\n";
    if std::env::var_os("DYNAMITE_BLESS").is_some() {
        std::fs::write(Path::new(GOLDEN), &text).unwrap();
    }
    let golden = std::fs::read_to_string(GOLDEN).unwrap();
    assert!(
        golden == text,
        "a plan has changed; if that is meant, run this with DYNAMITE_BLESS=1\n{text}"
    );
}

#[tokio::test]
async fn no_plan_shows_a_value() {
    for plan in all_plans().await {
        let shown = format!("{plan}\n{plan:?}");
        for value in ["1234", "compass", "zoe", "roof"] {
            assert!(!shown.contains(value), "{value} in {shown}");
        }
    }
}

#[tokio::test]
async fn units_are_estimated_from_the_number_and_the_size_of_items() {
    let bed = Bed::empty().await;
    let tasks = Tasks::new(&bed.db);
    let plan = |condition: Condition<_>| tasks.find(condition).explain().unwrap();
    let is = |plan: &AccessPlan, items, bytes, expected: f64| {
        let units = plan.read_units(items, bytes);
        assert!((units - expected).abs() < f64::EPSILON, "{units}: {plan}");
    };
    // A key: each item by itself.
    let by_key = plan(task::id().eq(id(1)));
    assert_eq!(by_key.access, PlannedAccess::GetItem);
    is(&by_key, 1, 100, 0.5);
    is(&by_key, 1, 4097, 1.0);
    let by_keys = plan(task::id().is_in([1, 2, 3].map(id)));
    is(&by_keys, 3, 100, 1.5);
    // A query: all together.
    let query = plan(task::project().eq("a"));
    is(&query, 40, 1024, 5.0);
    is(&query, 0, 1024, 0.5);
    // Keys of an index, and then each item.
    let narrow = plan(task::reporter().eq("a"));
    assert!(narrow.fetches);
    assert_eq!(narrow.row_attributes, Some(5));
    is(&narrow, 40, 1024, 22.0);
    is(&narrow, 40, 4096, 22.0);
    is(&narrow, 1, 10, 1.0);
    let measurements = Measurements::new(&bed.db);
    let of_roof = measurements.find(measurement::sensor().eq("roof"));
    is(&of_roof.consistent().explain().unwrap(), 40, 1024, 10.0);
}

/// How far the estimate for a number of tasks of some size is from what is metered.
async fn deviation(bed: &Bed, bytes: usize, is_consistent: bool) -> f64 {
    const ITEMS: u64 = 30;
    let measurements = Measurements::new(&bed.db);
    let note = "x".repeat(bytes);
    for at in 0..ITEMS {
        let new = NewMeasurement {
            sensor: "roof".to_owned(),
            at,
            value: 1,
        };
        let measurement = measurements.build(new.note(&*note));
        measurements.upsert(&measurement).await.unwrap();
    }
    let meter = CapacityMeter::new();
    let metered = Measurements::new(&bed.db.clone().with_capacity_meter(&meter));
    let find = metered.find(
        measurement::sensor()
            .eq("roof")
            .and(measurement::value().eq(1)),
    );
    let find = if is_consistent {
        find.consistent()
    } else {
        find
    };
    let plan = find.explain().unwrap();
    assert!(plan.fetches, "{plan}");
    assert_eq!(find.all().await.unwrap().len(), 30);
    let units = meter.total().read_units;
    (plan.read_units(ITEMS, bytes as u64 + 60) - units).abs() / units
}

#[tokio::test]
async fn units_of_an_index_that_gives_keys_are_what_is_metered() {
    let bed = Bed::with(FOUND).await;
    if bed.engine.lacks(Feature::HalfUnitsInBatches) {
        return;
    }
    for bytes in [20, 1000, 4000, 20_000] {
        for is_consistent in [false, true] {
            let deviation = deviation(&bed, bytes, is_consistent).await;
            assert!(
                deviation < 0.1,
                "{deviation} for {bytes} bytes, {is_consistent}"
            );
        }
    }
}
