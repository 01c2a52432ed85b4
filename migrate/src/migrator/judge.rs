//! Whether a gate is open, by what is recorded.

use std::time::Duration;

use dynamite::Timestamp;

use crate::control::{RunRow, Verified};
use crate::gate::{Gate, GateState};
use crate::run::{Direction, Status};

/// Judges a gate by what is recorded. `apart` is the time between two verifications that count.
pub(super) fn judge(
    gate: Gate,
    row: &RunRow,
    verifications: &[Verified],
    apart: Duration,
) -> GateState {
    let missing = match (row.direction, row.status) {
        (Direction::Up, Status::Applied) => missing_verification(gate, verifications, apart),
        (Direction::Contract, _) => None,
        (direction, status) => Some(format!(
            "the migration is {status} in direction {direction}: it has to be run to its end first"
        )),
    };
    GateState {
        gate,
        missing: missing.into_iter().collect(),
    }
}

fn missing_verification(gate: Gate, all: &[Verified], apart: Duration) -> Option<String> {
    // What was found before the last finding of something left to do says nothing any more.
    let last_dirty = all.iter().rposition(|verified| !verified.is_clean);
    let since = &all[last_dirty.map_or(0, |at| at + 1)..];
    let mut counted: Vec<Timestamp> = Vec::new();
    for verified in since.iter().filter(|it| it.oldest >= gate.oldest()) {
        let is_apart = counted.last().is_none_or(|last| {
            let between = verified.began_at.duration_since(*last);
            between.unsigned_abs() >= apart
        });
        if is_apart {
            counted.push(verified.began_at);
        }
    }
    let (found, needed) = (counted.len(), gate.verifications());
    (found < needed).then(|| {
        let oldest = gate.oldest();
        let again = match (found, counted.last()) {
            (0, _) | (_, None) => String::new(),
            (_, Some(last)) => format!(", not before {}", later(*last, apart)),
        };
        format!(
            "{found} of {needed} verifications found nothing left to do while no program older than \
             `{oldest}` was running: verify it with `--oldest-client {oldest}`{again}"
        )
    })
}

fn later(time: Timestamp, by: Duration) -> String {
    match time.checked_add(by) {
        Ok(time) => time.to_string(),
        Err(_) => time.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use dynamite::Timestamp;

    use super::missing_verification;
    use crate::clients::ClientPhase as P;
    use crate::control::Verified;
    use crate::gate::Gate;

    fn at(minute: i64, oldest: P, is_clean: bool) -> Verified {
        Verified {
            began_at: Timestamp::from_second(minute * 60).unwrap(),
            oldest,
            is_clean,
        }
    }

    fn is_open(gate: Gate, all: &[Verified]) -> bool {
        missing_verification(gate, all, Duration::from_mins(15)).is_none()
    }

    #[test]
    fn one_clean_verification_after_old_programs_are_gone_opens_the_switch() {
        assert!(!is_open(Gate::Switch, &[]));
        assert!(!is_open(Gate::Switch, &[at(1, P::Before, true)]));
        assert!(is_open(Gate::Switch, &[at(1, P::Expand, true)]));
        assert!(is_open(Gate::Switch, &[at(1, P::After, true)]));
        let all = [at(1, P::Expand, true), at(2, P::Before, false)];
        assert!(!is_open(Gate::Switch, &all));
    }

    #[test]
    fn two_of_them_some_time_apart_open_the_contract() {
        let clean = |minute| at(minute, P::Contract, true);
        assert!(!is_open(Gate::Contract, &[clean(0), clean(14)]));
        assert!(is_open(Gate::Contract, &[clean(0), clean(15)]));
        assert!(is_open(Gate::Contract, &[clean(0), clean(9), clean(16)]));
        let older = [clean(0), at(20, P::Switch, true)];
        assert!(!is_open(Gate::Contract, &older));
        let dirty = [clean(0), at(20, P::Contract, false), clean(40)];
        assert!(!is_open(Gate::Contract, &dirty));
        let message = missing_verification(Gate::Contract, &dirty, Duration::from_mins(15));
        let message = message.unwrap();
        assert!(
            message.contains("1 of 2") && message.contains("1970-01-01T00:55:00Z"),
            "{message}"
        );
    }
}
