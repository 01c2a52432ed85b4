//! What the tasks were told, and whether it is so.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use dynamite::Outcome;

use super::{Role, key};
use crate::answer::{Answer, Observed};
use crate::oracle::State;
use crate::spec::{KINDS, Kind};
use crate::value::{Item, Value, s};

/// What a task was told of a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    Done,
    Maybe,
    NotDone,
}

impl Told {
    pub(super) fn of(observed: &Observed) -> Self {
        match observed {
            Observed::Ok(_) => Self::Done,
            Observed::Failed(failure) => match failure.outcome {
                Outcome::Applied => Self::Done,
                Outcome::Unknown => Self::Maybe,
                Outcome::NotApplied => Self::NotDone,
            },
        }
    }
}

#[derive(Debug, Default)]
pub(super) struct Tally(Mutex<Records>);

#[derive(Debug, Default)]
struct Records {
    /// How often 1 was added.
    added: BTreeMap<Kind, Vec<Told>>,
    /// By what was appended.
    appended: BTreeMap<(Kind, String), Told>,
    claimed: BTreeMap<Kind, Vec<Told>>,
    /// By the version that was saved.
    saved: BTreeMap<(Kind, i128), Vec<Told>>,
    created: BTreeMap<(Kind, Item), Vec<Told>>,
    /// By the number of the token.
    repeated: BTreeMap<Kind, BTreeMap<u32, Vec<Told>>>,
}

impl Tally {
    pub(super) fn added(&self, kind: Kind, observed: &Observed) {
        self.with(|it| it.added.entry(kind).or_default().push(Told::of(observed)));
    }

    pub(super) fn appended(&self, kind: Kind, mark: String, observed: &Observed) {
        self.with(|it| it.appended.insert((kind, mark), Told::of(observed)));
    }

    pub(super) fn claimed(&self, kind: Kind, observed: &Observed) {
        self.with(|it| it.claimed.entry(kind).or_default().push(Told::of(observed)));
    }

    pub(super) fn saved(&self, kind: Kind, version: i128, observed: &Observed) {
        self.with(|it| {
            it.saved
                .entry((kind, version))
                .or_default()
                .push(Told::of(observed));
        });
    }

    pub(super) fn created(&self, kind: Kind, key: Item, observed: &Observed) {
        self.with(|it| {
            it.created
                .entry((kind, key))
                .or_default()
                .push(Told::of(observed));
        });
    }

    pub(super) fn repeated(&self, kind: Kind, number: u32, observed: &Observed) {
        self.with(|it| {
            let tokens = it.repeated.entry(kind).or_default();
            tokens.entry(number).or_default().push(Told::of(observed));
        });
    }

    fn with<T>(&self, change: impl FnOnce(&mut Records) -> T) -> T {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// What is not as it was told.
    pub(super) fn problems(&self, found: &State, with_faults: bool) -> Vec<String> {
        self.with(|records| {
            let mut problems = Vec::new();
            for kind in KINDS {
                records.check_counter(kind, found, &mut problems);
                records.check_tokens(kind, found, &mut problems);
            }
            let once = |what: String, told: &[Told], problems: &mut Vec<String>| {
                let winners = count(told, Told::Done);
                let none = winners == 0 && !with_faults;
                if winners > 1 || none {
                    problems.push(format!("{what}: {winners} winners of {told:?}"));
                }
            };
            for (kind, told) in &records.claimed {
                once(format!("claim of {kind:?}"), told, &mut problems);
            }
            for ((kind, version), told) in &records.saved {
                once(
                    format!("{kind:?} saved at version {version}"),
                    told,
                    &mut problems,
                );
            }
            for ((kind, key), told) in &records.created {
                once(format!("{kind:?} {key:?} created"), told, &mut problems);
            }
            problems
        })
    }
}

impl Records {
    fn check_counter(&self, kind: Kind, found: &State, problems: &mut Vec<String>) {
        let Some(item) = found.get(kind, &key(kind, Role::Counter)) else {
            problems.push(format!("the counter of {kind:?} is gone"));
            return;
        };
        let added = self.added.get(&kind).map_or(&[][..], Vec::as_slice);
        let sum = item.get("n").and_then(Value::number).unwrap_or(0);
        check_range(&format!("{kind:?}: the sum"), sum, added, problems);

        let marks = match item.get("marks") {
            Some(Value::L(marks)) => marks.clone(),
            _ => Vec::new(),
        };
        let appended = self.appended.iter().filter(|((of, _), _)| *of == kind);
        let mut writes = added.to_vec();
        for ((_, mark), told) in appended {
            writes.push(*told);
            let times = marks.iter().filter(|it| **it == s(mark)).count();
            let range = i128::try_from(times).unwrap_or(i128::MAX);
            check_range(&format!("{kind:?}: {mark}"), range, &[*told], problems);
        }
        if let Some(version) = kind.spec().version_of(item) {
            check_range(
                &format!("{kind:?}: the writes"),
                version - 1,
                &writes,
                problems,
            );
        }
    }
}

impl Records {
    /// However often a transaction was repeated with its token, it took place once at most.
    fn check_tokens(&self, kind: Kind, found: &State, problems: &mut Vec<String>) {
        let tokens = self.repeated.get(&kind).into_iter().flatten();
        let told = tokens.map(|(_, told)| match told {
            told if told.contains(&Told::Done) => Told::Done,
            told if told.contains(&Told::Maybe) => Told::Maybe,
            _ => Told::NotDone,
        });
        let told: Vec<_> = told.collect();
        let item = found.get(kind, &key(kind, Role::Once));
        let sum = item.and_then(|item| item.get("n")?.number());
        let what = format!("{kind:?}: what transactions with tokens added");
        check_range(&what, sum.unwrap_or(-1), &told, problems);
    }
}

/// Each acknowledged write counts once, each unknown one at most once.
fn check_range(what: &str, found: i128, told: &[Told], problems: &mut Vec<String>) {
    let least = count(told, Told::Done);
    let most = least + count(told, Told::Maybe);
    if !(least..=most).contains(&found) {
        problems.push(format!("{what} is {found}, not {least} to {most}"));
    }
}

fn count(told: &[Told], wanted: Told) -> i128 {
    let count = told.iter().filter(|it| **it == wanted).count();
    i128::try_from(count).unwrap_or(i128::MAX)
}

/// The item that an operation returned.
pub(super) fn returned(observed: Observed) -> Option<Item> {
    match observed {
        Observed::Ok(Answer::Item(item) | Answer::Maybe(Some(item))) => Some(item),
        _ => None,
    }
}
