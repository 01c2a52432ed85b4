//! Several processes with different commands at once, which fail, are late and are killed.

use super::*;
use crate::lifecycle::cases;
use aws_sdk_dynamodb::types::AttributeValue as V;
use dynamite_migrate::{Direction, State, Status};

fn change() -> Change {
    Change::of(
        [
            "name: string?, age: string?, note: string?, fax: string?",
            "full_name: string?, years: u8?, note: string?, country: string?, shout: string?",
        ],
        "  - rename: { from: name, to: full_name }\n  - retype: { from: age, to: years }\n  - drop: age\n  - add: { field: country, value: NO }\n  - set: { field: shout, to: upper(note) }\n  - drop: fax\n",
    )
}

fn run_of(before: &Item) -> Item {
    let mut item = before.clone();
    if let Some(name) = before.get("name") {
        item.insert("full_name".to_owned(), name.clone());
    }
    if let Some(V::S(age)) = before.get("age") {
        item.insert("years".to_owned(), n(age));
    }
    if let Some(V::S(note)) = before.get("note") {
        item.insert("shout".to_owned(), s(note.to_uppercase()));
    }
    item.insert("country".to_owned(), s("NO"));
    item
}

fn contract_of(before: &Item) -> Item {
    let mut item = run_of(before);
    for name in ["name", "age", "fax"] {
        item.remove(name);
    }
    item
}

fn options_of() -> Options {
    Options {
        longest_request: Duration::from_millis(1200),
        page_size: Some(2),
        ..options()
    }
}

async fn one(bed: Arc<Bed>, op: u8) -> String {
    let migrator = change().on(&impatient(&bed), options_of());
    let said = match op {
        0 | 1 => migrator
            .run(Clients::None, false)
            .await
            .map(|it| format!("run {:?}", it.ending)),
        2 => migrator
            .run(Clients::None, true)
            .await
            .map(|it| format!("again {:?}", it.ending)),
        3 => migrator
            .rollback(Clients::None, WhenChanged::Reject)
            .await
            .map(|it| format!("back {:?}", it.ending)),
        4 => migrator
            .contract(contracting(true, WhenChanged::Reject))
            .await
            .map(|it| format!("contract {:?}", it.ending)),
        5 => migrator
            .resume(Clients::None, WhenChanged::Reject, false)
            .await
            .map(|it| format!("resume {:?}", it.ending)),
        6 => migrator
            .verify(crate::support::oldest(P::Expand))
            .await
            .map(|it| format!("verify {}", it.is_clean())),
        _ => match migrator.damage().await {
            Ok(found) => {
                for damage in &found {
                    let _ = migrator.repair(damage).await;
                }
                Ok(format!("repaired {found:?}"))
            }
            Err(error) => Err(error),
        },
    };
    said.unwrap_or_else(|error| format!("{op}: {error}"))
}

fn originals(random: &mut fastrand::Rng) -> Vec<Item> {
    (0..8)
        .map(|id| {
            let mut item = texts([("id", &*format!("u{id}"))]);
            for name in ["name", "note", "fax"] {
                if random.u8(..4) > 0 {
                    item.insert(name.to_owned(), s(format!("{name}{}", random.u8(..9))));
                }
            }
            if random.u8(..4) > 0 {
                item.insert("age".to_owned(), s(random.u8(..100)));
            }
            item
        })
        .collect()
}

/// Lets requests fail, be late, or be answered too late.
fn spoil(bed: &Bed, random: &mut fastrand::Rng) {
    bed.proxy.clear();
    for _ in 0..random.usize(0..4) {
        let pause = Pause::new();
        let of = [
            Operation::UpdateItem,
            Operation::UpdateItem,
            Operation::Scan,
            Operation::PutItem,
            Operation::GetItem,
        ];
        let rule = bed
            .proxy
            .on(of[random.usize(..5)])
            .nth(random.u64(1..25))
            .times(1);
        rule.fail(match random.u8(..5) {
            0 => Fault::CutAfter,
            1 => Fault::CutBefore,
            2 => Fault::InternalServerError {
                applied: random.bool(),
            },
            _ => Fault::PauseBefore(pause.clone()),
        });
        let hold = Duration::from_millis(random.u64(100..1100));
        tokio::spawn(async move {
            if tokio::time::timeout(Duration::from_secs(20), pause.reached())
                .await
                .is_ok()
            {
                tokio::time::sleep(hold).await;
            }
            pause.release();
        });
    }
}

/// Several processes at once, of which some are killed. Returns what they say.
async fn processes(bed: &Arc<Bed>, random: &mut fastrand::Rng) -> Vec<String> {
    let mut tasks = Vec::new();
    for _ in 0..random.usize(1..4) {
        let op = random.u8(..8);
        let (wait, life, is_killed) = (random.u64(..800), random.u64(5..2500), random.u8(..3) == 0);
        let bed = Arc::clone(bed);
        tasks.push(tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(wait)).await;
            if is_killed {
                let done = tokio::time::timeout(Duration::from_millis(life), one(bed, op)).await;
                done.unwrap_or_else(|_| format!("{op} killed"))
            } else {
                one(bed, op).await
            }
        }));
    }
    let mut said = Vec::new();
    for task in tasks {
        said.push(task.await.unwrap());
    }
    said
}

/// Lets whatever was interrupted go on to its end. Returns how far it is then.
async fn finished(bed: &Bed, said: &mut Vec<String>) -> Option<State> {
    let migrator = change().on(&bed.direct, options_of());
    let mut state = None;
    for _ in 0..20 {
        state = migrator.state().await.unwrap();
        match &state {
            Some(it) if it.is_interrupted() => {
                let done = migrator
                    .resume(Clients::None, WhenChanged::Reject, false)
                    .await;
                said.push(format!(
                    "resumed {:?}",
                    done.map(|it| it.ending).map_err(|it| it.to_string())
                ));
            }
            Some(it) if it.status == Status::Pending => {
                let _ = migrator.run(Clients::None, false).await;
            }
            _ => break,
        }
    }
    state
}

async fn way(seed: u64) -> Option<String> {
    let mut random = fastrand::Rng::with_seed(seed);
    let before = originals(&mut random);
    let bed = Arc::new(users(&before).await);
    let mut said = Vec::new();
    for _ in 0..random.usize(2..6) {
        spoil(&bed, &mut random);
        said.extend(processes(&bed, &mut random).await);
    }
    bed.proxy.clear();
    let state = finished(&bed, &mut said).await;
    bed.proxy.settled().await;
    let stored = stored_users(&bed.direct).await;
    let expected: HashMap<String, Item> = before
        .iter()
        .map(|item| {
            let now = match state.as_ref().map(|it| (it.direction, it.status)) {
                None | Some((Direction::Down, Status::Reverted)) => item.clone(),
                Some((Direction::Up, Status::Applied)) => run_of(item),
                Some((Direction::Contract, Status::Contracted)) => contract_of(item),
                other => panic!("seed {seed}: {other:?} {said:#?}"),
            };
            (item["id"].as_s().unwrap().clone(), now)
        })
        .collect();
    (stored != expected).then(|| {
        let differing: Vec<_> = expected
            .iter()
            .filter(|(id, item)| stored.get(*id) != Some(item))
            .map(|(id, item)| format!("{id}: {:?} instead of {item:?}", stored.get(id)))
            .collect();
        format!("seed {seed} {state:?} {said:#?} {differing:#?}")
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn commands_of_several_processes_never_mix() {
    let mut tasks = tokio::task::JoinSet::new();
    let mut bad = Vec::new();
    for seed in 0..cases(8) {
        tasks.spawn(way(seed));
        if tasks.len() >= 8 {
            bad.extend(tasks.join_next().await.unwrap().unwrap());
        }
    }
    while let Some(task) = tasks.join_next().await {
        bad.extend(task.unwrap());
    }
    assert!(bad.is_empty(), "{bad:#?}");
}
