//! Whatever the condition, finding finds what a scan with the same condition finds.

use dynamite::expr::Condition;
use dynamite::ops::Find;
use dynamite::{AccessPathProblem, Decimal, Error, ErrorKind, Ulid};
use dynamite_sample::models::{
    Measurement, Measurements, NewMeasurement, Task, TaskState, Tasks, measurement, task,
};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::{FOUND, due, id, new_task};
use crate::support::Bed;

const CONDITIONS: usize = 250;

fn word() -> impl Strategy<Value = &'static str> {
    prop_oneof![Just("a"), Just("ab"), Just("b"), Just("é"), Just("z")]
}

fn state() -> impl Strategy<Value = TaskState> {
    prop_oneof![Just(TaskState::Open), Just(TaskState::Done)]
}

prop_compose! {
    fn any_task(number: u64)(
        project in word(),
        reporter in word(),
        title in word(),
        assignee in prop::option::of(word()),
        text in prop::option::of(word()),
        contact in prop::option::of(word()),
        at in prop::option::of(0..4_i64),
        state in state(),
        priority in 0..4_u32,
        points in 0..4_u32,
        labels in prop::collection::btree_set(word(), 0..3),
    ) -> Task {
        let new = new_task(number, project, reporter);
        let mut task = Task {
            id: id(number),
            project: new.project,
            title: title.to_owned(),
            reporter: new.reporter,
            assignee: assignee.map(str::to_owned),
            state,
            priority,
            points: Decimal::from(points),
            due: at.map(due),
            labels: labels.into_iter().map(str::to_owned).collect(),
            text: text.map(str::to_owned),
            contact: contact.map(str::to_owned),
        };
        task.priority %= 4;
        task
    }
}

/// What fixes or limits the keys of something.
fn of_keys() -> impl Strategy<Value = Condition<Task>> {
    prop_oneof![
        3 => word().prop_map(|it| task::project().eq(it)),
        3 => word().prop_map(|it| task::reporter().eq(it)),
        2 => word().prop_map(|it| task::title().eq(it)),
        2 => state().prop_map(|it| task::state().eq(it)),
        1 => word().prop_map(|it| task::assignee().eq(it)),
        1 => word().prop_map(|it| task::contact().eq(it)),
        1 => (0..40_u64).prop_map(|it| task::id().eq(id(it))),
        1 => prop::collection::vec(0..60_u64, 1..9)
            .prop_map(|ids| task::id().is_in(ids.into_iter().map(id))),
    ]
}

fn leaf() -> impl Strategy<Value = Condition<Task>> {
    prop_oneof![
        4 => of_keys(),
        1 => (0..4_u32).prop_map(|it| task::priority().lt(it)),
        1 => (0..4_u32).prop_map(|it| task::priority().le(it)),
        1 => (0..4_u32).prop_map(|it| task::priority().gt(it)),
        1 => (0..4_u32).prop_map(|it| task::priority().ge(it)),
        1 => (0..4_u32).prop_map(|it| task::priority().eq(it)),
        1 => (0..4_u32).prop_map(|it| task::priority().ne(it)),
        1 => (0..4_u32, 0..4_u32)
            .prop_map(|(a, b)| task::priority().between(a.min(b), a.max(b))),
        1 => (0..4_i64).prop_map(|it| task::due().lt(due(it))),
        1 => (0..4_i64).prop_map(|it| task::due().ge(due(it))),
        1 => Just(task::due().is_present()),
        1 => Just(task::due().is_absent()),
        1 => Just(task::assignee().exists()),
        1 => word().prop_map(|it| task::title().begins_with(it)),
        1 => Just(task::title().begins_with("")),
        1 => word().prop_map(|it| task::title().gt(it)),
        1 => word().prop_map(|it| task::title().contains(it)),
        1 => word().prop_map(|it| task::text().ne(it)),
        1 => word().prop_map(|it| task::labels().contains(it)),
        1 => (0..3_usize).prop_map(|it| task::labels().size().ge(it)),
        1 => (0..3_usize).prop_map(|it| task::labels().size().ne(it)),
        1 => (0..3_usize).prop_map(|it| task::assignee().size().ne(it)),
        1 => (0..4_u32).prop_map(|it| task::points().is_in([it, it + 1])),
        1 => word().prop_map(|it| task::project().is_in([it, "a"])),
    ]
}

fn condition() -> impl Strategy<Value = Condition<Task>> {
    let any = leaf().prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| a.or(b)),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| a.and(b)),
            inner.prop_map(|it| !it),
        ]
    });
    (of_keys(), prop::collection::vec(any, 0..4))
        .prop_map(|(first, rest)| rest.into_iter().fold(first, Condition::and))
}

fn sorted(tasks: &[Task]) -> Vec<Ulid> {
    let mut ids: Vec<_> = tasks.iter().map(|it| it.id).collect();
    ids.sort_unstable();
    ids
}

fn is_tie(error: &Error) -> bool {
    let kind = error.kind();
    matches!(
        kind,
        ErrorKind::AccessPath(AccessPathProblem::SeveralIndexes { .. })
    )
}

/// Every way that can be named and that serves.
fn ways(find: &Find<Task>) -> Vec<Find<Task>> {
    let all = [
        find.clone().via::<task::ByProject>(),
        find.clone().via::<task::ByProjectDue>(),
        find.clone().via::<task::ByTitle>(),
        find.clone().via::<task::ByReporter>(),
        find.clone().via::<task::ByAssignee>(),
        find.clone().via::<task::ByContact>(),
    ];
    let serving = all.into_iter().filter(|find| find.explain().is_ok());
    serving.collect()
}

#[tokio::test]
async fn every_way_finds_what_a_scan_finds() {
    let bed = Bed::with(FOUND).await;
    let tasks = Tasks::new(&bed.db);
    let mut runner = TestRunner::deterministic();
    let stored: Vec<_> = (0..40)
        .map(|number| any_task(number).new_tree(&mut runner).unwrap().current())
        .collect();
    tasks.put_many(stored).await.unwrap();
    let (mut found_some, mut by_way) = (0, 0);
    for _ in 0..CONDITIONS {
        let condition = condition().new_tree(&mut runner).unwrap().current();
        let scan = tasks.scan().filter(condition.clone());
        let expected = sorted(&scan.all().await.unwrap());
        found_some += usize::from(!expected.is_empty());
        let find = tasks.find(condition.clone()).scan();
        match find.clone().all().await {
            Ok(found) => {
                assert_eq!(sorted(&found), expected, "{condition:?}");
                let access = find.explain().unwrap().access;
                let select = find.clone().select((task::id(),));
                assert_eq!(select.explain().unwrap().access, access, "{condition:?}");
                let counted = find.clone().count().await.unwrap();
                assert_eq!(counted, expected.len() as u64, "{condition:?}");
                let exists = find.clone().exists().await.unwrap();
                assert_eq!(exists, !expected.is_empty(), "{condition:?}");
            }
            Err(error) => assert!(is_tie(&error), "{condition:?}: {error}"),
        }
        for find in ways(&find) {
            by_way += 1;
            let plan = find.explain().unwrap();
            let found = find.clone().all().await.unwrap();
            assert_eq!(sorted(&found), expected, "{condition:?}\n{plan}");
            let ids = find.clone().select((task::id(),)).all().await.unwrap();
            assert_eq!(ids.len(), expected.len(), "{condition:?}\n{plan}");
            let counted = find.count().await.unwrap();
            assert_eq!(counted, expected.len() as u64, "{condition:?}\n{plan}");
        }
    }
    assert!(found_some > CONDITIONS / 4, "{found_some} found something");
    assert!(by_way > CONDITIONS / 2, "{by_way} went a way that is named");
}

fn of_measurement() -> impl Strategy<Value = Condition<Measurement>> {
    let leaf = prop_oneof![
        3 => word().prop_map(|it| measurement::sensor().eq(it)),
        1 => (0..6_u64).prop_map(|it| measurement::at().eq(it)),
        1 => (0..6_u64).prop_map(|it| measurement::at().gt(it)),
        1 => (0..6_u64).prop_map(|it| measurement::at().le(it)),
        1 => prop::collection::vec(0..6_u64, 1..4).prop_map(|it| measurement::at().is_in(it)),
        1 => (0..4_i64).prop_map(|it| measurement::value().ge(it)),
        1 => (0..4_i64).prop_map(|it| measurement::value().lt(it)),
        1 => word().prop_map(|it| measurement::note().eq(it)),
        1 => Just(measurement::note().is_absent()),
    ];
    prop::collection::vec(leaf, 1..5).prop_map(Condition::all)
}

#[tokio::test]
async fn with_a_sort_key_and_a_local_index_as_well() {
    let bed = Bed::with(FOUND).await;
    let measurements = Measurements::new(&bed.db);
    let mut runner = TestRunner::deterministic();
    let some = (word(), 0..6_u64, 0..4_i64, prop::option::of(word()));
    for _ in 0..30 {
        let (sensor, at, value, note) = some.new_tree(&mut runner).unwrap().current();
        let sensor = sensor.to_owned();
        let mut built = measurements.build(NewMeasurement { sensor, at, value });
        built.note = note.map(str::to_owned);
        measurements.upsert(&built).await.unwrap();
    }
    let by_key = |it: &Measurement| (it.sensor.clone(), it.at);
    for _ in 0..CONDITIONS {
        let condition = of_measurement().new_tree(&mut runner).unwrap().current();
        let scan = measurements.scan().filter(condition.clone());
        let mut expected = scan.all().await.unwrap();
        expected.sort_by_key(by_key);
        let find = measurements.find(condition.clone()).scan();
        let named = [
            find.clone(),
            find.clone().via::<measurement::Primary>(),
            find.via::<measurement::ByValue>(),
        ];
        for find in named.into_iter().filter(|find| find.explain().is_ok()) {
            let plan = find.explain().unwrap();
            let mut found = find.consistent().all().await.unwrap();
            found.sort_by_key(by_key);
            assert_eq!(found, expected, "{condition:?}\n{plan}");
        }
    }
}
