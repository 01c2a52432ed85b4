//! How work on items ended.

use dynamite_migrate::{Ending, Report as Done};
use serde_json::json;

use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::report::Report;

/// Reports how work on items ended.
pub(super) fn report(done: &Done, applied: &str, report: &Report) -> Result<Outcome, Failure> {
    let total = done.total();
    let name = &done.run;
    let (word, outcome) = match done.ending {
        Ending::Done if total.rejected > 0 => (applied, Outcome::Findings),
        Ending::Done => (applied, Outcome::Clean),
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
    if let Some(next) = next(done) {
        report.hint("next", &next)?;
    }
    Ok(outcome)
}

/// What is to be done next; `None` if nothing is.
fn next(done: &Done) -> Option<String> {
    let name = &done.run;
    match done.ending {
        Ending::Stopped => Some(format!(
            "go on from there, on any machine: dynamite-gen migrate resume {name}"
        )),
        Ending::Paused => Some(format!(
            "remove the attribute `pause` of its row, then: dynamite-gen migrate resume {name}"
        )),
        Ending::Done if done.total().rejected > 0 => Some(format!(
            "`dynamite-gen migrate status {name}` lists the rejected items; correct them, then: \
             dynamite-gen migrate resume {name} --rejects"
        )),
        Ending::Done | Ending::DoneBefore => None,
    }
}
