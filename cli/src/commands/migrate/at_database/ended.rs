//! How work on items ended.

use dynamite_migrate::{Direction, Ending, Report as Done};
use serde_json::json;

use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::report::Report;

/// Reports how work on items in a direction ended; `word` says that it is done.
pub(super) fn report(
    done: &Done,
    direction: Direction,
    word: &str,
    report: &Report,
) -> Result<Outcome, Failure> {
    let total = done.total();
    let name = &done.run;
    let (word, outcome) = match done.ending {
        Ending::Done if total.rejected > 0 => (word, Outcome::Findings),
        Ending::Done => (word, Outcome::Clean),
        Ending::DoneBefore => ("done before", Outcome::Clean),
        Ending::Stopped => ("stopped", Outcome::Findings),
        Ending::Paused => ("paused", Outcome::Findings),
    };
    let sentence = match done.ending {
        Ending::DoneBefore => format!("{name}: done before, nothing was left to do"),
        _ => format!(
            "{name}: {word}; {} items read, {} changed, {} rejected, {:.1} read units, {:.1} write units",
            total.read,
            total.rewritten,
            total.rejected,
            done.consumed.read_units,
            done.consumed.write_units,
        ),
    };
    report.summary(
        &sentence,
        json!({
            "run": name.as_str(), "ending": word, "generation": done.generation, "read": total.read,
            "rewritten": total.rewritten, "unchanged": total.unchanged, "rejected": total.rejected,
            "read_units": done.consumed.read_units, "write_units": done.consumed.write_units,
        }),
    )?;
    if let Some(next) = next(done, direction) {
        report.hint("next", &next)?;
    }
    Ok(outcome)
}

/// What is to be done next; `None` if nothing is.
fn next(done: &Done, direction: Direction) -> Option<String> {
    let name = &done.run;
    match done.ending {
        Ending::Stopped => Some(format!(
            "go on from there, on any machine: dynamite-gen migrate resume {name}"
        )),
        Ending::Paused => Some(format!(
            "remove the attribute `pause` of its row, then: dynamite-gen migrate resume {name}"
        )),
        Ending::Done if done.total().rejected > 0 => Some(format!(
            "`dynamite-gen migrate status {name}` lists the rejected items; {}",
            of_rejected(direction).replace("NAME", name.as_str())
        )),
        Ending::DoneBefore if direction == Direction::Contract => Some(format!(
            "what it has left, or was written since, is removed by: dynamite-gen migrate contract {name} --again"
        )),
        Ending::Done | Ending::DoneBefore => None,
    }
}

/// What can be done with items that were rejected.
fn of_rejected(direction: Direction) -> &'static str {
    match direction {
        Direction::Up => "correct them, then: dynamite-gen migrate resume NAME --rejects",
        Direction::Down => {
            "what the run has made of them is left, and it is not taken back again: remove it yourself"
        }
        Direction::Contract => {
            "their former attributes are left; correct them, then: dynamite-gen migrate contract NAME --again"
        }
    }
}
