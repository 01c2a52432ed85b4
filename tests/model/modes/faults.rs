//! One command after the other, through a proxy that plays the faults of a distributed database.
//! What an error says of the outcome is so.

use std::time::Duration;

use dynamite::Outcome;
use dynamite_testkit::Fault;

use super::candidates::Candidates;
use super::session::prepare;
use crate::answer::{Answer, Expected, Failure, FailureKind, Observed, Refusal};
use crate::bed::Bed;
use crate::command::Command;
use crate::compare;
use crate::generate::Generator;
use crate::oracle::State;
use crate::report::{self, Report, Wrong};
use crate::run::run;
use crate::stored::stored;
use crate::time::Time;

const STEPS: usize = 60;
const SEEDS: u64 = 8;
/// The share of requests that something happens to, in turn.
const RATES: [f64; 3] = [0.15, 0.35, 0.6];

/// What can happen to a request.
pub(super) fn faults() -> Vec<Fault> {
    vec![
        Fault::ProvisionedThroughputExceeded,
        Fault::Throttling,
        Fault::InternalServerError { applied: false },
        Fault::InternalServerError { applied: true },
        Fault::ServiceUnavailable,
        Fault::TransactionConflict,
        Fault::CutBefore,
        Fault::CutAfter,
        Fault::CutAfter,
        Fault::TruncatedBody,
        Fault::GarbageBody,
        Fault::DelayAfter(Duration::from_millis(2)),
        Fault::Unprocessed { applied: 1 },
        Fault::ShortPage { limit: 1 },
        Fault::EmptyPage,
    ]
}

/// What is wrong with what was observed and is stored.
fn problem(candidates: &Candidates, observed: &Observed, found: &State) -> Option<String> {
    let wrong = match observed {
        Observed::Ok(answer) => wrong_success(candidates, answer, found),
        Observed::Failed(failure) => wrong_failure(candidates, failure, found),
    }?;
    let difference = candidates.difference(found);
    Some(format!(
        "{wrong}\nexpected {:?}\nobserved {observed:?}\n{difference}",
        candidates.expected()
    ))
}

fn wrong_success(candidates: &Candidates, answer: &Answer, found: &State) -> Option<&'static str> {
    if !matches!(candidates.expected(), Expected::Ok(_)) {
        return Some("it should be refused");
    }
    if !candidates.is_after(found) {
        return Some("it was done, and is not there");
    }
    let expected = candidates.after.iter().map(|it| &it.1);
    let mut expected = expected.filter_map(|it| match it {
        Expected::Ok(answer) => Some(answer),
        _ => None,
    });
    (!expected.any(|expected| answers(expected, answer))).then_some("it returns something else")
}

/// Whether an answer will do. After a lost response nobody knows what was deleted.
fn answers(expected: &Answer, answer: &Answer) -> bool {
    match (expected, answer) {
        (Answer::Maybe(Some(_)), Answer::Maybe(None))
        | (Answer::Synced { .. }, Answer::Synced { .. }) => true,
        (
            Answer::Replaced { item: expected, .. },
            Answer::Replaced {
                item, old: None, ..
            },
        ) => expected == item,
        (Answer::Count(expected), Answer::Count(count)) => count <= expected,
        _ => compare::in_order(expected.clone()) == compare::in_order(answer.clone()),
    }
}

fn wrong_failure(
    candidates: &Candidates,
    failure: &Failure,
    found: &State,
) -> Option<&'static str> {
    if !candidates.is_allowed(found) {
        return Some("what is stored is neither");
    }
    let in_parts = !candidates.is_before(found) && !candidates.is_after(found);
    match failure.outcome {
        Outcome::NotApplied if !candidates.is_before(found) && !in_parts => {
            Some("it was not applied, and is there")
        }
        Outcome::Applied if !candidates.is_after(found) && !in_parts => {
            Some("it was applied, and is not there")
        }
        _ if in_parts || !candidates.is_before(found) => None,
        _ if is_right(candidates.expected(), failure) => None,
        _ => Some("it is refused for no reason"),
    }
}

/// Whether an error that changed nothing is one that may come.
fn is_right(expected: &Expected, failure: &Failure) -> bool {
    let transient = match &failure.kind {
        FailureKind::Transient
        | FailureKind::Partly { .. }
        // Several indexes answer the condition of a filtered write.
        | FailureKind::Refused(Refusal::AccessPath) => true,
        FailureKind::Canceled(writes) => writes.iter().any(|(_, cause)| cause.is_none()),
        _ => false,
    };
    let known = Failure {
        outcome: Outcome::NotApplied,
        ..failure.clone()
    };
    transient || compare::difference(expected, &Observed::Failed(known)).is_none()
}

/// Does a command with faults, and compares.
async fn take(
    bed: &Bed,
    state: &mut State,
    step: usize,
    seed: u64,
    command: &Command,
) -> Result<(), Wrong> {
    let now = Time::of_step(step);
    prepare(bed, command, now);
    let candidates = Candidates::of(command, state, now);
    let Some(proxy) = &bed.proxy else {
        unreachable!("faults need a proxy")
    };
    let rate = RATES[step % RATES.len()];
    proxy.chaos(seed.wrapping_mul(1_000) + step as u64, rate, faults());
    let observed = run(&bed.db, bed, command).await;
    proxy.clear();
    proxy.settled().await;
    let found = stored(&bed.direct).await;
    let problem = problem(&candidates, &observed, &found);
    *state = found;
    match problem {
        None => Ok(()),
        Some(problem) => Err(Wrong {
            step,
            problem: format!("{command:?}\n{problem}"),
        }),
    }
}

async fn run_seed(seed: u64) -> Result<(), Report> {
    let bed = Bed::proxied().await;
    let mut state = State::default();
    let mut generator = Generator::new(seed);
    let mut commands = Vec::new();
    for step in 1..=STEPS {
        let command = generator.next(&state, Time::of_step(step));
        commands.push(command.clone());
        if let Err(wrong) = take(&bed, &mut state, step, seed, &command).await {
            return Err(Report {
                mode: "with faults",
                seed,
                commands,
                wrong,
                shortest: Vec::new(),
            });
        }
    }
    Ok(())
}

#[tokio::test]
async fn with_faults_the_outcome_is_what_the_error_says() {
    report::check_seeds(SEEDS, run_seed).await;
}
