//! Commands whose futures are dropped on the way: they are done, or not, or in a part where their
//! documentation says so.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use fastrand::Rng;

use super::candidates::Candidates;
use super::session::prepare;
use crate::bed::Bed;
use crate::command::Command;
use crate::generate::Generator;
use crate::oracle::State;
use crate::report::{self, Report, Wrong};
use crate::run::run;
use crate::stored::stored;
use crate::time::Time;

const STEPS: usize = 60;
const SEEDS: u64 = 6;
/// A write takes about so many polls.
const POLLS: usize = 16;

/// Polls a future so many times, each when it is woken, then drops it.
async fn polled(future: impl Future, polls: usize) {
    let mut future = pin!(future);
    let mut left = polls;
    poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(());
        }
        left -= 1;
        future.as_mut().poll(context).map(|_| ())
    })
    .await;
}

async fn take(
    bed: &Bed,
    state: &mut State,
    step: usize,
    polls: usize,
    command: &Command,
) -> Result<(), Wrong> {
    let now = Time::of_step(step);
    prepare(bed, command, now);
    let candidates = Candidates::of(command, state, now);
    polled(run(&bed.db, bed, command), polls).await;
    if let Some(proxy) = &bed.proxy {
        proxy.settled().await;
    }
    let found = stored(&bed.direct).await;
    let is_allowed = candidates.is_allowed(&found);
    let difference = candidates.difference(&found);
    *state = found;
    if is_allowed {
        return Ok(());
    }
    Err(Wrong {
        step,
        problem: format!("{command:?}\ndropped after {polls} polls\n{difference}"),
    })
}

async fn run_seed(seed: u64) -> Result<(), Report> {
    let bed = Bed::proxied().await;
    let mut state = State::default();
    let mut generator = Generator::new(seed);
    let mut random = Rng::with_seed(seed);
    let mut commands = Vec::new();
    for step in 1..=STEPS {
        let command = generator.next_write(&state, Time::of_step(step));
        commands.push(command.clone());
        // Some end by themselves, so that there is something to write to.
        let polls = if random.bool() {
            usize::MAX
        } else {
            random.usize(0..POLLS)
        };
        if let Err(wrong) = take(&bed, &mut state, step, polls, &command).await {
            return Err(Report {
                mode: "dropped",
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
async fn a_dropped_command_is_done_or_not() {
    report::check_seeds(SEEDS, run_seed).await;
}
