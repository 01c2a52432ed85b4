//! One command after the other, without faults: everything is exactly as expected.

use super::session::prepare;
use crate::answer::{FailureKind, Observed, Refusal};
use crate::bed::Bed;
use crate::command::Command;
use crate::compare;
use crate::generate::Generator;
use crate::oracle::State;
use crate::report::{self, Report, Wrong, shortened};
use crate::run::run;
use crate::stored::stored;
use crate::time::Time;

const STEPS: usize = 60;
const SEEDS: u64 = 12;

/// What is there, and what should be.
pub(crate) struct Session {
    pub(crate) bed: Bed,
    pub(crate) state: State,
    pub(crate) step: usize,
}

impl Session {
    pub(crate) async fn new() -> Self {
        Self {
            bed: Bed::new().await,
            state: State::default(),
            step: 0,
        }
    }

    pub(crate) fn now(&self) -> Time {
        Time::of_step(self.step)
    }

    /// Does a command, and compares all of it.
    async fn take(&mut self, command: &Command) -> Result<(), Wrong> {
        self.step += 1;
        prepare(&self.bed, command, self.now());
        let before = self.state.clone();
        let expected = self.state.apply(command, self.now());
        let observed = run(&self.bed.db, &self.bed, command).await;
        let mut problem = compare::difference(&expected, &observed);
        if matches!(command, Command::Filtered(_)) && is_ambiguous(&observed) {
            self.state = before;
            problem = None;
        }
        let problem = problem.or_else(|| match (&observed, command) {
            (Observed::Failed(failure), Command::Write(write)) => {
                let stored = self.state.get(write.kind(), &write.key());
                compare::item_difference(failure, stored)
            }
            _ => None,
        });
        let state = match command {
            Command::Read(_) => None,
            _ => compare::state_difference(&self.state, &stored(&self.bed.direct).await),
        };
        let problem = match (problem, state) {
            (None, None) => return Ok(()),
            (problem, state) => [problem, state].into_iter().flatten().collect::<Vec<_>>(),
        };
        Err(Wrong {
            step: self.step,
            problem: format!("{command:?}\n{}", problem.join("\n")),
        })
    }
}

/// Whether several indexes answer a condition, and nothing says by which to go.
fn is_ambiguous(observed: &Observed) -> bool {
    let ambiguous = FailureKind::Refused(Refusal::AccessPath);
    matches!(observed, Observed::Failed(failure) if failure.kind == ambiguous)
}

async fn replayed(commands: &[Command]) -> Option<Wrong> {
    let mut session = Session::new().await;
    for command in commands {
        if let Err(wrong) = session.take(command).await {
            return Some(wrong);
        }
    }
    None
}

async fn run_seed(seed: u64) -> Result<(), Report> {
    let mut session = Session::new().await;
    let mut generator = Generator::new(seed);
    let mut commands = Vec::new();
    for _ in 0..STEPS {
        let command = generator.next(&session.state, session.now());
        commands.push(command.clone());
        if let Err(wrong) = session.take(&command).await {
            let shortest =
                shortened(&commands, 80, async |fewer| replayed(fewer).await.is_some()).await;
            return Err(Report {
                mode: "sequential",
                seed,
                commands,
                wrong,
                shortest,
            });
        }
    }
    Ok(())
}

#[tokio::test]
async fn commands_do_exactly_what_they_should() {
    report::check_seeds(SEEDS, run_seed).await;
}
