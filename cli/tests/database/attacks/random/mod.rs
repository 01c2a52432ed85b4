//! Random commands over several migrations of overlapping fields, from checkouts that lack some of them.

mod oracle;
mod world;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use world::World;

struct Rng(fastrand::Rng);

impl Rng {
    fn of(&mut self, n: usize) -> usize {
        self.0.usize(..n)
    }
    fn one_in(&mut self, n: usize) -> bool {
        self.of(n) == 0
    }
    fn pick<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.of(all.len())].clone()
    }
}

#[derive(Clone, Debug)]
enum Step {
    Rename(String, String),
    Drop(String),
    Add(String),
    Copy(String, String),
}

/// Attributes, `true` if required.
type Schema = BTreeMap<String, bool>;

fn text(schema: &Schema) -> String {
    let mut text = "models:\n  User:\n    key: id\n    fields:\n      id: string\n".to_owned();
    for (name, required) in schema {
        if *required {
            let _ = writeln!(text, "      {name}: {{ type: string, default: dflt }}");
        } else {
            let _ = writeln!(text, "      {name}: string?");
        }
    }
    text
}

fn steps(random: &mut Rng, before: &Schema) -> (Vec<Step>, Schema) {
    let pool = ["a", "b", "c", "d"].map(str::to_owned);
    loop {
        let mut after = before.clone();
        let mut steps = Vec::new();
        let mut used = BTreeSet::new();
        for _ in 0..=random.of(2) {
            let there: Vec<_> = before
                .keys()
                .filter(|it| !used.contains(*it))
                .cloned()
                .collect();
            let free: Vec<_> = pool
                .iter()
                .filter(|it| !before.contains_key(*it) && !used.contains(*it))
                .cloned()
                .collect();
            match random.of(8) {
                0..=2 if !there.is_empty() && !free.is_empty() => {
                    let (x, y) = (random.pick(&there), random.pick(&free));
                    let kind = after.remove(&x).unwrap();
                    after.insert(y.clone(), kind);
                    used.extend([x.clone(), y.clone()]);
                    steps.push(Step::Rename(x, y));
                }
                3 | 4 if there.len() > 1 => {
                    let x = random.pick(&there);
                    after.remove(&x);
                    used.insert(x.clone());
                    steps.push(Step::Drop(x));
                }
                5 | 6 if !free.is_empty() => {
                    let y = random.pick(&free);
                    after.insert(y.clone(), true);
                    used.insert(y.clone());
                    steps.push(Step::Add(y));
                }
                7 if !there.is_empty() && !free.is_empty() => {
                    let (x, y) = (random.pick(&there), random.pick(&free));
                    after.remove(&x);
                    after.insert(y.clone(), false);
                    used.extend([x.clone(), y.clone()]);
                    steps.push(Step::Copy(x, y));
                }
                _ => {}
            }
        }
        if !steps.is_empty() {
            return (steps, after);
        }
    }
}

fn way(seed: u64) -> Vec<String> {
    let mut random = Rng(fastrand::Rng::with_seed(seed));
    let mut world = World::new(seed, &mut random);
    for _ in 0..22 {
        if random.of(5) < 2 {
            world.write(&mut random);
        } else {
            world.command(&mut random);
        }
        if !world.bad.is_empty() {
            return world.bad;
        }
    }
    world.end();
    world.bad
}

/// How many seeds are tried, unless the variable says more.
const SEEDS: &str = "DYNAMITE_MIGRATION_SEEDS";

#[test]
fn random_commands_over_several_migrations_lose_nothing_and_end() {
    let seeds = std::env::var(SEEDS).map_or(2, |seeds| seeds.parse().unwrap());
    let bad: Vec<_> = (0..seeds).flat_map(way).collect();
    assert!(bad.is_empty(), "{}", bad.join("\n\n"));
}
