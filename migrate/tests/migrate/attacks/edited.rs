//! Two processes with two plans of one name.

use super::*;
use crate::lifecycle::cases;

fn plan(db: &Client, at: usize) -> Migrator {
    let (field, steps) = [
        ("x: string", "  - add: { field: x, value: one }\n"),
        ("y: string", "  - add: { field: y, value: two }\n"),
    ][at];
    let after = format!("note: string?, {field}");
    let options = Options {
        page_size: Some(3),
        ..options()
    };
    named(db, "0001_add", ["note: string?", &after], steps, options)
}

/// Two processes with two plans of one name, which fail and are killed at any moment.
async fn way(seed: u64) -> Option<String> {
    let mut random = fastrand::Rng::with_seed(seed);
    let items: Vec<_> = (0..10)
        .map(|id| texts([("id", &*format!("u{id}")), ("note", "n")]))
        .collect();
    let bed = Arc::new(users(&items).await);
    let mut tasks = Vec::new();
    for _ in 0..random.usize(2..6) {
        let at = random.usize(..2);
        let bed = Arc::clone(&bed);
        let wait = random.u64(..1200);
        let life = random.u64(5..2500);
        let is_killed = random.bool();
        if random.bool() {
            let scan = if random.bool() {
                Operation::Scan
            } else {
                Operation::UpdateItem
            };
            let pause = Pause::new();
            bed.proxy
                .on(scan)
                .nth(random.u64(1..6))
                .times(1)
                .fail(Fault::PauseBefore(pause.clone()));
            let hold = random.u64(10..1500);
            tokio::spawn(async move {
                if tokio::time::timeout(Duration::from_secs(20), pause.reached())
                    .await
                    .is_ok()
                {
                    tokio::time::sleep(Duration::from_millis(hold)).await;
                }
                pause.release();
            });
        }
        tasks.push(tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(wait)).await;
            let migrator = plan(&bed.db, at);
            let run = migrator.run(Clients::None, false);
            if is_killed {
                match tokio::time::timeout(Duration::from_millis(life), run).await {
                    Ok(done) => (at, Some(done)),
                    Err(_) => (at, None),
                }
            } else {
                (at, Some(run.await))
            }
        }));
    }
    let mut said = Vec::new();
    let mut is_done = [false; 2];
    for task in tasks {
        let (at, done) = task.await.unwrap();
        is_done[at] |= matches!(&done, Some(Ok(report)) if matches!(report.ending, Ending::Done | Ending::DoneBefore));
        said.push(format!(
            "{at}: {:?}",
            done.map(|it| it.map(|it| it.ending).map_err(|it| it.to_string()))
        ));
    }
    bed.proxy.clear();
    let mut ends = Vec::new();
    for at in [0, 1] {
        for _ in 0..20 {
            match plan(&bed.direct, at).run(Clients::None, false).await {
                Ok(report) => {
                    ends.push((at, report.ending));
                    break;
                }
                Err(error) if matches!(error.refusal(), Refusal::OtherPlan { .. }) => break,
                Err(error) => said.push(format!("at the end {at}: {error}")),
            }
        }
    }
    bed.proxy.settled().await;
    let stored = stored_users(&bed.direct).await;
    let all = |name: &str| stored.values().all(|item| item.contains_key(name));
    let any = |name: &str| stored.values().any(|item| item.contains_key(name));
    let only_first = matches!(&ends[..], [(0, _)]) && all("x") && !any("y") && !is_done[1];
    let only_second = matches!(&ends[..], [(1, _)]) && all("y") && !any("x") && !is_done[0];
    (!only_first && !only_second).then(|| format!("seed {seed}: {ends:?} {said:#?} {stored:?}"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_of_two_plans_of_a_name_is_run() {
    let mut tasks = tokio::task::JoinSet::new();
    for seed in 0..cases(12) {
        tasks.spawn(way(seed));
    }
    let mut bad = Vec::new();
    while let Some(task) = tasks.join_next().await {
        bad.extend(task.unwrap());
    }
    assert!(bad.is_empty(), "{bad:#?}");
}
