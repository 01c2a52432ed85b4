//! Failures, and the shortest sequence of commands that fails.

use std::fmt::{self, Write as _};

use crate::command::Command;
use crate::seeds::seeds;

/// How many of the last commands a report shows, if all of them cannot be made fewer.
const HISTORY: usize = 12;

/// A step that went wrong.
#[derive(Debug)]
pub(crate) struct Wrong {
    pub(crate) step: usize,
    pub(crate) problem: String,
}

/// A test that failed.
#[derive(Debug)]
pub(crate) struct Report {
    pub(crate) mode: &'static str,
    pub(crate) seed: u64,
    pub(crate) commands: Vec<Command>,
    pub(crate) wrong: Wrong,
    pub(crate) shortest: Vec<Command>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            mode,
            seed,
            commands,
            wrong,
            shortest,
        } = self;
        writeln!(f, "{mode}: step {} of seed {seed} went wrong", wrong.step)?;
        writeln!(
            f,
            "replay it with DYNAMITE_MODEL_SEED={seed}\n\n{}",
            wrong.problem
        )?;
        let mut history = String::new();
        let shown = if shortest.is_empty() {
            commands
        } else {
            shortest
        };
        for command in &shown[shown.len().saturating_sub(HISTORY)..] {
            let _ = writeln!(history, "  {command:?}");
        }
        writeln!(
            f,
            "\nthe commands that lead to it ({} of {}):\n{history}",
            shown.len(),
            commands.len()
        )
    }
}

/// Leaves out what is not needed to go wrong: `fails` runs commands, and tells whether they do.
pub(crate) async fn shortened(
    commands: &[Command],
    attempts: usize,
    mut fails: impl AsyncFnMut(&[Command]) -> bool,
) -> Vec<Command> {
    let mut shortest = commands.to_vec();
    let mut left = attempts;
    let mut chunk = shortest.len() / 2;
    while chunk > 0 && left > 0 {
        let mut at = 0;
        while at + chunk < shortest.len() && left > 0 {
            let mut fewer = shortest.clone();
            fewer.drain(at..at + chunk);
            left -= 1;
            if fails(&fewer).await {
                shortest = fewer;
            } else {
                at += chunk;
            }
        }
        chunk /= 2;
    }
    shortest
}

/// Runs the seeds, and fails the test if one went wrong.
pub(crate) async fn check_seeds(fixed: u64, run: impl AsyncFn(u64) -> Result<(), Report>) {
    let mut reports = Vec::new();
    for seed in seeds(fixed) {
        reports.extend(run(seed).await.err());
    }
    let texts: Vec<_> = reports.iter().map(ToString::to_string).collect();
    assert!(
        texts.is_empty(),
        "{} seeds went wrong\n\n{}",
        texts.len(),
        texts.join("\n")
    );
}
