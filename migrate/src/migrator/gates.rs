//! Whether a gate of a migration is open, by what is recorded.

use std::time::Duration;

use dynamite::Timestamp;

use super::Migrator;
use crate::clients::ClientPhase;
use crate::control::{RunRow, Verified};
use crate::error::{Error, standing};
use crate::gate::{Gate, GateState};
use crate::run::{Direction, Status};

impl Migrator {
    /// Says if a gate is open, by what was verified. Nothing is written.
    ///
    /// # Errors
    /// [`NotRecorded`](crate::Refusal::NotRecorded) if the run was never begun, and those of the requests.
    pub async fn gate(&self, gate: Gate, apart: Duration) -> Result<GateState, Error> {
        let (row, _) = self.begun_on_its_tables().await?;
        let verifications = self.verifications(&row).await?;
        Ok(judge(gate, &row, &verifications, apart))
    }

    /// Returns the verifications that say something now. A clean one says nothing once a migration was taken back
    /// whose attributes it did not look for.
    pub(super) async fn verifications(&self, row: &RunRow) -> Result<Vec<Verified>, Error> {
        let in_force = self.later.names();
        let mut all = self.control().verifications(row).await?;
        all.retain(|it| !it.is_clean || it.later.iter().all(|later| in_force.contains(later)));
        Ok(all)
    }
}

/// Judges a gate by what is recorded. `apart` is the time between two verifications that count.
pub(super) fn judge(
    gate: Gate,
    row: &RunRow,
    verifications: &[Verified],
    apart: Duration,
) -> GateState {
    let missing = match (row.direction, row.status) {
        (Direction::Up, Status::Applied) => missing(gate, verifications, apart),
        (Direction::Contract, status) if gate == Gate::Contract && status != Status::Contracted => {
            vec![format!(
                "its contract is {}: `dynamite-gen migrate resume` makes it",
                standing(row.direction, status)
            )]
        }
        (Direction::Contract, _) => Vec::new(),
        (direction, status) => vec![format!(
            "the migration is {}: {}",
            standing(direction, status),
            match direction {
                Direction::Up | Direction::Contract if status == Status::Pending =>
                    "`dynamite-gen migrate run` begins it",
                Direction::Up | Direction::Contract =>
                    "unless a process works on it, `dynamite-gen migrate resume` runs it to its end",
                Direction::Down =>
                    "once it is taken back, `dynamite-gen migrate run NAME --again` does it again",
            }
        )],
    };
    GateState { gate, missing }
}

/// What verifications are missing. What is wrong at the first gate is wrong at the second too.
fn missing(gate: Gate, all: &[Verified], apart: Duration) -> Vec<String> {
    let gates = match gate {
        Gate::Switch => &[Gate::Switch][..],
        Gate::Contract => &[Gate::Switch, Gate::Contract],
    };
    let missing = gates
        .iter()
        .filter_map(|gate| missing_at(*gate, all, apart));
    missing.collect()
}

/// Returns what verifications a gate lacks; `None` if it is open.
fn missing_at(gate: Gate, all: &[Verified], apart: Duration) -> Option<String> {
    let counted = counted(gate, all, apart);
    let found = u32::try_from(counted.len()).unwrap_or(u32::MAX);
    let needed = gate.verifications();
    if found >= needed {
        return None;
    }
    let oldest = gate.oldest();
    let again = match (found, counted.last()) {
        (0, _) | (_, None) => String::new(),
        (_, Some(last)) => format!(", not before {}", later(*last, apart)),
    };
    // Once programs of later phases write, what a verification for the switch looks for is not there.
    let is_too_late = gate == Gate::Switch
        && all.iter().any(|it| {
            it.oldest
                .is_some_and(|oldest| oldest >= ClientPhase::Contract)
        });
    let instead = if is_too_late {
        "; if programs of `contract` have written since, it can only be contracted while no program runs: \
         `contract --exclusive --changed remove`"
    } else {
        ""
    };
    Some(format!(
        "{found} of {needed} verifications found nothing left to do while no program older than \
         `{oldest}` was running: verify it with `--oldest-client {oldest}`{again}{instead}"
    ))
}

/// Returns when the verifications began that count for a gate, each some time after the one before.
fn counted(gate: Gate, all: &[Verified], apart: Duration) -> Vec<Timestamp> {
    // What was found before something was left to do, or before an older program ran, says nothing any
    // more. The first gate does not count what newer programs have left to do.
    let concerns = |it: &Verified| it.is_complete || gate == Gate::Contract;
    let is_void = |it: &Verified| {
        (!it.is_clean && concerns(it)) || it.oldest.is_some_and(|oldest| oldest < gate.oldest())
    };
    let last_void = all.iter().rposition(is_void);
    let since = &all[last_void.map_or(0, |at| at + 1)..];
    let counts = |it: &&Verified| it.is_clean && concerns(it) && it.oldest.is_some();
    let mut counted: Vec<Timestamp> = Vec::new();
    for verified in since.iter().filter(counts) {
        let is_apart = counted.last().is_none_or(|last| {
            let between = verified.began_at.duration_since(*last);
            between.unsigned_abs() >= apart
        });
        if is_apart {
            counted.push(verified.began_at);
        }
    }
    counted
}

fn later(time: Timestamp, by: Duration) -> String {
    match time.checked_add(by) {
        Ok(time) => format!("{time:.0}"),
        Err(_) => time.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use dynamite::Timestamp;

    use super::missing;
    use crate::clients::ClientPhase as P;
    use crate::control::Verified;
    use crate::gate::Gate;

    fn at(minute: i64, oldest: P, is_clean: bool) -> Verified {
        Verified {
            began_at: Timestamp::from_second(minute * 60).unwrap(),
            oldest: Some(oldest),
            is_clean,
            is_complete: oldest < P::Switch,
            later: Vec::new(),
        }
    }

    fn is_open(gate: Gate, all: &[Verified]) -> bool {
        missing(gate, all, Duration::from_mins(15)).is_empty()
    }

    #[test]
    fn one_clean_verification_after_old_programs_are_gone_opens_the_switch() {
        assert!(!is_open(Gate::Switch, &[]));
        assert!(!is_open(Gate::Switch, &[at(1, P::Before, true)]));
        assert!(is_open(Gate::Switch, &[at(1, P::Expand, true)]));
        // It did not look for all.
        assert!(!is_open(Gate::Switch, &[at(1, P::After, true)]));
        let all = [at(1, P::Expand, true), at(2, P::Before, false)];
        assert!(!is_open(Gate::Switch, &all));
    }

    #[test]
    fn two_of_them_some_time_apart_open_the_contract() {
        let clean = |minute| at(minute, P::Contract, true);
        let is_open = |all: &[Verified]| {
            let first = [at(0, P::Expand, true)];
            is_open(Gate::Contract, &[&first, all].concat())
        };
        assert!(!is_open(&[clean(1), clean(15)]));
        assert!(is_open(&[clean(1), clean(16)]));
        assert!(is_open(&[clean(1), clean(9), clean(17)]));
        assert!(!is_open(&[clean(1), at(20, P::Switch, true)]));
        let dirty = [clean(1), at(20, P::Contract, false), clean(40), clean(60)];
        assert!(!is_open(&dirty[..3]) && is_open(&dirty));
        let message = missing(
            Gate::Contract,
            &[
                at(0, P::Expand, true),
                clean(1),
                at(20, P::Switch, true),
                clean(40),
            ],
            Duration::from_mins(15),
        );
        assert_eq!(message.len(), 1, "{message:?}");
        assert!(
            message[0].contains("1 of 2") && message[0].contains("1970-01-01T00:55:00Z"),
            "{message:?}"
        );
    }

    #[test]
    fn the_switch_has_to_be_open_before_the_contract_and_an_older_program_closes_both() {
        let both = [at(0, P::Contract, true), at(20, P::Contract, true)];
        assert!(!is_open(Gate::Contract, &both));
        let taken_back = [
            at(0, P::Expand, true),
            at(20, P::Contract, true),
            at(40, P::Contract, true),
            at(60, P::Before, true),
        ];
        assert!(is_open(Gate::Contract, &taken_back[..3]));
        // What a newer program has left to do closes the second gate alone, until it is done.
        let mended = [&taken_back[..3], &[at(50, P::Contract, false)]].concat();
        assert!(is_open(Gate::Switch, &mended) && !is_open(Gate::Contract, &mended));
        let again = [at(60, P::Contract, true), at(80, P::Contract, true)];
        assert!(is_open(Gate::Contract, &[&mended[..], &again].concat()));
        // So does what was found without a word, at both.
        let unsaid = Verified {
            oldest: None,
            ..at(90, P::Before, false)
        };
        let found = [&taken_back[..3], std::slice::from_ref(&unsaid)].concat();
        assert!(!is_open(Gate::Switch, &found) && !is_open(Gate::Contract, &found));
        assert!(!is_open(Gate::Contract, &taken_back) && !is_open(Gate::Switch, &taken_back));
    }
}
